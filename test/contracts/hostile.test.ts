import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { NAMES_IN } from '../../lib/cli/events-page.ts'
import { EXAMPLES_IN } from '../../lib/contracts/examples.ts'
import { readArrival } from '../../lib/contracts/intake.ts'
import { arriving, message } from './arriving.ts'

const DEBTOR = EXAMPLES_IN.DebtorUpserted.detail
/** Deeper than JSON can be written again, and as large as an event may be. */
const deep = '['.repeat(120_000) + ']'.repeat(120_000)
const large = 'x'.repeat(250_000)
const emails = (address: string) =>
  message('ContactPointUpserted', {
    ...EXAMPLES_IN.ContactPointUpserted.detail,
    point: { channel: 'email', address },
  })

const REFUSED: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'no JSON': '{"id":',
  'a lone value': 'null',
  'a byte order mark': '\uFEFF{}',
  'brackets without end': deep,
  'brackets without end as the detail': message('DebtorUpserted', '@raw', deep),
  'brackets without end in a field': message('DebtorUpserted', { ...DEBTOR, name: '@raw' }, deep),
  'brackets without end in an unknown field': message('DebtorUpserted', { ...DEBTOR, extra: '@raw' }, deep),
  'brackets without end as the id': `{"id":${deep},"source":"erp","detail-type":"DebtorUpserted","detail":{}}`,
  'a name of 250 KB': message('DebtorUpserted', { ...DEBTOR, name: large }),
  'a field name of 250 KB': message('DebtorUpserted', { ...DEBTOR, [large]: 1 }),
  'an e-mail address of 250 KB': emails('a.'.repeat(125_000)),
  'a source of 250 KB': JSON.stringify({ source: large, 'detail-type': 'DebtorUpserted', detail: DEBTOR }),
  'twenty thousand unknown fields': message('DebtorUpserted', {
    ...DEBTOR,
    ...Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [`k${index}`, 1])),
  }),
  'a prototype': message(
    'DebtorUpserted',
    '@raw',
    JSON.stringify(DEBTOR).replace('{', '{"__proto__":{"internal":true},'),
  ),
  'a constructor': message('DebtorUpserted', { ...DEBTOR, constructor: 1 }),
  'the event __proto__': message('__proto__', DEBTOR),
  'the event constructor': message('constructor', DEBTOR),
  'a control character': message('DebtorUpserted', { ...DEBTOR, name: 'Ana\u0000' }),
  'a number of 400 digits': message(
    'CreditNoteIssued',
    { ...EXAMPLES_IN.CreditNoteIssued.detail, total: { amount: '@raw', currency: 'COP' } },
    '9'.repeat(400),
  ),
  'an amount that JSON cannot hold exactly': message(
    'CreditNoteIssued',
    { ...EXAMPLES_IN.CreditNoteIssued.detail, total: { amount: '@raw', currency: 'COP' } },
    '9007199254740993',
  ),
  'an id that is a number': message('InvoiceVoided', { ...EXAMPLES_IN.InvoiceVoided.detail, invoice: 12_345 }),
  'a lone surrogate as an id': message('InvoiceVoided', { ...EXAMPLES_IN.InvoiceVoided.detail, invoice: 'erp:\uD800' }),
}

describe('hostile input', () => {
  it('that is no JSON is not quoted in what is published of its refusal', () => {
    const arrival = readArrival('ana.ruiz@cliente.example debe 250000')
    expect(arrival).toMatchObject({ kind: 'refused', problems: [{ path: '', allowed: 'must be JSON' }] })
  })

  it.each(Object.entries(REFUSED))('%s is refused, with reasons that fit anywhere', (_title, body) => {
    const arrival = readArrival(body)
    if (arrival.kind !== 'refused') throw new Error(`it arrived as ${arrival.kind}`)
    expect(arrival.problems.length).toBeGreaterThan(0)
    for (const { path, allowed, value } of arrival.problems) {
      expect(path.length).toBeLessThan(120)
      // The longest reason names every event there is; twenty of them fit into an item and onto the bus.
      expect(allowed.length).toBeLessThan(1_000)
      expect(value.length).toBeLessThanOrEqual(120)
      expect(`${allowed}${value}`.isWellFormed()).toBe(true)
    }
  })

  it('a prototype changes nothing for anybody else', () => {
    readArrival(REFUSED['a prototype'] ?? '')
    expect(Object(arriving('DebtorUpserted').accepted).internal).toBe(false)
    expect(Object.hasOwn(Object.prototype, 'internal')).toBe(false)
  })

  it('a value is shortened between two characters, not within one', () => {
    const { refused } = arriving('DebtorUpserted', { name: `${'x'.repeat(116)}${'😀'.repeat(50)}` })
    expect(refused[0]?.value.isWellFormed()).toBe(true)
  })

  it('any text at all is an arrival or a refusal, never a fault', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (body) => {
        expect(readArrival(body).kind).toBe('refused')
      }),
    )
  })

  it('any value in any field of any event is taken or refused with a reason, never a fault', () => {
    const fields = NAMES_IN.flatMap((name) => Object.keys(EXAMPLES_IN[name].detail).map((field) => ({ name, field })))
    fc.assert(
      fc.property(fc.constantFrom(...fields), fc.jsonValue({ stringUnit: 'binary' }), ({ name, field }, value) => {
        const arrival = readArrival(message(name, { ...EXAMPLES_IN[name].detail, [field]: value }))
        if (arrival.kind === 'refused') expect(arrival.problems.length).toBeGreaterThan(0)
        else expect(arrival.kind).toBe('event')
      }),
      { numRuns: 1000 },
    )
  })
})

describe('words of the state machine', () => {
  const machine = (source: string, name: string, detail: unknown) =>
    readArrival(JSON.stringify({ source, 'detail-type': name, detail }))

  it('are understood', () => {
    expect(machine('puntual.journey', 'ContinueAsNew', { invoice: 'erp:F-1', generation: 2 })).toEqual({
      kind: 'continueAsNew',
      invoice: 'erp:F-1',
      generation: 2,
    })
    expect(
      machine('aws.states', 'Step Functions Execution Status Change', { status: 'TIMED_OUT', name: 'n', input: '{}' }),
    ).toMatchObject({ kind: 'executionDied', name: 'n' })
  })

  it('are refused when they are not whole', () => {
    const kinds = [
      machine('puntual.journey', 'ContinueAsNew', { invoice: 'erp:F-1' }),
      machine('puntual.journey', 'ContinueAsNew', { invoice: 'erp:F-1', generation: 0 }),
      machine('puntual.journey', 'ContinueAsNew', { invoice: 'erp:F-1', generation: 1, more: 1 }),
      machine('puntual.journey', 'Something', {}),
      machine('aws.states', 'x', { status: 'SUCCEEDED', name: 'n' }),
      machine('aws.states', 'x', { status: 'FAILED', name: '' }),
      machine('erp', 'ContinueAsNew', { invoice: 'erp:F-1', generation: 2 }),
    ].map(({ kind }) => kind)
    expect(new Set(kinds)).toEqual(new Set(['refused']))
  })
})
