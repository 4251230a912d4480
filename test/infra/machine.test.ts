import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { actionsOf, ROOT, statementsOf, synthesise } from './synthesised.ts'

const template = synthesise()
const definition = readFileSync(`${ROOT}/statemachines/dunning-journey.asl.json`, 'utf8')
const machine = template.findResources('AWS::StepFunctions::StateMachine').DunningJourney?.Properties

/** What each integration of the definition asks of the role of the machine. */
const NEEDS: Record<string, readonly string[]> = {
  'arn:aws:states:::lambda:invoke': ['lambda:InvokeFunction'],
  'arn:aws:states:::aws-sdk:dynamodb:updateItem': ['dynamodb:UpdateItem'],
  'arn:aws:states:::aws-sdk:dynamodb:updateItem.waitForTaskToken': ['dynamodb:UpdateItem'],
  'arn:aws:states:::aws-sdk:dynamodb:transactWriteItems': ['dynamodb:UpdateItem', 'dynamodb:PutItem'],
  'arn:aws:states:::sqs:sendMessage': ['sqs:SendMessage'],
  'arn:aws:states:::sqs:sendMessage.waitForTaskToken': ['sqs:SendMessage'],
}

describe('the machine', () => {
  it('fills in every name that the definition leaves open, and no other', () => {
    const open = new Set([...definition.matchAll(/\$\{(\w+)\}/g)].map(([, name]) => name))
    expect(Object.keys(machine.DefinitionSubstitutions).sort()).toEqual([...open].sort())
  })

  it('deploys the definition as it is written', () => {
    expect(JSON.parse(machine.DefinitionString)).toEqual(JSON.parse(definition))
  })

  it('tries the same faults of DynamoDB again wherever it waits', () => {
    const waits = Object.values<{ Resource?: string; Retry?: unknown }>(JSON.parse(definition).States).filter(
      ({ Resource }) => Resource?.endsWith('updateItem.waitForTaskToken'),
    )
    expect(waits.length).toBeGreaterThan(1)
    expect(new Set(waits.map(({ Retry }) => JSON.stringify(Retry))).size).toBe(1)
  })

  it('may do what its states do, and no more', () => {
    const used = [...definition.matchAll(/"Resource": "([^"]+)"/g)].map(([, resource = '']) => resource)
    const needed = used.flatMap((resource) => NEEDS[resource] ?? [`unknown integration ${resource}`])
    const granted = actionsOf(statementsOf(template, 'JourneysRole')).filter(
      (action) => !/^(kms|logs|xray):/.test(action),
    )
    expect(granted.sort()).toEqual([...new Set(needed)].sort())
  })

  it('is encrypted and traced, and logs errors without what they say about debtors', () => {
    expect(machine).toMatchObject({
      EncryptionConfiguration: { Type: 'CUSTOMER_MANAGED_KMS_KEY' },
      TracingConfiguration: { Enabled: true },
      LoggingConfiguration: { Level: 'ERROR', IncludeExecutionData: false },
    })
  })
})
