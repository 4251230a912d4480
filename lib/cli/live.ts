import type { Rehearsal } from '../rehearsal/boot.ts'
import { OPERATOR } from '../rehearsal/gateway/calls.ts'

/** How far the clock moves after a person did something, so that its effect can be seen: ten simulated seconds. */
const A_MOMENT = 10_000
/** Calls of a person that set something in motion. */
const STIRRING = new Set(['events.PutEvents', 'sqs.SendMessage', 'states.StopExecution', 'dynamodb.UpdateItem'])

/** Lets a rehearsal at rest react to what people do from outside: the clock moves a moment after each of their calls. */
export function keepLive(rehearsal: Rehearsal, onFault: (fault: unknown) => void): void {
  let last = Promise.resolve()
  rehearsal.calls.onCall = async ({ principal, service, operation }, proceed) => {
    const answer = await proceed()
    if (principal === OPERATOR && STIRRING.has(`${service}.${operation}`))
      last = last.then(() => rehearsal.run(rehearsal.world.now() + A_MOMENT)).catch(onFault)
    return answer
  }
}
