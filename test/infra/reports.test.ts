import { describe, expect, it } from 'vitest'
import { actionsOf, statementsOf, synthesise } from './synthesised.ts'

const template = synthesise({
  reports: [
    { name: 'semanal', every: 'week', at: '07:00' },
    { name: 'mensual', every: 'month', at: '06:30' },
  ],
})
const ofType = (type: string) => Object.values(template.findResources(type)).map(({ Properties }) => Properties)

describe('reports by e-mail', () => {
  it('are put on their queue on Mondays or on the first, at their hour in the zone of the books', () => {
    const schedules = ofType('AWS::Scheduler::Schedule').filter(({ Description }) => /^The report /.test(Description))
    expect(schedules.map((one) => [one.ScheduleExpression, one.ScheduleExpressionTimezone, one.Target.Input])).toEqual([
      ['cron(0 7 ? * MON *)', 'America/Bogota', '{"report":"semanal","at":"<aws.scheduler.scheduled-time>"}'],
      ['cron(30 6 1 * ? *)', 'America/Bogota', '{"report":"mensual","at":"<aws.scheduler.scheduled-time>"}'],
    ])
    for (const { Target, FlexibleTimeWindow } of schedules) {
      expect(FlexibleTimeWindow).toEqual({ Mode: 'OFF' })
      expect(Target.Arn['Fn::GetAtt'][0]).toMatch(/^LakeSendReportReportsQueue/)
      expect(Target.DeadLetterConfig.Arn['Fn::GetAtt'][0]).toMatch(/^LakeSendReportReportsDeadLetters/)
    }
  })

  it('are printed by a function with a browser in a layer', () => {
    const fn = ofType('AWS::Lambda::Function').find(
      ({ Environment }) => Environment.Variables.POWERTOOLS_SERVICE_NAME === 'SendReport',
    )
    expect(fn).toMatchObject({
      Architectures: ['x86_64'],
      Layers: [{ Ref: expect.stringMatching(/^LakeSendReportBrowser/) }],
      Environment: { Variables: { CHROMIUM_FOLDER: '/opt', LAKE_WORK_GROUP: 'puntual', REPORTS_FOLDER: 'reports' } },
    })
    expect(ofType('AWS::Lambda::LayerVersion')).toHaveLength(1)
  })

  it('may ask the lake, mark what was sent and send e-mail; the schedule may knock, and nothing else', () => {
    const own = actionsOf(statementsOf(template, 'LakeSendReportRole')).filter((one) => !/^(logs|xray):/.test(one))
    expect([...new Set(own)].sort()).toEqual([
      'athena:GetQueryExecution',
      'athena:GetQueryResults',
      'athena:StartQueryExecution',
      'glue:GetDatabase',
      'glue:GetPartition',
      'glue:GetPartitions',
      'glue:GetTable',
      'glue:GetTables',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      's3:AbortMultipartUpload',
      's3:DeleteObject',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      'ses:SendRawEmail',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
      'sqs:ReceiveMessage',
    ])
    const deleting = statementsOf(template, 'LakeSendReportRole').filter(({ Action }) =>
      Action.includes('s3:DeleteObject'),
    )
    expect(JSON.stringify(deleting.map(({ Resource }) => Resource))).toMatch(
      /^\[\{"Fn::Join":\["",\[.*"\/reports\/\*"\]\]\}\]$/,
    )
    expect(actionsOf(statementsOf(template, 'LakeSendReportKnocker'))).toEqual([
      'sqs:SendMessage',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ])
  })

  it('are not there when nobody gets one', () => {
    const without = synthesise()
    expect(JSON.stringify(without.findResources('AWS::Scheduler::Schedule'))).not.toContain('The report ')
    without.resourceCountIs('AWS::Lambda::LayerVersion', 0)
    expect(JSON.stringify(without.toJSON())).not.toContain('SendReport')
  })
})
