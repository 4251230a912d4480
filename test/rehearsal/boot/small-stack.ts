import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { assemble, type Rehearsal } from '../../../lib/rehearsal/boot.ts'
import { parseTemplate } from '../../../lib/rehearsal/template/assembly.ts'

/** A Saturday noon, simulated. */
export const START = Date.UTC(2026, 10, 21, 12)

const SDK = `
import { DynamoDBClient, UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { SFNClient, SendTaskSuccessCommand } from '@aws-sdk/client-sfn'
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
const dynamo = new DynamoDBClient({})
const sfn = new SFNClient({})
const ses = new SESClient({})
const count = (id, by) => dynamo.send(new UpdateItemCommand({ TableName: process.env.TABLE, Key: { id: { S: id } }, UpdateExpression: 'ADD seen :by', ExpressionAttributeValues: { ':by': { N: String(by) } } }))
`

/** Handlers of the small stack, by function. */
const HANDLERS = {
  Record: `${SDK}
export const handler = async ({ Records }) => {
  const batchItemFailures = []
  for (const record of Records) {
    const { detail } = JSON.parse(record.body)
    if (detail.poison) batchItemFailures.push({ itemIdentifier: record.messageId })
    else await count(detail.id, detail.by)
  }
  return { batchItemFailures }
}`,
  Decide: `export const handler = async ({ id }) => {
  if (id === 'broken') { const fault = new Error('cannot decide'); fault.name = 'PolicyFault'; throw fault }
  if (id === 'slow') await new Promise((resolve) => setTimeout(resolve, 60_000))
  return { seconds: 3600, id }
}`,
  Contact: `${SDK}
export const handler = async ({ Records }) => {
  for (const { body } of Records) {
    const { id, token } = JSON.parse(body)
    const message = ['From: Cobros <cobros@andina.example>', 'To: ana@example.com', 'Subject: =?utf-8?Q?Recordatorio_de_=C3=A1bril?=', 'X-SES-CONFIGURATION-SET: ' + process.env.SET, 'X-SES-MESSAGE-TAGS: touch=' + id, '', 'Hola'].join('\\r\\n')
    const { MessageId } = await ses.send(new SendRawEmailCommand({ RawMessage: { Data: Buffer.from(message) } }))
    await sfn.send(new SendTaskSuccessCommand({ taskToken: token, output: JSON.stringify({ MessageId }) }))
  }
}`,
  Mirror: `${SDK}
export const handler = async ({ Records }) => {
  for (const { dynamodb, eventName } of Records) {
    if (dynamodb.Keys.id.S === 'jam') throw new Error('jammed')
    console.log(eventName + ' ' + dynamodb.Keys.id.S)
  }
}`,
} as const

const ARN = (logicalId: string) => ({ 'Fn::GetAtt': [logicalId, 'Arn'] })

const role = (service: string, ...statements: object[]) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    AssumeRolePolicyDocument: {
      Version: '2012-10-17',
      Statement: [{ Effect: 'Allow', Action: 'sts:AssumeRole', Principal: { Service: service } }],
    },
    Policies: [{ PolicyName: 'own', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
  },
})

const may = (resource: unknown, ...actions: string[]) => ({ Effect: 'Allow', Action: actions, Resource: resource })
const READS = ['sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes']

const lambda = (name: keyof typeof HANDLERS, variables: object = {}) => ({
  Type: 'AWS::Lambda::Function',
  Properties: {
    Code: { S3Bucket: 'assets', S3Key: `${name}.zip` },
    Handler: 'index.handler',
    Runtime: 'nodejs24.x',
    Timeout: 30,
    Role: ARN(`${name}Role`),
    Environment: { Variables: variables },
  },
})

const letIn = (queue: string, ...rules: string[]) => ({
  Type: 'AWS::SQS::QueuePolicy',
  Properties: {
    Queues: [{ Ref: queue }],
    PolicyDocument: {
      Version: '2012-10-17',
      Statement: rules.map((rule) => ({
        Effect: 'Allow',
        Action: 'sqs:SendMessage',
        Resource: ARN(queue),
        Principal: { Service: 'events.amazonaws.com' },
        Condition: { ArnEquals: { 'aws:SourceArn': ARN(rule) } },
      })),
    },
  },
})

const DEFINITION = {
  QueryLanguage: 'JSONata',
  StartAt: 'Decide',
  States: {
    Decide: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '${Decide}', Payload: { id: '{% $states.input.id %}' } },
      Catch: [{ ErrorEquals: ['PolicyFault'], Output: '{% $states.errorOutput %}', Next: 'Failed' }],
      Output: '{% $states.result.Payload %}',
      Next: 'Park',
    },
    Park: {
      Type: 'Task',
      Resource: 'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken',
      Arguments: {
        TableName: '${Table}',
        Key: { id: { S: '{% $states.input.id %}' } },
        UpdateExpression: 'SET parked = :token',
        ConditionExpression: 'attribute_not_exists(closed)',
        ExpressionAttributeValues: { ':token': { S: '{% $states.context.Task.Token %}' } },
      },
      TimeoutSeconds: '{% $states.input.seconds %}',
      Catch: [
        { ErrorEquals: ['States.Timeout'], Output: '{% $states.input %}', Next: 'Contact' },
        {
          ErrorEquals: ['DynamoDb.ConditionalCheckFailedException'],
          Output: '{% $states.errorOutput %}',
          Next: 'Failed',
        },
      ],
      End: true,
    },
    Contact: {
      Type: 'Task',
      Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      Arguments: {
        QueueUrl: '${Queue}',
        MessageBody: { id: '{% $states.input.id %}', token: '{% $states.context.Task.Token %}' },
      },
      End: true,
    },
    Failed: { Type: 'Succeed' },
  },
}

/** A small journey system: bus → queue → Record; machine → Decide, table, queue → Contact → e-mail; table's stream → Mirror. */
export const smallStack = () => ({
  Resources: {
    Table: {
      Type: 'AWS::DynamoDB::Table',
      Properties: {
        KeySchema: [{ AttributeName: 'id', KeyType: 'HASH' }],
        AttributeDefinitions: [{ AttributeName: 'id', AttributeType: 'S' }],
        BillingMode: 'PAY_PER_REQUEST',
        StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
      },
    },
    Dead: { Type: 'AWS::SQS::Queue', Properties: {} },
    DeadPolicy: letIn('Dead', 'Facts'),
    Intake: {
      Type: 'AWS::SQS::Queue',
      Properties: { VisibilityTimeout: 60, RedrivePolicy: { deadLetterTargetArn: ARN('Dead'), maxReceiveCount: 3 } },
    },
    IntakePolicy: letIn('Intake', 'Facts', 'Deliveries', 'Deaths'),
    Touches: { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 60 } },
    Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'small' } },
    Archive: {
      Type: 'AWS::Events::Archive',
      Properties: { ArchiveName: 'all', SourceArn: ARN('Bus'), RetentionDays: 10 },
    },
    Facts: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventBusName: { Ref: 'Bus' },
        EventPattern: { source: ['erp'] },
        State: 'ENABLED',
        Targets: [{ Id: 'intake', Arn: ARN('Intake'), DeadLetterConfig: { Arn: ARN('Dead') } }],
      },
    },
    Deliveries: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: { source: ['aws.ses'], 'detail-type': ['Email Delivered'] },
        Targets: [
          {
            Id: 'intake',
            Arn: ARN('Intake'),
            InputTransformer: {
              InputPathsMap: { touch: '$.detail.mail.tags.touch[0]' },
              InputTemplate: '{"detail": {"id": "delivered-<touch>", "by": 1}}',
            },
          },
        ],
      },
    },
    Deaths: {
      Type: 'AWS::Events::Rule',
      Properties: {
        EventPattern: {
          source: ['aws.states'],
          'detail-type': ['Step Functions Execution Status Change'],
          detail: { status: ['FAILED', 'ABORTED'] },
        },
        Targets: [{ Id: 'intake', Arn: ARN('Intake'), Input: '{"detail": {"id": "deaths", "by": 1}}' }],
      },
    },
    Identity: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'andina.example' } },
    Set: { Type: 'AWS::SES::ConfigurationSet', Properties: {} },
    SetEvents: {
      Type: 'AWS::SES::ConfigurationSetEventDestination',
      Properties: {
        ConfigurationSetName: { Ref: 'Set' },
        EventDestination: {
          Enabled: true,
          EventBridgeDestination: {
            EventBusArn: { 'Fn::Sub': 'arn:aws:events:${AWS::Region}:${AWS::AccountId}:event-bus/default' },
          },
          MatchingEventTypes: ['delivery', 'bounce'],
        },
      },
    },
    RecordRole: role('lambda.amazonaws.com', may(ARN('Intake'), ...READS), may(ARN('Table'), 'dynamodb:UpdateItem')),
    Record: lambda('Record', { TABLE: { Ref: 'Table' } }),
    RecordSource: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Record' },
        EventSourceArn: ARN('Intake'),
        BatchSize: 10,
        FunctionResponseTypes: ['ReportBatchItemFailures'],
      },
    },
    DecideRole: role('lambda.amazonaws.com', may('*', 'logs:PutLogEvents')),
    Decide: lambda('Decide'),
    ContactRole: role(
      'lambda.amazonaws.com',
      may(ARN('Touches'), ...READS),
      may({ Ref: 'Machine' }, 'states:SendTaskSuccess'),
      may({ 'Fn::Sub': 'arn:aws:ses:${AWS::Region}:${AWS::AccountId}:*' }, 'ses:SendRawEmail'),
    ),
    Contact: lambda('Contact', { SET: { Ref: 'Set' } }),
    ContactSource: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: { FunctionName: { Ref: 'Contact' }, EventSourceArn: ARN('Touches'), BatchSize: 1 },
    },
    MirrorRole: role(
      'lambda.amazonaws.com',
      may(
        { 'Fn::GetAtt': ['Table', 'StreamArn'] },
        'dynamodb:GetRecords',
        'dynamodb:GetShardIterator',
        'dynamodb:DescribeStream',
      ),
      may('*', 'dynamodb:ListStreams'),
      may(ARN('Dead'), 'sqs:SendMessage'),
    ),
    Mirror: lambda('Mirror'),
    MirrorSource: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        FunctionName: { Ref: 'Mirror' },
        EventSourceArn: { 'Fn::GetAtt': ['Table', 'StreamArn'] },
        StartingPosition: 'TRIM_HORIZON',
        BatchSize: 10,
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 2,
        MaximumBatchingWindowInSeconds: 1,
        DestinationConfig: { OnFailure: { Destination: ARN('Dead') } },
      },
    },
    MachineRole: role(
      'states.amazonaws.com',
      may(ARN('Decide'), 'lambda:InvokeFunction'),
      may(ARN('Table'), 'dynamodb:UpdateItem'),
      may(ARN('Touches'), 'sqs:SendMessage'),
    ),
    Machine: {
      Type: 'AWS::StepFunctions::StateMachine',
      Properties: {
        StateMachineName: 'journey',
        RoleArn: ARN('MachineRole'),
        DefinitionString: JSON.stringify(DEFINITION),
        DefinitionSubstitutions: { Decide: ARN('Decide'), Table: { Ref: 'Table' }, Queue: { Ref: 'Touches' } },
      },
    },
  },
  Outputs: { TableName: { Value: { Ref: 'Table' } }, IntakeUrl: { Value: { Ref: 'Intake' } } },
})

/** The handlers on disk, bundled with the SDK they use; dispose to remove them. */
export async function bundle(): Promise<{ readonly assets: ReadonlyMap<string, string>; remove(): void }> {
  const directory = mkdtempSync(join(tmpdir(), 'small-stack-'))
  const assets = new Map<string, string>()
  for (const [name, code] of Object.entries(HANDLERS)) {
    mkdirSync(join(directory, name))
    writeFileSync(join(directory, name, 'source.mjs'), code)
    assets.set(`${name}.zip`, join(directory, name))
  }
  await build({
    entryPoints: Object.keys(HANDLERS).map((name) => ({
      in: join(directory, name, 'source.mjs'),
      out: join(name, 'index'),
    })),
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    nodePaths: ['node_modules'],
    banner: { js: "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);" },
  })
  return { assets, remove: () => rmSync(directory, { recursive: true }) }
}

/** Boots the small stack, or what `change` makes of it. */
export function bootSmall(
  assets: ReadonlyMap<string, string>,
  change: (stack: ReturnType<typeof smallStack>) => object = (stack) => stack,
): Promise<Rehearsal> {
  return assemble(parseTemplate('Small', change(smallStack()), assets), { start: START })
}
