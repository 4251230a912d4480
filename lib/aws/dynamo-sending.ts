import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import {
  type Counts,
  hourOf,
  hoursOf,
  placeInLine,
  type Release,
  type SendingState,
  type SendingSwitch,
  type Watched,
} from '../domain/sending-gate.ts'
import type { Instant } from '../domain/time.ts'
import type { Written } from '../ports.ts'
import type { Sending } from '../usecases/pass-gate.ts'
import { type Item, Items, transact } from './items.ts'
import { KEYS, trusted } from './ledger-items.ts'

/** An item takes a thousand writes a second; four of them are more than any sending quota. */
const SHARDS = 4

const SWITCH = KEYS.switch('sending')
const WORD = 'word#'
/** In the order in which they were said. */
const wordKey = (revision: number): string => `${WORD}${String(revision).padStart(8, '0')}`

/** The switch is one item, and each word that was ever said another; what is counted lies in four items an hour. */
export class DynamoSending implements Sending {
  readonly #client: DynamoDBClient
  readonly #items: Items
  readonly #begins: Release

  /** `begins`: to whom messages go until somebody says a word. */
  constructor(client: DynamoDBClient, table: string, begins: Release) {
    this.#client = client
    this.#items = new Items(client, table)
    this.#begins = begins
  }

  async read(now: Instant): Promise<SendingState> {
    const hours = hoursOf(now)
    const shards = Array.from({ length: SHARDS }, (_, shard) => shard)
    const counters = hours.flatMap((hour) => shards.map((shard) => KEYS.counter(hour, shard)))
    const items = await this.#items.getMany([SWITCH, ...counters])
    const current = items.find(({ pk }) => pk === SWITCH.pk)
    return {
      current: current ? switchOf(current) : begun(this.#begins),
      counted: Object.fromEntries(hours.map((hour) => [hour, sumOf(items.filter((item) => item.hour === hour))])),
    }
  }

  async say(before: SendingSwitch, after: SendingSwitch): Promise<Written> {
    const { revision } = before
    const key = SWITCH
    const condition = revision === 0 ? 'attribute_not_exists(pk)' : '#revision = :before'
    const { stopped, forgiven, ...set } = after
    const kept = { ...(stopped && { stopped }), ...(forgiven && { forgiven }) }
    const remove = [...(stopped ? [] : ['stopped']), ...(forgiven ? [] : ['forgiven'])]
    const values = revision === 0 ? {} : { values: { before: revision } }
    const done = await transact(this.#client, [
      this.#items.line({ change: { key, set: { ...set, ...kept }, remove, condition, ...values } }),
      this.#items.line({ put: { pk: SWITCH.pk, sk: wordKey(after.revision), ...after } }),
    ])
    return done === 'done' ? 'written' : 'conflict'
  }

  async count(what: Watched, now: Instant, key: string): Promise<void> {
    const hour = hourOf(now)
    const shard = Math.floor(placeInLine(key)) % SHARDS
    // Repeated because its answer was lost, it counts twice; the guard rather stops too early.
    await this.#items.increase({ key: KEYS.counter(hour, shard), add: { [what]: 1 }, set: { hour } })
  }

  /** Every word that was said, oldest first. */
  async words(): Promise<SendingSwitch[]> {
    return (await this.#items.query(SWITCH.pk, { prefix: WORD })).map(switchOf)
  }
}

/** The switch before anybody said a word. */
const begun = (release: Release): SendingSwitch => ({ revision: 0, at: '', by: '', reason: '', release })

function switchOf(item: Item): SendingSwitch {
  const { pk: _, sk: __, ...word } = item
  return trusted<SendingSwitch>(word)
}

function sumOf(items: readonly Item[]): Counts {
  const sum = (what: Watched) => items.reduce((all, item) => all + Number(item[what] ?? 0), 0)
  return {
    sends: sum('sends'),
    bounces: sum('bounces'),
    complaints: sum('complaints'),
    paidReplies: sum('paidReplies'),
    channelFails: sum('channelFails'),
  }
}
