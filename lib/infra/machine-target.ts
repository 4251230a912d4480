import type { IRuleRef, IRuleTarget, RuleTargetConfig } from 'aws-cdk-lib/aws-events'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { allow, mayPassOn } from './access.ts'
import type { House } from './house.ts'
import { mayLeaveOn, RETRY } from './queue-target.ts'

/** A machine as the target of a rule, with a role that may start it, and a queue for events that could not. */
export class MachineTarget extends Construct implements IRuleTarget {
  readonly #machine: StateMachine
  readonly #deadLetters: Queue
  readonly #role: Role

  constructor(scope: Construct, id: string, props: { house: House; machine: StateMachine; deadLetters: Queue }) {
    super(scope, id)
    const { house, machine, deadLetters } = props
    this.#machine = machine
    this.#deadLetters = deadLetters
    this.#role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('events.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
      description: `Starts ${machine.node.path}`,
    })
    allow(this.#role, ['states:StartExecution'], [machine.stateMachineArn])
    mayPassOn(this.#role, house.key)
  }

  bind(rule: IRuleRef): RuleTargetConfig {
    mayLeaveOn(this.#deadLetters, rule.ruleRef.ruleArn)
    return {
      arn: this.#machine.stateMachineArn,
      role: this.#role,
      deadLetterConfig: { arn: this.#deadLetters.queueArn },
      retryPolicy: RETRY,
      targetResource: this.#machine,
    }
  }
}
