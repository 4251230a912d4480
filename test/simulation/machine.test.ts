import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { MACHINE, OTHER_ANSWER } from '../../lib/simulation/execution.ts'

const Retry = z.object({ ErrorEquals: z.array(z.string()), IntervalSeconds: z.number(), MaxAttempts: z.number() })
const State = z.object({
  Next: z.string().optional(),
  TimeoutSeconds: z.union([z.number(), z.string()]).optional(),
  Retry: z.array(Retry.extend({ MaxDelaySeconds: z.number().optional() })).default([]),
  Catch: z.array(z.object({ ErrorEquals: z.array(z.string()), Next: z.string() })).default([]),
  Assign: z.record(z.string(), z.unknown()).default({}),
  Arguments: z
    .object({ UpdateExpression: z.string().optional(), ConditionExpression: z.string().optional() })
    .optional(),
})
const { States } = z
  .object({ States: z.record(z.string(), State) })
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, '../../statemachines/dunning-journey.asl.json'), 'utf8')))

const caught = (state: string, error: string) =>
  States[state]?.Catch.find(({ ErrorEquals }) => ErrorEquals.includes(error))?.Next
const retries = (state: string, error: string) => {
  const found = States[state]?.Retry.find(({ ErrorEquals }) => ErrorEquals.includes(error))
  return [found?.MaxAttempts, found?.IntervalSeconds]
}

/** Where each wait is parked. */
const PARKS = {
  reminderTime: 'WaitForReminderTime',
  instalment: 'WaitForInstalment',
  payment: 'WaitForPayment',
  release: 'OnHold',
} as const

describe('the model of the machine has the figures of the definition', () => {
  it('for asking the brain', () => {
    const { tries, seconds, most } = MACHINE.decide
    expect(retries('DecideNextStep', 'TransientFault')).toEqual([tries, seconds])
    expect(States.DecideNextStep?.Retry[0]?.MaxDelaySeconds).toBe(most)
    expect(caught('DecideNextStep', 'States.ALL')).toBe('HandOver')
  })

  it.each(Object.entries(PARKS))('for a wait for the %s', (waitingFor, state) => {
    const { tries, seconds } = MACHINE.write
    const after = Object.entries(MACHINE.afterTimeout).find(([name]) => name === waitingFor)?.[1]
    expect(caught(state, 'States.Timeout')).toBe(after)
    const { UpdateExpression, ConditionExpression } = States[state]?.Arguments ?? {}
    expect(UpdateExpression).toContain('parkedAt = :parkedAt')
    expect(ConditionExpression).toContain('AND (attribute_not_exists(parkedAt) OR parkedAt <= :parkedAt)')
    expect(caught(state, 'DynamoDb.ConditionalCheckFailedException')).toBe('DecideNextStep')
    expect(retries(state, 'DynamoDb.SdkClientException')).toEqual([tries, seconds])
    expect(States[state]?.Next).toBe('DecideNextStep')
    expect(caught(state, 'States.ALL')).toBe('HandOver')
  })

  it('for a message to the debtor', () => {
    const { tries, seconds } = MACHINE.send
    expect(States.ContactDebtor?.TimeoutSeconds).toBe(MACHINE.contactSeconds)
    expect(caught('ContactDebtor', 'States.Timeout')).toBe('DecideNextStep')
    expect(retries('ContactDebtor', 'SQS.SdkClientException')).toEqual([tries, seconds])
    expect(States.ContactDebtor?.Next).toBe('WaitForReminderTime')
    const { reason, version, seconds: waits } = OTHER_ANSWER
    expect(States.ContactDebtor?.Assign.decision).toContain(
      `{ 'reason': '${reason}', 'version': ${version}, 'seconds': ${waits} }`,
    )
  })

  it('for its last steps', () => {
    expect(retries('EndJourney', 'DynamoDb.SdkClientException')).toEqual([MACHINE.write.tries, MACHINE.write.seconds])
    expect(caught('EndJourney', 'DynamoDb.ConditionalCheckFailedException')).toBe('DecideNextStep')
    expect(retries('HandOver', 'DynamoDb.SdkClientException')).toEqual([MACHINE.write.tries, MACHINE.write.seconds])
    const { tries, seconds } = MACHINE.handOver
    expect(retries('HandOver', 'DynamoDb.TransactionCanceledException')).toEqual([tries, seconds])
    expect(retries('ContinueAsNew', 'SQS.SdkClientException')).toEqual([MACHINE.send.tries, MACHINE.send.seconds])
  })
})
