import { type EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import type { Publisher } from '../ports.ts'
import { TransientFault } from '../usecases/faults.ts'

/** The source under which Puntual publishes; the intake rule leaves it out. */
export const OWN_SOURCE = 'puntual'
const EVENTS_A_CALL = 10

/** Publishes on one bus; an entry that was not taken is an error, so that the stream delivers it again. */
export function eventBus(client: EventBridgeClient, name: string, source = OWN_SOURCE): Publisher {
  return {
    async publish(events) {
      for (let start = 0; start < events.length; start += EVENTS_A_CALL) {
        const entries = events.slice(start, start + EVENTS_A_CALL)
        const { Entries = [], FailedEntryCount } = await client.send(
          new PutEventsCommand({
            Entries: entries.map(({ name: type, detail }) => ({
              EventBusName: name,
              Source: source,
              DetailType: type,
              Detail: JSON.stringify(detail),
            })),
          }),
        )
        if (!FailedEntryCount) continue
        const failed = Entries.flatMap(({ ErrorCode }, index) =>
          ErrorCode ? [`${entries[index]?.name}: ${ErrorCode}`] : [],
        )
        throw new TransientFault(`the bus did not take ${failed.join(', ')}`)
      }
    },
  }
}
