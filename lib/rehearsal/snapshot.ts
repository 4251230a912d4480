import type { Dynamo, DynamoSnapshot } from './dynamodb/dynamo.ts'
import type { Buses, BusesSnapshot } from './events/buses.ts'
import type { PlannedEvent, PlannedEvents } from './events/planned-events.ts'
import type { ScheduledRule, ScheduleSnapshot } from './events/scheduled-rule.ts'
import type { Calls, CallsSnapshot } from './gateway/calls.ts'
import type { Source } from './lambda/deploy-sources.ts'
import type { Functions } from './lambda/functions.ts'
import type { Mail, MailSnapshot } from './mail/mail.ts'
import { Places } from './places.ts'
import type { Buckets, BucketsSnapshot } from './s3/buckets.ts'
import type { Queues, QueuesSnapshot } from './sqs/queues.ts'
import type { Parked, StateMachines } from './states/machines.ts'
import type { World } from './world.ts'

/** The parts of a rehearsal that change while it runs. */
interface Parts {
  readonly world: World
  readonly dynamo: Dynamo
  readonly machines: StateMachines
  readonly queues: Queues
  readonly buses: Buses
  readonly buckets: Buckets
  readonly schedules: readonly ScheduledRule[]
  readonly planned: PlannedEvents
  readonly mail: Mail
  readonly functions: Functions
  readonly sources: readonly Source[]
  readonly calls: Calls
}

/** A rehearsal at rest. What it holds is shared and never changed, so taking and restoring cost pointers. */
export interface Snapshot {
  /** Simulated milliseconds since the epoch. */
  readonly now: number
  /** How many things are planned; each part says which place is whose. */
  readonly places: number
  readonly dynamo: DynamoSnapshot
  readonly executions: readonly Parked[]
  readonly queues: QueuesSnapshot
  readonly buses: BusesSnapshot
  readonly buckets: BucketsSnapshot
  readonly schedules: readonly ScheduleSnapshot[]
  readonly planned: readonly PlannedEvent[]
  readonly mail: MailSnapshot
  /** Invocations so far: from their number come request ids, and from those every draw of chance in a function. */
  readonly invocations: number
  readonly calls: CallsSnapshot
}

/** Takes a snapshot; throws NotRehearsed naming what is in the middle of a step. Logs of functions are left out. */
export function takeSnapshot(parts: Parts): Snapshot {
  const { world, dynamo, machines, queues, buses, buckets, schedules, planned, mail, functions, calls } = parts
  const places = new Places(world)
  const snapshot = {
    now: world.now(),
    places: places.count,
    dynamo: dynamo.snapshot(),
    executions: machines.snapshot(places),
    queues: queues.snapshot(places),
    buses: buses.snapshot(),
    buckets: buckets.snapshot(),
    schedules: schedules.map((schedule) => schedule.snapshot(places)),
    planned: planned.snapshot(places),
    mail: mail.snapshot(),
    invocations: functions.invocations,
    calls: calls.snapshot(),
  }
  // Readers of queues and streams hold nothing at rest: what they had read would be planned, or would run.
  places.refuseOthers()
  return snapshot
}

/** The same, but as if it had been taken at another instant: schedules count from there. Only for one without journeys. */
export const takenAt = (snapshot: Snapshot, now: number): Snapshot => ({ ...snapshot, now, schedules: [] })

/** Makes everything stand as it stood, as often as wanted. */
export async function restoreSnapshot(
  parts: Parts,
  snapshot: Snapshot,
  options: { readonly cold?: boolean } = {},
): Promise<void> {
  const { world, dynamo, machines, queues, buses, buckets, schedules, planned, mail, functions, sources, calls } = parts
  world.restore(snapshot.now, snapshot.places)
  // First the functions: one in the middle of an event must not write into what is restored.
  await functions.reset({ ...options, invocations: snapshot.invocations })
  dynamo.restore(snapshot.dynamo)
  machines.restore(snapshot.executions)
  queues.restore(snapshot.queues)
  buses.restore(snapshot.buses)
  buckets.restore(snapshot.buckets)
  schedules.forEach((schedule, index) => {
    const kept = snapshot.schedules[index]
    if (kept) schedule.restore(kept)
    else schedule.begin()
  })
  planned.restore(snapshot.planned)
  mail.restore(snapshot.mail)
  for (const source of sources) source.reset()
  calls.restore(snapshot.calls)
}
