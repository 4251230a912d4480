import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type TaskCall, TaskFailure } from '../../../lib/rehearsal/states/machines.ts'
import { Stage } from './stage.ts'

const definition = readFileSync(join(import.meta.dirname, '../../../statemachines/dunning-journey.asl.json'), 'utf8')

const day = 86_400_000
const waitFor = (waitingFor: string, days: number, version: number) => ({
  kind: 'wait',
  waitingFor,
  reason: waitingFor,
  seconds: days * 86_400,
  version,
})

const update = z.object({ ExpressionAttributeValues: z.record(z.string(), z.record(z.string(), z.string())) })
const whose = z.object({ debtor: z.string() })
const asking = z
  .object({ Payload: whose.optional(), MessageBody: whose.optional() })
  .refine(({ Payload, MessageBody }) => Payload || MessageBody)
const message = z.object({ MessageBody: z.object({ token: z.string(), invoice: z.string() }) })

/** A journey whose decisions, contacts and ledger follow a script. */
class Journey {
  readonly calls: { day: number; state: string }[] = []
  readonly parkedTokens: string[] = []
  /** The versions of the invoice at which it parked, and at which the ledger would not have it. */
  readonly parkedAt: (string | undefined)[] = []
  readonly refusedAt: (string | undefined)[] = []
  /** Whose invoice it is, as those who decide are told. */
  readonly debtors: (string | undefined)[] = []
  readonly stage: Stage
  readonly #decisions: (object | TaskFailure)[]
  readonly #contacts: object[]
  readonly #ledger: (TaskFailure | undefined)[]

  constructor(script: {
    decisions?: (object | TaskFailure)[]
    contacts?: object[]
    ledger?: (TaskFailure | undefined)[]
  }) {
    this.#decisions = script.decisions ?? []
    this.#contacts = script.contacts ?? []
    this.#ledger = script.ledger ?? []
    this.stage = new Stage(definition, async (call) => this.#do(call))
  }

  start(): Promise<unknown> {
    return this.stage.start({ invoice: 'F-1', generation: 3 })
  }

  /** Lets days pass. */
  async pass(days: number): Promise<void> {
    await this.stage.world.run(this.stage.world.now() + days * day)
  }

  /** A fact about the invoice wakes the journey. */
  async wake(): Promise<void> {
    await this.stage.machines.call('SendTaskSuccess', { taskToken: this.parkedTokens.at(-1), output: '{}' })
  }

  async #do({ state, arguments: parameters }: TaskCall): Promise<unknown> {
    this.calls.push({ day: (this.stage.world.now() - Date.UTC(2026, 2, 2, 9)) / day, state })
    const asked = asking.safeParse(parameters).data
    if (asked) this.debtors.push((asked.Payload ?? asked.MessageBody)?.debtor)
    if (state === 'DecideNextStep') {
      const decision = this.#decisions.shift()
      if (decision instanceof TaskFailure) throw decision
      return { Payload: decision, StatusCode: 200 }
    }
    if (state === 'ContactDebtor') {
      const { token } = message.parse(parameters).MessageBody
      const answer = this.#contacts.shift()
      if (!answer) return {}
      this.stage.world.after(5000, 'the consumer of contacts', async () => {
        await this.stage.machines.call('SendTaskSuccess', { taskToken: token, output: JSON.stringify(answer) })
      })
      return { MessageId: 'm-1' }
    }
    const values = update.safeParse(parameters).data?.ExpressionAttributeValues
    const token = values?.[':token']?.S
    const refusal = this.#ledger.shift()
    if (token) (refusal ? this.refusedAt : this.parkedAt).push(values?.[':version']?.N)
    if (refusal) throw refusal
    if (token) this.parkedTokens.push(token)
    return {}
  }
}

describe('the dunning journey', () => {
  it('waits for the reminder time, contacts, waits for the next one, and ends when the payment comes', async () => {
    const journey = new Journey({
      decisions: [waitFor('reminderTime', 10, 1), { kind: 'end', outcome: 'settled', reason: 'paid', version: 3 }],
      contacts: [waitFor('reminderTime', 14, 2)],
    })
    await journey.start()
    await journey.pass(12)
    await journey.wake()
    await journey.pass(100)
    expect(await journey.stage.path()).toEqual([
      'DecideNextStep',
      'Route',
      'WaitForReminderTime',
      'ContactDebtor',
      'WaitForReminderTime',
      'DecideNextStep',
      'Route',
      'EndJourney',
    ])
    expect(journey.calls).toEqual([
      { day: 0, state: 'DecideNextStep' },
      { day: 0, state: 'WaitForReminderTime' },
      { day: 10, state: 'ContactDebtor' },
      { day: 10 + 5000 / day, state: 'WaitForReminderTime' },
      { day: 12, state: 'DecideNextStep' },
      { day: 12, state: 'EndJourney' },
    ])
    expect(await journey.stage.ending()).toEqual({ status: 'SUCCEEDED', output: { invoice: 'F-1', generation: 3 } })
  })

  it.each([
    ['a wait for something else', waitFor('payment', 14, 2)],
    ['an end', { kind: 'end', outcome: 'settled', reason: 'paid', version: 2 }],
    ['a hand-over', { kind: 'handOver', outcome: 'handedOver', reason: 'undeliverable', version: 2, debtor: 'D-1' }],
  ])('parks at no version of the invoice and decides when a contact is answered with %s', async (_, answer) => {
    const journey = new Journey({
      decisions: [waitFor('reminderTime', 10, 1), { kind: 'end', outcome: 'settled', reason: 'paid', version: 3 }],
      contacts: [answer],
      ledger: [
        undefined,
        new TaskFailure('DynamoDb.ConditionalCheckFailedException', 'The conditional request failed'),
      ],
    })
    await journey.start()
    await journey.pass(12)
    expect(journey.parkedAt).toEqual(['1'])
    expect(journey.refusedAt).toEqual(['-1'])
    expect((await journey.stage.path()).slice(3)).toEqual([
      'ContactDebtor',
      'WaitForReminderTime',
      'DecideNextStep',
      'Route',
      'EndJourney',
    ])
  })

  it('tells whoever decides next whose invoice it was at the last decision', async () => {
    const journey = new Journey({
      decisions: [
        { ...waitFor('reminderTime', 10, 1), debtor: 'D-1' },
        { kind: 'end', outcome: 'settled', reason: 'paid', version: 3 },
      ],
      contacts: [waitFor('reminderTime', 14, 2)],
    })
    await journey.start()
    await journey.pass(12)
    await journey.wake()
    await journey.pass(1)
    expect(journey.debtors).toEqual(['', 'D-1', 'D-1'])
  })

  it('contacts nobody when the payment comes before the reminder', async () => {
    const journey = new Journey({
      decisions: [waitFor('reminderTime', 10, 1), { kind: 'end', outcome: 'settled', reason: 'paid', version: 2 }],
    })
    await journey.start()
    await journey.pass(9)
    await journey.wake()
    await journey.pass(100)
    expect(journey.calls.map(({ state }) => state)).not.toContain('ContactDebtor')
    expect((await journey.stage.ending()).status).toBe('SUCCEEDED')
  })

  it('decides again when a fact has come before the park', async () => {
    const journey = new Journey({
      decisions: [waitFor('release', 1, 1), waitFor('release', 1, 2), { kind: 'somethingNewer', version: 2 }],
      ledger: [new TaskFailure('DynamoDb.ConditionalCheckFailedException', 'The conditional request failed')],
    })
    await journey.start()
    await journey.pass(2)
    expect(await journey.stage.path()).toEqual([
      'DecideNextStep',
      'Route',
      'OnHold',
      'DecideNextStep',
      'Route',
      'OnHold',
      'DecideNextStep',
      'Route',
      'ContinueAsNew',
    ])
  })

  it('decides again when nobody answers a contact for four hours', async () => {
    const journey = new Journey({
      decisions: [
        { kind: 'contact', reason: 'due', version: 1 },
        { kind: 'end', outcome: 'exhausted', reason: 'silence', version: 1 },
      ],
    })
    await journey.start()
    await journey.pass(1)
    expect(journey.calls.map(({ day, state }) => [day * 24, state])).toEqual([
      [0, 'DecideNextStep'],
      [0, 'ContactDebtor'],
      [4, 'DecideNextStep'],
      [4, 'EndJourney'],
    ])
  })

  it('retries a busy function and hands over to a person when it stays broken', async () => {
    const busy = Array.from({ length: 13 }, () => new TaskFailure('Lambda.TooManyRequestsException', 'busy'))
    const journey = new Journey({ decisions: [...busy] })
    await journey.start()
    await journey.pass(1)
    expect(journey.calls.map(({ state }) => state)).toEqual([...busy.map(() => 'DecideNextStep'), 'HandOver'])
    expect(await journey.stage.ending()).toEqual({ status: 'SUCCEEDED', output: { invoice: 'F-1', generation: 3 } })
  })

  it('asks again when the invoice changed under a hand-over, and dies when neither function nor ledger answers', async () => {
    const cancelled = () => new TaskFailure('DynamoDb.TransactionCanceledException', 'Transaction cancelled')
    const journey = new Journey({
      decisions: [
        { kind: 'handOver', outcome: 'handedOver', reason: 'exhausted', version: 1 },
        new TaskFailure('Error'),
      ],
      ledger: Array.from({ length: 8 }, cancelled),
    })
    await journey.start()
    await journey.pass(1)
    expect(await journey.stage.path()).toEqual([
      'DecideNextStep',
      'Route',
      'HandOver',
      'Route',
      'DecideNextStep',
      'HandOver',
      'Route',
      'Died',
    ])
  })

  it('runs the same twice, to the last event', async () => {
    const play = async () => {
      const journey = new Journey({
        decisions: [new TaskFailure('TransientFault'), waitFor('payment', 3, 1), { kind: 'continueAsNew', version: 1 }],
      })
      await journey.start()
      await journey.pass(10)
      return journey.stage.events()
    }
    expect(await play()).toEqual(await play())
  })
})
