import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { S3Client } from '@aws-sdk/client-s3'
import { SFNClient } from '@aws-sdk/client-sfn'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { calling } from '../aws/calling.ts'
import { DynamoAdoptions } from '../aws/dynamo-adoptions.ts'
import { DynamoBacklog } from '../aws/dynamo-backlog.ts'
import { DynamoDebtors, DynamoPolicyShelf } from '../aws/dynamo-debtors.ts'
import { DynamoEditions } from '../aws/dynamo-editions.ts'
import { DynamoHolidays } from '../aws/dynamo-holidays.ts'
import { DynamoLinkHolds } from '../aws/dynamo-link-holds.ts'
import { DynamoSending } from '../aws/dynamo-sending.ts'
import { eventBus } from '../aws/event-bus.ts'
import { LakeRefills } from '../aws/lake-refills.ts'
import { OpenJourneys } from '../aws/open-journeys.ts'
import { Records } from '../aws/records.ts'
import { StaffDebtors } from '../aws/staff-debtors.ts'
import { StaffDrop } from '../aws/staff-drop.ts'
import { StaffLedger } from '../aws/staff-ledger.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Clock, Debtors, Holidays, PolicyShelf, Publisher } from '../ports.ts'
import type { Calling } from '../usecases/place-call.ts'
import { readRunning } from './running.ts'
import { UserError } from './user-error.ts'

/** What somebody who says something of a debtor or an invoice reaches: their files, and the bus. */
export interface Speaking {
  readonly staff: Pick<StaffLedger, 'file'>
  readonly people: Pick<StaffDebtors, 'file'>
  /** Publishes on the company's bus, in the name of staff. */
  readonly bus: Publisher
  /** The present instant: simulated in a rehearsal. */
  readonly now: () => Promise<number>
}

/** What the staff's commands reach: an account, or a rehearsal that is running. */
export interface Outside extends Speaking {
  readonly staff: StaffLedger
  readonly people: StaffDebtors
  readonly backlog: DynamoBacklog
  /** The access key that asks, by which CloudTrail knows the person; "staff" in a rehearsal. */
  readonly caller: () => Promise<string>
  /** What letting a person call needs, by a catalog and a clock. */
  readonly calling: (catalog: CompiledCatalog, clock: Clock) => Calling
  /** Everything on record, for whoever may scan the tables. */
  readonly records: Records
  readonly debtors: Debtors
  readonly holidays: Holidays
  readonly sending: DynamoSending
  readonly linkHolds: DynamoLinkHolds
  readonly editions: DynamoEditions
  readonly shelf: PolicyShelf
  readonly adoptions: DynamoAdoptions
  readonly openJourneys: OpenJourneys
  /** The content hash of what the deployment itself says. */
  readonly deployedEdition: () => string
  readonly refills: LakeRefills
  /** Where files are dropped. */
  readonly drop: StaffDrop
  /** Puts the body of a refused event back where it came in. */
  readonly intake: (body: string) => Promise<void>
  /** Puts an order of a person into the line of messages. */
  readonly contact: (body: string) => Promise<void>
}

/** Source of the events that staff cause from the command line. */
const STAFF = 'staff'

/** Opens the stack by its outputs; with `rehearsal`, the one that `npm start` is serving in this folder. */
export async function openStack(options: { readonly stack: string; readonly rehearsal: boolean }): Promise<Outside> {
  if (!options.rehearsal) return stackAt({}, options.stack, async () => Date.now())
  const { endpoint } = readRunning()
  return stackAt(reachOf(endpoint), options.stack, () => simulatedNow(endpoint))
}

/** The stack of that name wherever these settings of the SDK lead, and the clock it goes by. */
export async function stackAt(
  settings: Partial<ReturnType<typeof reachOf>>,
  stack: string,
  now: Outside['now'],
): Promise<Outside> {
  const outputs = await outputsOf(new CloudFormationClient(settings), stack)
  const output = (name: string): string => {
    const value = outputs.get(name)
    if (!value)
      throw new UserError(
        `la pila ${stack} no tiene la salida ${name}: ¿es una pila de Puntual?`,
        `the stack ${stack} has no output ${name}: is it a Puntual stack?`,
      )
    return value
  }
  const queue = new SQSClient(settings)
  const tables = { ledger: output('LedgerTable'), debtors: output('DebtorsTable') }
  const client = new DynamoDBClient(settings)
  return {
    staff: new StaffLedger(client, tables.ledger),
    backlog: new DynamoBacklog(client, tables),
    people: new StaffDebtors(client, tables),
    caller: async () => (await client.config.credentials()).accessKeyId,
    calling: (catalog, clock) => calling(client, { ...tables, catalog: output('CatalogTable') }, catalog, clock),
    records: new Records(client, tables),
    debtors: new DynamoDebtors(client, tables.debtors),
    holidays: new DynamoHolidays(client, output('CatalogTable')),
    editions: new DynamoEditions(client, output('CatalogTable')),
    shelf: new DynamoPolicyShelf(client, output('CatalogTable')),
    adoptions: new DynamoAdoptions(client, output('CatalogTable')),
    openJourneys: new OpenJourneys(client, tables.ledger),
    deployedEdition: () => output('Edition'),
    linkHolds: new DynamoLinkHolds(client, tables.ledger),
    sending: new DynamoSending(client, tables.ledger, {
      stage: output('SendingBegins') === 'everything' ? 'everything' : 'dryRun',
    }),
    refills: new LakeRefills(new SFNClient(settings), client, {
      machine: () => output('RefillMachineArn'),
      tables: [tables.ledger, tables.debtors],
    }),
    drop: new StaffDrop(new S3Client(settings), () => output('DropBucketName')),
    bus: eventBus(new EventBridgeClient(settings), output('EventBusName'), STAFF),
    intake: async (body) => {
      await queue.send(new SendMessageCommand({ QueueUrl: output('IntakeQueueUrl'), MessageBody: body }))
    },
    contact: async (body) => {
      await queue.send(new SendMessageCommand({ QueueUrl: output('ContactQueueUrl'), MessageBody: body }))
    },
    now,
  }
}

/** What a client of the SDK needs to speak to a rehearsal. */
export const reachOf = (endpoint: string) => ({
  endpoint,
  region: 'us-east-1',
  credentials: { accessKeyId: 'staff', secretAccessKey: 'staff' },
})

/** Every answer of a rehearsal carries its simulated clock, to the second. */
export async function simulatedNow(endpoint: string): Promise<number> {
  const { headers } = await fetch(endpoint, { method: 'HEAD' })
  return Date.parse(headers.get('date') ?? '')
}

async function outputsOf(client: CloudFormationClient, stack: string): Promise<Map<string, string>> {
  const { Stacks = [] } = await client.send(new DescribeStacksCommand({ StackName: stack })).catch((cause: Error) => {
    throw new UserError(
      `la pila ${stack} no se puede leer (${cause.message}): defina AWS_PROFILE y AWS_REGION y nombre la pila con --stack, o use --rehearsal`,
      `the stack ${stack} cannot be read (${cause.message}): set AWS_PROFILE and AWS_REGION and name the stack with --stack, or use --rehearsal`,
    )
  })
  return new Map((Stacks[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]))
}
