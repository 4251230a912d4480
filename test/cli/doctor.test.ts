import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { DynamoDebtors } from '../../lib/aws/dynamo-debtors.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { lookAt, lookAtFolder } from '../../lib/cli/doctor/doctor.ts'
import { doctorPolicy, READS } from '../../lib/cli/doctor/policy.ts'
import { namedCountries } from '../../lib/cli/doctor/read-countries.ts'
import { renderFindings } from '../../lib/cli/doctor/render.ts'
import { reachOf } from '../../lib/cli/outside.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { NO_WORDS } from '../../lib/domain/debtor.ts'
import { withWords } from '../../lib/domain/debtor-record.ts'
import { CHECKS, type Check, type Finding, worstOf } from '../../lib/domain/doctor/finding.ts'
import type { AccountState } from '../../lib/rehearsal/account/account.ts'
import { preparedAccount } from '../../lib/rehearsal/account/account.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly, ROOT } from '../assembly.ts'
import { CatalogCopy } from '../catalog/catalog-copy.ts'

const compiled = compileCatalog(join(ROOT, 'catalog'))
const START = Date.parse('2026-11-27T12:00:00Z')
let rehearsal: Rehearsal

beforeAll(async () => {
  rehearsal = await boot({ assembly: assembly(), start: START })
})
afterAll(() => rehearsal.stop())
beforeEach(() => {
  Object.assign(rehearsal.account, preparedAccount())
})

const look = (portfolio = 1000): Promise<readonly Finding[]> =>
  lookAt(reachOf(rehearsal.endpoint), compiled, { root: ROOT, stack: 'Puntual', now: START, portfolio })

const worst = (findings: readonly Finding[], check: Check) => worstOf(findings.filter((one) => one.check === check))

describe('puntual doctor on a rehearsal', () => {
  it('looks at everything, reads only what its policy says, and finds the dollar a month that AWS begins with', async () => {
    const before = new Map(rehearsal.calls.counts)
    const findings = await look()
    const calls = [...rehearsal.calls.counts].filter(([name, count]) => before.get(name) !== count)
    // Reading where debtors are is for who may read them anyway.
    const allowed = [...Object.keys(READS).map((action) => action.replace(':', '.')), 'dynamodb.Scan']
    expect(calls.map(([name]) => name).filter((name) => !allowed.includes(name))).toEqual([])
    expect(findings.filter(({ severity }) => severity === 'fault')).toEqual([])
    expect(worst(findings, 'textSpend')).toBe('warning')
    expect(new Set(findings.map(({ check }) => check)).size).toBeGreaterThan(CHECKS.length - 4)
  })

  it.each<[Check, (account: AccountState) => void, string]>([
    ['emailAccess', (account) => Object.assign(account.email, { productionAccess: false }), 'warning'],
    ['emailAccess', (account) => Object.assign(account.email, { sendingEnabled: false }), 'fault'],
    ['emailQuota', (account) => Object.assign(account.email, { perDay: 10 }), 'warning'],
    ['dkim', (account) => Object.assign(account, { dkim: 'PENDING' }), 'fault'],
    ['identity', (account) => Object.assign(account, { dkim: 'PENDING' }), 'fault'],
    ['configurationSet', (account) => Object.assign(account, { reportsEnabled: false }), 'fault'],
    ['textAccess', (account) => Object.assign(account.texts, { tier: 'SANDBOX' }), 'warning'],
    ['textApplication', (account) => Object.assign(account.texts, { applications: false }), 'fault'],
    [
      'whatsapp',
      (account) => Object.assign(account, { whatsapp: { status: 'REJECTED', category: 'UTILITY' } }),
      'fault',
    ],
    [
      'whatsapp',
      (account) => Object.assign(account, { whatsapp: { status: 'APPROVED', category: 'MARKETING' } }),
      'warning',
    ],
    ['functions', (account) => Object.assign(account, { concurrent: 10 }), 'fault'],
    ['alarms', (account) => Object.assign(account, { confirmed: false }), 'fault'],
    ['journeys', ({ quotas }) => Object.assign(quotas.states ?? {}, { 'Open executions': 500 }), 'fault'],
    ['events', ({ quotas }) => Object.assign(quotas.events ?? {}, { 'PutEvents throttle limit in …': 0.1 }), 'warning'],
  ])('finds what is wrong with %s (%#)', async (check, spoil, severity) => {
    const account = rehearsal.account
    if (check === 'events') account.quotas.events = {}
    expect(worst(await look(), check)).not.toBe(severity)
    spoil(account)
    const findings = await look()
    expect(worst(findings, check)).toBe(severity)
    for (const { severity: how, todo } of findings)
      expect(how === 'fine' || how === 'note' || todo !== undefined).toBe(true)
  })

  it('knows that the aggregator of the shipped catalog is an example, and asks one of a company once', async () => {
    const named = (findings: readonly Finding[]) => findings.filter(({ check }) => check === 'aggregators')
    expect(named(await look())).toMatchObject([
      { severity: 'note', value: 'puente: mensajes.puente.example (sms +52)' },
    ])
    const asked: string[] = []
    const url = 'https://mensajes.puente.mx/v1/messages'
    const own = { ...compiled, company: { ...compiled.company, aggregators: { puente: { url } } } }
    const knock = async (address: string) => asked.push(address) + 404
    const looking = { root: ROOT, stack: 'Puntual', now: START, portfolio: 1000, knock }
    expect(named(await lookAt(reachOf(rehearsal.endpoint), compiled, looking))).toMatchObject([{ severity: 'fault' }])
    expect(named(await lookAt(reachOf(rehearsal.endpoint), own, looking))).toMatchObject([
      { severity: 'fine', value: 'puente: mensajes.puente.mx (sms +52): HTTP 406' },
    ])
    expect(asked).toEqual(['https://mensajes.puente.example/v1/messages', url])
  })

  it('looks at the countries of the debtors, of the table or as they are named, beside those of the entities', async () => {
    const placesOf = (findings: readonly Finding[], check: Check) =>
      findings.filter((one) => one.check === check).map(({ value }) => value.slice(0, 2))
    expect(placesOf(await look(), 'textSender').toSorted()).toEqual(['CO', 'MX'])
    const client = new DynamoDBClient(reachOf(rehearsal.endpoint))
    const { DebtorsTable = '' } = rehearsal.deployed.outputs
    const debtors = new DynamoDebtors(client, DebtorsTable)
    const none = await debtors.record('erp:D-1')
    const person = { name: 'Ana', kind: 'person' as const, language: 'es-PE', internal: false, doNotContact: false }
    const after = withWords(none, 'erp:D-1', { ...NO_WORDS, profile: { ...person, country: 'PE' } })
    await debtors.save([{ before: none, after }], '2026-11-27T12:00:00Z')
    const findings = await look()
    expect(findings.find(({ check }) => check === 'countries')).toMatchObject({ severity: 'fine', value: 'PE 1' })
    expect(placesOf(findings, 'textSender').toSorted()).toEqual(['CO', 'MX', 'PE'])
    expect(placesOf(findings, 'holidays').toSorted()).toEqual(['CO', 'MX', 'PE'])
    const named = { root: ROOT, stack: 'Puntual', now: START, portfolio: 1000, countries: namedCountries('CL, AR') }
    const told = await lookAt(reachOf(rehearsal.endpoint), compiled, named)
    expect(placesOf(told, 'textSender').toSorted()).toEqual(['AR', 'CL', 'CO', 'MX'])
    expect(() => namedCountries('Chile')).toThrow(/ISO codes/)
  })

  it('looks at everything else where a policy and the table of senders have mistakes', async () => {
    const copy = new CatalogCopy()
    onTestFinished(() => copy.remove())
    copy.edit('policies/rent.yaml', /^id: rent$/m, 'id: Rent')
    copy.edit('senders/aws.yaml', 'senderIds: true', 'senderIds: maybe')
    const looking = { root: join(copy.folder, '..'), stack: 'Puntual', now: START, portfolio: 1000 }
    const findings = await lookAtFolder(reachOf(rehearsal.endpoint), looking)
    expect(findings.filter(({ severity }) => severity === 'fault').map(({ check }) => check)).toContain('catalog')
    expect(findings.flatMap(({ check, value }) => (check === 'catalog' ? value.split(':')[0] : []))).toEqual(
      expect.arrayContaining(['catalog/policies/rent.yaml', 'aws.yaml']),
    )
    expect(new Set(findings.map(({ check }) => check)).size).toBeGreaterThan(CHECKS.length - 4)
    copy.edit('company.yaml', /^stage: .*$/m, 'stage: prod')
    expect(new Set((await lookAtFolder(reachOf(rehearsal.endpoint), looking)).map(({ check }) => check))).toEqual(
      new Set(['catalog']),
    )
  })

  it('judges nothing it could not read, and names the permission', async () => {
    rehearsal.calls.onCall = (call, proceed) => {
      if (call.operation === 'GetAccountSettings') return Promise.reject(new Error('no'))
      return proceed()
    }
    const findings = (await look()).filter(({ check }) => check === 'functions')
    rehearsal.calls.onCall = undefined
    expect(findings).toMatchObject([{ severity: 'warning' }])
    expect(findings[0]?.todo?.[1]).toContain('lambda:GetAccountSettings')
  })

  it('speaks both languages', async () => {
    const findings = await look()
    expect(renderFindings(findings, wordsFor('es'))).toContain('! SMS: gasto mensual: USD 1')
    expect(renderFindings(findings, wordsFor('en'))).toContain('! Texts: monthly spend: USD 1')
  })
})

describe('the policy of whoever asks', () => {
  it('reads, and a star stands only where IAM knows no resource', () => {
    const text = JSON.stringify(doctorPolicy('Puntual', 'andina.example'))
    for (const action of Object.keys(READS)) {
      expect(action).toMatch(/^[a-z-]+:(Get|List|Describe)/)
      expect(text).toContain(action)
    }
    expect(text).not.toMatch(/dynamodb|kms|"\w+:\*"/)
  })
})
