import { describe, expect, it } from 'vitest'
import { ALARM_NAMES, paragraphsMissingFrom, RUNBOOK } from '../../lib/infra/runbook.ts'
import { synthesise } from './synthesised.ts'

const template = synthesise({
  alarmEmail: 'cobranza@example.com',
  aggregators: ['puente'],
  reports: [{ name: 'semanal', every: 'week', at: '07:00' }],
})
const alarms = Object.values(template.findResources('AWS::CloudWatch::Alarm')).map(({ Properties }) => Properties)

describe('alarms', () => {
  it('raises each alarm of the runbook once, and no other', () => {
    expect(alarms.map(({ AlarmName }) => AlarmName).sort()).toEqual(ALARM_NAMES.map((name) => `puntual-${name}`).sort())
  })

  it.each(alarms.map((alarm) => [alarm.AlarmName, alarm]))(
    '%s says who is hurt and where to read what to do',
    (_, alarm) => {
      expect(alarm.AlarmDescription).toMatch(/^[A-Z].{30,}\. What to do: README\.md#[a-z-]+$/)
      expect(Object.values(RUNBOOK)).toContain(alarm.AlarmDescription.split('#')[1])
      expect(alarm.AlarmActions).toEqual([{ Ref: expect.stringMatching(/^AlarmsTopic/) }])
    },
  )

  it('watches every dead-letter queue', () => {
    const dead = Object.entries(template.findResources('AWS::SQS::Queue')).flatMap(([id, { Properties }]) =>
      Properties.RedrivePolicy === undefined ? [id] : [],
    )
    const watched = alarms.flatMap(({ MetricName, Dimensions }) =>
      MetricName === 'ApproximateNumberOfMessagesVisible' ? [Dimensions[0].Value['Fn::GetAtt'][0]] : [],
    )
    expect(watched.sort()).toEqual(dead.sort())
  })

  it('sends them to an encrypted topic, and to a mailbox when there is one', () => {
    template.hasResourceProperties('AWS::SNS::Subscription', { Protocol: 'email', Endpoint: 'cobranza@example.com' })
    const [topic] = Object.values(template.findResources('AWS::SNS::Topic'))
    expect(topic?.Properties.KmsMasterKeyId).toBeDefined()
  })
})

describe('the runbook', () => {
  it('has one paragraph for each alarm', () => {
    expect(new Set(Object.values(RUNBOOK)).size).toBe(ALARM_NAMES.length)
  })

  it('finds the addresses that its commands ask for among the outputs of the stack', () => {
    expect(Object.keys(template.toJSON().Outputs)).toEqual([
      'EventBusName',
      'EventBusArn',
      'PublisherPolicyArn',
      'LedgerTable',
      'DebtorsTable',
      'CatalogTable',
      'IntakeQueueUrl',
      'IntakeQueueArn',
      'IntakeDeadLettersUrl',
      'IntakeDeadLettersArn',
      'ContactQueueUrl',
      'ContactDeadLettersUrl',
      'ContactDeadLettersArn',
      'BacklogDeadLettersArn',
      'OutboxDeadLettersUrl',
      'StopUrl',
      'AggregatorsUrl',
      'AggregatorSecrets',
      'DropBucketName',
      'DropMachineArn',
      'DropDeadLettersUrl',
      'LakeBucketName',
      'ReportsQueueUrl',
      'ReportsDeadLettersUrl',
      'ReportsDeadLettersArn',
      'CompactionMachineArn',
      'RefillMachineArn',
      'SendingBegins',
      'Edition',
      'JourneyMachineArn',
      'JourneyLog',
      'AlarmTopicArn',
      ...[
        'RecordEventLog',
        'DecideNextStepLog',
        'ContactDebtorLog',
        'PublishEventsLog',
        'ReleaseBacklogLog',
        'StopContactLog',
        'TakeFileLog',
        'MapToLakeLog',
        'RefillLakeLog',
        'HearAggregatorLog',
        'SendReportLog',
      ],
      ...[1, 2, 3].flatMap((record) => [`DkimName${record}`, `DkimValue${record}`]),
    ])
  })

  it('finds the headings that a README lacks', () => {
    expect(paragraphsMissingFrom('# Puntual\n### Intake dead letters\ntext\n### Sends unknown\n')).toEqual(
      ALARM_NAMES.filter((name) => name !== 'IntakeDeadLetters' && name !== 'SendsUnknown'),
    )
  })
})
