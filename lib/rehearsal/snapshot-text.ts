import * as z from 'zod'
import { Collection } from './dynamodb/collection.ts'
import type { AttributeValue, Item } from './dynamodb/value.ts'
import type { Snapshot } from './snapshot.ts'
import type { Execution } from './states/execution.ts'

/** JSON leaves out what is undefined: such a field is there again after reading. */
const absent = <Type extends z.ZodType>(type: Type) => type.optional().transform((value) => value)
const pairs = <Type extends z.ZodType>(type: Type) => z.array(z.tuple([z.string(), type]))

const place = { at: z.number(), place: z.int() }
const Place = z.strictObject(place)

const Value: z.ZodType<AttributeValue> = z.lazy(() =>
  z.strictObject({
    S: z.string().exactOptional(),
    N: z.string().exactOptional(),
    B: z.string().exactOptional(),
    BOOL: z.boolean().exactOptional(),
    NULL: z.boolean().exactOptional(),
    SS: z.array(z.string()).exactOptional(),
    NS: z.array(z.string()).exactOptional(),
    BS: z.array(z.string()).exactOptional(),
    L: z.array(Value).exactOptional(),
    M: Stored.exactOptional(),
  }),
)
const Stored: z.ZodType<Item> = z.record(z.string(), Value)
const Entry = z.tuple([z.string(), z.string(), z.string(), Stored])
const Entries = z
  .array(Entry)
  .transform((entries) =>
    Collection.of(entries.map(([partition, sort, tie, item]) => ({ partition, sort, tie, item }))),
  )

const Told = z.strictObject({
  at: z.number(),
  record: z.strictObject({
    eventID: z.string(),
    eventName: z.enum(['INSERT', 'MODIFY', 'REMOVE']),
    eventVersion: z.literal('1.1'),
    eventSource: z.literal('aws:dynamodb'),
    awsRegion: z.string(),
    eventSourceARN: z.string(),
    userIdentity: z
      .strictObject({ type: z.literal('Service'), principalId: z.literal('dynamodb.amazonaws.com') })
      .exactOptional(),
    dynamodb: z.strictObject({
      ApproximateCreationDateTime: z.number(),
      Keys: Stored,
      NewImage: Stored.exactOptional(),
      OldImage: Stored.exactOptional(),
      SequenceNumber: z.string(),
      SizeBytes: z.number(),
      StreamViewType: z.string(),
    }),
  }),
})

const Pending = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('wait'), until: z.number() }),
  z.strictObject({ kind: z.literal('retry'), until: z.number() }),
  z.strictObject({
    kind: z.literal('task'),
    token: absent(z.string()),
    submitted: z.boolean(),
    timeoutAt: absent(z.number()),
    heartbeatMilliseconds: absent(z.number()),
    heartbeatAt: absent(z.number()),
  }),
])
const Parked = z.strictObject({
  execution: z.strictObject({
    arn: z.string(),
    machineArn: z.string(),
    name: z.string(),
    input: z.string(),
    startedAt: z.number(),
    deadline: absent(z.number()),
    status: z.enum(['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED']),
    stoppedAt: absent(z.number()),
    output: absent(z.json()),
    error: absent(z.string()),
    cause: absent(z.string()),
    frames: z.array(
      z.strictObject({
        state: z.string(),
        input: z.json(),
        variables: z.record(z.string(), z.json()),
        enteredAt: z.number(),
        entry: z.number(),
        previous: z.number(),
        retries: z.record(z.string(), z.number()),
        retryCount: z.number(),
        pending: absent(Pending),
        map: absent(z.strictObject({ items: z.array(z.json()), results: z.array(z.json()), tolerates: z.boolean() })),
      }),
    ),
    history: z.array(
      z.strictObject({
        type: z.string(),
        at: z.number(),
        previous: z.number(),
        details: z.record(z.string(), z.json()).exactOptional(),
      }),
    ),
  }) satisfies z.ZodType<Execution>,
  planned: z.array(Place),
})

const Attribute = z.strictObject({
  dataType: z.string(),
  stringValue: absent(z.string()),
  binaryValue: absent(z.string()),
})
const Message = z.strictObject({
  id: z.string(),
  body: z.string(),
  attributes: pairs(Attribute).transform((attributes) => new Map(attributes)),
  sentAt: z.number(),
  senderId: z.string(),
  visibleAt: z.number(),
  firstReceivedAt: absent(z.number()),
  receiveCount: z.number(),
  receipt: absent(z.string()),
  deadFrom: absent(z.string()),
})
const Queue = z.strictObject({
  messages: z.array(Message),
  count: z.number(),
  receipts: z.number(),
  alarm: absent(Place),
})

const BusEvent = z.strictObject({
  version: z.literal('0'),
  id: z.string(),
  'detail-type': z.string(),
  source: z.string(),
  account: z.string(),
  time: z.string(),
  region: z.string(),
  resources: z.array(z.string()),
  detail: z.unknown(),
})
const Published = z.strictObject({
  source: z.string(),
  detailType: z.string(),
  detail: z.unknown(),
  bus: z.string().exactOptional(),
  time: z.number().exactOptional(),
})

const Captured = z.strictObject({
  id: z.string(),
  at: z.number(),
  channel: z.enum(['email', 'sms', 'whatsapp']),
  from: z.string(),
  to: z.array(z.string()),
  subject: z.string().exactOptional(),
  html: z.string().exactOptional(),
  text: z.string().exactOptional(),
  headers: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  raw: z.string(),
  principal: z.string(),
})
const Script = z.strictObject({
  answer: z.enum([
    'accept',
    'bounce',
    'complain',
    'fail',
    'reject',
    'THROTTLED',
    'OPT_OUT',
    'PERMANENT_FAILURE',
    'TEMPORARY_FAILURE',
    'TIMEOUT',
    'UNKNOWN_FAILURE',
    'DUPLICATE',
  ]),
  left: z.union([z.number(), z.literal('always')]),
})

/** A snapshot as JSON: read by `SnapshotText.parse`, which refuses anything else. */
export const SnapshotText = z.strictObject({
  now: z.number(),
  places: z.int(),
  dynamo: z.strictObject({
    tables: pairs(z.strictObject({ items: Entries, indexes: z.array(Entries) })),
    trails: pairs(z.array(Told)),
    sequence: z.number(),
    tokens: pairs(z.strictObject({ request: z.string(), until: z.number() })),
  }),
  executions: z.array(Parked),
  queues: z.strictObject({ moves: z.number(), queues: pairs(Queue) }),
  buses: z.strictObject({ count: z.number(), archives: pairs(z.array(BusEvent)) }),
  buckets: pairs(pairs(z.array(z.strictObject({ id: z.string(), bytes: z.string(), at: z.number() })))).default([]),
  schedules: z.array(z.strictObject({ since: z.number(), planned: absent(Place) })),
  planned: z.array(z.strictObject({ ...place, event: Published })),
  mail: z.strictObject({ messages: z.array(Captured), count: z.number(), answers: pairs(z.array(Script)) }),
  invocations: z.number(),
  calls: z.strictObject({ counts: pairs(z.number()), callers: pairs(z.number()) }),
}) satisfies z.ZodType<Snapshot>

/** What of a snapshot JSON cannot hold by itself, made plain: the collections of tables, and maps. */
export function plainOf(snapshot: Snapshot): object {
  const { dynamo, queues } = snapshot
  const entriesOf = (collection: Collection) =>
    [...collection.entries()]
      .map(({ partition, sort, tie, item }): z.input<typeof Entry> => [partition, sort, tie, item])
      .sort()
  return {
    ...snapshot,
    dynamo: {
      ...dynamo,
      tables: dynamo.tables.map(([name, { items, indexes }]) => [
        name,
        { items: entriesOf(items), indexes: indexes.map(entriesOf) },
      ]),
    },
    queues: {
      ...queues,
      queues: queues.queues.map(([arn, queue]) => [
        arn,
        { ...queue, messages: queue.messages.map((message) => ({ ...message, attributes: [...message.attributes] })) },
      ]),
    },
  }
}
