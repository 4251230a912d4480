import { expect, it } from 'vitest'
import { live } from '../../lib/simulation/live.ts'
import { DEBTOR, word } from '../../lib/simulation/script.ts'
import { calm, house, oneInvoice, START } from './house.ts'

const A_MOMENT = 3_600_000

/** A plan of two instalments, the first of which is paid at once. */
function plan(invoice: string, policy: string, second: string) {
  const total = { amount: 10_000_000, currency: 'COP' }
  const instalments = ['2026-06-20', second].map((dueDate) => ({ dueDate, amount: 5_000_000 }))
  const terms = { invoice, debtor: DEBTOR, policy, total, issueDate: '2026-06-01', dueDate: second, instalments }
  const money = { total: { ...total, amount: 5_000_000 }, allocations: [{ invoice, amount: 5_000_000 }] }
  return [
    word('InvoiceIssued', `${invoice} issued`, START, terms, { invoice, charge: 10_000_000 }),
    word(
      'PaymentReceived',
      `${invoice} paid`,
      START + A_MOMENT,
      { payment: `bank:${invoice.slice(4)}`, ...money },
      { invoice, paid: 5_000_000 },
    ),
  ]
}

it('an instalment whose reminder gives way to an agreement waits for its turn, and does not ask for ever', async () => {
  const people = oneInvoice.words
    .filter(({ name }) => name !== 'InvoiceIssued')
    .map((said) =>
      said.name === 'DebtorUpserted' ? { ...said, detail: { ...said.detail, country: 'CO', language: 'es-CO' } } : said,
    )
  const words = [
    ...people,
    word('ConsentChanged', 'consent', START, { debtor: DEBTOR, scope: 'all', status: 'granted' }),
    ...plan('erp:F-1', 'consumer-instalments', '2026-07-09'),
    ...plan('erp:A-1', 'payment-agreement', '2026-07-11'),
  ]
  const { town, violations } = await live(house, { ...oneInvoice, country: 'CO', words }, calm)
  expect(violations).toEqual([])
  const told = [...town.ledger.touches.values()].flatMap(({ members }) => members.map(({ invoice }) => invoice))
  expect(new Set(told)).toEqual(new Set(['erp:F-1', 'erp:A-1']))
})

it('a warning that is a call is not said once more as a call, whose arrival nobody reports', async () => {
  const shipped = house.policies['services-suspension']
  if (!shipped) throw new Error('the catalog has no policy services-suspension')
  const steps = shipped.policy.steps.map((step) =>
    step.id === 'suspension-warning' ? { ...step, channels: ['call'] as const } : step,
  )
  const policy = { hash: `${shipped.hash}c`, policy: { ...shipped.policy, steps } }
  const policies = { ...house.policies, 'services-suspension': policy }
  const { town, violations } = await live(
    { ...house, policies },
    { ...oneInvoice, policy: 'services-suspension' },
    calm,
  )
  expect(violations).toEqual([])
  expect([...town.ledger.tasks.values()].filter(({ kind }) => kind === 'call').length).toBeLessThan(3)
  expect(town.ledger.accounts.get('erp:F-1')).toMatchObject({ status: 'closed', outcomeReason: 'unwarned' })
})
