import { createHash } from 'node:crypto'
import { csvOf } from '../../analytics/csv.ts'
import { readMapping } from '../../catalog/read-mapping.ts'
import type { Company } from '../../contracts/company.ts'
import type { Progress } from '../../contracts/dropped-file.ts'
import { takeFile } from '../../usecases/take-file.ts'
import { type Figure, rounded } from './figure.ts'

const LINES = 400_000
const PIECE = 65_536
const HEADER = 'Factura;Cliente;Razón social;Fecha de emisión;Vencimiento;Importe;Moneda;En disputa\n'

/** A night's file of open invoices, 38 MB, in pieces as S3 hands them out. */
function nightFile(): Buffer {
  const lines = Array.from({ length: LINES }, (_, index) => {
    const day = String(1 + (index % 28)).padStart(2, '0')
    const debtor = index % 90_000
    return `FV-${index};C-${debtor};Ferretería El Nogal ${debtor};2026-05-${day};2026-06-${day};${index + 1},50;COP;no\n`
  })
  return Buffer.from(HEADER + lines.join(''))
}

async function* pieces(file: Buffer, from: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < file.length; at += PIECE) yield file.subarray(at, at + PIECE)
}

/** Takes a file of 400,000 invoices as the function does, with a bus and a bucket that take no time. */
export async function droppedFile(company: Company): Promise<Figure[]> {
  const night = nightFile()
  const tickets = new Map<string, string>()
  let [events, parts] = [0, 0]
  const outside = {
    folder: {
      open: async (_key: string, _version: string, from: number) => ({
        ...{ at: 0, size: night.length },
        bytes: pieces(night, from),
      }),
      read: async (key: string) => tickets.get(key),
      write: async (key: string, text: string) => {
        if (key.startsWith('taken/')) tickets.set(key, text)
      },
      join: async () => {},
    },
    bus: {
      publish: async (some: readonly unknown[]) => {
        events += some.length
      },
    },
    clock: { now: () => 0 },
    meter: { count: () => {} },
    company,
    readMapping,
    hash: () => {
      const hash = createHash('sha256')
      return { update: (piece: Uint8Array | string) => void hash.update(piece), digest: () => hash.digest('hex') }
    },
    csvOf,
    part: LINES,
  }
  const file = { key: 'incoming/invoices/night.csv', version: '1' }
  let progress: Progress | null = null
  const began = process.cpuUsage()
  for (;;) {
    const answer = await takeFile(outside, { file, progress })
    parts++
    if (answer.isDone) break
    progress = answer.progress
  }
  const { user, system } = process.cpuUsage(began)
  return [
    {
      name: 'dropped file',
      value: rounded((user + system) / 1_000_000),
      unit: 's',
      meaning: `${LINES} invoices checked and made into ${events} events, in ${parts} parts; time of the processor`,
    },
  ]
}
