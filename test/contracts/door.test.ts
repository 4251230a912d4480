import { describe, expect, it } from 'vitest'
import type { EventName } from '../../lib/contracts/events.ts'
import { arriving, taken } from './arriving.ts'

interface Table {
  readonly name: EventName
  readonly path: string
  readonly change: (value: unknown) => object
  readonly taken: readonly unknown[]
  readonly refused: readonly unknown[]
}

const credit = (amount: unknown, currency: unknown) => ({ total: { amount, currency } })
const sms = (address: unknown) => ({ point: { channel: 'sms', address } })
const email = (address: unknown) => ({ point: { channel: 'email', address } })

const TABLES: Readonly<Record<string, Table>> = {
  'keys are a source and its own id': {
    name: 'InvoiceVoided',
    path: 'invoice',
    change: (invoice) => ({ invoice }),
    taken: ['erp:F-1001', 'sap-2:4500/12', 'erp:a', `erp:${'x'.repeat(64)}`, `${'s'.repeat(32)}:1`],
    refused: [
      'F-1001',
      'ERP:F-1001',
      'erp:',
      ':F-1',
      'erp:F 1',
      'erp:F#1',
      'erp:-F',
      'erp:F:1',
      'erp:ñ',
      ' erp:F-1',
      'erp:F-1\n',
      `erp:${'x'.repeat(65)}`,
      `${'s'.repeat(33)}:1`,
      7,
      null,
      undefined,
      ['erp:F-1'],
      '../erp:F',
    ],
  },
  'amounts are whole minor units above zero, as numbers': {
    name: 'CreditNoteIssued',
    path: 'total.amount',
    change: (amount) => credit(amount, 'COP'),
    taken: [1, 125_050, Number.MAX_SAFE_INTEGER],
    refused: ['125050', '1.250,50', '1,250.50', 1250.5, 0.1, 0, -1, 2 ** 53, 1e300, null, undefined, true, [1], {}],
  },
  'currencies are three capital letters': {
    name: 'CreditNoteIssued',
    path: 'total.currency',
    change: (currency) => credit(1, currency),
    taken: ['COP', 'MXN', 'USD'],
    refused: ['cop', 'CO', 'COPS', '$', 'C0P', '', ' COP', 170, null, undefined],
  },
  'due dates are real calendar dates': {
    name: 'InvoiceIssued',
    path: 'dueDate',
    change: (dueDate) => ({ dueDate }),
    taken: ['2026-06-05', '2028-02-29', '2026-12-31'],
    refused: [
      '2026-02-29',
      '2026-13-01',
      '05/06/2026',
      '2026-6-5',
      '20260605',
      '2026-06-05T00:00:00Z',
      '',
      20260605,
      null,
    ],
  },
  'instants carry their offset': {
    name: 'InvoiceVoided',
    path: 'occurredAt',
    change: (occurredAt) => ({ occurredAt }),
    taken: ['2026-06-05T14:30:00Z', '2026-06-05T09:30:00-05:00', '2026-06-05T14:30:00.123456Z'],
    refused: [
      '2026-06-05T14:30:00',
      '2026-06-05T14:30Z',
      '2026-06-05',
      '2026-06-05 14:30:00Z',
      '2026-06-31T00:00:00Z',
      1780000000,
      null,
    ],
  },
  'zones are those of the IANA': {
    name: 'DebtorUpserted',
    path: 'zone',
    change: (zone) => ({ zone }),
    taken: ['America/Bogota', 'America/Argentina/Buenos_Aires', 'UTC'],
    refused: ['Bogota', 'America/Bogotá', 'GMT-5', '', 'America/Bogota ', -5, null],
  },
  'telephones are mobiles with their country': {
    name: 'ContactPointUpserted',
    path: 'point.address',
    change: sms,
    // Chile and Mexico give landlines and mobiles the same numbers: what nobody can tell apart is taken.
    taken: ['+573001234567', '+5215512345678', '+525512345678', '+51987654321', '+12025550123', '+56221234567'],
    refused: [
      '+576015550100',
      '+551133334444',
      '+5114441234',
      '3001234567',
      '573001234567',
      '+57300123456',
      '+5730012345678',
      'tel:+573001234567',
      '+999123456789',
      '',
      573001234567,
      null,
    ],
  },
  'e-mail addresses have one @ and a domain': {
    name: 'ContactPointUpserted',
    path: 'point.address',
    change: email,
    taken: ['ana@cliente.example', 'ANA.Ruiz+facturas@Cliente.Example'],
    refused: [
      'ana',
      'ana@cliente',
      'ana@@cliente.example',
      'ana ruiz@cliente.example',
      'ana@cliente.example\nBcc: x@y.example',
      'Ana <ana@cliente.example>',
      'a@b.example,c@d.example',
      `${'a'.repeat(250)}@b.example`,
      '',
      null,
    ],
  },
  'names are one line of at most 140 characters': {
    name: 'DebtorUpserted',
    path: 'name',
    change: (name) => ({ name }),
    taken: ['Ana', 'Peña & Hijos, S.A.S. «La 14»', 'x'.repeat(140), '{{name}}', '<b>Ana</b>'],
    refused: [
      '',
      'x'.repeat(141),
      'Ana\nRuiz',
      'Ana\r',
      'Ana\u0000',
      'Ana\t',
      'Ana\u0085',
      'Ana\u001b[31m',
      null,
      7,
      {},
    ],
  },
  'payment links are https': {
    name: 'InvoiceIssued',
    path: 'paymentLink',
    change: (paymentLink) => ({ paymentLink }),
    taken: ['https://pagos.andina.example/f/1001?x=1', undefined],
    refused: [
      'http://pagos.andina.example',
      'javascript:alert(1)',
      'pagos.andina.example',
      '//pagos.andina.example',
      '',
      `https://a.example/${'x'.repeat(2048)}`,
      null,
    ],
  },
  'yes and no are booleans': {
    name: 'DebtorUpserted',
    path: 'doNotContact',
    change: (doNotContact) => ({ doNotContact }),
    taken: [true, false, undefined],
    refused: ['true', 'no', 1, 0, null],
  },
  'the version is 1': {
    name: 'InvoiceVoided',
    path: 'version',
    change: (version) => ({ version }),
    taken: [1],
    refused: [2, '1', 0, null, undefined],
  },
}

describe('at the door', () => {
  it.each(Object.entries(TABLES))('%s', (_title, { name, path, change, taken: good, refused: bad }) => {
    expect(taken(good, change, name, path)).toEqual(good.map((value) => [value, 'taken']))
    expect(taken(bad, change, name, path)).toEqual(bad.map((value) => [value, 'refused']))
  })

  it('an old Mexican mobile loses its extra 1', () => {
    expect(arriving('ContactPointUpserted', sms('+5215512345678')).accepted).toMatchObject({
      point: { address: '+525512345678' },
    })
  })

  it('an e-mail address is kept in lower case', () => {
    expect(arriving('ContactPointUpserted', email('ANA.Ruiz@Cliente.Example')).accepted).toMatchObject({
      point: { address: 'ana.ruiz@cliente.example' },
    })
  })

  it('an instant is kept in UTC, to the millisecond', () => {
    const { accepted } = arriving('InvoiceVoided', { occurredAt: '2026-06-05T22:30:00.1239-05:00' })
    expect(accepted).toMatchObject({ occurredAt: '2026-06-06T03:30:00.123Z' })
  })

  it('an unknown field is refused by its name, however deep it lies', () => {
    const refusals = [{ duedate: '2026-07-01', Total: 1 }, { total: { amount: 1, currency: 'COP', decimals: 2 } }].map(
      (change) => arriving('InvoiceIssued', change).refused.map(({ path, allowed }) => [path, allowed]),
    )
    expect(refusals).toEqual([
      [['', 'has fields nobody knows: duedate, Total']],
      [['total', 'has fields nobody knows: decimals']],
    ])
  })

  it('every mistake of an event is named at once, with the value given', () => {
    const { refused } = arriving('InvoiceIssued', {
      invoice: 'F-1',
      dueDate: '5 de junio',
      total: credit('mil', 'COP').total,
    })
    expect(refused.map(({ path, value }) => [path, value])).toEqual([
      ['invoice', 'F-1'],
      ['total.amount', 'mil'],
      ['dueDate', '5 de junio'],
    ])
  })
})

describe('a payment', () => {
  const shares = (...amounts: number[]) => ({
    allocations: amounts.map((amount, index) => ({ invoice: `erp:F-${index}`, amount })),
  })
  const outcome = (change: object) => {
    const { refused } = arriving('PaymentReceived', change)
    return refused.map(({ path, allowed }) => `${path}: ${allowed}`).join() || 'taken'
  }

  it('may be divided in full or in part, and never beyond its amount', () => {
    expect([
      outcome(shares(20_000_000)),
      outcome(shares(1)),
      outcome(shares(10_000_000, 10_000_000)),
      outcome(shares(10_000_000, 10_000_001)),
    ]).toEqual([
      'taken',
      'taken',
      'taken',
      'allocations: must not add up to more than the payment: 20000001 is above 20000000',
    ])
  })

  it('names each invoice once', () => {
    const twice = { invoice: 'erp:F-1', amount: 1 }
    expect(outcome({ allocations: [twice, twice] })).toBe('allocations: must name each invoice once')
  })

  it('says whose it is in at least one way', () => {
    const none = { allocations: undefined, reference: undefined, debtor: undefined }
    expect([
      outcome(none),
      outcome({ ...none, allocations: [] }),
      outcome({ ...none, reference: 'AR-1' }),
      outcome({ ...none, debtor: 'erp:D-1' }),
    ]).toEqual([
      ': needs allocations, a reference or a debtor',
      ': needs allocations, a reference or a debtor',
      'taken',
      'taken',
    ])
  })

  it('pays at most a thousand invoices', () => {
    const many = (count: number) => shares(...Array.from({ length: count }, () => 1))
    expect([outcome(many(1000)), outcome(many(1001)).startsWith('allocations: ')]).toEqual(['taken', true])
  })
})

describe('a hold', () => {
  it.each(['HoldPlaced', 'HoldReleased'] as const)('is %s on an invoice or a debtor, and not both', (name) => {
    const on = (invoice?: string, debtor?: string) =>
      arriving(name, { invoice, debtor }).refused.map((one) => one.allowed)
    expect([on('erp:F-1'), on(undefined, 'erp:D-1'), on(), on('erp:F-1', 'erp:D-1')]).toEqual([
      [],
      [],
      ['needs an invoice or a debtor, and not both'],
      ['needs an invoice or a debtor, and not both'],
    ])
  })
})
