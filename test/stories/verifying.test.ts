import { afterEach, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { verifyRehearsal } from '../../lib/cli/verify-rehearsal.ts'
import type { Violation } from '../../lib/domain/verify/violation.ts'
import { FALSIFIED, WITHOUT } from './disabled-rules.ts'
import { saySending } from './say-sending.ts'
import { onStage } from './stage.ts'
import { type Story, tell } from './story.ts'
import { erp, type Said } from './upstream.ts'

const catalog = compileCatalog('catalog')

afterEach(async () => (await onStage()).strike())

/** Everything that the true rules say must not be so. */
async function violations({ stage }: Story): Promise<Violation[]> {
  const found: Violation[] = []
  await verifyRehearsal(stage.rehearsal, catalog, (violation) => found.push(violation))
  return found
}
const checksOf = (found: readonly Violation[]) => [...new Set(found.map(({ check }) => check))].sort()

/** Two invoices of Ana whose reminders want to leave in one week, one of them on a Monday that is a holiday. */
async function weeks(story: Story): Promise<void> {
  await story.debtor('Ana', { phone: '+573001234567' })
  await story.debtor('Eva', { consents: [] })
  await story.invoice('F-9', { debtor: 'Eva', due: '2026-06-24' })
  await story.invoice('F-1', { due: '2026-06-13' })
  await story.invoice('F-2', { due: '2026-06-17' })
  await story.until('2026-07-10')
}

describe('a rehearsal under the true rules', () => {
  it('verifies clean, and sent what could be sent', async () => {
    const story = await tell('2026-06-01')
    await weeks(story)
    expect((await story.messages()).length).toBeGreaterThan(3)
    expect(await violations(story)).toEqual([])
  })
})

describe('verifying again and again', () => {
  it('leaves no connection open, on either side', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-13' })
    const connections = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
    await violations(story)
    const before = connections()
    for (let times = 0; times < 30; times++) await violations(story)
    expect(connections() - before).toBeLessThan(10)
  })
})

describe('two debtors that turn out to be one', () => {
  it('verify clean: what each was told before counted for each', async () => {
    const story = await tell('2026-06-08')
    await story.debtor('Anita', { mail: 'anita@cliente.example' })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.invoice('F-2', { due: '2026-06-15', debtor: 'Anita' })
    await story.until('2026-06-13')
    expect((await story.messages()).map((line) => line.slice(0, 10))).toEqual(['2026-06-12', '2026-06-12'])
    await story.hear(story.merge('Ana', 'Anita'))
    await story.until('2026-06-25')
    expect((await story.messages()).length).toBeGreaterThan(2)
    expect(await violations(story)).toEqual([])
  })
})

describe('a rehearsal of a deployment without', () => {
  it.each([
    ['hours', 'outsideWindow'],
    ['holidays', 'holiday'],
    ['caps', 'aboveCap'],
    ['consent', 'withoutConsent'],
  ] as const)('%s is caught', async (rule, check) => {
    const story = await tell('2026-06-01')
    await story.stage.redeploy(WITHOUT[rule])
    await weeks(story)
    expect(checksOf(await violations(story))).toEqual([check])
  })
})

describe('a rehearsal in which', () => {
  it('claims are unconditional is caught when a job comes twice', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-13' })
    const { rehearsal } = story.stage
    story.troubles.jobsArriveAgain(1)
    const again = rehearsal.calls.onCall
    const falsified = FALSIFIED.unconditionalClaims(rehearsal)
    rehearsal.calls.onCall = (call, proceed) => falsified(call, () => again?.(call, proceed) ?? proceed())
    await story.until('2026-06-12')
    expect(checksOf(await violations(story))).toEqual(['twice'])
  })

  it('an invoice does not hear of its payment is caught when it is asked for again', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-13' })
    story.stage.rehearsal.calls.onCall = FALSIFIED.paymentsUnheard(story.stage.rehearsal)
    await story.until('2026-06-14')
    await story.pays('F-1')
    await story.until('2026-06-17')
    expect(checksOf(await violations(story))).toEqual(['afterPayment', 'books'])
  })

  it.each<[string, string, Said]>([
    [
      'a stop',
      'afterStop',
      { name: 'ConsentChanged', detail: { debtor: erp('Ana'), scope: 'all', status: 'revoked' } },
    ],
    [
      'a flag',
      'flagged',
      {
        name: 'DebtorFlagChanged',
        detail: { debtor: erp('Ana'), flag: 'hardship', status: 'raised', reason: 'lo contó', author: 'Luz' },
      },
    ],
    [
      'a hold',
      'afterPayment',
      {
        name: 'HoldPlaced',
        detail: { debtor: erp('Ana'), hold: 'H-1', reason: 'revisión', author: 'Luz' },
      },
    ],
    [
      'whose address it is',
      'wrongPerson',
      {
        name: 'WrongPersonReported',
        detail: { debtor: erp('Ana'), contactPoint: 'mail', author: 'Luz' },
      },
    ],
  ])('decisions do not hear of %s is caught', async (_, check, said) => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-13' })
    story.stage.rehearsal.calls.onCall = FALSIFIED.debtorsUnheard(story.stage.rehearsal)
    await story.hear(said)
    await story.until('2026-06-12')
    expect(checksOf(await violations(story))).toEqual([check])
  })

  it('messages state another balance is caught', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-13' })
    story.stage.rehearsal.calls.onCall = FALSIFIED.balancesMisread(story.stage.rehearsal)
    await story.until('2026-06-12')
    expect(checksOf(await violations(story))).toEqual(['wrongBalance'])
  })

  it('whoever sends does not see the switch is caught', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-13' })
    await saySending(story, { kind: 'stop', cause: 'killSwitch' })
    story.stage.rehearsal.calls.onCall = FALSIFIED.switchUnseen()
    await story.until('2026-06-12')
    expect(checksOf(await violations(story))).toEqual(['whileStopped'])
  })

  it('nobody says what became of a message is caught', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-13' })
    story.stage.rehearsal.calls.onCall = FALSIFIED.outcomesUnsaid()
    // Nor does its provider: a report would settle it.
    story.stage.rehearsal.reports.delay = 60 * 24 * 3_600_000
    await story.until('2026-06-12')
    expect(checksOf(await violations(story))).toEqual(['orphan'])
  })

  it('journeys do not start is caught', async () => {
    const story = await tell('2026-06-01')
    story.stage.rehearsal.calls.onCall = FALSIFIED.journeysUnstarted()
    await story.invoice('F-1', { due: '2026-06-13' })
    expect(checksOf(await violations(story))).toEqual([])
    await story.until('2026-06-02')
    expect(checksOf(await violations(story))).toEqual(['stranded'])
  })
})
