import type { TimedEvent } from '../contracts/timed-event.ts'
import { DAY, HOUR, type Instant } from '../domain/time.ts'
import { type BootOptions, boot, type Rehearsal } from '../rehearsal/boot.ts'

/** A script of events to rehearse, and how far beyond its last event the clock may run. */
export interface Script {
  readonly events: readonly TimedEvent[]
  readonly start: Instant
  /** The clock stands here at the end. */
  readonly until: Instant
}

/** How far a run is: shown while it works. */
export interface Progress {
  readonly day: number
  readonly days: number
  readonly messages: number
}

/**
 * Plays a script on the deployed system: each event is published at its own simulated instant, as an upstream system
 * would, and the clock runs to `until`.
 */
export async function rehearse(
  script: Script,
  options: Pick<BootOptions, 'assembly' | 'port' | 'onRows'> & { readonly onProgress?: (progress: Progress) => void },
): Promise<Rehearsal> {
  const { events, start, until } = script
  const { onProgress = () => {}, ...booting } = options
  const rehearsal = await boot({ ...booting, start })
  let next = 0
  const days = Math.ceil((until - start) / DAY)
  for (let day = 0; day < days; day++) {
    const end = Math.min(start + (day + 1) * DAY, until)
    for (; next < events.length && (events[next]?.at ?? Number.POSITIVE_INFINITY) < end; next++) {
      const { at, source, name, detail } = events[next]!
      rehearsal.world.at(at, `publish ${name}`, async () => {
        await rehearsal.publish([{ source, detailType: name, detail }])
      })
    }
    await rehearsal.run(end)
    onProgress({ day: day + 1, days, messages: rehearsal.mail.messages.length })
  }
  return rehearsal
}

/** Where a portfolio of `days` comes to rest: the longest journey that begins on its last day is over by then. */
export const restAfter = (last: Instant): Instant => last + 120 * DAY + HOUR
