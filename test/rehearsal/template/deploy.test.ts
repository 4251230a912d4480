// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its substitutions like this.
import { describe, expect, it } from 'vitest'
import { parseTemplate } from '../../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../../lib/rehearsal/template/deploy.ts'

const place = { account: '111122223333', region: 'sa-east-1', endpoint: 'http://127.0.0.1:4566' }

const deployed = (template: Record<string, unknown>, parameters: Record<string, string> = {}) =>
  deploy(parseTemplate('Puntual', template), { ...place, parameters })

describe('the resources', () => {
  it('are named as AWS names them', () => {
    const { resources } = deployed({
      Resources: {
        Ledger: {
          Type: 'AWS::DynamoDB::Table',
          Properties: { TableName: 'ledger', StreamSpecification: { StreamViewType: 'NEW_IMAGE' } },
        },
        Bus: { Type: 'AWS::Events::EventBus', Properties: { Name: 'puntual' } },
        Rule: { Type: 'AWS::Events::Rule', Properties: { Name: 'intake', EventBusName: { Ref: 'Bus' } } },
        Default: { Type: 'AWS::Events::Rule', Properties: { Name: 'delivery' } },
        Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader' } },
        Decide: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'decide' } },
        Machine: {
          Type: 'AWS::StepFunctions::StateMachine',
          Properties: { StateMachineName: 'journey', DefinitionString: '{}' },
        },
        Alarms: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'alarms' } },
        Docs: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'docs' } },
        Mail: { Type: 'AWS::SES::EmailIdentity', Properties: { EmailIdentity: 'example.com' } },
        Logs: { Type: 'AWS::Logs::LogGroup', Properties: { LogGroupName: '/puntual' } },
      },
    })
    const of = (logicalId: string) => {
      const { physicalId, arn } = resources.get(logicalId)!
      return [physicalId, arn]
    }
    expect(of('Ledger')).toEqual(['ledger', 'arn:aws:dynamodb:sa-east-1:111122223333:table/ledger'])
    expect(resources.get('Ledger')?.attributes.StreamArn).toMatch(/^arn:aws:dynamodb:.*:table\/ledger\/stream\/.+$/)
    expect(of('Bus')).toEqual(['puntual', 'arn:aws:events:sa-east-1:111122223333:event-bus/puntual'])
    expect(of('Rule')).toEqual(['puntual|intake', 'arn:aws:events:sa-east-1:111122223333:rule/puntual/intake'])
    expect(of('Default')).toEqual(['delivery', 'arn:aws:events:sa-east-1:111122223333:rule/delivery'])
    expect(of('Role')).toEqual(['reader', 'arn:aws:iam::111122223333:role/reader'])
    expect(of('Decide')).toEqual(['decide', 'arn:aws:lambda:sa-east-1:111122223333:function:decide'])
    expect(of('Machine')[0]).toBe('arn:aws:states:sa-east-1:111122223333:stateMachine:journey')
    expect(of('Alarms')[0]).toBe('arn:aws:sns:sa-east-1:111122223333:alarms')
    expect(of('Docs')).toEqual(['docs', 'arn:aws:s3:::docs'])
    expect(of('Mail')).toEqual(['example.com', 'arn:aws:ses:sa-east-1:111122223333:identity/example.com'])
    expect(of('Logs')).toEqual(['/puntual', 'arn:aws:logs:sa-east-1:111122223333:log-group:/puntual:*'])
  })

  it('get the same made-up name on every run, another in another stack, and never a longer one than AWS takes', () => {
    const template = parseTemplate('Puntual', {
      Resources: {
        ['Very'.repeat(20)]: { Type: 'AWS::SQS::Queue', Properties: { FifoQueue: true } },
        Docs: { Type: 'AWS::S3::Bucket' },
      },
    })
    const names = (stackName: string) =>
      [...deploy(template, { ...place, stackName }).resources.values()].map(({ name }) => name)
    const [queue = '', bucket = ''] = names('Puntual')
    expect(names('Puntual')).toEqual([queue, bucket])
    expect(names('Other')).not.toContain(queue)
    expect(queue).toMatch(/^Puntual-VeryVery.*-[A-Z0-9]{12}\.fifo$/)
    expect(queue).toHaveLength(80)
    expect(bucket).toMatch(/^puntual-docs-[a-z0-9]{12}$/)
  })

  it('come with every property resolved, and can be asked for by type and ARN', () => {
    const stack = deployed({
      Resources: {
        Dlq: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'dlq' } },
        Intake: {
          Type: 'AWS::SQS::Queue',
          Properties: { RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dlq', 'Arn'] }, maxReceiveCount: 5 } },
        },
      },
      Outputs: { Url: { Value: { Ref: 'Dlq' } } },
    })
    const [dlq, intake] = stack.ofType('AWS::SQS::Queue')
    expect(intake?.properties.RedrivePolicy).toEqual({ deadLetterTargetArn: dlq?.arn, maxReceiveCount: 5 })
    expect(stack.byArn('arn:aws:sqs:sa-east-1:111122223333:dlq')).toBe(dlq)
    expect(stack.byArn('arn:aws:sqs:sa-east-1:111122223333:none')).toBeUndefined()
    expect(stack.outputs).toEqual({ Url: dlq?.physicalId })
    expect(stack.stackId).toMatch(/^arn:aws:cloudformation:sa-east-1:111122223333:stack\/Puntual\/[0-9a-f-]{36}$/)
  })

  it('whose condition is false are not there, nor are such outputs', () => {
    const Conditions = { Never: { 'Fn::Equals': ['a', 'b'] } }
    const Topic = { Type: 'AWS::SNS::Topic', Condition: 'Never' }
    const stack = deployed({ Conditions, Resources: { Topic }, Outputs: { Arn: { Condition: 'Never', Value: 'x' } } })
    expect(stack.resources.size).toBe(0)
    expect(stack.outputs).toEqual({})
    expect(() => deployed({ Conditions, Resources: { Topic }, Outputs: { Arn: { Value: { Ref: 'Topic' } } } })).toThrow(
      'unresolved resource dependency [Topic]',
    )
  })

  it('that do nothing on a laptop are accepted as such', () => {
    const { resources } = deployed({
      Resources: { Old: { Type: 'AWS::CloudWatch::Alarm' }, Intake: { Type: 'AWS::SQS::Queue' } },
    })
    expect(resources.get('Old')?.kind).toBe('accepted')
    expect(resources.get('Intake')?.kind).toBe('emulated')
  })

  it.each([
    ['AWS::EC2::VPC', 'AWS::EC2::VPC (logical id It)'],
    ['AWS::CloudFormation::Stack', 'nested stacks (logical id It)'],
    ['Custom::S3AutoDeleteObjects', 'the custom resource Custom::S3AutoDeleteObjects (logical id It)'],
  ])('of the type %s are refused by name', (Type, sentence) => {
    expect(() => deployed({ Resources: { It: { Type } } })).toThrow(sentence)
  })

  it('with an attribute that changes their life are refused by name', () => {
    const It = { Type: 'AWS::SQS::Queue', CreationPolicy: {} }
    expect(() => deployed({ Resources: { It } })).toThrow('the attribute CreationPolicy of a resource (logical id It)')
  })

  it('that need each other are refused, as CloudFormation would', () => {
    const topic = (needs: object) => ({ Type: 'AWS::SNS::Topic', ...needs })
    const Resources = {
      A: topic({ Properties: { TopicName: 'a', DisplayName: { Ref: 'B' } } }),
      B: topic({ DependsOn: 'C' }),
      C: topic({ Properties: { TopicName: 'c', DisplayName: { 'Fn::Sub': '${A.TopicName}' } } }),
    }
    expect(() => deployed({ Resources })).toThrow('circular dependency between resources: [A, B, C]')
    const named = {
      A: topic({ Properties: { TopicName: { Ref: 'B' } } }),
      B: topic({ Properties: { TopicName: { Ref: 'A' } } }),
    }
    expect(() => deployed({ Resources: named })).toThrow('circular dependency')
    expect(() => deployed({ Resources: { A: topic({ DependsOn: ['Absent'] }) } })).toThrow('A depends on "Absent"')
  })
})

describe('the definition of a state machine', () => {
  const machine = (properties: Record<string, unknown>) =>
    deployed({
      Resources: {
        Decide: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'decide' } },
        Machine: { Type: 'AWS::StepFunctions::StateMachine', Properties: properties },
      },
    }).resources.get('Machine')?.properties

  it('has its substitutions written into it', () => {
    const properties = machine({
      DefinitionString: '{"Resource":"${DecideArn}","Twice":"${DecideArn}","Query":"{% $x.{ \'a\': 1 } %}"}',
      DefinitionSubstitutions: { DecideArn: { 'Fn::GetAtt': ['Decide', 'Arn'] }, Unused: 'x' },
    })
    const arn = 'arn:aws:lambda:sa-east-1:111122223333:function:decide'
    expect(properties).toEqual({
      DefinitionString: `{"Resource":"${arn}","Twice":"${arn}","Query":"{% $x.{ 'a': 1 } %}"}`,
    })
  })

  it('is refused with a placeholder that nothing fills, and from S3', () => {
    expect(() => machine({ DefinitionString: '${Absent}' })).toThrow('names ${Absent}, which no substitution gives')
    expect(() => machine({ DefinitionString: '{}', DefinitionS3Location: {} })).toThrow('DefinitionS3Location')
  })
})
