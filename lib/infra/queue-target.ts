import type { IRuleRef, IRuleTarget, RuleTargetConfig } from 'aws-cdk-lib/aws-events'
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Queue } from 'aws-cdk-lib/aws-sqs'

import type { DeadLetteredQueue } from './dead-lettered-queue.ts'

/** EventBridge keeps trying for a day and 185 attempts, the longest it can. */
export const RETRY = { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 } as const

/**
 * An encrypted queue as the target of a rule, with the same queue's dead letters for what could not be delivered.
 *
 * CDK's own target leaves the source condition out when the queue is encrypted; this one lets in that rule only.
 */
export class QueueTarget implements IRuleTarget {
  readonly #target: DeadLetteredQueue

  constructor(target: DeadLetteredQueue) {
    this.#target = target
  }

  bind(rule: IRuleRef): RuleTargetConfig {
    const { queue, deadLetters } = this.#target
    mayLeaveOn(queue, rule.ruleRef.ruleArn)
    mayLeaveOn(deadLetters, rule.ruleRef.ruleArn)
    return {
      arn: queue.queueArn,
      deadLetterConfig: { arn: deadLetters.queueArn },
      retryPolicy: RETRY,
      targetResource: queue,
    }
  }
}

/** Lets one rule or bus of EventBridge, and no other, put messages on a queue. */
export function mayLeaveOn(queue: Queue, sourceArn: string): void {
  queue.addToResourcePolicy(
    new PolicyStatement({
      actions: ['sqs:SendMessage'],
      principals: [new ServicePrincipal('events.amazonaws.com')],
      resources: [queue.queueArn],
      conditions: { ArnEquals: { 'aws:SourceArn': sourceArn } },
    }),
  )
}
