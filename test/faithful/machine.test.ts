import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { synthesise } from '../../lib/cli/synthesise.ts'
import { AwsError } from '../../lib/rehearsal/aws-error.ts'
import { Calls, ConnectionLost } from '../../lib/rehearsal/gateway/calls.ts'
import { text } from '../../lib/rehearsal/gateway/fields.ts'
import { taskRunner } from '../../lib/rehearsal/gateway/tasks.ts'
import { lintDefinition } from '../../lib/rehearsal/states/lint.ts'
import { TaskFailure } from '../../lib/rehearsal/states/machines.ts'
import { readAssembly } from '../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../lib/rehearsal/template/deploy.ts'
import { World } from '../../lib/rehearsal/world.ts'
import { assembly, ROOT } from '../assembly.ts'
import { areRecordingsHere, recordings, saysThatTheRecordingsAreAbsent } from '../rehearsal/states/recordings.ts'

const template = readAssembly(assembly())
const deployed = deploy(template, { account: '111122223333', region: 'us-east-1', endpoint: 'http://127.0.0.1' })
const definitions = deployed
  .ofType('AWS::StepFunctions::StateMachine')
  .map(({ properties }) => text(properties, 'DefinitionString'))

const handler = z.looseObject({ ErrorEquals: z.array(z.string()) })
const state = z.looseObject({
  Resource: z.string().optional(),
  Retry: z.array(handler).default([]),
  Catch: z.array(handler).default([]),
})
const machine = z.looseObject({ States: z.record(z.string(), state) })

/** What goes wrong behind an integration: the code the service answers, no answer at all, or a fault of our function. */
type Trouble = { readonly code: string } | 'no answer' | { readonly fault: string }

/** The name Step Functions gives each trouble, by the integration's service. */
const NAMES: Readonly<Record<string, Readonly<Record<string, Trouble>>>> = {
  dynamodb: {
    'DynamoDb.ConditionalCheckFailedException': { code: 'ConditionalCheckFailedException' },
    'DynamoDb.TransactionCanceledException': { code: 'TransactionCanceledException' },
    'DynamoDb.TransactionConflictException': { code: 'TransactionConflictException' },
    'DynamoDb.ProvisionedThroughputExceededException': { code: 'ProvisionedThroughputExceededException' },
    'DynamoDb.RequestLimitExceededException': { code: 'RequestLimitExceeded' },
    'DynamoDb.InternalServerErrorException': { code: 'InternalServerError' },
    'DynamoDb.LimitExceededException': { code: 'LimitExceededException' },
    'DynamoDb.ThrottlingException': { code: 'ThrottlingException' },
    'DynamoDb.SdkClientException': 'no answer',
    'DynamoDb.DynamoDbException': { code: 'AccessDeniedException' },
  },
  athena: {
    'Athena.InternalServerException': { code: 'InternalServerException' },
    'Athena.InvalidRequestException': { code: 'InvalidRequestException' },
    'Athena.TooManyRequestsException': { code: 'TooManyRequestsException' },
  },
  lambda: {
    'Lambda.ServiceException': { code: 'ServiceException' },
    'Lambda.AWSLambdaException': { code: 'KMSAccessDeniedException' },
    'Lambda.TooManyRequestsException': { code: 'TooManyRequestsException' },
    'Lambda.SdkClientException': 'no answer',
    'Lambda.Unknown': { fault: 'Lambda.Unknown' },
    'Sandbox.Timedout': { fault: 'Sandbox.Timedout' },
    TransientFault: { fault: 'TransientFault' },
  },
  s3: {
    'S3.S3Exception': { code: 'SlowDown' },
    'S3.SdkClientException': 'no answer',
  },
  sqs: {
    'SQS.AmazonSQSException': { code: 'RequestThrottled' },
    'SQS.SdkClientException': 'no answer',
  },
}

/** What the rehearsal does not play, by service or operation: their errors are named after AWS's documentation alone. */
const NOT_REHEARSED = ['athena:', 's3:listObjectsV2', 's3:deleteObjects']
const isRehearsed = (resource: string) => !NOT_REHEARSED.some((one) => resource.includes(`:${one}`))

/** The names of every engine, whatever the integration. */
const GENERAL = ['States.ALL', 'States.Timeout']

const serviceOf = (resource: string) =>
  /^arn:aws:states:::(?:aws-sdk:)?(\w+):/.exec(resource)?.[1] ?? `no integration: ${resource}`

/** What a Task with that resource fails with, when its service is in trouble. */
async function failureOf(resource: string, trouble: Trouble): Promise<unknown> {
  const service = {
    async call() {
      if (trouble === 'no answer') throw new ConnectionLost()
      if ('code' in trouble) throw new AwsError(trouble.code, 'in trouble')
      return { StatusCode: 200, FunctionError: 'Unhandled', Payload: JSON.stringify({ errorType: trouble.fault }) }
    },
  }
  const services = new Map(Object.keys(NAMES).map((name) => [name, service]))
  const world = new World(0)
  const run = taskRunner(new Calls(world, services, () => {}))
  const execution = { arn: 'execution', machineArn: 'machine', roleArn: 'role' }
  const job = { name: 'task', rest() {}, resume() {} }
  try {
    await run({ resource, arguments: {}, execution, state: 'Asked' }, job)
  } catch (error) {
    return error instanceof TaskFailure ? error.error : error
  }
  return 'nothing'
}

describe.each(definitions)('the machine as it is deployed', (definition) => {
  const { States } = machine.parse(JSON.parse(definition))
  const tasks = Object.entries(States).flatMap(([name, { Resource, Retry, Catch }]) =>
    Resource === undefined
      ? []
      : [{ name, resource: Resource, named: [...Retry, ...Catch].flatMap(({ ErrorEquals }) => ErrorEquals) }],
  )

  it('passes the public validator, once its names are filled in', () => {
    expect(definition).not.toContain('${')
    const validate = z.function({ input: [z.unknown()] }).parse(createRequire(import.meta.url)('asl-validator'))
    expect(validate(JSON.parse(definition))).toMatchObject({ isValid: true, errors: [] })
    const dangling = definition.replace(/"Next": ?"\w+"/, '"Next":"Nowhere"')
    expect(validate(JSON.parse(dangling))).toMatchObject({ isValid: false })
  })

  it('passes our own lint', () => {
    expect(lintDefinition(definition)).toEqual([])
  })

  it('names only errors that its integrations can have', () => {
    const unknown = tasks.flatMap(({ name, resource, named }) =>
      named
        .filter((error) => !GENERAL.includes(error) && !Object.hasOwn(NAMES[serviceOf(resource)] ?? {}, error))
        .map((error) => `${name}: ${error}`),
    )
    expect(unknown).toEqual([])
  })

  for (const { name, resource, named } of tasks.filter(({ resource }) => isRehearsed(resource)))
    it(`hears in ${name} of each error under the name it waits for`, async () => {
      for (const error of named.filter((one) => !GENERAL.includes(one))) {
        const trouble = NAMES[serviceOf(resource)]?.[error]
        expect(trouble && (await failureOf(resource, trouble))).toBe(error)
      }
    })
})

describe('the names of errors', () => {
  if (!areRecordingsHere) {
    saysThatTheRecordingsAreAbsent()
    return
  }

  const failed = z.looseObject({ type: z.string(), error: z.string(), resourceType: z.string() })
  const recorded = new Map(
    recordings.flatMap(({ history }) =>
      history.flatMap((event) => {
        const { success, data } = failed.safeParse(event)
        return success &&
          data.type === 'TaskFailed' &&
          /^\w+\.\w+$/.test(data.error) &&
          !data.error.startsWith('States.')
          ? [[`${data.resourceType} ${data.error}`, data] as const]
          : []
      }),
    ),
  )

  it('begin as they were recorded on AWS for the same integration', () => {
    const prefixes = (type: string) =>
      new Set(
        [...recorded.values()]
          .filter(({ resourceType }) => resourceType === type)
          .map(({ error }) => error.split('.')[0]),
      )
    expect([...prefixes('aws-sdk:dynamodb')]).toEqual(['DynamoDb'])
    expect([...prefixes('lambda')]).toEqual(['Lambda'])
    expect([...prefixes('sqs')]).toEqual(['SQS'])
  })
})

/** A template as it is, without where its assets lie. */
function templateOf(folder: string) {
  const { assets, ...template } = readAssembly(folder)
  return { ...template, assets: [...assets.keys()] }
}

describe('the synthesis', () => {
  const folder = mkdtempSync(join(tmpdir(), 'puntual-synth-'))
  beforeAll(() => synthesise(ROOT, folder))
  afterAll(() => rmSync(folder, { recursive: true }))

  it('makes the very template that is rehearsed, by npm start and by the tests', () => {
    expect(templateOf(folder)).toEqual(templateOf(assembly()))
  })

  it('passes every rule of CDK, of AWS Solutions and of serverless stacks', () => {
    const report = z.looseObject({
      pluginReports: z.array(z.looseObject({ conclusion: z.string(), violations: z.array(z.unknown()) })),
    })
    const { pluginReports } = report.parse(JSON.parse(readFileSync(join(folder, 'validation-report.json'), 'utf8')))
    expect(pluginReports.length).toBeGreaterThan(1)
    for (const { conclusion, violations } of pluginReports) {
      expect(conclusion).toBe('success')
      expect(violations).toEqual([])
    }
  })
})
