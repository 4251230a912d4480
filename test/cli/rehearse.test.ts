import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { figuresOf } from '../../lib/cli/figures.ts'
import { portfolio } from '../../lib/cli/portfolio.ts'
import { rehearse, restAfter, type Script } from '../../lib/cli/rehearse.ts'
import { verifyRehearsal } from '../../lib/cli/verify-rehearsal.ts'
import type { TimedEvent } from '../../lib/contracts/timed-event.ts'
import { DAY } from '../../lib/domain/time.ts'
import type { Violation } from '../../lib/domain/verify/violation.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { importLedger } from '../../lib/usecases/import/import-ledger.ts'
import { lakeOf } from '../analytics/rehearsed-lake.ts'
import { assembly, ROOT } from '../assembly.ts'

const START = Date.parse('2026-06-01T05:00:00Z')
const REAL_LEDGER = join(ROOT, '../shared/data/ibm-accounts-receivable.csv')
const catalog = compileCatalog(join(ROOT, 'catalog'))
const { company } = catalog

async function rehearsed<Answer>(script: Script, look: (rehearsal: Rehearsal) => Promise<Answer>): Promise<Answer> {
  const rehearsal = await rehearse(script, { assembly: assembly() })
  try {
    return await look(rehearsal)
  } finally {
    await rehearsal.stop()
  }
}

const synthetic = (seed: number): Script => {
  const events = portfolio({ seed, invoices: 100, start: START, days: 90 })
  return { events, start: START, until: restAfter(START + 90 * DAY) }
}

/** Everything in the records that must not be so. */
const violationsOf = async (rehearsal: Rehearsal): Promise<Violation[]> => {
  const found: Violation[] = []
  await verifyRehearsal(rehearsal, catalog, (violation) => found.push(violation))
  return found
}

const whatHappened = async (rehearsal: Rehearsal) => ({
  figures: await figuresOf(rehearsal),
  violations: await violationsOf(rehearsal),
  // Links to functions carry the gateway's port, which is another one each time.
  messages: rehearsal.mail.messages.map(({ at, to, raw }) => [at, to, raw.replaceAll(rehearsal.endpoint, '')]),
  calls: [...rehearsal.calls.counts].sort(),
})

describe('a rehearsed portfolio', () => {
  it('ends every journey, balances every book and justifies every message', async () => {
    const script = synthetic(7)
    const [first, lake] = await rehearsed(script, async (rehearsal) => [
      await whatHappened(rehearsal),
      await lakeOf(rehearsal, script.events),
    ])
    expect(lake.personal).toEqual([])
    expect(lake.looked).toBeGreaterThan(100)
    expect(lake.empty).toEqual([])
    for (const { currency, open } of lake.open) expect(first.figures.money[String(currency)]?.open).toBe(open)
    for (const { currency, step, amount } of lake.steps)
      if (step === 'invoiced') expect(first.figures.money[String(currency)]?.invoiced).toBe(amount)
    expect(first.figures).toMatchObject({
      invoices: 100,
      stillRunning: 0,
      unknown: 0,
      refused: 3,
    })
    expect(first.violations).toEqual([])
    expect(Object.values(first.figures.outcomes).reduce((sum, count) => sum + count, 0)).toBe(100)
    expect(first.messages.length).toBeGreaterThan(50)
  }, 240_000)

  it('is the same run for the same seed', async () => {
    const script = synthetic(7)
    const beginning = { ...script, events: script.events.slice(0, 100), until: START + 30 * DAY }
    const first = await rehearsed(beginning, whatHappened)
    expect(first.messages.length).toBeGreaterThan(5)
    expect(await rehearsed(beginning, whatHappened)).toEqual(first)
  }, 240_000)
})

const ledger = (text: string) => importLedger({ text, company })
/** One debtor in sixty-four of the ledger, each with all invoices: the whole takes minutes, and is `npm start -- import FILE`. */
const someDebtorsOf = (file: string): string => {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const column = header.split(',').indexOf('customerID')
  const debtors = [...new Set(lines.map((line) => line.split(',')[column]))].sort()
  const taken = new Set(debtors.filter((_, index) => index % 64 === 0))
  return [header, ...lines.filter((line) => taken.has(line.split(',')[column]))].join('\n')
}
const publish = async (rehearsal: Rehearsal, events: readonly TimedEvent[]) => {
  for (const { source, name, detail } of events) await rehearsal.publish([{ source, detailType: name, detail }])
  await rehearsal.run(rehearsal.world.now() + DAY)
}

describe('an imported ledger', () => {
  if (!existsSync(REAL_LEDGER))
    it('says that the real ledger is absent: ../shared/data/ibm-accounts-receivable.csv, so the sample stands in', () => {
      expect(existsSync(REAL_LEDGER)).toBe(false)
    })

  it('is played on its own dates, debtor by debtor whole; the second import changes nothing', async () => {
    const real = existsSync(REAL_LEDGER)
    const { events, problems, rows, from, to } = ledger(
      real ? someDebtorsOf(REAL_LEDGER) : readFileSync(join(ROOT, 'test/samples/ledger.csv'), 'utf8'),
    )
    expect(rows).toBeGreaterThan(real ? 20 : 30)
    await rehearsed({ events, start: from, until: restAfter(to) }, async (rehearsal) => {
      const before = await figuresOf(rehearsal)
      expect(before).toMatchObject({
        stillRunning: 0,
        unknown: 0,
        failed: 0,
        refused: 0,
      })
      expect(await violationsOf(rehearsal)).toEqual([])
      expect(before.invoices + problems.length).toBe(rows)
      const paid = events.flatMap(({ name, detail }) => (name === 'PaymentReceived' ? [amountOf(detail)] : []))
      expect(Object.values(before.money)[0]?.collected).toBe(paid.reduce((sum, amount) => sum + amount, 0))
      const sent = rehearsal.mail.messages.length
      await publish(rehearsal, events)
      expect(await figuresOf(rehearsal)).toEqual(before)
      expect(rehearsal.mail.messages.length).toBe(sent)
    })
  }, 480_000)
})

function amountOf(detail: unknown): number {
  const total: unknown = typeof detail === 'object' && detail !== null ? Reflect.get(detail, 'total') : undefined
  return Number(typeof total === 'object' && total !== null ? Reflect.get(total, 'amount') : Number.NaN)
}
