import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AwsError } from '../../../lib/rehearsal/aws-error.ts'
import type { Rehearsal } from '../../../lib/rehearsal/boot.ts'
import { asFields, fieldsList, text } from '../../../lib/rehearsal/gateway/fields.ts'
import { bootSmall, bundle, START } from './small-stack.ts'

let stack: Rehearsal
let files: Awaited<ReturnType<typeof bundle>>

beforeAll(async () => {
  files = await bundle()
  stack = await bootSmall(files.assets)
}, 60_000)

afterEach(async () => {
  stack.calls.onCall = undefined
  await stack.reset()
})

afterAll(async () => {
  await stack.stop()
  files.remove()
})

const HOUR = 3_600_000
const resource = (logicalId: string) => stack.deployed.resources.get(logicalId)!
const table = () => resource('Table').name
const queue = (logicalId: string) => stack.queues.byArn(resource(logicalId).arn!)

const seen = async (id: string): Promise<unknown> => {
  const answer = asFields(await stack.dynamo.call('GetItem', { TableName: table(), Key: { id: { S: id } } }))
  const item = answer.Item === undefined ? undefined : asFields(answer.Item)
  return item?.seen === undefined ? undefined : asFields(item.seen).N
}

const fact = (detail: object) => ({ source: 'erp', detailType: 'Fact', detail })

const start = async (id: string) => {
  const input = { stateMachineArn: resource('Machine').arn, name: id, input: JSON.stringify({ id }) }
  return text(asFields(await stack.machines.call('StartExecution', input)), 'executionArn')
}

const execution = async (executionArn: string) =>
  asFields(await stack.machines.call('DescribeExecution', { executionArn }))

describe('events in', () => {
  it('go from the bus through the queue into the table', async () => {
    await stack.publish([fact({ id: 'a', by: 2 }), fact({ id: 'a', by: 3 })])
    await stack.run()
    expect(await seen('a')).toBe('5')
    expect(queue('Intake').messages()).toEqual([])
    expect(stack.buses.archives.find('all').events).toHaveLength(2)
  })

  it('stay away from rules they do not match', async () => {
    await stack.publish([{ ...fact({ id: 'a', by: 2 }), source: 'somebody-else' }])
    await stack.run()
    expect(await seen('a')).toBeUndefined()
  })

  it('are tried again after the visibility timeout, alone, and end among the dead letters', async () => {
    await stack.publish([fact({ id: 'a', by: 1 }), fact({ poison: true })])
    await stack.run()
    expect(await seen('a')).toBe('1')
    expect(
      queue('Dead')
        .messages()
        .map(({ receiveCount, deadFrom }) => [receiveCount, deadFrom]),
    ).toEqual([[3, resource('Intake').arn]])
    expect(stack.world.now()).toBe(START + 3 * 60_000)
  })

  it('that the bus cannot read are refused', async () => {
    await expect(stack.publish([fact({ id: 'a' }), { source: 'erp', detailType: '', detail: {} }])).rejects.toThrow(
      /DetailType is a required argument/,
    )
  })

  it('can be replayed from the archive', async () => {
    await stack.publish([fact({ id: 'a', by: 2 })])
    await stack.run(START + HOUR)
    await stack.calls.perform('operator', 'events', 'StartReplay', {
      ReplayName: 'again',
      EventSourceArn: resource('Archive').arn,
      EventStartTime: START / 1000,
      EventEndTime: START / 1000 + 60,
      Destination: { Arn: resource('Bus').arn },
    })
    await stack.run()
    expect(await seen('a')).toBe('4')
  })
})

describe('a journey', () => {
  it('decides, waits in simulated time, contacts, and hears of the delivery', async () => {
    const arn = await start('F-1')
    await stack.run()
    expect(await execution(arn)).toMatchObject({ status: 'SUCCEEDED' })
    expect(stack.mail.messages).toMatchObject([
      {
        at: START + HOUR,
        channel: 'email',
        to: ['ana@example.com'],
        subject: 'Recordatorio de ábril',
        tags: { touch: 'F-1' },
        text: 'Hola',
        principal: resource('ContactRole').arn,
      },
    ])
    expect(JSON.parse(text(await execution(arn), 'output'))).toEqual({ MessageId: stack.mail.messages[0]?.id })
    expect(await seen('delivered-F-1')).toBe('1')
  })

  it('sees the error of a function under its name', async () => {
    const arn = await start('broken')
    await stack.run()
    const output = asFields(JSON.parse(text(await execution(arn), 'output')))
    expect(output.Error).toBe('PolicyFault')
    expect(JSON.parse(text(output, 'Cause'))).toMatchObject({ errorType: 'PolicyFault', errorMessage: 'cannot decide' })
  })

  it('sees a failed condition of the table under the name Step Functions gives it', async () => {
    await stack.dynamo.call('PutItem', { TableName: table(), Item: { id: { S: 'F-2' }, closed: { BOOL: true } } })
    const arn = await start('F-2')
    await stack.run()
    expect(JSON.parse(text(await execution(arn), 'output'))).toMatchObject({
      Error: 'DynamoDb.ConditionalCheckFailedException',
    })
  })

  it('dies of a function that takes too long, and the default bus tells of it', async () => {
    const arn = await start('slow')
    await stack.run()
    expect(await execution(arn)).toMatchObject({
      status: 'FAILED',
      error: 'Sandbox.Timedout',
      stopDate: (START + 30_000) / 1000,
    })
    expect(await seen('deaths')).toBe('1')
  })

  it('is the same journey in every run', async () => {
    const histories: unknown[] = []
    for (const _ of [1, 2]) {
      const arn = await start('F-1')
      await stack.run()
      histories.push(await stack.machines.call('GetExecutionHistory', { executionArn: arn }), [...stack.calls.counts])
      await stack.reset({ cold: true })
    }
    expect(histories[2]).toEqual(histories[0])
    expect(histories[3]).toEqual(histories[1])
  })
})

describe('the stream of a table', () => {
  it('reaches its function in order, after the batch window', async () => {
    await stack.publish([fact({ id: 'a', by: 1 }), fact({ id: 'b', by: 1 }), fact({ id: 'a', by: 1 })])
    await stack.run()
    expect(stack.functions.logs(resource('Mirror').name).map(({ at, text }) => [at, text])).toEqual([
      [START + 1_000, 'INSERT a'],
      [START + 1_000, 'INSERT b'],
      [START + 1_000, 'MODIFY a'],
    ])
  })

  it('is split around a record that fails, which ends at the failure destination', async () => {
    await stack.publish([fact({ id: 'a', by: 1 }), fact({ id: 'jam', by: 1 }), fact({ id: 'b', by: 1 })])
    await stack.run()
    const lines = stack.functions.logs(resource('Mirror').name).map(({ text }) => text)
    expect(lines).toContain('INSERT a')
    expect(lines.at(-1)).toBe('INSERT b')
    const [letter] = queue('Dead').messages()
    expect(JSON.parse(letter?.body ?? '')).toMatchObject({
      requestContext: { condition: 'RetryAttemptsExhausted', functionArn: resource('Mirror').arn },
      DDBStreamBatchInfo: { batchSize: 1 },
    })
  })
})

describe('permissions', () => {
  const without = (logicalId: string, action: string) =>
    bootSmall(files.assets, (template) =>
      JSON.parse(JSON.stringify(template), (key, value) =>
        key === logicalId ? JSON.parse(JSON.stringify(value).replaceAll(`"${action}"`, '"s3:GetObject"')) : value,
      ),
    )

  it('that a function lacks fail its call', async () => {
    const poor = await without('RecordRole', 'dynamodb:UpdateItem')
    await poor.publish([fact({ id: 'a', by: 1 })])
    await poor.run()
    const dead = poor.queues.byArn(poor.deployed.resources.get('Dead')!.arn!)
    expect(dead.counts().visible).toBe(1)
    await poor.stop()
  })

  it('that a role lacks to read its queue are missed at deployment', async () => {
    await expect(without('RecordRole', 'sqs:DeleteMessage')).rejects.toThrow(/sqs:DeleteMessage/)
  })

  it('that a rule lacks send its events to the dead letters, with the reason', async () => {
    const poor = await without('IntakePolicy', 'sqs:SendMessage')
    await poor.publish([fact({ id: 'a', by: 1 })])
    await poor.run()
    const [letter] = poor.queues.byArn(poor.deployed.resources.get('Dead')!.arn!).messages()
    expect(letter?.attributes.get('ERROR_CODE')?.stringValue).toMatch(/AccessDenied/)
    await poor.stop()
  })
})

describe('a campaign', () => {
  it('throttles a call: the function backs off in simulated time and succeeds', async () => {
    let refusals = 2
    stack.calls.onCall = async ({ service, operation }, proceed) => {
      if (`${service}.${operation}` === 'dynamodb.UpdateItem' && refusals-- > 0)
        throw new AwsError('ProvisionedThroughputExceededException', 'slow down')
      return proceed()
    }
    await stack.publish([fact({ id: 'a', by: 1 })])
    await stack.run()
    expect(await seen('a')).toBe('1')
    expect(refusals).toBeLessThan(0)
  })

  it('loses the answer of a call that had its effect', async () => {
    let lost = false
    stack.calls.onCall = async ({ operation, hang }, proceed) => {
      const answer = await proceed()
      if (operation !== 'SendRawEmail' || lost) return answer
      lost = true
      return hang()
    }
    await start('F-1')
    await stack.run()
    // The function was ended at its time-out with the message gone; the queue gave the task to it again.
    expect(stack.mail.messages.map(({ at }) => at - START)).toEqual([HOUR, HOUR + 60_000])
  })
})

describe('an event source mapping', () => {
  it('runs no more batches at once than its maximum concurrency', async () => {
    const paced = await bootSmall(files.assets, (template) => {
      const { RecordSource } = template.Resources
      const Properties = { ...RecordSource.Properties, BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } }
      return { ...template, Resources: { ...template.Resources, RecordSource: { ...RecordSource, Properties } } }
    })
    let open = 0
    let most = 0
    paced.calls.onCall = async ({ operation, sleep }, proceed) => {
      if (operation !== 'UpdateItem') return proceed()
      most = Math.max(most, ++open)
      await sleep(10_000)
      open--
      return proceed()
    }
    await paced.publish(['a', 'b', 'c', 'd', 'e'].map((id) => fact({ id, by: 1 })))
    await paced.run()
    expect(most).toBe(2)
    const { arn = '' } = paced.deployed.resources.get('Intake')!
    expect(paced.queues.byArn(arn).messages()).toEqual([])
    expect(paced.world.now() - START).toBeGreaterThanOrEqual(30_000)
    await paced.stop()
  })

  it('passes only what its filter lets through, and drops the rest', async () => {
    const picky = await bootSmall(files.assets, (template) => {
      const { RecordSource } = template.Resources
      const Filters = [{ Pattern: JSON.stringify({ body: { detail: { id: [{ prefix: 'keep' }] } } }) }]
      const Properties = { ...RecordSource.Properties, FilterCriteria: { Filters } }
      return { ...template, Resources: { ...template.Resources, RecordSource: { ...RecordSource, Properties } } }
    })
    await picky.publish([fact({ id: 'keep', by: 1 }), fact({ id: 'drop', by: 1 })])
    await picky.run()
    expect(picky.calls.counts.get('dynamodb.UpdateItem')).toBe(1)
    expect(picky.queues.find(picky.deployed.outputs.IntakeUrl ?? '').messages()).toEqual([])
    await picky.stop()
  })
})

describe('a schedule', () => {
  it('fires in simulated time, at the rate or by the calendar', async () => {
    const scheduled = await bootSmall(files.assets, (template) => {
      const rule = (id: string, ScheduleExpression: string) => ({
        Type: 'AWS::Events::Rule',
        Properties: {
          ScheduleExpression,
          Targets: [
            {
              Id: 'intake',
              Arn: { 'Fn::GetAtt': ['Intake', 'Arn'] },
              Input: JSON.stringify({ detail: { id, by: 1 } }),
            },
          ],
        },
      })
      const letIn = JSON.parse(JSON.stringify(template.Resources.IntakePolicy).replaceAll('"Deliveries"', '"Hourly"'))
      letIn.Properties.PolicyDocument.Statement.push(
        JSON.parse(JSON.stringify(letIn.Properties.PolicyDocument.Statement[0]).replaceAll('"Facts"', '"Mondays"')),
      )
      const rules = { Hourly: rule('hourly', 'rate(1 hour)'), Mondays: rule('monday', 'cron(30 9 ? * 2 *)') }
      return { ...template, Resources: { ...template.Resources, ...rules, IntakePolicy: letIn } }
    })
    await scheduled.run(START + 48 * HOUR)
    const items = async (id: string) =>
      asFields(
        await scheduled.dynamo.call('GetItem', {
          TableName: scheduled.deployed.outputs.TableName,
          Key: { id: { S: id } },
        }),
      ).Item
    expect(await items('hourly')).toMatchObject({ seen: { N: '48' } })
    expect(await items('monday')).toMatchObject({ seen: { N: '1' } })
    await scheduled.stop()
  })
})

it('starts over in an instant, as if nothing had been', async () => {
  await stack.publish([fact({ id: 'a', by: 1 })])
  await start('F-1')
  await stack.run(START + 10_000)
  await stack.reset()
  await stack.run()
  expect(stack.world.now()).toBe(START)
  expect(await seen('a')).toBeUndefined()
  expect(stack.mail.messages).toEqual([])
  const executions = asFields(
    await stack.machines.call('ListExecutions', { stateMachineArn: resource('Machine').arn ?? '' }),
  )
  expect(fieldsList(executions, 'executions')).toEqual([])
})
