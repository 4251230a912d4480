import {
  type Counts,
  hourOf,
  hoursOf,
  NOTHING,
  type Release,
  type SendingState,
  type SendingSwitch,
  type Watched,
} from '../domain/sending-gate.ts'
import type { Instant } from '../domain/time.ts'
import type { Written } from '../ports.ts'
import type { Sending } from '../usecases/pass-gate.ts'

/** The switch and its counters in memory; messages go to everybody until somebody says otherwise. */
export class MemorySending implements Sending {
  readonly #counted = new Map<string, Counts>()
  readonly #words: SendingSwitch[] = []
  readonly #begins: Release

  constructor(begins: Release = { stage: 'everything' }) {
    this.#begins = begins
  }

  async read(now: Instant): Promise<SendingState> {
    const begun = { revision: 0, at: '', by: '', reason: '', release: this.#begins }
    return {
      current: this.#words.at(-1) ?? begun,
      counted: Object.fromEntries(hoursOf(now).map((hour) => [hour, this.#counted.get(hour) ?? NOTHING])),
    }
  }

  async say(before: SendingSwitch, after: SendingSwitch): Promise<Written> {
    if (before.revision !== (this.#words.at(-1)?.revision ?? 0)) return 'conflict'
    this.#words.push(after)
    return 'written'
  }

  async count(what: Watched, now: Instant): Promise<void> {
    const hour = hourOf(now)
    const counts = this.#counted.get(hour) ?? NOTHING
    this.#counted.set(hour, { ...counts, [what]: counts[what] + 1 })
  }

  async words(): Promise<readonly SendingSwitch[]> {
    return this.#words
  }
}
