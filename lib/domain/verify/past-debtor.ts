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
  const timeline = evidence.timelines[touch.debtor] ?? []
  const bound = iso(lastLeft(touch, evidence) - IN_FLIGHT)
  const known = timeline.filter(({ at }) => at < bound).map(({ version }) => version)
  return standingAt(touch.debtor, timeline, Math.max(touch.debtorVersion, ...known))
}
