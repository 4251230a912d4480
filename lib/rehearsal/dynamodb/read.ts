import { checkValues } from './accept.ts'
import {
  type Collection,
  compareForScan,
  compareInPartition,
  type Entry,
  type Position,
  scanHash,
} from './collection.ts'
import { holds } from './condition.ts'
import { type Expressions, expressionsOf } from './expressions.ts'
import { checkItem, checkKey, checkNotEmpty, checkPaths } from './keys.ts'
import { project } from './path.ts'
import { narrowed, partitionOf, permits } from './range.ts'
import { invalid } from './refusal.ts'
import type { GetInput, QueryInput, ScanInput } from './requests.ts'
import { storedBytes } from './size.ts'
import { type Index, indexPosition, type Key, namesOf, primaryPosition, type Table } from './table.ts'
import { copyItem, type Item } from './value.ts'
import { refuseOrphans } from './write.ts'

/** A page of Query or Scan ends after the item that reaches one megabyte. */
const MAXIMUM_PAGE_BYTES = 1024 * 1024

/** What Query and Scan answer. */
export interface Page {
  readonly Items?: Item[]
  readonly Count: number
  readonly ScannedCount: number
  readonly LastEvaluatedKey?: Item
}

/** The item with this key, whole or in part; undefined when there is none. */
export function getItem(table: Table, input: GetInput): Item | undefined {
  checkValues(input.Key)
  checkNotEmpty(table, input.Key)
  refuseOrphans(input, ['ProjectionExpression'])
  const expressions = expressionsOf(input)
  checkKey(table, input.Key)
  checkPaths(table, expressions)
  const item = table.items.get(primaryPosition(table.key, input.Key))
  return item && shown(item, expressions)
}

/** The items of one partition in order of the sort key. */
export function query(table: Table, input: QueryInput): Page {
  const source = sourceOf(table, input)
  if (input.KeyConditionExpression === undefined)
    throw invalid('Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.')
  const expressions = expressionsOf(input)
  checkSelection(source, input, expressions)
  const values = input.ExpressionAttributeValues ?? {}
  const conditions = expressions.keyConditions ?? {}
  const partition = partitionOf(source.key, conditions, values)
  for (const name of namesOf(source.key)) {
    if (expressions.filter && Object.hasOwn(expressions.filter.pathHeads, name))
      throw invalid(`Filter Expression can only contain non-primary key attributes: Primary key attribute: ${name}`)
  }
  const start = input.ExclusiveStartKey && startOf(source, input.ExclusiveStartKey)
  if (start && start.partition !== partition)
    throw invalid('The provided starting key is outside query boundaries based on provided conditions')
  if (start && !permits(source.key, conditions, values, start))
    throw invalid('The provided starting key does not match the range key predicate')
  const entries = source.collection.partition(partition)
  const { from, to } = narrowed(entries, source.key, conditions, values)
  const forward = input.ScanIndexForward !== false
  return paged(source, input, expressions, between(entries, from, to, forward, start))
}

function* between(
  entries: readonly Entry[],
  from: number,
  to: number,
  forward: boolean,
  start: Position | undefined,
): Iterable<Entry> {
  for (let step = 0; step < to - from; step++) {
    const entry = entries[forward ? from + step : to - 1 - step]!
    if (start && compareInPartition(entry, start) * (forward ? 1 : -1) <= 0) continue
    yield entry
  }
}

/** All items, partition by partition in the order of their hashes. */
export function scan(table: Table, input: ScanInput): Page {
  const source = sourceOf(table, input)
  const { Segment: segment, TotalSegments: segments } = input
  checkSegment(input)
  refuseOrphans(input, ['ProjectionExpression', 'FilterExpression'])
  const expressions = expressionsOf(input)
  checkSelection(source, input, expressions)
  const start = input.ExclusiveStartKey && startOf(source, input.ExclusiveStartKey)
  const mine = (partition: string) =>
    segments === undefined || Math.floor((scanHash(partition) / 2 ** 32) * segments) === segment
  return paged(source, input, expressions, everything(source.collection, mine, start))
}

function checkSegment({ Segment: segment, TotalSegments: segments }: ScanInput): void {
  if (segment !== undefined && segments === undefined) throw invalid(missing('TotalSegments', 'Segment parameter'))
  if (segment === undefined && segments !== undefined) throw invalid(missing('Segment', 'parameter TotalSegments'))
  if (segment !== undefined && segments !== undefined && segment >= segments)
    throw invalid(
      'The Segment parameter is zero-based and must be less than parameter TotalSegments: ' +
        `Segment: ${segment} is not less than TotalSegments: ${segments}`,
    )
}

const missing = (absent: string, present: string): string =>
  `The ${absent} parameter is required but was not present in the request when ${present} is present`

function* everything(
  collection: Collection,
  mine: (partition: string) => boolean,
  start: Position | undefined,
): Iterable<Entry> {
  for (const partition of collection.scanOrder()) {
    const order = start ? compareForScan(partition, start.partition) : 1
    if (order < 0 || !mine(partition)) continue
    for (const entry of collection.partition(partition)) {
      if (!start || order > 0 || compareInPartition(entry, start) > 0) yield entry
    }
  }
}

interface Source {
  readonly table: Table
  readonly index: Index | undefined
  readonly key: Key
  readonly collection: Collection
}

function sourceOf(table: Table, input: ScanInput): Source {
  if (input.IndexName === undefined) return { table, index: undefined, key: table.key, collection: table.items }
  const index = table.indexes.find((each) => each.definition.IndexName === input.IndexName)
  if (!index) throw invalid(`The table does not have the specified index: ${input.IndexName}`)
  if (input.ConsistentRead) throw invalid('Consistent reads are not supported on global secondary indexes')
  return { table, index, key: index.key, collection: index.collection }
}

function checkSelection({ table, index }: Source, input: ScanInput, expressions: Expressions): void {
  checkPaths(table, expressions)
  const { Select: select } = input
  if (input.ProjectionExpression === undefined && select === 'SPECIFIC_ATTRIBUTES')
    throw invalid('Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES')
  if (input.ProjectionExpression !== undefined && select && select !== 'SPECIFIC_ATTRIBUTES')
    throw invalid(
      `Cannot specify the ProjectionExpression when choosing to get ${select === 'COUNT' ? 'only the Count' : select}`,
    )
  if (!index && select === 'ALL_PROJECTED_ATTRIBUTES')
    throw invalid('ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName')
  if (!index?.attributes) return
  const name = index.definition.IndexName
  if (select === 'ALL_ATTRIBUTES')
    throw invalid(
      `One or more parameter values were invalid: Select type ALL_ATTRIBUTES is not supported for global secondary index ${name} because its projection type is not ALL`,
    )
  const heads = (expressions.projection?.paths ?? []).map((path) => String(path[0]))
  const absent = heads.filter((head) => !index.attributes?.has(head))
  if (absent.length > 0)
    throw invalid(
      `One or more parameter values were invalid: Global secondary index ${name} does not project [${absent.join(', ')}]`,
    )
}

function startOf({ table, index, key }: Source, start: Item): Position {
  const names = new Set([...namesOf(key), ...namesOf(table.key)])
  const wrong = () => invalid('The provided starting key is invalid')
  if (Object.keys(start).length !== names.size || [...names].some((name) => !start[name])) throw wrong()
  checkValues(start)
  checkNotEmpty(table, start)
  checkItem(table, start)
  const position = index ? indexPosition(key, table.key, start) : primaryPosition(key, start)
  if (!position) throw wrong()
  return position
}

function paged({ table, key }: Source, input: ScanInput, expressions: Expressions, entries: Iterable<Entry>): Page {
  const { filter } = expressions
  const values = input.ExpressionAttributeValues ?? {}
  const found: Item[] = []
  let scanned = 0
  let bytes = 0
  let last: Item | undefined
  for (const { item } of entries) {
    scanned++
    bytes += storedBytes(item)
    if (!filter || holds(filter.expression, item, values)) found.push(item)
    if (scanned === input.Limit || bytes >= MAXIMUM_PAGE_BYTES) {
      last = item
      break
    }
  }
  const lastKey =
    last && Object.fromEntries([...namesOf(table.key), ...namesOf(key)].map((name) => [name, last[name]!]))
  return {
    ...(input.Select === 'COUNT' ? {} : { Items: found.map((item) => shown(item, expressions)) }),
    Count: found.length,
    ScannedCount: scanned,
    ...(lastKey ? { LastEvaluatedKey: copyItem(lastKey) } : {}),
  }
}

const shown = (item: Item, { projection }: Expressions): Item =>
  copyItem(projection ? project(item, projection.paths) : item)
