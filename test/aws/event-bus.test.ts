import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { eventBus } from '../../lib/aws/event-bus.ts'

const client = new EventBridgeClient({})
const bridge = mockClient(client)
const bus = eventBus(client, 'puntual')
const events = (count: number) => Array.from({ length: count }, (_, id) => ({ name: `Event${id}`, detail: { id } }))

beforeEach(() => {
  bridge.reset()
})

describe('publishing', () => {
  it('puts at most ten events a call, each under our source', async () => {
    bridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0 })
    await bus.publish(events(23))
    const calls = bridge.commandCalls(PutEventsCommand).map(({ args }) => args[0].input.Entries ?? [])
    expect(calls.map((entries) => entries.length)).toEqual([10, 10, 3])
    expect(calls[2]?.[0]).toEqual({
      EventBusName: 'puntual',
      Source: 'puntual',
      DetailType: 'Event20',
      Detail: '{"id":20}',
    })
  })

  it('nothing calls nobody', async () => {
    await bus.publish([])
    expect(bridge.calls()).toHaveLength(0)
  })

  it('is an error that names the entries the bus did not take', async () => {
    bridge.on(PutEventsCommand).resolves({
      FailedEntryCount: 2,
      Entries: [{ EventId: '1' }, { ErrorCode: 'ThrottlingException' }, { ErrorCode: 'InternalFailure' }],
    })
    await expect(bus.publish(events(3))).rejects.toThrow(
      'the bus did not take Event1: ThrottlingException, Event2: InternalFailure',
    )
  })
})
