import { createHash } from 'node:crypto'
import { marshall } from '@aws-sdk/util-dynamodb'
import type { Policy } from '../../lib/domain/policy.ts'
import { AwsError } from '../../lib/rehearsal/aws-error.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import type { PublishedEvent } from '../../lib/rehearsal/events/planned-events.ts'
import { OPERATOR } from '../../lib/rehearsal/gateway/calls.ts'
import { asFields, type Fields, fieldsList, optionalFields, text } from '../../lib/rehearsal/gateway/fields.ts'
import type { Template } from '../../lib/rehearsal/template/assembly.ts'
import { refillsTheLake } from './refills-the-lake.ts'

/** Noon in Bogotá of a Monday: messages may leave. */
export const FIRST_DAY = Date.parse('2026-06-01T17:00:00Z')
const DAY = 86_400_000
const A_MOMENT = 4_000
/** Batches wait a second and a provider's word a few; by then only what waits for days is left. */
const UNTIL_IT_RESTS = 15_000
const TEN_MINUTES = 600_000

/** A number whose owner stopped texts at the carrier. */
const STOPPED = '+573007654321'

/** A number of a country whose texts leave by an aggregator. */
const MEXICAN = '+525512345678'

/** An upstream system's role, which its own stack gives the policy of our outputs. */
export const UPSTREAM = 'UpstreamOfAnotherStack'

/** The template with the role of an upstream system beside it. */
export function withUpstream(template: Template): Template {
  const policies = Object.keys(template.resources).filter((id) => id.startsWith('PublishToPuntual'))
  const trust = { Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: 'lambda.amazonaws.com' } }
  const role = {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: { Version: '2012-10-17', Statement: [trust] },
      ManagedPolicyArns: policies.map((Ref) => ({ Ref })),
    },
  }
  return { ...template, resources: { ...template.resources, [UPSTREAM]: role } }
}

/** Publishes an event with the permissions of the upstream system. */
async function tellAs({ deployed, calls }: Rehearsal, { source, detailType, detail }: PublishedEvent): Promise<void> {
  const principal = deployed.resources.get(UPSTREAM)?.arn ?? ''
  const [bus] = deployed.ofType('AWS::Events::EventBus')
  const entry = { Source: source, DetailType: detailType, Detail: JSON.stringify(detail), EventBusName: bus?.name }
  await calls.perform(principal, 'events', 'PutEvents', { Entries: [entry] })
}

/**
 * Everything the house does, in the fewest events: two invoices of one debtor in one e-mail, two in a text, a number that
 * stopped texts at its carrier, another whose texts leave by an aggregator, a WhatsApp message, money by allocation, by
 * reference and by payer alone, a hold and its release, a debtor who is described late, a refused event, a hand-over,
 * another that waits in the backlog for the morning, a death and its revival, a policy that is no longer in the catalog
 * and is left for another, a file that is dropped and one that cannot be taken, a lake
 * that is filled again, and an execution that grows old.
 *
 * The acts are separate so that whoever watches may leave between them, and everything rests before most of them, so that
 * the story may be taken up there: what is one thing has acts of its own.
 */
export function compactStory(rehearsal: Rehearsal, policy: Policy): readonly (() => Promise<void>)[] {
  const at = (milliseconds: number) => rehearsal.run(FIRST_DAY + milliseconds)
  let end = 0
  /** Something is done, and all that comes of it until everything rests, in parts: most is done in the first of them. */
  const then = (act: () => Promise<void>) => {
    const begin = end
    end += UNTIL_IT_RESTS
    return [act, ...[1_050, 1_500, A_MOMENT, UNTIL_IT_RESTS].map((part) => () => at(begin + part))]
  }
  const say = async (...told: readonly [name: string, detail: object][]) => {
    const occurredAt = new Date(rehearsal.world.now()).toISOString()
    const event = ([detailType, detail]: readonly [string, object]): PublishedEvent => ({
      source: 'erp',
      detailType,
      detail: { version: 1, occurredAt, ...detail },
    })
    for (const one of told.map(event)) await tellAs(rehearsal, one)
  }
  const { LedgerTable, CatalogTable } = rehearsal.deployed.outputs
  const machine = rehearsal.deployed.ofType('AWS::StepFunctions::StateMachine')[0]?.arn

  return [
    ...then(async () => {
      rehearsal.mail.answer(STOPPED, 'OPT_OUT')
      await say(
        ...['Ana', 'Luis', 'Nadie', 'Eva', 'Ines', 'Vera'].map(allowed),
        ...['Ana', 'Luis', 'Eva', 'Ines', 'Vera', 'Sola'].map(described),
        point('Ana', 'email', 'ana@cliente.example'),
        point('Luis', 'sms', '+573001234567'),
        point('Eva', 'sms', STOPPED),
        point('Ines', 'sms', MEXICAN),
        point('Vera', 'whatsapp', '+573001234568'),
        ['ConsentChanged', { debtor: 'erp:Vera', scope: 'whatsapp', status: 'granted' }],
        ['SomethingElse', {}],
      )
    }),
    ...then(() => say(issued('L-3', 'Luis', '2028-01-10'))),
    ...then(() =>
      say(
        issued('A-1', 'Ana', '2026-05-28', { reference: 'RF-1' }),
        issued('A-2', 'Ana', '2026-05-28', { reference: 'RF-2' }),
      ),
    ),
    ...then(() =>
      say(issued('L-1', 'Luis', '2026-05-28'), issued('L-2', 'Luis', '2026-05-27', { amount: 10_000_001_00 })),
    ),
    ...then(() => say(issued('E-1', 'Eva', '2026-05-28'))),
    ...then(() => say(issued('I-1', 'Ines', '2026-05-28'))),
    ...then(() => say(issued('V-1', 'Vera', '2026-05-28'))),
    ...then(() => say(issued('N-1', 'Nadie', '2026-05-28'), issued('S-1', 'Sola', '2026-05-28'))),
    ...then(() => drops(rehearsal)),
    ...then(() => dropsAgain(rehearsal)),
    ...then(() => refillsTheLake(rehearsal)),
    ...then(async () => {
      await say(['HoldPlaced', { hold: 'H-1', debtor: 'erp:Ana', reason: 'revisión', author: 'Luz' }])
      await rehearsal.run(rehearsal.world.now() + A_MOMENT)
      await say(
        ['HoldReleased', { hold: 'H-1', debtor: 'erp:Ana', author: 'Luz' }],
        described('Nadie'),
        point('Nadie', 'email', 'nadie@cliente.example'),
      )
    }),
    ...then(async () => {
      // What an older deployment left behind: a journey under a policy that is in the Catalog table only.
      const hash = 'of-an-older-deployment'
      const Item = marshall({ pk: `policy#${hash}`, sk: 'policy', policy }, { removeUndefinedValues: true })
      await rehearsal.dynamo.call('PutItem', { TableName: CatalogTable, Item })
      await rehearsal.dynamo.call('UpdateItem', {
        TableName: LedgerTable,
        Key: { pk: { S: 'invoice#erp:A-2' }, sk: { S: 'summary' } },
        UpdateExpression: 'SET #state.#journey.#policy.#hash = :old',
        ExpressionAttributeNames: { '#state': 'state', '#journey': 'journey', '#policy': 'policy', '#hash': 'hash' },
        ExpressionAttributeValues: { ':old': { S: hash } },
      })
    }),
    ...then(() =>
      say(
        payment('P-1', 50_000_00, { allocations: [{ invoice: 'erp:A-1', amount: 50_000_00 }] }),
        payment('P-2', 50_000_00, { reference: 'RF-2' }),
        payment('P-3', 50_000_00, { debtor: 'erp:Luis' }),
        payment('P-4', 50_000_00, { reference: 'RF-9' }),
      ),
    ),
    ...then(async () => {
      const running = asFields(
        await rehearsal.machines.call('ListExecutions', { stateMachineArn: machine, statusFilter: 'RUNNING' }),
      )
      for (const execution of fieldsList(running, 'executions').slice(0, 1))
        await rehearsal.machines.call('StopExecution', { executionArn: text(execution, 'executionArn') })
    }),
    async () => {
      await forgetsTheOutcome(rehearsal, 'erp:Nadie')
      await at(TEN_MINUTES)
      await say(['HoldPlaced', { hold: 'H-2', debtor: 'erp:Nadie', reason: 'revisión', author: 'Luz' }])
      await at(TEN_MINUTES + A_MOMENT)
      await say(['HoldReleased', { hold: 'H-2', debtor: 'erp:Nadie', author: 'Luz' }])
      await at(TEN_MINUTES + 2 * A_MOMENT)
    },
    ...[1, 3, 5, 8, 11, 15, 21].map((day) => () => at(day * DAY)),
    async () => {
      await visits(rehearsal)
      const answer = { originationNumber: '+573001234567', messageBody: 'Ya pagué', inboundMessageId: 'in-1' }
      rehearsal.topics.receive(rehearsal.deployed.outputs.InboundTextsTopicArn ?? '', answer)
      await at(21 * DAY + A_MOMENT)
      await hearsAggregator(rehearsal)
      // The version it leaves is in the Catalog table only.
      const order = { adoption: 'O-1', invoice: 'erp:A-2', policy: policy.id, author: 'Luz' }
      await say(['PolicyAdopted', order])
      await at(21 * DAY + 3 * A_MOMENT)
    },
    // A target that may not be reached is tried for a day; its dead letters are kept for fourteen.
    ...[23, 45, 90, 330, 362].map((day) => () => at(day * DAY)),
  ]
}

/** A file of one invoice that is due in two years. */
const fileOf = (id: string): string =>
  `invoice,customer,issue date,due date,amount,currency\n${id},Ana,2026-05-20,2028-01-10,10.00,COP\n`

/** The same file under another name, whose report is that of then. */
async function dropsAgain({ calls, deployed }: Rehearsal): Promise<void> {
  const Bucket = deployed.outputs.DropBucketName
  await calls.perform(OPERATOR, 's3', 'PutObject', { Bucket, Key: 'incoming/invoices/again.csv', Body: fileOf('D-1') })
}

/** Somebody drops a file of one invoice that is due in two years, and one whose taking fails: what is kept of it is broken. */
async function drops({ calls, deployed }: Rehearsal): Promise<void> {
  const Bucket = deployed.outputs.DropBucketName
  const put = (Key: string, Body: string) => calls.perform(OPERATOR, 's3', 'PutObject', { Bucket, Key, Body })
  const ticket = createHash('sha256')
    .update(`invoices${fileOf('D-2')}`)
    .digest('hex')
  await put('incoming/invoices/d.csv', fileOf('D-1'))
  await put(`taken/invoices/${ticket}.json`, '{"key":1}')
  await put('incoming/invoices/broken.csv', fileOf('D-2'))
}

/** What a sender leaves that died before it could write how its message ended: a claim, which the next decision finds. */
async function forgetsTheOutcome({ dynamo, deployed }: Rehearsal, debtor: string): Promise<void> {
  const TableName = deployed.outputs.LedgerTable
  const all = fieldsList(asFields(await dynamo.call('Scan', { TableName })), 'Items')
  const says = (item: Fields, name: string, word: string) => optionalFields(item, name)?.S === word
  const touch = all.find((item) => says(item, 'sk', 'touch') && says(item, 'debtor', debtor))
  if (!touch) throw new Error(`no message has left to ${debtor}`)
  const Key = { pk: touch.pk, sk: touch.sk }
  const UpdateExpression = 'SET #status = :claimed'
  const names = { ExpressionAttributeNames: { '#status': 'status' } }
  const values = { ExpressionAttributeValues: { ':claimed': { S: 'claimed' } } }
  await dynamo.call('UpdateItem', { TableName, Key, UpdateExpression, ...names, ...values })
}

/** Whoever has an e-mail says by its link that it was not meant for them, and unsubscribes. */
async function visits(rehearsal: Rehearsal): Promise<void> {
  for (const body of ['choice=wrongPerson', 'List-Unsubscribe=One-Click']) await visit(rehearsal, body)
}

/** Sends the form of a stop page; being turned away is told like any refusal. */
async function visit(rehearsal: Rehearsal, body: string): Promise<void> {
  const message = rehearsal.mail.messages.findLast(({ channel }) => channel === 'email')
  const [link] = /https?:[^>]+/.exec(message?.headers['list-unsubscribe'] ?? '') ?? []
  if (link === undefined) throw new Error('no e-mail with a stop link has left')
  const headers = { 'content-type': 'application/x-www-form-urlencoded' }
  const asked = { method: 'POST', path: new URL(link).pathname, headers, body }
  const answered = rehearsal.calls.perform(OPERATOR, 'lambda', 'InvokeUrl', asked)
  await rehearsal.run(rehearsal.world.now() + A_MOMENT)
  const refusal = asFields(asFields(await answered).headers)['x-rehearsal-refusal']
  if (refusal !== undefined) throw new AwsError('AccessDeniedException', String(refusal), 403)
}

/** An aggregator tells what was answered; being turned away at the door is told like any refusal. */
async function hearsAggregator(rehearsal: Rehearsal): Promise<void> {
  const answered = rehearsal.aggregators.hear('puente', MEXICAN, 'Ya pagué', 'in-2')
  await rehearsal.run(rehearsal.world.now() + A_MOMENT)
  const refusal = asFields((await answered).headers)['x-rehearsal-refusal']
  if (refusal !== undefined) throw new AwsError('AccessDeniedException', String(refusal), 403)
}

const described = (name: string): [string, object] => [
  'DebtorUpserted',
  {
    debtor: `erp:${name}`,
    name,
    givenName: name,
    kind: 'person',
    language: 'es-CO',
    country: 'CO',
    zone: 'America/Bogota',
  },
]

/** The law of their country demands it before anybody is written to. */
const allowed = (name: string): [string, object] => [
  'ConsentChanged',
  { debtor: `erp:${name}`, scope: 'all', status: 'granted' },
]

const point = (name: string, channel: string, address: string): [string, object] => [
  'ContactPointUpserted',
  { debtor: `erp:${name}`, contactPoint: channel, point: { channel, address } },
]

const issued = (
  id: string,
  name: string,
  dueDate: string,
  { amount = 250_000_00, ...more }: { amount?: number; reference?: string } = {},
): [string, object] => [
  'InvoiceIssued',
  {
    invoice: `erp:${id}`,
    debtor: `erp:${name}`,
    total: { amount, currency: 'COP' },
    issueDate: '2026-05-20',
    dueDate,
    ...more,
  },
]

const payment = (id: string, amount: number, by: object): [string, object] => [
  'PaymentReceived',
  { payment: `bank:${id}`, total: { amount, currency: 'COP' }, ...by },
]
