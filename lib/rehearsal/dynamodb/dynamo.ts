import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { World } from '../world.ts'
import { accept } from './accept.ts'
import { readDefinition } from './definition.ts'
import { describeContinuousBackups, describeTable, describeTimeToLive } from './describe.ts'
import { Expiry } from './expiry.ts'
import { type Engine, ITEM_OPERATIONS } from './operations.ts'
import { invalid, tableNotFound } from './refusal.ts'
import * as requests from './requests.ts'
import { recordOf, type StreamRecord } from './stream.ts'
import { STREAM_OPERATIONS, type Streams } from './stream-operations.ts'
import { changed, Table, type TableContent } from './table.ts'
import { Trail, type TrailContent } from './trail.ts'
import { Tokens, type TokensSnapshot } from './transaction.ts'
import type { Change } from './write.ts'

/** Everything the tables hold at one moment, to come back to. */
export interface DynamoSnapshot {
  readonly tables: readonly (readonly [name: string, content: TableContent])[]
  /** What the streams hold, by table. */
  readonly trails: readonly (readonly [name: string, content: TrailContent])[]
  /** How many stream records were written. */
  readonly sequence: number
  readonly tokens: TokensSnapshot
}

type Listener = (records: StreamRecord[]) => void

/** A table, and what belongs to it. */
interface Held {
  readonly table: Table
  /** There unless the table has no stream. */
  readonly trail: Trail | undefined
  expiry: Expiry | undefined
}

/**
 * DynamoDB in process and in memory: strict, deterministic, on the simulated clock.
 *
 * dynalite validates the requests and parses the expressions; the rest is ours. Measured on one machine, its own storage
 * (streams over an in-memory LevelDB, several turns of the event loop a call) and its parsing of every expression take
 * 180 µs for a conditional put, 310 for an update and 160 for a query; sorted arrays and kept parses take 53, 42 and 45.
 * Nor has it transactions, a fixed order in batch answers, or a snapshot.
 */
export class Dynamo {
  readonly #world: World
  readonly #region: string
  readonly #account: string
  readonly #tables = new Map<string, Held>()
  readonly #listeners = new Map<string, Listener[]>()
  readonly #engine: Engine
  readonly #streams: Streams
  readonly #tokens = new Tokens()
  #sequence = 0

  /**
   * Called for every operation on items once the request is understood and before it is judged; what it throws (an
   * AwsError such as TransactionConflictException or ThrottlingException) is the answer, and nothing has happened.
   */
  beforeCommit?: ((operation: string, input: unknown) => void) | undefined

  constructor(options: { world: World; region: string; account: string }) {
    this.#world = options.world
    this.#region = options.region
    this.#account = options.account
    this.#engine = {
      now: () => this.#world.now(),
      table: (name) => this.#named(name).table,
      tokens: this.#tokens,
      admit: (operation, input) => this.beforeCommit?.(operation, input),
      commit: (changes) => this.#commit(changes, false),
    }
    this.#streams = {
      now: () => this.#world.now(),
      sequence: () => this.#sequence,
      all: () => [...this.#tables.values()].flatMap(({ table, trail }) => (trail ? [{ table, trail }] : [])),
    }
  }

  /** Makes a table of the resolved properties of AWS::DynamoDB::Table or GlobalTable; it is active at once. */
  async createTable(wanted: { name: string; properties: unknown }): Promise<void> {
    this.#create(wanted.name, wanted.properties)
  }

  /** Answers one request of DynamoDB's JSON protocol, or throws AwsError with DynamoDB's code and message. */
  async call(operation: string, input: unknown): Promise<unknown> {
    this.#expire()
    const onItems = Object.hasOwn(ITEM_OPERATIONS, operation) ? ITEM_OPERATIONS[operation] : undefined
    if (onItems) return onItems(this.#engine, input)
    const onStreams = Object.hasOwn(STREAM_OPERATIONS, operation) ? STREAM_OPERATIONS[operation] : undefined
    return onStreams ? onStreams(this.#streams, input) : this.#callOnTables(operation, input)
  }

  /** Gives the records of each committed write on a table's stream, in commit order; a transaction's come together. */
  onRecords(tableName: string, listener: Listener): void {
    const listeners = this.#listeners.get(tableName)
    if (listeners) listeners.push(listener)
    else this.#listeners.set(tableName, [listener])
  }

  /** What the tables hold now; items are shared, so this costs about as much as the number of items in pointers. */
  snapshot(): DynamoSnapshot {
    const tables = [...this.#tables].map(([name, { table }]) => [name, table.content()] as const)
    const now = this.#world.now()
    const trails = [...this.#tables].flatMap(([name, { trail }]) =>
      trail ? [[name, trail.content(now)] as const] : [],
    )
    return { tables, trails, sequence: this.#sequence, tokens: this.#tokens.snapshot() }
  }

  /** Goes back to a snapshot, as often as wanted; tables made since then are emptied. */
  restore({ tables, trails, sequence, tokens }: DynamoSnapshot): void {
    const contents = new Map(tables)
    const told = new Map(trails)
    for (const [name, entry] of this.#tables) {
      const content = contents.get(name)
      if (content) entry.table.restore(content)
      else entry.table.clear()
      entry.trail?.restore(told.get(name) ?? [])
      if (entry.expiry) entry.expiry = this.#expiryOf(entry.table, entry.expiry.attribute)
    }
    this.#sequence = sequence
    this.#tokens.restore(tokens)
  }

  #expiryOf(table: Table, attribute: string): Expiry {
    const expiry = new Expiry(attribute)
    for (const stored of table.items.entries()) expiry.note(stored.item, stored, this.#world.now())
    return expiry
  }

  #named(name: string): Held {
    const found = this.#tables.get(name)
    if (!found) throw tableNotFound()
    return found
  }

  #create(name: string, properties: unknown): Table {
    if (this.#tables.has(name)) throw new AwsError('ResourceInUseException', `Table already exists: ${name}`)
    const definition = readDefinition(name, properties, this.#region)
    const arn = `arn:aws:dynamodb:${this.#region}:${this.#account}:table/${name}`
    const table = new Table(name, definition, arn, this.#world.now() / 1000)
    const ttl = definition.TimeToLiveSpecification
    const expiry = ttl?.Enabled ? new Expiry(ttl.AttributeName) : undefined
    this.#tables.set(name, { table, trail: definition.StreamSpecification && new Trail(), expiry })
    return table
  }

  #callOnTables(operation: string, input: unknown): object {
    switch (operation) {
      case 'CreateTable': {
        const name = typeof input === 'object' && input !== null && 'TableName' in input ? input.TableName : undefined
        if (typeof name !== 'string')
          throw invalid("The parameter 'TableName' is required but was not present in the request")
        return { TableDescription: describeTable(this.#create(name, input)) }
      }
      case 'DeleteTable': {
        const { table } = this.#described(operation, input)
        if (table.definition.DeletionProtectionEnabled)
          throw invalid(
            `Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first.`,
          )
        this.#tables.delete(table.name)
        return { TableDescription: { ...describeTable(table), TableStatus: 'DELETING' } }
      }
      case 'DescribeTable':
        return { Table: describeTable(this.#described(operation, input).table) }
      case 'DescribeTimeToLive':
        return describeTimeToLive(this.#described(operation, input).expiry?.attribute)
      case 'DescribeContinuousBackups':
        return describeContinuousBackups(this.#described(operation, input).table)
      case 'UpdateTimeToLive':
        return this.#updateTimeToLive(input)
      case 'ListTables':
        return this.#listTables(input)
      default:
        throw new NotRehearsed(`dynamodb:${operation}`)
    }
  }

  #described(operation: string, input: unknown): Held {
    const { TableName: name } = accept(operation, input, requests.TABLE)
    const found = this.#tables.get(name)
    if (found) return found
    throw new AwsError('ResourceNotFoundException', `Requested resource not found: Table: ${name} not found`)
  }

  #updateTimeToLive(input: unknown): object {
    const { TableName: name, TimeToLiveSpecification: wanted } = accept(
      'UpdateTimeToLive',
      input,
      requests.TIME_TO_LIVE,
    )
    const entry = this.#named(name)
    if (wanted.Enabled === (entry.expiry !== undefined))
      throw invalid(`TimeToLive is already ${wanted.Enabled ? 'enabled' : 'disabled'}`)
    entry.expiry = wanted.Enabled ? this.#expiryOf(entry.table, wanted.AttributeName) : undefined
    return { TimeToLiveSpecification: wanted }
  }

  #listTables(input: unknown): object {
    const { ExclusiveStartTableName: after = '', Limit: limit = 100 } = accept(
      'ListTables',
      input,
      requests.LIST_TABLES,
    )
    const names = [...this.#tables.keys()].sort().filter((name) => name > after)
    const page = names.slice(0, limit)
    return { TableNames: page, ...(names.length > limit ? { LastEvaluatedTableName: page.at(-1) } : {}) }
  }

  #commit(changes: readonly Change[], expired: boolean): void {
    const records = new Map<string, StreamRecord[]>()
    for (const change of changes) {
      const { table, position, previous, next } = change
      if (!changed(previous, next)) continue
      table.replace(position, previous, next)
      if (next) this.#tables.get(table.name)?.expiry?.note(next, position, this.#world.now())
      const record = recordOf(change, ++this.#sequence, this.#world.now(), this.#region, expired)
      if (!record) continue
      const told = records.get(table.name)
      if (told) told.push(record)
      else records.set(table.name, [record])
    }
    for (const [name, told] of records) {
      this.#tables.get(name)?.trail?.add(this.#world.now(), told)
      for (const listener of this.#listeners.get(name) ?? []) listener(told)
    }
  }

  #expire(): void {
    const now = this.#world.now()
    for (const { table, expiry } of this.#tables.values()) {
      if (!expiry?.isDue(now)) continue
      for (const position of expiry.due(now)) {
        const item = table.items.get(position)
        if (item && expiry.isPast(item, now)) this.#commit([{ table, position, previous: item, next: undefined }], true)
      }
    }
  }
}
