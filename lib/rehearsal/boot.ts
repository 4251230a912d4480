import { type AccountState, preparedAccount } from './account/account.ts'
import { accountReads, withReads } from './account/reads.ts'
import type { BootOptions } from './boot-options.ts'
import { Dynamo } from './dynamodb/dynamo.ts'
import { Buses } from './events/buses.ts'
import { deployBuses } from './events/deploy-buses.ts'
import { PlannedEvents, type PublishedEvent } from './events/planned-events.ts'
import { type Allow, allowBy, authoriseBy } from './gateway/authorise.ts'
import { Calls, OPERATOR, type Service } from './gateway/calls.ts'
import { asFields, fieldsList, optionalText, text } from './gateway/fields.ts'
import { Gateway } from './gateway/server.ts'
import { machineOfToken, statesService, statusChangeEvent } from './gateway/states-service.ts'
import { taskRunner } from './gateway/tasks.ts'
import { Access } from './iam/access.ts'
import { checkDeployment } from './iam/deployment.ts'
import { DeliveryStreams } from './lambda/delivery-streams.ts'
import { deployFunctions } from './lambda/deploy-functions.ts'
import { deployPipes } from './lambda/deploy-pipes.ts'
import { deploySources } from './lambda/deploy-sources.ts'
import { FunctionUrls } from './lambda/function-urls.ts'
import { Functions } from './lambda/functions.ts'
import { Lambda } from './lambda/service.ts'
import { Aggregators } from './mail/aggregators.ts'
import { approvedTemplates } from './mail/approved-templates.ts'
import type { DeliveryReports } from './mail/delivery-reports.ts'
import { deployReports, identitiesOf } from './mail/deploy-mail.ts'
import { Mail } from './mail/mail.ts'
import { Pinpoint } from './mail/pinpoint.ts'
import { Ses } from './mail/ses.ts'
import { SmsVoice } from './mail/sms-voice.ts'
import { SocialMessaging } from './mail/social-messaging.ts'
import { serveOutside } from './outside.ts'
import { PaymentPages } from './payment-pages.ts'
import { Buckets } from './s3/buckets.ts'
import { Secrets } from './secrets/secrets.ts'
import { restoreSnapshot, type Snapshot, takenAt, takeSnapshot } from './snapshot.ts'
import { Topics } from './sns/topics.ts'
import { deployQueues } from './sqs/deploy-queues.ts'
import { Queues } from './sqs/queues.ts'
import { Identities, Stacks } from './stack/stacks.ts'
import { StateMachines } from './states/machines.ts'
import { readAssembly, type Template } from './template/assembly.ts'
import { type Deployed, deploy } from './template/deploy.ts'
import { refuseOtherChanges } from './template/policy-change.ts'
import { World } from './world.ts'

export type { BootOptions } from './boot-options.ts'

/** The deployed system on a laptop. */
export interface Rehearsal {
  readonly world: World
  readonly endpoint: string
  readonly deployed: Deployed
  readonly dynamo: Dynamo
  readonly machines: StateMachines
  readonly mail: Mail
  readonly reports: DeliveryReports
  readonly whatsapp: SocialMessaging
  readonly aggregators: Aggregators
  readonly queues: Queues
  readonly topics: Topics
  readonly buses: Buses
  readonly buckets: Buckets
  readonly functions: Functions
  readonly calls: Calls
  readonly gateway: Gateway
  /** What the hosts of payment links answer. */
  readonly pages: PaymentPages
  /** What the account is beside the stack, for whoever reads it; tests spoil it. */
  readonly account: AccountState
  /** Puts events on a bus as an upstream system would and gives their ids; throws when one is refused. */
  publish(events: readonly PublishedEvent[]): Promise<readonly string[]>
  /** Publishes an event when the clock reaches an instant, in simulated milliseconds. */
  publishAt(at: number, event: PublishedEvent): void
  /** Runs until nothing is left to do, or until an instant in simulated milliseconds. */
  run(until?: number): Promise<void>
  /**
   * Updates the stack to a template that differs in its policies only, as CloudFormation would; one that AWS refuses
   * throws and changes nothing, any other difference is refused by name. Functions stay as warm as they are.
   */
  updatePolicies(template: Template): void
  /** Everything as plain data, to come back to; refuses by name while something is in the middle of a step. */
  snapshot(): Snapshot
  /** Back to a snapshot, the clock included; warm functions stay warm unless `cold`. */
  restore(snapshot: Snapshot, options?: { readonly cold?: boolean }): Promise<void>
  /** Back to the state after boot, as if that had been `at` an instant (simulated milliseconds) instead of at the start. */
  reset(options?: { readonly cold?: boolean; readonly at?: number }): Promise<void>
  stop(): Promise<void>
}

/** Deploys the stack of a cloud assembly on this machine. */
export const boot = (options: BootOptions): Promise<Rehearsal> => assemble(readAssembly(options.assembly), options)

/** Deploys a template: every resource, its permissions checked as AWS checks them at deployment. */
export async function assemble(template: Template, options: Omit<BootOptions, 'assembly'>): Promise<Rehearsal> {
  const { start, port, account = '000000000000', region = 'us-east-1', parameters = {} } = options
  // Functions live in UTC on Lambda, and the zone belongs to the whole process: threads cannot have their own.
  process.env.TZ = 'UTC'
  const world = new World(start)
  const gateway = new Gateway(world)
  const chosen = await gateway.listen(port)
  const endpoint = `http://127.0.0.1:${chosen}`
  const place = { account, region, endpoint, parameters }
  const deployed = deploy(template, place)
  const access = new Access(deployed)
  checkDeployment(deployed, access)
  let allowNow = allowBy(access)
  const allow: Allow = (request) => {
    options.onAsked?.(request)
    allowNow(request)
  }

  const dynamo = new Dynamo({ world, region, account })
  const queues = new Queues(world)
  const buses = new Buses({ world, account, region })
  const mail = new Mail(world)
  const pages = new PaymentPages()
  const publishDefault = (event: Parameters<Buses['put']>[1]) => buses.put('default', event)
  const reports = deployReports(deployed, world, publishDefault)
  const functions = new Functions({
    world,
    gateway: { host: '127.0.0.1', port: chosen },
    onCall: (sandbox, call, asked) => gateway.take(sandbox, call, asked),
  })
  const lambda = new Lambda(world, functions, new FunctionUrls({ world, functions, deployed, allow }))
  const identities = identitiesOf(deployed)
  const topics = new Topics({ world, deployed, queues, allow })
  const approved = approvedTemplates(template.assets)
  const whatsapp = new SocialMessaging({
    world,
    mail,
    approved,
    tell: (notification) => {
      // An account that nobody gave an event destination tells nobody.
      const topic = deployed.outputs.WhatsAppTopicArn
      if (topic !== undefined) topics.receive(topic, notification, 'social-messaging')
    },
  })
  const secrets = new Secrets(deployed)
  const aggregators = new Aggregators({ world, mail, secrets, deployed, approved, assets: template.assets })
  const buckets = new Buckets({ world, deployed, allow, tell: publishDefault })
  const services = new Map<string, Service>([
    ['dynamodb', dynamo],
    ['sqs', queues],
    ['events', buses],
    ['s3', buckets],
    ['lambda', lambda],
    ['sns', topics],
    ['ses', new Ses(mail, reports, identities)],
    ['mobiletargeting', new Pinpoint(mail, reports)],
    ['sms-voice', new SmsVoice(mail, reports)],
    ['social-messaging', whatsapp],
    ['secretsmanager', secrets],
    ['firehose', new DeliveryStreams(options.onRows ?? (() => {}))],
    ['aggregator', aggregators],
    ['cloudformation', new Stacks(deployed, start)],
    ['sts', new Identities(account)],
  ])
  const state = preparedAccount()
  for (const [service, reads] of accountReads(state, deployed, approved))
    services.set(service, withReads(service, reads, services.get(service)))
  const names = { account, region, stackId: deployed.stackId, identities, machineOfToken }
  const calls = new Calls(world, services, authoriseBy(allow, names))
  serveOutside(gateway, { calls, aggregators, pages, principalOf: (token) => gateway.principalOf(token) })
  const machines = new StateMachines({
    world,
    runTask: taskRunner(calls),
    onStatusChange: (change) => publishDefault(statusChangeEvent(change)),
  })
  services.set('states', statesService(machines))

  for (const { name, properties } of deployed.ofType('AWS::DynamoDB::Table'))
    await dynamo.createTable({ name, properties })
  deployQueues(deployed, queues)
  deployFunctions(deployed, functions, gateway, endpoint)
  for (const { arn = '', name, properties } of deployed.ofType('AWS::StepFunctions::StateMachine')) {
    const roleArn = text(properties, 'RoleArn')
    machines.create({ arn, name, roleArn, definition: text(properties, 'DefinitionString') })
  }
  const schedules = deployBuses({ world, deployed, buses, queues, lambda, machines, allow })
  const around = { world, deployed, functions, queues, dynamo }
  const pipes = options.onRows ? deployPipes(around, options.onRows) : []
  const sources = [...deploySources(around), ...pipes]
  gateway.serve(calls, (sandbox) => functions.sandbox(sandbox))
  for (const schedule of schedules) schedule.begin()

  const own = deployed.ofType('AWS::Events::EventBus')
  const publish = async (events: readonly PublishedEvent[]) => {
    const ids: string[] = []
    for (const { source, detailType, detail, time, bus = own.length === 1 ? own[0]!.name : 'default' } of events) {
      const entry = { Source: source, DetailType: detailType, Detail: JSON.stringify(detail), EventBusName: bus }
      const Entries = [time === undefined ? entry : { ...entry, Time: time / 1000 }]
      const answer = asFields(await calls.perform(OPERATOR, 'events', 'PutEvents', { Entries }))
      for (const result of fieldsList(answer, 'Entries')) {
        const refusal = optionalText(result, 'ErrorMessage')
        if (refusal !== undefined) throw new Error(`the bus ${bus} refused an event: ${refusal}`)
        ids.push(text(result, 'EventId'))
      }
    }
    return ids
  }
  const planned = new PlannedEvents(world, (event) => publish([event]))
  const parts = { world, dynamo, machines, queues, buses, buckets, schedules, planned, mail, functions, sources, calls }
  const afterBoot = takeSnapshot(parts)
  return {
    world,
    endpoint,
    deployed,
    dynamo,
    machines,
    mail,
    reports,
    whatsapp,
    aggregators,
    queues,
    topics,
    buses,
    buckets,
    functions,
    calls,
    gateway,
    pages,
    account: state,
    publish,
    publishAt: (at, event) => planned.add(at, event),
    run: (until) => world.run(until),
    updatePolicies(changed) {
      refuseOtherChanges(template, changed)
      const update = deploy(changed, place)
      const access = new Access(update)
      checkDeployment(update, access)
      allowNow = allowBy(access)
    },
    snapshot: () => takeSnapshot(parts),
    restore: (snapshot, options) => restoreSnapshot(parts, snapshot, options),
    reset: ({ at, ...options } = {}) => {
      pages.reset()
      return restoreSnapshot(parts, at === undefined ? afterBoot : takenAt(afterBoot, at), options)
    },
    async stop() {
      world.reset(start)
      await functions.stop()
      await gateway.close()
    },
  }
}
