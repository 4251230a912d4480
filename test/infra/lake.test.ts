import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { COMPACT_SQL, OUTSIDE_SQL } from '../../lib/analytics/compaction.ts'
import { COLUMN_NAMES, glueColumns } from '../../lib/analytics/dunning-events.ts'
import { COUNT_SQL } from '../../lib/analytics/reconciliation.ts'
import { viewsOf } from '../../lib/analytics/views.ts'
import { viewTable } from '../../lib/infra/lake/lake-tables.ts'
import { ONE_PRICE } from '../analytics/one-price.ts'
import { actionsOf, ROOT, statementsOf, synthesise } from './synthesised.ts'

const template = synthesise()
const tables = Object.values(template.findResources('AWS::Glue::Table')).map(({ Properties }) => Properties.TableInput)

describe('the lake', () => {
  it('has two pipes beside the outbox, each over one stream with its dead letters, and no third reader', () => {
    const pipes = Object.values(template.findResources('AWS::Pipes::Pipe')).map(({ Properties }) => Properties)
    expect(pipes.map(({ Source }) => Source['Fn::GetAtt'])).toEqual([
      ['Ledger', 'StreamArn'],
      ['Debtors', 'StreamArn'],
    ])
    for (const { SourceParameters, Enrichment, Target } of pipes) {
      expect(SourceParameters.DynamoDBStreamParameters).toMatchObject({
        OnPartialBatchItemFailure: 'AUTOMATIC_BISECT',
        MaximumBatchingWindowInSeconds: 60,
        DeadLetterConfig: { Arn: { 'Fn::GetAtt': [expect.stringMatching(/^LakeDeadLetters/), 'Arn'] } },
      })
      expect(Enrichment['Fn::GetAtt'][0]).toMatch(/^LakeMapToLake/)
      expect(Target['Fn::GetAtt'][0]).toMatch(/^LakeDeliveryStream/)
    }
    template.resourceCountIs('AWS::Lambda::EventSourceMapping', 4)
  })

  it('has the columns of the one schema in Glue, from which Firehose takes them', () => {
    const [events] = tables.filter(({ TableType }) => TableType === 'EXTERNAL_TABLE')
    expect(events.StorageDescriptor.Columns).toEqual(
      glueColumns().map(({ name, type, comment }) => ({ Name: name, Type: type, Comment: comment })),
    )
    expect(events.StorageDescriptor.Columns).toHaveLength(COLUMN_NAMES.length)
    expect(events.Parameters).toMatchObject({ 'projection.enabled': 'true', 'projection.dt.type': 'date' })
    const [firehose] = Object.values(template.findResources('AWS::KinesisFirehose::DeliveryStream'))
    expect(firehose?.Properties.ExtendedS3DestinationConfiguration).toMatchObject({
      BufferingHints: { IntervalInSeconds: 900, SizeInMBs: 128 },
      Prefix: 'dunning_events/dt=!{timestamp:yyyy-MM-dd}/',
      DataFormatConversionConfiguration: {
        SchemaConfiguration: { DatabaseName: 'puntual', TableName: 'dunning_events' },
      },
    })
  })

  it('keeps rows that do not fit the table under errors, by kind of error and day, and rings for each, and for a pipe that stands', () => {
    const [[id = '', firehose] = []] = Object.entries(template.findResources('AWS::KinesisFirehose::DeliveryStream'))
    expect(firehose?.Properties.ExtendedS3DestinationConfiguration.ErrorOutputPrefix).toBe(
      'errors/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/',
    )
    const writes = statementsOf(template, 'LakeDeliveryRole').filter(({ Action }) => Action.includes('s3:PutObject'))
    expect(JSON.stringify(writes.map(({ Resource }) => Resource))).toMatch(/dunning_events\/\*.*errors\/\*/)
    const alarm = (name: string) =>
      Object.values(template.findResources('AWS::CloudWatch::Alarm', { Properties: { AlarmName: name } }))[0]
        ?.Properties
    expect(alarm('puntual-LakeRowsRefused')).toMatchObject({
      Namespace: 'AWS/Firehose',
      MetricName: 'FailedConversion.Records',
      Dimensions: [{ Name: 'DeliveryStreamName', Value: { Ref: id } }],
      Threshold: 1,
    })
    const [ledger, debtors] = Object.keys(template.findResources('AWS::Pipes::Pipe')).map((Ref) => ({ Ref }))
    const metrics: { Id: string; Expression?: string; MetricStat?: { Metric: object } }[] =
      alarm('puntual-LakePipesStopped').Metrics
    expect(metrics.map(({ Id, Expression }) => [Id, Expression])).toEqual([
      ['expr_1', 'ledger + debtors'],
      ['ledger', 'IF(FILL(ledgerWritten, 0) > 0 AND FILL(ledgerCalled, 0) < 1, 1, 0)'],
      ['ledgerWritten', undefined],
      ['ledgerCalled', undefined],
      ['debtors', 'IF(FILL(debtorsWritten, 0) > 0 AND FILL(debtorsCalled, 0) < 1, 1, 0)'],
      ['debtorsWritten', undefined],
      ['debtorsCalled', undefined],
    ])
    const dimension = (id: string) => metrics.find(({ Id }) => Id === id)?.MetricStat?.Metric
    expect([dimension('ledgerCalled'), dimension('debtorsCalled')]).toMatchObject(
      [ledger, debtors].map((Value) => ({
        Namespace: 'AWS/EventBridge/Pipes',
        Dimensions: [{ Name: 'PipeName', Value }],
      })),
    )
    expect(alarm('puntual-LakeStale')).toMatchObject({ MetricName: 'DeliveryToS3.DataFreshness', Threshold: 3600 })
  })

  it('keeps in Glue the very views that the laptop runs', () => {
    const views = viewsOf("current_timestamp AT TIME ZONE 'America/Bogota'", ONE_PRICE)
    const texts = tables
      .filter(({ TableType }) => TableType === 'VIRTUAL_VIEW')
      .map(({ ViewOriginalText }) => ViewOriginalText)
    expect(texts).toEqual(views.map((view) => viewTable(view).viewOriginalText))
    const [, text = ''] = /View: (\S+) \*\//.exec(texts[0]) ?? []
    expect(JSON.parse(Buffer.from(text, 'base64').toString())).toMatchObject({
      schema: 'puntual',
      catalog: 'awsdatacatalog',
    })
  })

  it('limits what a query may scan, and lets results expire', () => {
    template.hasResourceProperties('AWS::Athena::WorkGroup', {
      WorkGroupConfiguration: { EnforceWorkGroupConfiguration: true, BytesScannedCutoffPerQuery: 256 * 1024 ** 3 },
    })
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [{ Prefix: 'results/', ExpirationInDays: 7 }, { Prefix: 'errors/' }, { Prefix: 'reports/' }, {}],
      },
    })
  })
})

describe('the machine that refills the lake', () => {
  const definition = readFileSync(`${ROOT}/statemachines/refill-lake.asl.json`, 'utf8')
  const machine = Object.values(template.findResources('AWS::StepFunctions::StateMachine')).find(
    ({ Properties }) => Properties.StateMachineName === 'puntual-refill-lake',
  )?.Properties

  it('deploys the definition as it is written, with every open name filled in and Athena’s query among them', () => {
    expect(JSON.parse(machine.DefinitionString)).toEqual(JSON.parse(definition))
    const open = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name))
    expect(Object.keys(machine.DefinitionSubstitutions).sort()).toEqual([...open].sort())
    expect(machine.DefinitionSubstitutions.CountSql).toBe(COUNT_SQL)
  })

  it('may do what its states do, and what DynamoDB and Athena ask of whoever asks them', () => {
    const own = actionsOf(statementsOf(template, 'LakeRefillRole')).filter((action) => !/^(logs|xray):/.test(action))
    const asked = [...definition.matchAll(/aws-sdk:(\w+):(\w)(\w+)/g)].map(
      ([, service, first = '', rest]) => `${service}:${first.toUpperCase()}${rest}`,
    )
    expect(asked.filter((action) => !own.includes(action))).toEqual([])
    expect([...new Set(own)].filter((action) => !asked.includes(action)).sort()).toEqual([
      'glue:GetDatabase',
      'glue:GetPartition',
      'glue:GetPartitions',
      'glue:GetTable',
      'glue:GetTables',
      'kms:Decrypt',
      'kms:GenerateDataKey',
      'lambda:InvokeFunction',
      's3:AbortMultipartUpload',
      's3:GetBucketLocation',
      's3:GetObject',
      's3:ListBucket',
      's3:ListMultipartUploadParts',
      's3:PutObject',
      's3:PutObjectAcl',
    ])
  })

  it('lets its function read exports and hand rows over, and touch no table', () => {
    const own = actionsOf(statementsOf(template, 'RefillLakeRole')).filter((action) => !/^(logs|xray):/.test(action))
    expect(own.sort()).toEqual(['firehose:PutRecordBatch', 'kms:Decrypt', 's3:GetObject'])
  })

  it('keeps exports, which have names in them, in a bucket of their own for a day', () => {
    template.hasResourceProperties('AWS::S3::Bucket', {
      LifecycleConfiguration: {
        Rules: [{ ExpirationInDays: 1, AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
      },
    })
  })
})

describe('the machine that compacts the lake', () => {
  const definition = readFileSync(`${ROOT}/statemachines/compact-lake.asl.json`, 'utf8')
  const machine = Object.values(template.findResources('AWS::StepFunctions::StateMachine')).find(
    ({ Properties }) => Properties.StateMachineName === 'puntual-compact-lake',
  )?.Properties

  it('is started each night, long after Firehose has written the day', () => {
    template.hasResourceProperties('AWS::Scheduler::Schedule', {
      ScheduleExpression: 'cron(20 2 * * ? *)',
      Target: { Input: '{}' },
    })
  })

  it('deploys the definition with every open name filled in, so that it is still one', () => {
    expect(JSON.parse(machine.DefinitionString)).toEqual(JSON.parse(definition))
    const text = definition.replace(/\$\{(\w+)\}/g, (_, name: string) => {
      const value = machine.DefinitionSubstitutions[name]
      return typeof value === 'string' ? value : 'a-name'
    })
    expect(text).not.toContain('${')
    const { States } = JSON.parse(text)
    expect(States.WriteCompact.Arguments.QueryString).toContain(COMPACT_SQL)
    expect(States.CountOutside.Arguments.QueryString).toContain(OUTSIDE_SQL.replaceAll('"', '\\"'))
  })

  it('may do what its states do, and write and remove in the folder of the table alone', () => {
    const own = statementsOf(template, 'LakeCompactionRole')
    const may = actionsOf(own)
    const asked = [...definition.matchAll(/aws-sdk:athena:(\w)(\w+)/g)].map(
      ([, first = '', rest]) => `athena:${first.toUpperCase()}${rest}`,
    )
    expect(asked.filter((action) => !may.includes(action))).toEqual([])
    const removing = own.filter((one) => actionsOf([one]).includes('s3:DeleteObject'))
    expect(JSON.stringify(removing.map(({ Resource }) => Resource))).toMatch(/^[^*]*\/dunning_events\/\*[^*]*$/)
  })
})
