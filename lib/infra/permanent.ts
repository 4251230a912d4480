import { CfnTable, type Table } from 'aws-cdk-lib/aws-dynamodb'
import { CfnStateMachine, type StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { CfnDeletionPolicy, type CfnResource, type IResolvable, Stack } from 'aws-cdk-lib/core'

/**
 * What CloudFormation must never replace: a new table starts empty, and a new machine leaves every running journey
 * behind with nobody to wake it. Each property listed here makes CloudFormation replace the resource when it changes.
 */
export const PERMANENT = {
  Ledger: { keys: ['pk', 'sk'] },
  Debtors: { keys: ['pk', 'sk'] },
  Catalog: { keys: ['pk', 'sk'] },
  DunningJourney: { name: 'puntual-dunning-journey', type: 'STANDARD' },
} as const

/** A table of the house, kept under its own logical id wherever its construct moves. */
export function permanentTable(table: Table, id: 'Ledger' | 'Debtors' | 'Catalog'): void {
  const resource = table.node.defaultChild
  if (!(resource instanceof CfnTable)) throw new TypeError(`${id} is not a table of CloudFormation`)
  keep(resource, id, 'its data would stay behind in a table that nobody reads', () => [
    ...differs('the key', PERMANENT[id].keys, keyNames(resource)),
    ...differs('the name', undefined, Stack.of(resource).resolve(resource.tableName)),
    ...differs('deletion protection', true, resource.deletionProtectionEnabled),
  ])
}

/** The machine of the journeys, kept under its own logical id and its own name. */
export function permanentMachine(machine: StateMachine): void {
  const resource = machine.node.defaultChild
  if (!(resource instanceof CfnStateMachine)) throw new TypeError('the journey is not a machine of CloudFormation')
  const { name, type } = PERMANENT.DunningJourney
  keep(resource, 'DunningJourney', 'removing or replacing the machine ends running journeys', () => [
    ...differs('the name', name, Stack.of(resource).resolve(resource.stateMachineName)),
    ...differs('the type', type, resource.stateMachineType),
  ])
}

function keep(resource: CfnResource, logicalId: string, because: string, problems: () => string[]): void {
  resource.overrideLogicalId(logicalId)
  resource.node.addValidation({
    validate: () =>
      [
        ...differs('the logical id', logicalId, Stack.of(resource).resolve(resource.logicalId)),
        ...differs('the deletion policy', CfnDeletionPolicy.RETAIN, resource.cfnOptions.deletionPolicy),
        ...differs('the replacement policy', CfnDeletionPolicy.RETAIN, resource.cfnOptions.updateReplacePolicy),
        ...problems(),
      ].map((problem) => `${logicalId} is permanent: ${problem}. Put it back: ${because}. See lib/infra/permanent.ts.`),
  })
}

function differs(what: string, expected: unknown, found: unknown): string[] {
  const [wanted, given] = [JSON.stringify(expected), JSON.stringify(found)]
  return wanted === given ? [] : [`${what} must be ${wanted ?? 'left to CloudFormation'} and is ${given ?? 'missing'}`]
}

function keyNames({ keySchema }: { keySchema: CfnTable['keySchema'] }): string[] {
  return isList(keySchema) ? keySchema.flatMap((key) => ('attributeName' in key ? [key.attributeName] : [])) : []
}

function isList<T>(value: IResolvable | T[]): value is T[] {
  return Array.isArray(value)
}
