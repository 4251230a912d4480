import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Principal, Service } from '../gateway/calls.ts'
import {
  asFields,
  type Fields,
  fieldsList,
  only,
  optionalFields,
  optionalText,
  text,
  textList,
} from '../gateway/fields.ts'
import { identifier } from '../gateway/identifier.ts'
import type { World } from '../world.ts'
import { type Archive, Archives, type ArchivesSnapshot } from './archives.ts'
import type { BusEvent } from './bus-event.ts'
import type { Target } from './target.ts'

/** What somebody wants to say on a bus. */
export interface NewEvent {
  readonly source: string
  readonly detailType: string
  readonly detail: unknown
  readonly resources?: readonly string[]
  /** Simulated milliseconds; now unless told. */
  readonly time?: number
}

/** A rule of the template, with its pattern compiled. */
export interface Rule {
  readonly arn: string
  readonly name: string
  readonly bus: string
  readonly matches: (event: unknown) => boolean
  readonly targets: readonly Target[]
}

/** How many events were accepted so far, and what the archives hold. */
export interface BusesSnapshot {
  readonly count: number
  readonly archives: ArchivesSnapshot
}

const MAXIMUM_ENTRIES = 10
const MAXIMUM_BYTES = 1_048_576
const busNameOf = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)

/** The EventBridge service: the buses of the template and the account's default one. */
export class Buses implements Service {
  readonly #world: World
  readonly #account: string
  readonly #region: string
  readonly #buses = new Set(['default'])
  readonly #rules: Rule[] = []
  /** What the archives hold; `find` by name. */
  readonly archives = new Archives()
  #count = 0
  /** Called with each event that a bus accepted. */
  onEvent: (bus: string, event: BusEvent) => void = () => {}

  constructor(options: { world: World; account: string; region: string }) {
    this.#world = options.world
    this.#account = options.account
    this.#region = options.region
  }

  addBus(name: string): void {
    this.#buses.add(name)
  }

  addRule(rule: Rule): void {
    this.#checkBus(rule.bus)
    this.#rules.push(rule)
  }

  addArchive(archive: Archive): void {
    this.#checkBus(archive.bus)
    this.archives.add(archive)
  }

  snapshot(): BusesSnapshot {
    return { count: this.#count, archives: this.archives.snapshot() }
  }

  restore({ count, archives }: BusesSnapshot): void {
    this.#count = count
    this.archives.restore(archives)
  }

  /** Puts an event on a bus as an AWS service or an upstream system would; rules see it at once. */
  put(bus: string, event: NewEvent): BusEvent {
    this.#checkBus(bus)
    const accepted: BusEvent = {
      version: '0',
      id: identifier('event', ++this.#count),
      'detail-type': event.detailType,
      source: event.source,
      account: this.#account,
      time: `${new Date(event.time ?? this.#world.now()).toISOString().slice(0, 19)}Z`,
      region: this.#region,
      resources: event.resources ?? [],
      detail: event.detail,
    }
    this.onEvent(bus, accepted)
    this.archives.keep(bus, accepted, this.#world.now())
    this.#deliver(
      accepted,
      this.#rules.filter((rule) => rule.bus === bus),
    )
    return accepted
  }

  async call(operation: string, input: Fields, _principal: Principal): Promise<unknown> {
    switch (operation) {
      case 'PutEvents':
        return this.#putEvents(input)
      case 'StartReplay':
        return this.#replay(input)
      case 'ListEventBuses':
        return { EventBuses: [...this.#buses].map((Name) => ({ Name, Arn: this.#arn('event-bus', Name) })) }
      default:
        throw new NotRehearsed(`events:${operation}`)
    }
  }

  #putEvents(input: Fields): Fields {
    only(input, 'events:PutEvents', ['Entries'])
    const entries = fieldsList(input, 'Entries')
    if (entries.length === 0 || entries.length > MAXIMUM_ENTRIES)
      throw new AwsError(
        'ValidationException',
        `1 validation error detected: Value at 'entries' failed to satisfy constraint: Member must have length between 1 and ${MAXIMUM_ENTRIES}`,
      )
    if (Buffer.byteLength(JSON.stringify(entries)) > MAXIMUM_BYTES)
      throw new AwsError('ValidationException', `Total size of the entries in the request is over the limit.`)
    const Entries = entries.map((entry): Fields => {
      try {
        return { EventId: this.#accept(entry) }
      } catch (error) {
        if (!(error instanceof AwsError) || error instanceof NotRehearsed) throw error
        return { ErrorCode: error.code, ErrorMessage: error.message }
      }
    })
    return { FailedEntryCount: Entries.filter(({ ErrorCode }) => ErrorCode !== undefined).length, Entries }
  }

  #accept(entry: Fields): string {
    only(entry, 'an entry of events:PutEvents', [
      'Source',
      'DetailType',
      'Detail',
      'Resources',
      'Time',
      'EventBusName',
      'TraceHeader',
    ])
    const required = (name: string): string => {
      const value = optionalText(entry, name)
      if (!value)
        throw new AwsError('InvalidArgument', `Parameter ${name} is not valid. Reason: ${name} is a required argument.`)
      return value
    }
    const source = required('Source')
    if (source.startsWith('aws.'))
      throw new AwsError('NotAuthorizedForSourceException', `Not authorized for the source ${source}.`)
    const detailType = required('DetailType')
    const detail = parseDetail(required('Detail'))
    const bus = busNameOf(optionalText(entry, 'EventBusName') ?? 'default')
    const time = timeOf(entry.Time)
    return this.put(bus, {
      source,
      detailType,
      detail,
      resources: textList(entry, 'Resources'),
      ...(time === undefined ? {} : { time }),
    }).id
  }

  #deliver(event: BusEvent, rules: readonly Rule[]): void {
    for (const rule of rules) {
      if (!rule.matches(event)) continue
      for (const target of rule.targets) target.deliver(event)
    }
  }

  /** Sends what an archive kept between two instants to the rules of its bus again, under the replay's name. */
  #replay(input: Fields): Fields {
    const name = text(input, 'ReplayName')
    const kept = this.archives.find(text(input, 'EventSourceArn'))
    const from = timeOf(input.EventStartTime)
    const until = timeOf(input.EventEndTime)
    if (from === undefined || until === undefined || until <= from)
      throw new AwsError('ValidationException', 'EventStartTime must be before EventEndTime.')
    const destination = asFields(optionalFields(input, 'Destination'), 'Destination')
    const filters = textList(destination, 'FilterArns')
    const bus = busNameOf(text(destination, 'Arn'))
    if (bus !== kept.archive.bus)
      throw new AwsError('ValidationException', 'Events can be replayed only to the event bus of the archive.')
    const rules = this.#rules.filter((rule) => rule.bus === bus && (filters.length === 0 || filters.includes(rule.arn)))
    const events = kept.events.filter(({ time }) => Date.parse(time) >= from && Date.parse(time) < until)
    this.#world.soon(`replay ${name}`, async () => {
      for (const event of events) {
        const replayed = { ...event, 'replay-name': name }
        this.#deliver(replayed, rules)
      }
    })
    return { ReplayArn: this.#arn('replay', name), State: 'STARTING', ReplayStartTime: this.#world.now() / 1000 }
  }

  #checkBus(name: string): void {
    if (!this.#buses.has(name)) throw new AwsError('ResourceNotFoundException', `Event bus ${name} does not exist.`)
  }

  #arn(kind: string, name: string): string {
    return `arn:aws:events:${this.#region}:${this.#account}:${kind}/${name}`
  }
}

function parseDetail(detail: string): unknown {
  try {
    return asFields(JSON.parse(detail))
  } catch {
    throw new AwsError('MalformedDetail', 'Detail is malformed.')
  }
}

/** An instant of the JSON protocol (seconds) or of a command line (ISO 8601), in milliseconds. */
function timeOf(value: unknown): number | undefined {
  if (value === undefined) return undefined
  if (typeof value === 'number') return value * 1000
  const parsed = typeof value === 'string' ? Date.parse(value) : Number.NaN
  if (Number.isNaN(parsed))
    throw new AwsError('InvalidArgument', `Parameter Time is not valid: ${JSON.stringify(value)}`)
  return parsed
}
