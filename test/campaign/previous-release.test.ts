import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { endingOf } from '../../lib/cli/campaign/rehearsed/ending.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import type { BusEvent } from '../../lib/rehearsal/events/bus-event.ts'
import { deployedOver } from './previous-release.ts'

const catalog = compileCatalog('catalog')
let rehearsal: Rehearsal
const told: BusEvent[] = []
/** Others were told of earlier messages before this release was there. */
let toldBefore: readonly string[]

const noon = (date: string) => Date.parse(`${date}T18:00:00Z`)

async function on(date: string, name: string, detail: object): Promise<void> {
  await rehearsal.run(noon(date))
  const occurredAt = new Date(noon(date)).toISOString()
  await rehearsal.publish([{ source: 'erp', detailType: name, detail: { version: 1, occurredAt, ...detail } }])
}

const statesOf = (invoice: string): unknown[] =>
  rehearsal.machines
    .executions()
    .filter(({ input }) => input.includes(`"${invoice}"`))
    .flatMap(({ history }) =>
      history.filter(({ type }) => type.endsWith('StateEntered')).map(({ details }) => details?.name),
    )

const paid = (payment: string, invoice: string, amount: number) => ({
  payment: `bank:${payment}`,
  total: { amount, currency: 'MXN' },
  allocations: [{ invoice: `erp:${invoice}`, amount }],
})

describe('journeys that the previous release began', () => {
  beforeAll(async () => {
    rehearsal = await deployedOver('release-0')
    toldBefore = (await endingOf(rehearsal, catalog, [])).problems
    rehearsal.buses.onEvent = (_, event) => {
      if (event.source === 'puntual') told.push(event)
    }
    await on('2026-06-19', 'InvoiceIssued', {
      invoice: 'erp:F-9',
      debtor: 'erp:D-1',
      total: { amount: 900_000, currency: 'MXN' },
      issueDate: '2026-06-19',
      dueDate: '2026-07-20',
      policy: 'b2b-30-days',
    })
    await on('2026-06-25', 'HoldReleased', { invoice: 'erp:F-2', hold: 'H-1', author: 'Luz' })
    await on('2026-07-02', 'PaymentReceived', paid('P-5', 'F-5', 1_250_000))
    await on('2026-08-19', 'PaymentReceived', paid('P-6', 'F-3', 625_000))
    await rehearsal.run(noon('2027-06-30'))
  })
  afterAll(() => rehearsal.stop())

  it('are on record as that release left them, and nothing is wrong with it', () => {
    expect(toldBefore.map((problem) => problem.replace(/\w+$/, 'ID'))).toEqual([
      'nobody was told sent/ID',
      'nobody was told sent/ID',
    ])
  })

  it('end on this one as they must, with what they were owed', async () => {
    const { accounts, problems } = await endingOf(rehearsal, catalog, told)
    expect(problems.filter((problem) => !toldBefore.includes(problem))).toEqual([])
    expect([...accounts].map(([id, { outcome }]) => `${id} ${outcome}`).sort()).toEqual([
      'erp:F-1 handedOver',
      'erp:F-2 handedOver',
      'erp:F-3 settled',
      'erp:F-4 handedOver',
      'erp:F-5 settled',
      'erp:F-9 handedOver',
    ])
    expect(rehearsal.machines.executions().filter(({ status }) => status === 'RUNNING')).toEqual([])
  })

  it('send what is still to be sent, and nothing a second time', async () => {
    const { sent } = await endingOf(rehearsal, catalog, told)
    const steps = ['before-due', 'formal-notice', 'reminder-1', 'reminder-2', 'reminder-3']
    expect(sent).toEqual([
      // The first two left before this release was there, to the day.
      ...['formal-notice', 'reminder-2', 'reminder-3'].map((step) => `erp:F-1 ${step} 2026-06-12`),
      ...steps.slice(1).map((step) => `erp:F-2 ${step} 2026-06-12`),
      ...['before-due', 'reminder-1'].map((step) => `erp:F-3 ${step} 2026-08-14`),
      ...steps.map((step) => `erp:F-4 ${step} 2027-01-15`),
      ...['before-due', 'reminder-1'].map((step) => `erp:F-5 ${step} 2026-06-30`),
      ...steps.map((step) => `erp:F-9 ${step} 2026-07-20`),
    ])
  })

  it('keep the definition they began with, and new ones have the new', () => {
    expect(statesOf('erp:F-1')).toContain('Ended')
    expect(statesOf('erp:F-9')).not.toContain('Ended')
  })
})
