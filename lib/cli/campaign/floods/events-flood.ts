import { HOUR, iso, MINUTE } from '../../../domain/time.ts'
import { OPERATOR } from '../../../rehearsal/gateway/calls.ts'
import { seeded } from '../../../simulation/seeded.ts'
import { endingOf, quarantined } from '../rehearsed/ending.ts'
import type { Theatre } from '../rehearsed/telling.ts'
import { hostileWord } from './hostile-words.ts'

/** What came of a flood of events that must be refused, with good ones between them. */
export interface Flooded {
  readonly hostile: number
  readonly good: number
  /** By kind of breakage: how many were sent. */
  readonly kinds: ReadonlyMap<string, number>
  /** Bytes of the whole process, functions included, after each wave. */
  readonly memory: readonly number[]
  readonly problems: readonly string[]
}

/** Events of a wave: after each the tables are emptied, so that what memory grows by is the functions' own. */
export const WAVE = 1_000
/** Every so many words a good one. */
const GOOD_EVERY = 50

/** Sends `size` hostile events through the door of the deployed system, and looks after each wave whether each was refused. */
export async function floodEvents(
  { rehearsal, catalog }: Theatre,
  size: number,
  seed: number,
  onWave: (done: number) => void = () => {},
): Promise<Flooded> {
  const draw = seeded(seed)
  const kinds = new Map<string, number>()
  const memory: number[] = []
  const problems: string[] = []
  await rehearsal.reset()
  const before = rehearsal.snapshot()
  let good = 0
  for (let done = 0; done < size; done += WAVE) {
    await rehearsal.restore(before)
    const wave = Math.min(WAVE, size - done)
    const invoices: string[] = []
    for (let word = 0; word < wave; word++) {
      const hostile = hostileWord(draw)
      kinds.set(hostile.kind, (kinds.get(hostile.kind) ?? 0) + 1)
      if ('body' in hostile)
        await rehearsal.queues.call(
          'SendMessage',
          { QueueUrl: intake(rehearsal.deployed.outputs), MessageBody: hostile.body },
          OPERATOR,
        )
      else await rehearsal.publish([{ source: 'erp', ...hostile }])
      if (word % GOOD_EVERY !== 0) continue
      const invoice = `erp:F-${done + word}`
      invoices.push(invoice)
      await rehearsal.publish([
        { source: 'erp', detailType: 'InvoiceIssued', detail: issued(invoice, rehearsal.world.now()) },
      ])
      await rehearsal.run(rehearsal.world.now() + MINUTE)
    }
    await rehearsal.run(rehearsal.world.now() + HOUR)
    good += invoices.length
    const refused = await quarantined(rehearsal)
    if (refused.length !== wave) problems.push(`${refused.length} of ${wave} hostile events were refused`)
    const mute = refused.filter((reasons) => reasons.length === 0).length
    if (mute > 0) problems.push(`${mute} were refused without a reason`)
    const { accounts, problems: found } = await endingOf(rehearsal, catalog, [])
    problems.push(
      ...found.filter((problem) => !problem.startsWith('refused: ') && !problem.startsWith('nobody was told')),
    )
    for (const invoice of invoices)
      if (accounts.get(invoice)?.outcome !== 'open') problems.push(`${invoice} was harmed`)
    if (accounts.size !== invoices.length) problems.push(`${accounts.size} invoices instead of ${invoices.length}`)
    memory.push(process.memoryUsage().rss)
    onWave(done + wave)
  }
  return { hostile: size, good, kinds, memory, problems }
}

const intake = (outputs: Readonly<Record<string, string>>): string => outputs.IntakeQueueUrl ?? ''

const issued = (invoice: string, now: number) => ({
  version: 1,
  occurredAt: iso(now),
  invoice,
  debtor: 'erp:Ana',
  total: { amount: 250_000_00, currency: 'COP' },
  issueDate: iso(now).slice(0, 10),
  dueDate: '2026-12-15',
})
