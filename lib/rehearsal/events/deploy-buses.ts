import { createHash } from 'node:crypto'
import { NotRehearsed } from '../aws-error.ts'
import type { Allow } from '../gateway/authorise.ts'
import { type Fields, fieldsList, only, optionalFields, optionalNumber, optionalText, text } from '../gateway/fields.ts'
import type { Lambda } from '../lambda/service.ts'
import type { MessageAttribute } from '../sqs/message.ts'
import type { Queues } from '../sqs/queues.ts'
import type { StateMachines } from '../states/machines.ts'
import type { Deployed } from '../template/deploy.ts'
import type { World } from '../world.ts'
import type { Buses } from './buses.ts'
import { shapeOf } from './input.ts'
import { compilePattern } from './pattern.ts'
import { ScheduledRule } from './scheduled-rule.ts'
import { type Deliver, Target } from './target.ts'

interface Around {
  readonly world: World
  readonly deployed: Deployed
  readonly buses: Buses
  readonly queues: Queues
  readonly lambda: Lambda
  readonly machines: StateMachines
  readonly allow: Allow
}

const DAY = 86_400_000
const SERVICE = 'events.amazonaws.com'
const busOf = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)

/** Makes the buses, archives and rules of a stack; gives those with a schedule, which wait to begin. */
export function deployBuses(around: Around): readonly ScheduledRule[] {
  const { deployed, buses, world } = around
  for (const { name } of deployed.ofType('AWS::Events::EventBus')) buses.addBus(name)
  for (const { properties, name, arn = '' } of deployed.ofType('AWS::Events::Archive')) {
    const days = optionalNumber(properties, 'RetentionDays') ?? 0
    buses.addArchive({
      arn,
      name,
      bus: busOf(text(properties, 'SourceArn')),
      matches: properties.EventPattern === undefined ? () => true : compilePattern(properties.EventPattern),
      retention: days === 0 ? undefined : days * DAY,
    })
  }
  const schedules: ScheduledRule[] = []
  for (const { properties, name, arn = '', logicalId } of deployed.ofType('AWS::Events::Rule')) {
    only(properties, `the rule ${logicalId}`, [
      'Name',
      'Description',
      'EventBusName',
      'EventPattern',
      'ScheduleExpression',
      'State',
      'Targets',
    ])
    const state = optionalText(properties, 'State') ?? 'ENABLED'
    if (state === 'DISABLED') continue
    if (state !== 'ENABLED') throw new NotRehearsed(`the state ${state} of the rule ${logicalId}`)
    const targets = fieldsList(properties, 'Targets').map((target) => targetOf(around, target, arn))
    const schedule = optionalText(properties, 'ScheduleExpression')
    const where = { account: deployed.account, region: deployed.region }
    if (schedule !== undefined) schedules.push(new ScheduledRule({ world, expression: schedule, arn, where, targets }))
    if (properties.EventPattern === undefined) continue
    const bus = busOf(optionalText(properties, 'EventBusName') ?? 'default')
    buses.addRule({ arn, name, bus, matches: compilePattern(properties.EventPattern), targets })
  }
  return schedules
}

function targetOf(
  { world, deployed, queues, lambda, machines, allow }: Around,
  target: Fields,
  ruleArn: string,
): Target {
  only(target, `a target of ${ruleArn}`, [
    'Arn',
    'Id',
    'DeadLetterConfig',
    'RetryPolicy',
    'Input',
    'InputPath',
    'InputTransformer',
    'RoleArn',
  ])
  const arn = text(target, 'Arn')
  const principal = { service: SERVICE, sourceArn: ruleArn }
  const sendTo = (queueArn: string, body: string, attributes: ReadonlyMap<string, MessageAttribute>) => {
    const queue = queues.byArn(queueArn)
    allow({ principal, action: 'sqs:SendMessage', resource: queueArn })
    queue.send(body, attributes, SERVICE)
  }
  const kind = arn.split(':')[2]
  const deliver: Deliver = async (input) => {
    if (kind === 'sqs') return sendTo(arn, input, new Map())
    if (kind === 'states') {
      allow({ principal: text(target, 'RoleArn'), action: 'states:StartExecution', resource: arn })
      // EventBridge makes up a name of its own for each event; this one follows from the event.
      const name = createHash('md5').update(input).digest('hex')
      await machines.call('StartExecution', { stateMachineArn: arn, name, input })
      return
    }
    allow({ principal, action: 'lambda:InvokeFunction', resource: arn })
    lambda.invokeLater(arn, JSON.parse(input))
  }
  if (kind !== 'sqs' && !((kind === 'lambda' || kind === 'states') && deployed.byArn(arn)))
    throw new NotRehearsed(`the target ${arn} of ${ruleArn}`)
  const retry = optionalFields(target, 'RetryPolicy') ?? {}
  const deadLetters = optionalText(optionalFields(target, 'DeadLetterConfig') ?? {}, 'Arn')
  return new Target(world, {
    id: text(target, 'Id'),
    arn,
    ruleArn,
    shape: shapeOf(target),
    deliver,
    maximumAttempts: optionalNumber(retry, 'MaximumRetryAttempts') ?? 185,
    maximumAge: (optionalNumber(retry, 'MaximumEventAgeInSeconds') ?? 86_400) * 1000,
    bury:
      deadLetters === undefined
        ? undefined
        : (input, reasons) =>
            sendTo(
              deadLetters,
              input,
              new Map(
                Object.entries(reasons).map(([name, stringValue]) => [
                  name,
                  { dataType: 'String', stringValue, binaryValue: undefined },
                ]),
              ),
            ),
  })
}
