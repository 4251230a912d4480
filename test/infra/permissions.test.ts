import { describe, expect, it } from 'vitest'
import { WILDCARD_REASONS } from '../../lib/infra/acknowledged.ts'
import { actionsOf, allStatements, type Statement, statementsOf, synthesise } from './synthesised.ts'

const APPLICATION = '0123456789abcdef0123456789abcdef'
const ORIGINATION = 'arn:aws:sms-voice:us-east-1:111122223333:phone-number/phone-1'

const emailOnly = synthesise()
const everyChannel = synthesise({ pinpointApplicationId: APPLICATION, smsOriginationArn: ORIGINATION })

describe('what roles may do', () => {
  it('names every resource, except for actions that IAM lets nobody narrow, each with its reason', () => {
    const everywhere = allStatements(everyChannel).filter(({ Resource }) => JSON.stringify(Resource).includes('*'))
    const unexplained = actionsOf(everywhere).filter((action) => !Object.hasOwn(WILDCARD_REASONS, action))
    expect(unexplained).toEqual([])
  })

  it('keeps no reason for a wildcard that is gone', () => {
    const used = new Set(
      actionsOf(allStatements(everyChannel).filter(({ Resource }) => JSON.stringify(Resource).includes('*'))),
    )
    expect(Object.keys(WILDCARD_REASONS).filter((action) => !used.has(action))).toEqual([])
  })

  it('names every action', () => {
    expect(actionsOf(allStatements(everyChannel)).filter((action) => action.includes('*'))).toEqual([])
  })

  it('gives nobody a managed policy of AWS, which grants on every resource', () => {
    const managed = Object.values(emailOnly.findResources('AWS::IAM::Role')).flatMap(
      ({ Properties }) => Properties.ManagedPolicyArns ?? [],
    )
    expect(managed).toEqual([])
  })

  it('lets DecideNextStep read and note what is or may be not sent, and nothing else: not even the machine that calls it', () => {
    const actions = actionsOf(statementsOf(emailOnly, 'DecideNextStep'))
    const beyond = actions.filter(
      (action) => !/^(logs|xray|kms):|^dynamodb:(GetItem|BatchGetItem|Query|PutItem|UpdateItem)$/.test(action),
    )
    expect(beyond).toEqual([])
  })

  it('lets only RecordEvent start journeys, only the rule of dropped files the machine that takes them, and one schedule the compaction', () => {
    const starting = allStatements(emailOnly).filter((statement) =>
      actionsOf([statement]).includes('states:StartExecution'),
    )
    expect(starting.map(({ Resource }) => Resource)).toEqual([
      { Ref: 'DunningJourney' },
      { Ref: expect.stringMatching(/^DropMachine/) },
      { Ref: expect.stringMatching(/^LakeCompactionMachine/) },
    ])
    expect(actionsOf(statementsOf(emailOnly, 'DropStarts'))).toEqual([
      'states:StartExecution',
      'kms:Decrypt',
      'kms:GenerateDataKey',
    ])
    expect(actionsOf(statementsOf(emailOnly, 'RecordEvent'))).toContain('states:StartExecution')
  })

  it('lets nobody delete a fact or scan a table', () => {
    const actions = actionsOf(allStatements(everyChannel))
    expect(actions.filter((action) => /^dynamodb:(Delete|BatchWrite|Scan)/.test(action))).toEqual([])
  })
})

describe('channels', () => {
  const textSending = /^(mobiletargeting|sms-voice):/

  it('has no permission to send texts when only e-mail is configured', () => {
    expect(actionsOf(allStatements(emailOnly)).filter((action) => textSending.test(action))).toEqual([])
    expect(JSON.stringify(emailOnly.toJSON())).not.toMatch(/SMS_ORIGINATION|PINPOINT_APPLICATION_ID/)
  })

  it('may send texts from the configured application and number, in ContactDebtor only', () => {
    const texts = allStatements(everyChannel).filter((statement) => textSending.test(actionsOf([statement])[0] ?? ''))
    expect(texts).toHaveLength(2)
    expect(JSON.stringify(texts)).toContain(`apps/${APPLICATION}/messages`)
    expect(texts.map(({ Resource }) => Resource)).toContain(ORIGINATION)
    expect(statementsOf(everyChannel, 'ContactDebtor')).toEqual(expect.arrayContaining(texts))
  })

  it('sends e-mail only as the sender domain, and only through the configuration set', () => {
    const email = statementsOf(emailOnly, 'ContactDebtor').find(({ Action }) => Action === 'ses:SendRawEmail')
    expect(JSON.stringify(email?.Resource)).toMatch(/configuration-set\/.*identity\//)
    emailOnly.hasResourceProperties('AWS::SES::ConfigurationSet', { DeliveryOptions: { TlsPolicy: 'REQUIRE' } })
  })

  it('creates no Pinpoint application: that service has ended', () => {
    everyChannel.resourceCountIs('AWS::Pinpoint::App', 0)
  })
})

describe('what AWS services may do', () => {
  it('uses the key only for this account, except to look at its state', () => {
    const [key] = Object.values(emailOnly.findResources('AWS::KMS::Key'))
    const statements: Statement[] = key?.Properties.KeyPolicy.Statement
    const services = statements.filter(({ Principal }) => Principal?.Service !== undefined)
    expect(services.length).toBeGreaterThan(5)
    const open = services.filter(({ Condition }) => !JSON.stringify(Condition ?? '').includes('AWS::AccountId'))
    expect(open.map(({ Action }) => Action)).toEqual(['kms:DescribeKey'])
  })

  it('puts events on queues only from a rule or bus of ours', () => {
    const granted = Object.values(emailOnly.findResources('AWS::SQS::QueuePolicy'))
      .flatMap((policy): Statement[] => policy.Properties.PolicyDocument.Statement)
      .filter(({ Effect }) => Effect === 'Allow')
    expect(granted).toHaveLength(12)
    for (const { Condition } of granted) {
      expect(Object.keys(Condition?.ArnEquals ?? {})).toEqual(['aws:SourceArn'])
    }
  })

  it('lets other accounts publish on the bus only when the company names them', () => {
    emailOnly.resourceCountIs('AWS::Events::EventBusPolicy', 0)
    const shared = synthesise({ upstreamAccountIds: ['444455556666'] })
    shared.resourceCountIs('AWS::Events::EventBusPolicy', 1)
    expect(JSON.stringify(shared.findResources('AWS::Events::EventBusPolicy'))).toContain('444455556666')
  })
})
