import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { AwsError } from '../../../lib/rehearsal/aws-error.ts'
import { Calls, ConnectionLost, type OnCall } from '../../../lib/rehearsal/gateway/calls.ts'
import { Gateway } from '../../../lib/rehearsal/gateway/server.ts'
import { Functions } from '../../../lib/rehearsal/lambda/functions.ts'
import { World } from '../../../lib/rehearsal/world.ts'

const START = Date.UTC(2026, 10, 21, 12)

/** A tiny service under the name of DynamoDB: it answers with what it was asked. */
const echo = {
  call: async (operation: string, input: object) => {
    if (operation === 'DeleteItem') throw new AwsError('ConditionalCheckFailedException', 'no')
    return { Item: { operation: { S: operation }, input: { S: JSON.stringify(input) } } }
  },
}

const SDK = `
import { DynamoDBClient, GetItemCommand, DeleteItemCommand } from '@aws-sdk/client-dynamodb'
const client = new DynamoDBClient({ maxAttempts: 3 })
const impatient = new DynamoDBClient({ maxAttempts: 1, requestHandler: { requestTimeout: 2000, throwOnRequestTimeout: true } })
const get = (id, by = client) => by.send(new GetItemCommand({ TableName: 't', Key: { id: { S: String(id) } } }))
`

const HANDLERS = {
  greet: `export const handler = async (event, context) => ({ hello: event.name, id: context.awsRequestId, left: context.getRemainingTimeInMillis(), env: Object.keys(process.env).sort() })`,
  clock: `export const handler = async () => { const before = new Date().toISOString(); const t = performance.now(); await new Promise((r) => setTimeout(r, 3_600_000 * 24 * 40)); return { before, after: new Date(Date.now()).toISOString(), elapsed: performance.now() - t } }`,
  sleepy: `import { setTimeout } from 'node:timers/promises'\nexport const handler = async () => { await setTimeout(5000); return 'late' }`,
  throws: `export const handler = async () => { class PolicyFault extends Error { name = 'PolicyFault' } throw new PolicyFault('no policy') }`,
  stuck: `export const handler = () => new Promise(() => {})`,
  chance: `import { randomUUID } from 'node:crypto'\nexport const handler = async () => [Math.random(), randomUUID(), crypto.randomUUID()]`,
  talks: `export const handler = async () => { console.log('one', { two: 2 }); console.error('three') }`,
  calls: `${SDK}\nexport const handler = async () => (await get(1)).Item`,
  many: `${SDK}\nexport const handler = async () => (await Promise.all([1,2,3,4,5,6].map((id) => get(id)))).map((answer) => answer.Item.input.S)`,
  refused: `${SDK}\nexport const handler = async () => { try { await client.send(new DeleteItemCommand({ TableName: 't', Key: { id: { S: '1' } } })) } catch (error) { return error.name } }`,
  impatient: `${SDK}\nexport const handler = async () => { try { await get(1, impatient) } catch (error) { return [error.name, Date.now()] } }`,
  persists: `${SDK}\nexport const handler = async () => { await get(1, impatient).catch(() => {}); await new Promise((r) => setTimeout(r, 6000)); return Date.now() }`,
  outside: `export const handler = async () => (await fetch('https://pay.example/1')).status`,
}

let directory: string
let world: World
let gateway: Gateway
let calls: Calls
let functions: Functions

const arn = (name: string) => `arn:aws:lambda:us-east-1:000000000000:function:${name}`

beforeAll(async () => {
  directory = mkdtempSync(join(tmpdir(), 'functions-'))
  const { build } = await import('esbuild')
  for (const [name, code] of Object.entries(HANDLERS)) {
    writeFileSync(join(directory, `${name}.mjs`), code)
  }
  await build({
    entryPoints: Object.keys(HANDLERS).map((name) => ({ in: join(directory, `${name}.mjs`), out: name })),
    outdir: join(directory, 'bundled'),
    outExtension: { '.js': '.mjs' },
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node24',
    nodePaths: ['node_modules'],
    banner: { js: "import{createRequire as $r}from'node:module';const require=$r(import.meta.url);" },
  })
  world = new World(START)
  gateway = new Gateway(world)
  const port = await gateway.listen()
  functions = new Functions({
    world,
    gateway: { host: '127.0.0.1', port },
    onCall: (sandbox, call, asked) => gateway.take(sandbox, call, asked),
  })
  calls = new Calls(world, new Map([['dynamodb', echo]]), () => {})
  gateway.serve(calls, (id) => functions.sandbox(id))
  for (const name of Object.keys(HANDLERS))
    functions.create({
      arn: arn(name),
      name,
      module: join(directory, 'bundled', `${name}.mjs`),
      handler: 'handler',
      environment: {
        AWS_REGION: 'us-east-1',
        AWS_ENDPOINT_URL: `http://127.0.0.1:${port}`,
        AWS_ACCESS_KEY_ID: 'AKIA',
        AWS_SECRET_ACCESS_KEY: 'secret',
      },
      timeout: name === 'clock' ? Number.MAX_SAFE_INTEGER - START : 10_000,
      memory: 128,
      concurrency: undefined,
    })
}, 60_000)

afterEach(async () => {
  calls.onCall = undefined
  gateway.outside = undefined
  world.reset(START)
  await functions.reset()
})

afterAll(async () => {
  await functions.stop()
  await gateway.close()
  rmSync(directory, { recursive: true })
})

const invoke = async (name: string, event: unknown = {}) => {
  const [result] = await Promise.all([functions.invoke(arn(name), event), world.run()])
  return result
}

const onCall = (hook: OnCall) => {
  calls.onCall = hook
}

describe('a function in its sandbox', () => {
  it('answers with data, and finds its own environment and nothing else', async () => {
    expect(await invoke('greet', { name: 'Ana' })).toEqual({
      payload: {
        hello: 'Ana',
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        left: 10_000,
        env: ['AWS_ACCESS_KEY_ID', 'AWS_ENDPOINT_URL', 'AWS_REGION', 'AWS_SECRET_ACCESS_KEY'],
      },
    })
  })

  it('lives on the simulated clock: forty days of sleep are over at once', async () => {
    expect(await invoke('clock')).toEqual({
      payload: { before: '2026-11-21T12:00:00.000Z', after: '2026-12-31T12:00:00.000Z', elapsed: 40 * 86_400_000 },
    })
    expect(world.now()).toBe(START + 40 * 86_400_000)
  })

  it('sleeps with the promises of node:timers too', async () => {
    expect(await invoke('sleepy')).toEqual({ payload: 'late' })
    expect(world.now()).toBe(START + 5_000)
  })

  it('ends with its error, named as the code named it', async () => {
    expect(await invoke('throws')).toMatchObject({ error: { errorType: 'PolicyFault', errorMessage: 'no policy' } })
  })

  it('is ended when nothing can ever wake it', async () => {
    expect(await invoke('stuck')).toMatchObject({ error: { errorType: 'Runtime.ExitError' } })
    expect(await invoke('stuck')).toMatchObject({ error: { errorType: 'Runtime.ExitError' } })
  })

  it('draws the same chance in every run', async () => {
    const first = await invoke('chance')
    world.reset(START)
    await functions.reset({ cold: true })
    expect(await invoke('chance')).toEqual(first)
  })

  it('has no sandbox left when all are ended, however many it had', async () => {
    await Promise.all([functions.invoke(arn('sleepy'), {}), functions.invoke(arn('sleepy'), {}), world.run()])
    const left = () => ['sleepy#1', 'sleepy#2', 'sleepy#3'].filter((id) => functions.sandbox(id)).length
    expect(left()).toBeGreaterThan(1)
    await functions.reset({ cold: true })
    expect(left()).toBe(0)
  })

  it('starts cold when other code takes its place, and is warm when that is taken back', async () => {
    await invoke('talks')
    const [id] = ['talks#1', 'talks#2', 'talks#3'].filter((one) => functions.sandbox(one))
    const warm = functions.sandbox(id ?? '')
    await functions.replace()
    const lives = () => ['talks#1', 'talks#2', 'talks#3', 'talks#4'].filter((one) => functions.sandbox(one))
    await invoke('talks')
    await functions.replace()
    await invoke('talks')
    expect(lives().filter((one) => functions.sandbox(one) !== warm)).toHaveLength(1)
    await functions.takeBack()
    await invoke('talks')
    expect(lives().map((one) => functions.sandbox(one))).toEqual([warm])
  })

  it('keeps nothing of other code that was warm, whatever was cold when it came', async () => {
    await functions.reset({ cold: true })
    await functions.replace()
    await invoke('talks')
    await functions.replace()
    await functions.takeBack()
    const born = Array.from({ length: 20 }, (_, index) => `talks#${index}`)
    expect(born.filter((one) => functions.sandbox(one))).toEqual([])
  })

  it('keeps what it writes, with the simulated time', async () => {
    await invoke('talks')
    expect(functions.logs('talks').map(({ at, text }) => [at, text])).toEqual([
      [START, 'one { two: 2 }'],
      [START, 'three'],
    ])
  })
})

describe('a function and the gateway', () => {
  it('calls AWS with the ordinary SDK', async () => {
    expect(await invoke('calls')).toEqual({
      payload: { operation: { S: 'GetItem' }, input: { S: '{"TableName":"t","Key":{"id":{"S":"1"}}}' } },
    })
  })

  it('has its calls taken in the same order in every run, even those it makes at once', async () => {
    const runs: string[][] = []
    for (const _ of [1, 2, 3, 4]) {
      world.reset(START)
      await functions.reset({ cold: true })
      const seen: string[] = []
      onCall(async ({ input }, proceed) => {
        seen.push(JSON.stringify(input.Key))
        return proceed()
      })
      await invoke('many')
      await invoke('many')
      runs.push(seen)
    }
    expect(runs[0]).toHaveLength(12)
    for (const run of runs) expect(run).toEqual(runs[0])
  })

  it('sees the errors of a service under their names', async () => {
    expect(await invoke('refused')).toEqual({ payload: 'ConditionalCheckFailedException' })
  })

  it('backs off in simulated time when it is throttled', async () => {
    let times = 0
    onCall(async (_call, proceed) => {
      if (++times < 3) throw new AwsError('ThrottlingException', 'slow down')
      return proceed()
    })
    expect(await invoke('calls')).toHaveProperty('payload.operation.S', 'GetItem')
    expect(times).toBe(3)
    expect(world.now()).toBeGreaterThan(START)
  })

  it('tries again after a lost connection', async () => {
    let times = 0
    onCall(async (_call, proceed) => {
      if (++times === 1) throw new ConnectionLost()
      return proceed()
    })
    expect(await invoke('calls')).toHaveProperty('payload.operation.S', 'GetItem')
    expect(times).toBe(2)
  })

  it('gives up a call that hangs after its own request time-out', async () => {
    onCall((call) => call.hang())
    expect(await invoke('impatient')).toEqual({ payload: ['TimeoutError', START + 2_000] })
  })

  it('waits for an answer that is only slow', async () => {
    onCall(async (call, proceed) => {
      await call.sleep(1_500)
      return proceed()
    })
    expect(await invoke('calls')).toHaveProperty('payload.operation.S', 'GetItem')
    expect(world.now()).toBe(START + 1_500)
  })

  it('goes on by itself when a call that it gave up is answered after all', async () => {
    onCall(async (call, proceed) => {
      await call.sleep(5_000)
      return proceed()
    })
    expect(await invoke('persists')).toEqual({ payload: START + 8_000 })
  })

  it('is ended at its own time-out when a call never answers', async () => {
    onCall((call) => call.hang())
    expect(await invoke('calls')).toMatchObject({
      error: {
        errorType: 'Sandbox.Timedout',
        errorMessage: expect.stringContaining('Task timed out after 10.00 seconds'),
      },
    })
    expect(world.now()).toBe(START + 10_000)
    onCall((_call, proceed) => proceed())
    expect(await invoke('calls')).toHaveProperty('payload.operation.S', 'GetItem')
  })

  it('reaches no host outside unless somebody answers for it', async () => {
    expect(await invoke('outside')).toEqual({ payload: 501 })
    gateway.outside = async ({ url }) => ({ status: url === 'https://pay.example/1' ? 204 : 404 })
    expect(await invoke('outside')).toEqual({ payload: 204 })
  })
})
