import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { main } from '../../lib/cli/main.ts'
import { reachOf, stackAt } from '../../lib/cli/outside.ts'
import { EXAMPLES_IN } from '../../lib/contracts/examples.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly, ROOT } from '../assembly.ts'

/** The pages whose commands people follow. */
const PAGES = [
  'README.md',
  ...['deploy', 'operations', 'upgrade', 'publishing', 'import', 'texts', 'guard', 'verify'].map(
    (name) => `docs/${name}.md`,
  ),
]

/** The puntual commands of a page, from its shell blocks and its sentences, without remarks and redirections. */
function commandsOf(page: string): string[] {
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) =>
    block.replace(/\\\n\s*/g, '').split('\n'),
  )
  const prose = page.replace(/```[\s\S]*?```/g, '')
  const inline = [...prose.matchAll(/`(npx puntual [^`]+)`/g)].map(([, command = '']) => command.replace(/\s+/g, ' '))
  return [...blocks, ...inline]
    .filter((line) => line.startsWith('npx puntual '))
    .map((line) =>
      line
        .replace(/^npx puntual /, '')
        .replace(/\s+(#|>) .*$/, '')
        .replace(' --rehearsal', '')
        .trim(),
    )
}

/** Why a command is not run here, by its beginning; each is run elsewhere, or is half a command that its sentence completes. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  doctor: 'test/cli/doctor.test.ts, on accounts with planted faults',
  drop: 'test/cli/drop.test.ts',
  lake: 'test/cli/lake.test.ts',
  call: 'test/stories/calling.test.ts: it needs a call that is due',
  approve: 'test/stories/approving.test.ts: it needs a message that waits',
  decline: 'test/stories/approving.test.ts',
  correct: 'test/stories/correcting.test.ts',
  'approvals erp': 'test/stories/approving.test.ts',
  'catalog publish --edition': 'test/stories/publishing.test.ts: it needs an earlier edition',
  'catalog adopt': 'test/stories/adopting.test.ts',
  'sending links': 'test/stories/dead-links.test.ts: it needs a link that is dead',
  'refused replay': 'test/stories/approving.test.ts and saying.test.ts: the event has to be corrected first',
  'contacts import': 'test/cli/import-contacts.test.ts',
  'wrong-person': 'test/cli/saying.test.ts',
  'law explain': 'half of a command',
  'law holiday add CO 2029-01-01 --name …': 'half of a command',
}
/** Words that a sentence completes. */
const HALF = ['catalog publish', 'sending stop', 'sending resume', 'sending everything']

const folder = mkdtempSync(join(tmpdir(), 'puntual-guides-'))
const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text)
  return join(folder, name)
}
const STAND_INS: readonly (readonly [RegExp, string])[] = [
  [/\berp:(FV-10234|FV-10001|F-1001)\b/g, EXAMPLES_IN.InvoiceIssued.detail.invoice],
  [/\bcrm:C-1001\b/g, EXAMPLES_IN.InvoiceIssued.detail.debtor],
  [/^(hold|invoice) ID\b/, `$1 ${EXAMPLES_IN.InvoiceIssued.detail.invoice}`],
  [/^(flag) ID\b/, `$1 ${EXAMPLES_IN.InvoiceIssued.detail.debtor}`],
  [/\bYOU\b/g, 'ana'],
  [/\bWHY\b/g, 'porque'],
  [/--name N\b/, '--name Civico'],
  [/\bDATE\b/g, '2026-06-01'],
  [/--who who\.csv/, `--who ${join(folder, 'who.csv')}`],
  [
    /consents import FILE\.csv/,
    `consents import ${written('c.csv', 'debtor,channel,status,date,evidence\ncrm:C-1001,email,granted,2026-05-01,formulario 12\n')}`,
  ],
  [
    /--from (FILE|sample\.ndjson|events\.ndjson)/,
    `--from ${written('s.ndjson', `${JSON.stringify({ source: 'erp', 'detail-type': 'InvoiceIssued', detail: EXAMPLES_IN.InvoiceIssued.detail })}\n`)}`,
  ],
  [
    /--from ledger\.csv --consents consents\.csv/,
    `--from ${written('l.csv', 'factura;cliente;fecha de emisión;vencimiento;importe;moneda;correo\nA-1;C-7;2026-11-01;2026-11-20;1850,50;COP;ana@cliente.example\n')} --consents ${written('h.csv', 'debtor,channel,status,date,evidence\nledger:C-7,email,granted,2026-05-01,formulario 12\n')}`,
  ],
]

/** The words of a command as a shell would give them, with something real where the guide has a name for it. */
const wordsOf = (command: string): string[] =>
  [...STAND_INS.reduce((line, [name, real]) => line.replace(name, real), command).matchAll(/"([^"]*)"|(\S+)/g)].map(
    ([, quoted, plain]) => quoted ?? plain ?? '',
  )

const commands = [...new Set(PAGES.flatMap((path) => commandsOf(readFileSync(join(ROOT, path), 'utf8'))))]
const reasonOf = (command: string): string | undefined =>
  HALF.includes(command)
    ? 'half of a command'
    : Object.entries(ELSEWHERE).find(([begins]) => `${command} `.startsWith(begins))?.[1]

let rehearsal: Rehearsal
beforeAll(async () => {
  rehearsal = await boot({ assembly: assembly(), start: Date.parse('2026-06-03T14:00:00Z') })
  const told = [
    'DebtorUpserted',
    'ContactPointUpserted',
    'ConsentChanged',
    'InvoiceIssued',
    'SourceWatermarkAdvanced',
  ] as const
  await rehearsal.publish([
    ...told.map((name) => ({ source: 'erp', detailType: name, detail: { ...EXAMPLES_IN[name].detail } })),
    { source: 'erp', detailType: 'InvoiceIssued', detail: { version: 1 } },
  ])
  await rehearsal.run(Date.parse('2026-06-03T14:05:00Z'))
})
afterAll(async () => {
  await rehearsal.stop()
  rmSync(folder, { recursive: true })
})

describe('the commands of the guides', () => {
  it.each(commands.filter((command) => reasonOf(command) === undefined))('run: puntual %s', async (command) => {
    const said: string[] = []
    const listen = (text: string | Uint8Array) => said.push(String(text)) > 0
    const spies = [vi.spyOn(process.stdout, 'write'), vi.spyOn(process.stderr, 'write')]
    for (const spy of spies) spy.mockImplementation(listen)
    const open = () => stackAt(reachOf(rehearsal.endpoint), 'Puntual', async () => rehearsal.world.now())
    const code = await main(wordsOf(command), ROOT, open).finally(() => {
      for (const spy of spies) spy.mockRestore()
    })
    expect({ code, said: code === 0 ? '' : said.join('') }).toEqual({ code: 0, said: '' })
  })

  it('leave nothing behind in the project', () => {
    const names = new Set(commands.flatMap((command) => command.match(/\b[\w-]+\.(csv|ndjson|json|md)$/)?.[0] ?? []))
    expect([...names].filter((name) => existsSync(join(ROOT, name)))).toEqual([])
  })

  it('that are not run here have a reason, and no reason outlives its command', () => {
    const unused = Object.keys(ELSEWHERE).filter((begins) => !commands.some((one) => `${one} `.startsWith(begins)))
    expect(unused).toEqual([])
    expect(HALF.filter((half) => !commands.includes(half))).toEqual([])
    expect(commands.filter((command) => reasonOf(command) === undefined).length).toBeGreaterThan(30)
  })
})
