// biome-ignore-all lint/suspicious/noTemplateCurlyInString: CloudFormation writes its substitutions like this.
import { describe, expect, it } from 'vitest'
import { parseTemplate } from '../../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../../lib/rehearsal/template/deploy.ts'

const place = { account: '111122223333', region: 'sa-east-1', endpoint: 'http://127.0.0.1:4566' }

const deployed = (template: Record<string, unknown>, parameters: Record<string, string> = {}) =>
  deploy(parseTemplate('Puntual', template), { ...place, parameters })

/** The value of an expression in the properties of a topic, beside a queue named `intake`. */
function resolved(expression: unknown, more: Record<string, unknown> = {}, parameters: Record<string, string> = {}) {
  const Resources = {
    Intake: { Type: 'AWS::SQS::Queue', Properties: { QueueName: 'intake' } },
    Holder: { Type: 'AWS::SNS::Topic', Properties: { TopicName: 'holder', Value: expression } },
  }
  return deployed({ Resources, ...more }, parameters).resources.get('Holder')?.properties.Value
}

describe('the intrinsic functions', () => {
  it.each([
    [{ Ref: 'Intake' }, 'http://127.0.0.1:4566/111122223333/intake'],
    [{ 'Fn::GetAtt': ['Intake', 'Arn'] }, 'arn:aws:sqs:sa-east-1:111122223333:intake'],
    [{ 'Fn::GetAtt': 'Intake.QueueName' }, 'intake'],
    [{ 'Fn::Join': ['/', ['a', { Ref: 'AWS::Region' }, 7]] }, 'a/sa-east-1/7'],
    [
      { 'Fn::Sub': 'arn:${AWS::Partition}:x:${Intake.Arn}:${!kept}' },
      'arn:aws:x:arn:aws:sqs:sa-east-1:111122223333:intake:${kept}',
    ],
    [{ 'Fn::Sub': ['${Own}@${AWS::StackName}', { Own: { 'Fn::GetAtt': ['Intake', 'QueueName'] } }] }, 'intake@Puntual'],
    [{ 'Fn::Select': ['1', { 'Fn::Split': [':', { 'Fn::GetAtt': ['Intake', 'Arn'] }] }] }, 'aws'],
    [{ 'Fn::Base64': 'a' }, 'YQ=='],
    [{ deep: [{ Ref: 'AWS::AccountId' }, { Ref: 'AWS::URLSuffix' }] }, { deep: ['111122223333', 'amazonaws.com'] }],
    [
      { kept: 1, gone: { Ref: 'AWS::NoValue' }, list: [{ Ref: 'AWS::NoValue' }, 2] },
      { kept: 1, list: [2] },
    ],
  ])('resolve %j', (expression, expected) => {
    expect(resolved(expression)).toEqual(expected)
  })

  it.each([
    ['prod', 'large', { big: true }],
    ['test', 'small', {}],
  ])('choose by condition: in %s the size is %s', (stage, size, expected) => {
    const template = {
      Parameters: { Stage: { Type: 'String', Default: 'test', AllowedValues: ['test', 'prod'] } },
      Conditions: {
        IsProd: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] },
        IsLarge: {
          'Fn::And': [{ Condition: 'IsProd' }, { 'Fn::Not': [{ 'Fn::Or': [{ 'Fn::Equals': ['a', 'b'] }] }] }],
        },
      },
      Mappings: { Sizes: { prod: { size: 'large' }, test: { size: 'small' } } },
    }
    expect(resolved({ 'Fn::FindInMap': ['Sizes', { Ref: 'Stage' }, 'size'] }, template, { Stage: stage })).toBe(size)
    const either = { big: { 'Fn::If': ['IsLarge', true, { Ref: 'AWS::NoValue' }] } }
    expect(resolved(either, template, { Stage: stage })).toEqual(expected)
  })

  it.each([
    [{ 'Fn::ImportValue': 'x' }, 'the intrinsic function Fn::ImportValue'],
    [{ 'Fn::GetAZs': '' }, 'the intrinsic function Fn::GetAZs'],
    [{ Ref: 'AWS::Nowhere' }, 'the pseudo parameter AWS::Nowhere'],
    [{ Ref: 'Absent' }, 'unresolved resource dependency [Absent]'],
    [{ 'Fn::GetAtt': ['Intake', 'Colour'] }, 'the attribute Colour of AWS::SQS::Queue (logical id Intake)'],
    [{ 'Fn::Sub': '${Absent.Arn}' }, 'unresolved resource dependency [Absent]'],
    [{ 'Fn::Select': [3, ['a']] }, 'item 3 of a list of 1'],
    [{ 'Fn::Join': [','] }, 'Fn::Join takes 2 arguments'],
    [{ 'Fn::Join': ['', [{ a: 1 }]] }, 'Fn::Join needs text'],
    [{ 'Fn::If': ['Absent', 1, 2] }, 'unresolved condition dependency Absent'],
    [{ 'Fn::FindInMap': ['Absent', 'a', 'b'] }, 'the mapping Absent has no a.b'],
    [{ 'Fn::Sub': 'x', Other: 1 }, 'Fn::Sub stands beside other keys'],
  ])('refuse %j', (expression, sentence) => {
    expect(() => resolved(expression)).toThrow(sentence)
  })
})

describe('the parameters', () => {
  const Parameters = {
    Name: { Type: 'String', Default: 'a' },
    List: { Type: 'CommaDelimitedList', Default: 'a, b' },
    BootstrapVersion: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/cdk-bootstrap/x/version' },
  }

  it('take what is given, else their default, and leave the bootstrap version out', () => {
    expect(resolved([{ Ref: 'Name' }, { Ref: 'List' }], { Parameters }, { Name: 'b' })).toEqual(['b', ['a', 'b']])
    expect(resolved({ Ref: 'Name' }, { Parameters })).toBe('a')
    expect(() => resolved({ Ref: 'BootstrapVersion' }, { Parameters })).toThrow('the parameter BootstrapVersion')
  })

  it.each([
    [{ Other: { Type: 'String' } }, {}, 'parameters [Other] must have values'],
    [{}, { Other: 'x' }, 'parameters [Other] do not exist'],
    [{ Other: { Type: 'String', AllowedValues: ['a'] } }, { Other: 'x' }, 'the parameter Other is x; allowed: a'],
    [{ Other: { Type: 'Number' } }, { Other: 'x' }, 'not a number'],
    [{ Other: { Type: 'AWS::SSM::Parameter::Value<String>', Default: 'x' } }, {}, 'Other, which is read from SSM'],
    [{ Other: { Type: 'AWS::EC2::VPC::Id', Default: 'x' } }, {}, 'the type AWS::EC2::VPC::Id'],
    [{ Other: { Type: 'String', Default: 'x', MinLength: 3 } }, {}, 'MinLength of the parameter Other'],
  ])('refuse %j given %j', (declared, given, sentence) => {
    expect(() => deployed({ Parameters: declared, Resources: {} }, given)).toThrow(sentence)
  })
})
