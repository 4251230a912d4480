import { join } from 'node:path'
import { campaignHouse } from '../../lib/cli/campaign/house.ts'
import { CURRENCY, DEBTOR, type Script, word } from '../../lib/simulation/script.ts'
import type { Trouble, Troubles } from '../../lib/simulation/trouble.ts'

/** The company of the campaigns: shipped policies, office hours. */
export const house = campaignHouse(join(import.meta.dirname, '../..'))

/** Monday 2026-06-01, 09:00 in Bogotá. */
export const START = Date.parse('2026-06-01T14:00:00Z')

/** A debtor by Bogotá's clock and Mexico's law, with an e-mail address and a telephone, and one invoice that falls due in ten days. */
export const oneInvoice: Script = {
  seed: 0,
  zone: 'America/Bogota',
  country: 'MX',
  policy: 'consumer-instalments',
  start: START,
  deployedAt: 0,
  bouncing: [],
  words: [
    word('DebtorUpserted', 'D', START, {
      debtor: DEBTOR,
      name: 'Cliente',
      kind: 'company',
      language: 'es-MX',
      country: 'MX',
      zone: 'America/Bogota',
    }),
    word('ContactPointUpserted', 'mail', START, {
      debtor: DEBTOR,
      contactPoint: 'mail',
      point: { channel: 'email', address: 'pagos@cliente.example' },
    }),
    word('ContactPointUpserted', 'phone', START, {
      debtor: DEBTOR,
      contactPoint: 'phone',
      point: { channel: 'sms', address: '+573001234567' },
    }),
    word(
      'InvoiceIssued',
      'erp:F-1 issued',
      START,
      {
        invoice: 'erp:F-1',
        debtor: DEBTOR,
        total: { amount: 90_000, currency: CURRENCY },
        issueDate: '2026-06-01',
        dueDate: '2026-06-11',
      },
      { invoice: 'erp:F-1', charge: 90_000 },
    ),
  ],
}

/** A payment of the invoice. */
export const paid = (id: string, at: number, amount = 90_000, invoice = 'erp:F-1') =>
  word(
    'PaymentReceived',
    id,
    at,
    { payment: `bank:${id}`, total: { amount, currency: CURRENCY }, allocations: [{ invoice, amount }] },
    { invoice, paid: amount },
  )

/** Nothing goes wrong. */
export const calm: Troubles = () => undefined

/** Trouble for the runs whose names begin so. */
export const troubled =
  (which: Readonly<Record<string, Trouble>>): Troubles =>
  (run) =>
    Object.entries(which).find(([name]) => run.startsWith(name))?.[1]
