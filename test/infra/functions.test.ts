import { describe, expect, it } from 'vitest'
import { MAX_RECEIVES } from '../../lib/infra/dead-lettered-queue.ts'
import { synthesise } from './synthesised.ts'

const template = synthesise({ contactConcurrency: 7, logRetentionDays: 90 })
const functions = Object.entries(template.findResources('AWS::Lambda::Function'))
const queues = template.findResources('AWS::SQS::Queue')

describe('every function', () => {
  it('is one of the nine', () => {
    expect(
      functions.map(([, { Properties }]) => Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME).sort(),
    ).toEqual([
      'ContactDebtor',
      'DecideNextStep',
      'MapToLake',
      'PublishEvents',
      'RecordEvent',
      'RefillLake',
      'ReleaseBacklog',
      'StopContact',
      'TakeFile',
    ])
  })

  it.each(functions)('%s runs on Node 24 and arm64, is traced, and says who is hurt when it fails', (_, fn) => {
    expect(fn.Properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogFormat: 'JSON' },
      Description: expect.stringMatching(/^[A-Z].{40,}\.$/),
    })
  })

  it.each(functions)('%s writes to an encrypted log of its own, kept as long as the company says', (_, fn) => {
    const log = template.findResources('AWS::Logs::LogGroup')[fn.Properties.LoggingConfig.LogGroup.Ref]
    expect(log?.Properties).toMatchObject({ RetentionInDays: 90, KmsKeyId: expect.anything() })
  })

  it('finds what it needs in its environment', () => {
    const environment = Object.fromEntries(
      functions.map(([, { Properties }]) => {
        const { POWERTOOLS_SERVICE_NAME: name, ...variables } = Properties.Environment.Variables
        return [name, Object.keys(variables).sort()]
      }),
    )
    const always = ['POWERTOOLS_METRICS_NAMESPACE', 'SENDING_BEGINS', 'STAGE']
    const tables = ['CATALOG_TABLE', 'DEBTORS_TABLE', 'LEDGER_TABLE']
    expect(environment).toEqual({
      RecordEvent: [...always, ...tables, 'JOURNEY_MACHINE_ARN'].sort(),
      DecideNextStep: [...always, ...tables].sort(),
      ContactDebtor: [...always, ...tables, 'SES_CONFIGURATION_SET', 'STOP_URL'].sort(),
      PublishEvents: [...always, 'EVENT_BUS_NAME'].sort(),
      StopContact: [...always, ...tables].sort(),
      ReleaseBacklog: [...always, ...tables].sort(),
      MapToLake: [...always, 'BOOKS_ZONE'].sort(),
      TakeFile: [...always, 'DROP_BUCKET', 'EVENT_BUS_NAME'].sort(),
      RefillLake: [...always, 'BOOKS_ZONE', 'EXPORTS_BUCKET', 'EXPORTS_FOLDER', 'LAKE_STREAM'].sort(),
    })
  })

  it('that strangers may call is the stop page alone, by its address alone, and a few at a time', () => {
    const open = Object.values(template.findResources('AWS::Lambda::Permission')).map(({ Properties }) => Properties)
    expect(
      open.map(({ Action, Principal, FunctionUrlAuthType, InvokedViaFunctionUrl }) => [
        Action,
        Principal,
        FunctionUrlAuthType ?? InvokedViaFunctionUrl,
      ]),
    ).toEqual([
      ['lambda:InvokeFunctionUrl', '*', 'NONE'],
      ['lambda:InvokeFunction', '*', true],
    ])
    const [stop, ...others] = functions.filter(([, { Properties }]) => Properties.ReservedConcurrentExecutions)
    expect(others).toEqual([])
    expect(stop?.[1].Properties.ReservedConcurrentExecutions).toBe(3)
    for (const { FunctionName } of open) expect(FunctionName['Fn::GetAtt'][0]).toBe(stop?.[0])
  })
})

describe('queues', () => {
  const sources = Object.values(template.findResources('AWS::Lambda::EventSourceMapping')).flatMap(({ Properties }) => {
    const queue = queues[Properties.EventSourceArn['Fn::GetAtt'][0]]
    const fn = functions.find(([id]) => id === Properties.FunctionName.Ref)?.[1]
    return queue === undefined ? [] : [{ queue: queue.Properties, fn: fn?.Properties, mapping: Properties }]
  })

  it('waits six times as long as its function may take, or a slow run is started twice', () => {
    expect(sources).toHaveLength(3)
    for (const { queue, fn } of sources) expect(queue.VisibilityTimeout).toBeGreaterThanOrEqual(6 * fn.Timeout)
  })

  it('tries an event for more than an hour before giving it up', () => {
    const intake = sources.find(({ mapping }) => mapping.BatchSize === 10)
    expect(intake?.queue.RedrivePolicy.maxReceiveCount).toBe(MAX_RECEIVES)
    expect((MAX_RECEIVES - 1) * intake?.queue.VisibilityTimeout).toBeGreaterThan(3600)
    expect(intake?.mapping.FunctionResponseTypes).toEqual(['ReportBatchItemFailures'])
  })

  it('contacts one debtor at a time in each run, and as many at once as the company says', () => {
    const contact = sources.find(({ mapping }) => mapping.BatchSize === 1)
    expect(contact?.mapping.ScalingConfig).toEqual({ MaximumConcurrency: 7 })
  })

  it('records at a pace that starts no more journeys than Step Functions takes', () => {
    const intake = sources.find(({ mapping }) => mapping.BatchSize === 10)
    expect(intake?.mapping.ScalingConfig).toEqual({ MaximumConcurrency: 20 })
  })

  it('encrypts every queue, and gives every working queue a dead-letter queue that lasts fourteen days', () => {
    const working = Object.values(queues).filter(({ Properties }) => Properties.RedrivePolicy !== undefined)
    expect(working).toHaveLength(3)
    for (const { Properties } of Object.values(queues)) expect(Properties.KmsMasterKeyId).toBeDefined()
    for (const { Properties } of working) {
      const dead = queues[Properties.RedrivePolicy.deadLetterTargetArn['Fn::GetAtt'][0]]
      expect(dead?.Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600)
    }
  })
})

describe('rules', () => {
  const rules = Object.entries(template.findResources('AWS::Events::Rule'))

  it.each(rules)('%s keeps what it cannot deliver', (_, rule) => {
    for (const target of rule.Properties.Targets) {
      expect(Object.keys(queues)).toContain(target.DeadLetterConfig.Arn['Fn::GetAtt'][0])
      expect(target.RetryPolicy).toEqual({ MaximumEventAgeInSeconds: 86_400, MaximumRetryAttempts: 185 })
    }
  })

  it('releases the backlog when it is morning for the team', () => {
    const scheduled = rules.flatMap(([, { Properties }]) => Properties.ScheduleExpression ?? [])
    expect(scheduled).toEqual(['cron(0 11 * * ? *)'])
  })

  it('takes in every event but our own, the deaths of our journeys, what became of our messages, answers to acknowledge, and dropped files', () => {
    const events = rules.filter(([, { Properties }]) => Properties.ScheduleExpression === undefined)
    expect(events.map(([, { Properties }]) => Properties.EventPattern)).toEqual([
      { source: [{ 'anything-but': ['puntual'] }] },
      {
        source: ['aws.ses'],
        detail: { mail: { tags: { 'ses:configuration-set': [expect.anything()], touch: [{ exists: true }] } } },
      },
      {
        source: ['aws.states'],
        'detail-type': ['Step Functions Execution Status Change'],
        detail: { status: ['FAILED', 'TIMED_OUT', 'ABORTED'], stateMachineArn: [{ Ref: 'DunningJourney' }] },
      },
      {
        source: ['aws.s3'],
        'detail-type': ['Object Created'],
        detail: { bucket: { name: [expect.anything()] }, object: { key: [{ prefix: 'incoming/' }] } },
      },
      {
        source: ['puntual'],
        'detail-type': ['EscalatedToPerson'],
        detail: { kind: ['answer'], reason: ['reply'], debtor: [{ exists: true }] },
      },
    ])
  })
})
