import { describe, expect, it } from 'vitest'
import { UserError } from '../../lib/cli/user-error.ts'
import { verifyAndTell } from '../../lib/cli/verify.ts'
import { CHECK_NAMES } from '../../lib/cli/verify-names.ts'
import { renderViolation } from '../../lib/cli/verify-words.ts'
import { LANGS, wordsFor } from '../../lib/cli/words.ts'
import type { Evidence, OnRecord } from '../../lib/domain/verify/evidence.ts'
import { CHECKS, type Finding, type Violation } from '../../lib/domain/verify/violation.ts'
import { evidenceOf, member, touchOf } from '../domain/verify/on-record.ts'

const wrong = touchOf({ id: 'touch-2', members: [member({ step: 'second', balance: 1, asked: 1 })], total: 1 })

async function* these(...records: readonly OnRecord[]): AsyncGenerator<OnRecord> {
  yield* records
}

/** What is printed of some evidence, and the mistake it ends with. */
async function told(evidence: Evidence, more: { json?: boolean; since?: string; lang?: 'es' | 'en' } = {}) {
  const lines: string[] = []
  const { json = false, since, lang = 'es' } = more
  const hold = async (record: OnRecord) => ({ ...evidence, ...record })
  const options = { json, ...(since === undefined ? {} : { since }) }
  const failed = await verifyAndTell(these(evidence), hold, options, wordsFor(lang), (text) => lines.push(text)).then(
    () => undefined,
    (fault: unknown) => fault,
  )
  return { text: lines.join('\n'), failed }
}

describe('puntual verify', () => {
  it('counts each check and ends well when nothing is wrong', async () => {
    const { text, failed } = await told(evidenceOf())
    expect(failed).toBeUndefined()
    for (const [name] of Object.values(CHECK_NAMES)) expect(text).toMatch(new RegExp(`${name} +0`))
    expect(text).toContain('1 deudores, 1 facturas')
    expect(text).toContain('verificado: 1 mensajes, 0 infracciones')
  })

  it('tells each violation with what was true, what was done and the rule, and ends badly', async () => {
    const { text, failed } = await told(evidenceOf({ touches: [touchOf(), wrong] }))
    expect(failed).toBeInstanceOf(UserError)
    expect(text).toContain('✗ Saldo equivocado: deudor erp:D-1, factura erp:F-1, mensaje touch-2')
    expect(text).toContain('Era así: el saldo era $500.')
    expect(text).toContain('Se hizo: el mensaje decía $0,01.')
    expect(text).toContain('Regla: I9')
    expect(text).toContain('verificado: 2 mensajes, 1 infracción')
  })

  it('speaks English too', async () => {
    const { text } = await told(evidenceOf({ touches: [touchOf(), wrong] }), { lang: 'en' })
    expect(text).toContain('✗ Wrong balance: debtor erp:D-1, invoice erp:F-1, message touch-2')
    expect(text).toContain('verified: 2 messages, 1 violation')
  })

  it('leaves out what was done before a date', async () => {
    const { text, failed } = await told(evidenceOf({ touches: [touchOf(), wrong] }), {
      since: '2026-07-03T00:00:00.000Z',
    })
    expect(failed).toBeUndefined()
    expect(text).toContain('verificado: 0 mensajes, 0 infracciones')
  })

  it('gives all of it as JSON', async () => {
    const { text, failed } = await told(evidenceOf({ touches: [touchOf(), wrong] }), { json: true })
    expect(failed).toBeInstanceOf(UserError)
    const { messages, violations, found } = JSON.parse(text)
    expect([messages, violations.wrongBalance, violations.twice]).toEqual([2, 1, 0])
    expect(found).toMatchObject([
      { check: 'wrongBalance', touch: 'touch-2', finding: { kind: 'misstated', owed: 50_000 } },
    ])
  })
})

const AT = '2026-07-02T14:00:00.000Z'
/** One of each kind of finding. */
const FINDINGS: { readonly [Kind in Finding['kind']]: Extract<Finding, { kind: Kind }> } = {
  owedNothing: { kind: 'owedNothing', owed: 0, stated: 100, currency: 'COP' },
  over: { kind: 'over', how: 'handedOver', since: AT },
  held: { kind: 'held', whom: 'debtor', hold: 'H-1', since: AT },
  scheduled: { kind: 'scheduled', payment: 'bank:P-1', on: '2026-07-03' },
  unseen: { kind: 'unseen', entry: 'paid', recordedAt: AT },
  misstated: { kind: 'misstated', owed: 100, stated: 200, currency: 'COP' },
  covered: { kind: 'covered', unapplied: 100, stated: 100, currency: 'COP' },
  flagged: { kind: 'flagged', flag: 'hardship', since: AT },
  notTheirs: { kind: 'notTheirs', contactPoint: 'celular', how: 'wrongPerson' },
  unasked: { kind: 'unasked', medium: 'sms', verdict: 'optedOut', since: AT },
  unlawful: { kind: 'unlawful', medium: 'email', local: '2026-07-02 07:00 America/Bogota', holiday: 'Día' },
  stopped: { kind: 'stopped', why: 'killSwitch', since: AT },
  unwarned: { kind: 'unwarned', step: 'suspension', why: 'notArrived' },
  claimedTwice: { kind: 'claimedTwice', step: 'first', other: 'touch-1' },
  unapproved: { kind: 'unapproved', step: 'formal-notice', answer: 'none' },
  levelJump: { kind: 'levelJump', level: 3, after: 1 },
  beforeTurn: { kind: 'beforeTurn', percent: 5, on: '2026-07-02' },
  triedTwice: { kind: 'triedTwice', tries: 2 },
  acceptedTwice: { kind: 'acceptedTwice', times: 2 },
  unbalanced: { kind: 'unbalanced', sum: 1, kept: 2, currency: 'COP' },
  noOutcome: { kind: 'noOutcome' },
  noTouch: { kind: 'noTouch', claim: 'touch-9' },
  noRecord: { kind: 'noRecord', medium: 'email' },
  noTimer: { kind: 'noTimer', since: AT },
}

describe('the words of a violation', () => {
  const all = Object.values(FINDINGS).flatMap((finding) => LANGS.map((lang) => ({ finding, lang, kind: finding.kind })))
  it.each(all)('say $kind whole, in $lang', ({ finding, lang }) => {
    const violation: Violation = { check: 'books', debtor: 'erp:D-1', at: AT, finding, rule: 'I5', citations: [] }
    const text = renderViolation(violation, wordsFor(lang))
    expect(text.split('\n')).toHaveLength(4)
    expect(text).not.toMatch(/undefined|null|NaN|\[object|: \.|\.\./)
  })

  it('name every check', () => {
    expect(Object.keys(CHECK_NAMES)).toEqual([...CHECKS])
  })

  it('cite the law and how it was read', () => {
    const law = { law: 'Ley 2300 de 2023', article: 'art. 3', how: 'stored' } as const
    const violation = {
      check: 'aboveCap',
      debtor: 'd',
      at: AT,
      finding: FINDINGS.unlawful,
      rule: 'CO co-1-per-day',
    } as const
    expect(renderViolation({ ...violation, citations: [law] }, wordsFor('es'))).toContain(
      'Regla: CO co-1-per-day; Ley 2300 de 2023, art. 3 (leída)',
    )
  })
})
