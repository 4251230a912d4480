import { Template } from 'aws-cdk-lib/assertions'
import { CfnTable } from 'aws-cdk-lib/aws-dynamodb'
import { CfnStateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { RemovalPolicy, type Stack } from 'aws-cdk-lib/core'
import { describe, expect, it } from 'vitest'
import { PERMANENT } from '../../lib/infra/permanent.ts'
import { puntual, synthesise } from './synthesised.ts'

const template = synthesise()

describe('what must never be replaced', () => {
  it('is the three tables and the machine, under the names they have always had', () => {
    expect(Object.keys(template.findResources('AWS::DynamoDB::Table'))).toEqual(['Ledger', 'Debtors', 'Catalog'])
    const machines = Object.entries(template.findResources('AWS::StepFunctions::StateMachine'))
    expect(machines.filter(([, { DeletionPolicy }]) => DeletionPolicy === 'Retain').map(([id]) => id)).toEqual([
      'DunningJourney',
    ])
    expect(PERMANENT.DunningJourney.name).toBe('puntual-dunning-journey')
  })

  it.each(['Ledger', 'Debtors', 'Catalog', 'DunningJourney'])('keeps %s when the stack forgets it', (id) => {
    expect(template.toJSON().Resources[id]).toMatchObject({ DeletionPolicy: 'Retain', UpdateReplacePolicy: 'Retain' })
  })

  it('protects tables and stack from deletion, and tables from mistakes of the last 35 days', () => {
    for (const { Properties } of Object.values(template.findResources('AWS::DynamoDB::Table'))) {
      expect(Properties).toMatchObject({
        DeletionProtectionEnabled: true,
        PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
        BillingMode: 'PAY_PER_REQUEST',
      })
    }
    expect(puntual().terminationProtection).toBe(true)
  })
})

describe('a change that would replace one', () => {
  it('is refused when it renames the machine, and says what would be lost', () => {
    const stack = puntual()
    found(stack, CfnStateMachine).stateMachineName = 'puntual-journey-2'
    expect(problemsOf(stack)).toEqual([
      expect.stringMatching(/name must be "puntual-dunning-journey" and is "puntual-journey-2".*ends running journeys/),
    ])
  })

  it('is refused when it gives a resource another logical id', () => {
    const stack = puntual()
    found(stack, CfnStateMachine).overrideLogicalId('BetterJourney')
    expect(problemsOf(stack)).toEqual([
      expect.stringMatching(/logical id must be "DunningJourney" and is "BetterJourney"/),
    ])
  })

  it('is refused when it lets a table go with the stack', () => {
    const stack = puntual()
    const table = found(stack, CfnTable)
    table.applyRemovalPolicy(RemovalPolicy.DESTROY)
    table.deletionProtectionEnabled = false
    expect(problemsOf(stack)).toEqual([
      expect.stringMatching(/deletion policy must be "Retain" and is "Delete"/),
      expect.stringMatching(/replacement policy must be "Retain" and is "Delete"/),
      expect.stringMatching(/deletion protection must be true and is false/),
    ])
  })

  it('is refused when it changes the key of a table or names it', () => {
    const stack = puntual()
    const table = found(stack, CfnTable)
    table.keySchema = [{ attributeName: 'invoice', keyType: 'HASH' }]
    table.tableName = 'ledger-2'
    expect(problemsOf(stack)).toEqual([
      expect.stringMatching(/key must be \["pk","sk"\] and is \["invoice"\].*a table that nobody reads/),
      expect.stringMatching(/name must be left to CloudFormation and is "ledger-2"/),
    ])
  })

  it('stops the synthesis', () => {
    const stack = puntual()
    found(stack, CfnStateMachine).stateMachineType = 'EXPRESS'
    expect(() => Template.fromStack(stack)).toThrow(/type must be "STANDARD" and is "EXPRESS"/)
  })
})

function found<T>(stack: Stack, kind: abstract new (...args: never[]) => T): T {
  for (const node of stack.node.findAll()) if (node instanceof kind) return node
  throw new Error(`the stack has no ${kind.name}`)
}

function problemsOf(stack: Stack): string[] {
  return stack.node.findAll().flatMap((node) => node.node.validate())
}
