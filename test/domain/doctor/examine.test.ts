import { describe, expect, it } from 'vitest'
import { examine } from '../../../lib/domain/doctor/examine.ts'
import type { AggregatorSeen, Facts, Wanted } from '../../../lib/domain/doctor/facts.ts'
import { type Check, type Finding, type Observed, worstOf } from '../../../lib/domain/doctor/finding.ts'
import { loadOf } from '../../../lib/domain/doctor/load.ts'

const seen = <T>(value: T): Observed<T> => ({ kind: 'seen', value })
const NUMBER = 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/co'

const WANTED: Wanted = {
  stage: 'production',
  today: '2026-11-27',
  emailDomain: 'andina.example',
  approvers: ['carla'],
  countries: ['CO'],
  senderIds: [],
  textsBy: 'origination',
  originationArn: NUMBER,
  contactConcurrency: 5,
  openInvoices: 10_000,
  busiest: { policy: 'consumer', steps: 5, days: 35 },
  window: { hours: 10, days: 5 },
  textPrice: 0.05,
  hasDashboards: true,
  untaken: [],
  senders: { CO: { senderIds: false, shortCodes: true, twoWay: false }, MX: { senderIds: true, twoWay: true } },
}

/** An account that lacks nothing. */
const HEALTHY: Facts = {
  account: seen({ id: '111122223333', region: 'us-east-1' }),
  catalogMistakes: [],
  holidayTables: { CO: '2028-12-31' },
  clock: seen(0),
  subscribers: seen({ confirmed: 1, pending: 0 }),
  email: seen({
    productionAccess: true,
    sendingEnabled: true,
    enforcement: 'HEALTHY',
    perDay: 50_000,
    perSecond: 14,
  }),
  identity: seen({
    verified: true,
    dkim: 'SUCCESS',
    mailFrom: { domain: 'rebotes.andina.example', status: 'SUCCESS' },
  }),
  records: seen({
    spf: ['v=spf1 include:amazonses.com ~all', 'something else'],
    dmarc: ['v=DMARC1; p=none; rua=mailto:a@b.example'],
  }),
  reports: seen([
    {
      enabled: true,
      toBus: true,
      types: ['DELIVERY', 'BOUNCE', 'COMPLAINT', 'REJECT', 'RENDERING_FAILURE', 'DELIVERY_DELAY'],
    },
  ]),
  texts: seen({ tier: 'PRODUCTION', monthlyLimit: 5000, monthlyMost: 5000 }),
  senders: seen([{ arn: NUMBER, kind: 'number', country: 'CO', status: 'ACTIVE', twoWay: false }]),
  application: seen({ exists: true, textsEnabled: true }),
  whatsapp: seen({
    needed: [{ name: 'reminder', language: 'es' }],
    held: [{ name: 'reminder', language: 'es', status: 'APPROVED', category: 'UTILITY' }],
  }),
  aggregators: seen([]),
  debtorCountries: seen({ CO: 9000, PE: 100 }),
  portfolio: seen(10_000),
  journeys: seen({ openExecutions: 1_000_000, startsPerSecond: 300, transitionsPerSecond: 5000 }),
  functions: seen({ concurrent: 1000, unreserved: 997 }),
  events: seen({ putsPerSecond: 10_000, invocationsPerSecond: 18_750 }),
  dashboards: seen({ edition: 'ENTERPRISE', status: 'ACCOUNT_CREATED' }),
}

const of = (findings: readonly Finding[], check: Check) => findings.filter((one) => one.check === check)
const withTemplate = (status: string, category: string): Partial<Facts> => ({
  whatsapp: seen({
    needed: [{ name: 'reminder', language: 'es' }],
    held: [{ name: 'reminder', language: 'es', status, category }],
  }),
})
const withAggregator = (more: Partial<AggregatorSeen>): Partial<Facts> => {
  const one = { name: 'puente', host: 'mensajes.puente.mx', isExample: false, takes: ['sms +52'], hasSecret: true }
  return { aggregators: seen([{ ...one, answer: seen(405), ...more }]) }
}
const withRecords = (spf: readonly string[], dmarc: readonly string[]): Partial<Facts> => ({
  records: seen({ spf, dmarc }),
})
const SPF = ['v=spf1 include:amazonses.com ~all']
const DMARC = ['v=DMARC1; p=reject']

describe('the doctor', () => {
  it('finds nothing wrong with a healthy account, and looks at everything', () => {
    const findings = examine(HEALTHY, WANTED)
    expect(worstOf(findings)).toBe('fine')
    expect(findings.length).toBeGreaterThan(20)
  })

  it.each<[Check, Finding['severity'], Partial<Facts>, Partial<Wanted>?]>([
    ['account', 'warning', { account: seen(undefined) }],
    ['catalog', 'fault', { catalogMistakes: ['company.yaml:3 stage: prod'] }],
    ['approvers', 'warning', {}, { approvers: [] }],
    ['countries', 'note', { debtorCountries: seen({}) }],
    ['countries', 'note', { debtorCountries: { kind: 'unread', action: 'dynamodb:Scan', why: 'AccessDenied' } }],
    ['holidays', 'fault', { holidayTables: {} }],
    ['holidays', 'fault', { holidayTables: { CO: '2026-11-30' } }],
    ['holidays', 'warning', { holidayTables: { CO: '2027-01-31' } }],
    ['holidays', 'warning', { holidayTables: { CO: '2028-12-31', 'CO-BOG': '2027-01-31' } }],
    ['clock', 'warning', { clock: seen(-45) }],
    ['clock', 'fault', { clock: seen(301) }],
    ['alarms', 'fault', { subscribers: seen({ confirmed: 0, pending: 1 }) }],
    ['alarms', 'fault', { subscribers: seen({ confirmed: 0, pending: 0 }) }],
    ['identity', 'fault', { identity: seen(undefined) }],
    ['spf', 'fault', withRecords([...SPF, 'v=spf1 -all'], DMARC)],
    ['spf', 'warning', withRecords(['v=spf1 include:other.example -all'], DMARC)],
    ['spf', 'note', { ...withRecords([], DMARC), identity: seen({ verified: true, dkim: 'SUCCESS' }) }],
    ['dmarc', 'warning', withRecords(SPF, [])],
    ['dmarc', 'warning', withRecords(SPF, ['v=DMARC1; p=maybe'])],
    ['dmarc', 'warning', withRecords(SPF, [...DMARC, ...DMARC])],
    ['dmarc', 'note', withRecords(SPF, ['v=DMARC1; p=none'])],
    ['configurationSet', 'fault', { reports: seen(undefined) }],
    ['configurationSet', 'fault', { reports: seen([{ enabled: true, toBus: false, types: ['BOUNCE'] }]) }],
    ['textAccess', 'fault', { texts: seen({ tier: 'SANDBOX', monthlyLimit: 5000 }) }],
    ['textSpend', 'fault', { texts: seen({ tier: 'PRODUCTION', monthlyLimit: 1, monthlyMost: 1 }) }],
    ['textSpend', 'warning', { texts: seen({ tier: 'PRODUCTION', monthlyLimit: 50 }) }],
    ['textSpend', 'warning', { texts: seen({ tier: 'PRODUCTION' }) }],
    ['textSender', 'fault', { senders: seen([]) }],
    [
      'textSender',
      'fault',
      { senders: seen([{ arn: NUMBER, kind: 'number', country: 'CO', status: 'PENDING', twoWay: false }]) },
    ],
    ['textSender', 'warning', {}, { senderIds: [{ entity: 'andina', country: 'CO', senderId: 'ANDINA' }] }],
    [
      'textSender',
      'note',
      { senders: seen([{ arn: NUMBER, kind: 'number', country: 'MX', status: 'ACTIVE', twoWay: false }]) },
      { countries: ['MX'] },
    ],
    ['textSender', 'note', {}, { countries: ['CO', 'ZZ'] }],
    ['textApplication', 'fault', { application: seen({ exists: true, textsEnabled: false }) }],
    ['whatsapp', 'fault', { whatsapp: seen({ needed: [{ name: 'reminder', language: 'es' }], held: [] }) }],
    ['whatsapp', 'fault', withTemplate('REJECTED', 'UTILITY')],
    ['whatsapp', 'warning', withTemplate('PENDING', 'UTILITY')],
    ['whatsapp', 'warning', withTemplate('APPROVED', 'MARKETING')],
    ['aggregators', 'fine', withAggregator({})],
    ['aggregators', 'fault', withAggregator({ host: 'mensajes.puente.example', isExample: true })],
    ['aggregators', 'fault', withAggregator({ hasSecret: false })],
    ['aggregators', 'fault', withAggregator({ answer: { kind: 'unread', why: 'Error: ENOTFOUND' } })],
    ['aggregators', 'warning', withAggregator({ answer: seen(502) })],
    ['aggregators', 'warning', {}, { untaken: [{ channel: 'sms', country: 'CO', code: '57' }] }],
    ['portfolio', 'note', { portfolio: seen(0) }],
    [
      'journeys',
      'fault',
      { journeys: seen({ openExecutions: 9_999, startsPerSecond: 300, transitionsPerSecond: 800 }) },
    ],
    [
      'journeys',
      'warning',
      { journeys: seen({ openExecutions: 11_000, startsPerSecond: 300, transitionsPerSecond: 800 }) },
    ],
    ['journeys', 'note', { journeys: seen({}) }],
    ['journeys', 'warning', { journeys: seen({ startsPerSecond: 300, transitionsPerSecond: 1 }) }],
    ['functions', 'fault', { functions: seen({ concurrent: 10, unreserved: 7 }) }],
    ['functions', 'warning', {}, { contactConcurrency: 990 }],
    ['events', 'warning', { events: seen({ putsPerSecond: 5 }) }],
    ['events', 'note', { events: seen({}) }],
    ['dashboards', 'fault', { dashboards: seen(undefined) }],
    ['dashboards', 'note', { dashboards: seen(undefined) }, { hasDashboards: false }],
    ['dashboards', 'fault', { dashboards: seen({ edition: 'STANDARD', status: 'ACCOUNT_CREATED' }) }],
  ])('%s: %s (%#)', (check, severity, wrong, otherwise = {}) => {
    const findings = examine({ ...HEALTHY, ...wrong }, { ...WANTED, ...otherwise })
    expect(worstOf(of(findings, check))).toBe(severity)
    for (const { todo } of of(findings, check).filter((one) => one.severity === severity && severity !== 'fine'))
      expect(todo?.[0]).toBeTruthy()
    // Telling the worst first is what the reader counts on.
    expect(worstOf(findings.slice(0, 1))).toBe(worstOf(findings))
  })

  it('is milder in the test stage, where the sandboxes are enough for the allow list', () => {
    const sandboxed = { ...HEALTHY, texts: seen({ tier: 'SANDBOX', monthlyLimit: 5000 }) }
    expect(worstOf(of(examine(sandboxed, { ...WANTED, stage: 'test' }), 'textAccess'))).toBe('warning')
  })

  it('says of a country what it allows, as far as that is known', () => {
    const found = of(examine(HEALTHY, { ...WANTED, countries: ['CO', 'MX'] }), 'textSender')
    expect(found.map(({ means }) => means[1])).toEqual([
      expect.stringContaining('MX: short code ?, long code ?, sender id yes, answers yes.'),
      expect.stringContaining('CO: short code yes, long code ?, sender id no, answers no.'),
    ])
  })

  it('names the holidays of a country by the table that ends first, its own before those of a state', () => {
    const tables = (rest: object) => ({
      ...HEALTHY,
      holidayTables: { 'BR-AL': '2028-12-31', BR: '2028-12-31', ...rest },
    })
    const named = (rest: object) =>
      of(examine(tables(rest), { ...WANTED, countries: ['BR'] }), 'holidays').map(({ value }) => value)
    expect(named({ 'BR-SP': '2028-12-31' })).toEqual(['BR: 2028-12-31'])
    expect(named({ 'BR-SP': '2027-12-31' })).toEqual(['BR-SP: 2027-12-31'])
  })

  it('says which permission it lacked, and that nobody knows', () => {
    const unread = { ...HEALTHY, email: { kind: 'unread', action: 'ses:GetAccount', why: 'AccessDenied' } as const }
    const [first] = examine(unread, WANTED)
    expect(first).toMatchObject({ check: 'emailAccess', severity: 'warning', value: 'AccessDenied' })
    expect(first?.todo?.[1]).toContain('ses:GetAccount')
  })
})

it('counts the messages of a contact day from the policy that writes most', () => {
  // 10,000 invoices, 5 messages in 35 days: 1,429 a calendar day, 2,000 on each of five contact days.
  expect(loadOf(WANTED)).toEqual({ messagesPerDay: 2000, morningTransitions: 6000, importEvents: 40_000 })
})
