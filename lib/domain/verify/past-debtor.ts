import type { Debtor } from '../debtor.ts'
import { standingAt } from '../debtor-line.ts'
import { iso } from '../time.ts'
import type { TouchRecord } from '../touch-record.ts'
import type { Evidence, OnRecord } from './evidence.ts'
import { IN_FLIGHT, lastLeft } from './may-have-left.ts'

/**
 * The debtor as a message had to take them: by the version it was claimed on, and by whatever was recorded too long
 * before it left not to be seen. Without names and addresses.
 */
export function pastDebtor(touch: TouchRecord, evidence: OnRecord & Pick<Evidence, 'acceptedOf'>): Debtor {
  const ofDebtor = known.get(evidence.timelines) ?? new WeakMap<TouchRecord, Debtor>()
  known.set(evidence.timelines, ofDebtor)
  const past = ofDebtor.get(touch) ?? derived(touch, evidence)
  ofDebtor.set(touch, past)
  return past
}

/** Every check asks for the same debtor of the same message of the same records. */
const known = new WeakMap<OnRecord['timelines'], WeakMap<TouchRecord, Debtor>>()

function derived(touch: TouchRecord, evidence: OnRecord & Pick<Evidence, 'acceptedOf'>): Debtor {
  const timeline = evidence.timelines[touch.debtor] ?? []
  const bound = iso(lastLeft(touch, evidence) - IN_FLIGHT)
  const known = timeline.filter(({ at }) => at < bound).map(({ version }) => version)
  return standingAt(touch.debtor, timeline, Math.max(touch.debtorVersion, ...known))
}
