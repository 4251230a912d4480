import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Role } from 'aws-cdk-lib/aws-iam'
import type { LogGroup } from 'aws-cdk-lib/aws-logs'
import {
  CustomerManagedEncryptionConfiguration,
  DefinitionBody,
  LogLevel,
  StateMachine,
  StateMachineType,
} from 'aws-cdk-lib/aws-stepfunctions'
import type { RemovalPolicy } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { acknowledgeMachine } from './acknowledged.ts'
import type { House } from './house.ts'

/** What one machine is, apart from what all of ours have in common. */
export interface MachineProps {
  readonly house: House
  /** Repository that holds `statemachines/`. */
  readonly root: string
  /** The file there, without its ending. */
  readonly definition: string
  readonly substitutions: Readonly<Record<string, string>>
  readonly name: string
  readonly role: Role
  readonly log: LogGroup
  readonly removalPolicy?: RemovalPolicy
}

/**
 * A machine by its definition in `statemachines/`: standard, encrypted with the house's key, traced, and only errors are
 * logged, without what executions carry. A definition given as text brings no permissions: its role is granted each of them.
 */
export function stateMachine(scope: Construct, id: string, props: MachineProps): StateMachine {
  const { house, root, definition, substitutions, name, role, log, removalPolicy } = props
  const machine = new StateMachine(scope, id, {
    stateMachineName: name,
    stateMachineType: StateMachineType.STANDARD,
    definitionBody: DefinitionBody.fromString(
      readFileSync(join(root, 'statemachines', `${definition}.asl.json`), 'utf8'),
    ),
    definitionSubstitutions: substitutions,
    role,
    encryptionConfiguration: new CustomerManagedEncryptionConfiguration(house.key),
    logs: { destination: log, level: LogLevel.ERROR, includeExecutionData: false },
    tracingEnabled: true,
    ...(removalPolicy !== undefined && { removalPolicy }),
  })
  acknowledgeMachine(machine, role)
  return machine
}
