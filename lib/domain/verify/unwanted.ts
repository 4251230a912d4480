import { judgeConsent } from '../consent.ts'
import type { ContactPoint, Debtor } from '../debtor.ts'
import { raisedFlags } from '../flag.ts'
import type { Citation, ContactRules, Medium } from '../law/pack.ts'
import type { Attempt, TouchRecord } from '../touch-record.ts'
import type { Evidence } from './evidence.ts'
import { mayHaveLeft } from './may-have-left.ts'
import { pastDebtor } from './past-debtor.ts'
import type { Check, Finding, Violation } from './violation.ts'

interface Found {
  readonly check: Check
  readonly finding: Finding
  readonly rule: string
  readonly citations?: readonly Citation[]
}

/** Messages to somebody who is not to be contacted, to an address that is not theirs, after a stop, or without consent. */
export function unwanted(evidence: Evidence): Violation[] {
  return evidence.touches.flatMap((touch) => {
    const debtor = pastDebtor(touch, evidence)
    return mayHaveLeft(touch).flatMap((attempt) => {
      const found = flagged(debtor) ?? notTheirs(debtor, attempt) ?? unasked(debtor, attempt, evidence.rulesFor(touch))
      return found ? [toldOf(found, touch, attempt)] : []
    })
  })
}

const toldOf = (
  { citations = [], ...found }: Found,
  { id: touch, debtor }: TouchRecord,
  { at }: Attempt,
): Violation => ({
  ...found,
  debtor,
  touch,
  at,
  citations,
})

function flagged({ profile, flags }: Debtor): Found | undefined {
  const found = (flag: Extract<Finding, { kind: 'flagged' }>['flag'], since?: string): Found => ({
    check: 'flagged',
    finding: { kind: 'flagged', flag, ...(since === undefined ? {} : { since }) },
    rule: 'I1',
  })
  if (!profile) return found('unknown')
  if (profile.internal) return found('internal')
  const [flag] = raisedFlags({ flags, profile })
  return flag && found(flag, flags[flag]?.stamp.split('#')[0])
}

function notTheirs({ contactPoints }: Debtor, { contactPoint }: Attempt): Found | undefined {
  const point = contactPoints.find(({ id }) => id === contactPoint)
  const how = !point ? 'unheardOf' : !point.active ? 'inactive' : point.barred
  return how && { check: 'wrongPerson', finding: { kind: 'notTheirs', contactPoint, how }, rule: 'I1' }
}

/** A stop on the contact point, its medium or everything; or no recorded consent where a rule demands one. */
function unasked(
  { consents }: Debtor,
  { contactPoint, channel: medium }: Attempt,
  rules: ContactRules,
): Found | undefined {
  const scopes: readonly ContactPoint['id'][] = [contactPoint, medium, 'all']
  const demanding = rules.layers.filter(({ consentFor }) => consentFor.includes(medium))
  const own = medium === 'whatsapp' ? judgeConsent(consents, [contactPoint, medium], true) : 'fine'
  const lawful = judgeConsent(consents, scopes, demanding.length > 0)
  const verdict = lawful === 'fine' ? own : lawful
  if (verdict === 'fine') return undefined
  const finding = unwantedOn(medium, verdict, consents, scopes)
  if (verdict === 'optedOut') return { check: 'afterStop', finding, rule: 'I13' }
  const [first] = demanding
  const citations = demanding.flatMap((layer) => layer.citations)
  // WhatsApp asks for a word on WhatsApp, whatever the law of the place asks (docs/channels.md).
  const rule = lawful === 'fine' ? 'WhatsApp opt-in' : `${first?.name} consent`
  return { check: 'withoutConsent', finding, rule, citations: lawful === 'fine' ? [] : citations }
}

function unwantedOn(
  medium: Medium,
  verdict: 'optedOut' | 'noConsent',
  consents: Debtor['consents'],
  scopes: readonly string[],
): Finding {
  const stopped = scopes.find((scope) => consents[scope]?.status === 'revoked')
  const since = stopped === undefined ? undefined : consents[stopped]?.stamp.split('#')[0]
  return { kind: 'unasked', medium, verdict, ...(since === undefined ? {} : { since }) }
}
