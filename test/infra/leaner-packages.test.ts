import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'esbuild'
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as z from 'zod'
import { leanerPackages } from '../../lib/infra/leaner-packages.ts'
import { ROOT } from './synthesised.ts'

async function bundled(contents: string, plugins = [leanerPackages]): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    plugins,
    alias: { '@aws-sdk/credential-provider-node': join(ROOT, 'lib', 'aws', 'environment-credentials.ts') },
    banner: { js: "import{createRequire as requireFor}from'node:module';const require=requireFor('file:///');" },
    write: false,
  })
  return outputFiles.map(({ text }) => text).join('')
}

const answers = z.looseObject({ answer: z.function({ input: [], output: z.promise(z.array(z.unknown())) }) })

/** What the same code answers with the packages made lean, and with the whole of them. */
async function bothWays(contents: string): Promise<readonly (readonly unknown[])[]> {
  const codes = await Promise.all([bundled(contents), bundled(contents, [])])
  const loaded: unknown[] = await Promise.all(
    codes.map((code) => import(`data:text/javascript,${encodeURIComponent(code)}`)),
  )
  return Promise.all(loaded.map((one) => answers.parse(one).answer()))
}

const CLIENTS = [
  'dynamodb',
  'sfn',
  'ses',
  'pinpoint',
  'pinpoint-sms-voice-v2',
  'socialmessaging',
  'eventbridge',
  'firehose',
  's3',
]

const packaged = (path: string): string => readFileSync(join(ROOT, 'node_modules', '@aws-sdk', path), 'utf8')
const REGIONS = [
  ...packaged('core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js').matchAll(
    /"([a-z]+(?:-[a-z]+)+-\d)": \{/g,
  ),
].map(([, region]) => region)
const ERRORS = [...packaged('client-dynamodb/dist-es/models/errors.js').matchAll(/^export class (\w+)/gm)].map(
  ([, name]) => name,
)

const telling = z.looseObject({ told: z.function({ input: [z.array(z.string())], output: z.array(z.string()) }) })

describe('a package without what no function reaches', () => {
  it('tells the same mobile numbers from all others, in every country', async () => {
    const code = await bundled(`import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
      export const told = (texts) => texts.map((text) => {
        const number = parsePhoneNumberFromString(text)
        return number?.isValid() ? number.number : 'none'
      })`)
    const mobiles = getCountries().flatMap((country) => getExampleNumber(country, examples)?.number ?? [])
    const others = mobiles.flatMap((mobile) => [mobile.slice(0, -1), `${mobile}0`, mobile.replace(/\d(?=\d{6}$)/, '1')])
    const loaded: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`)
    const told = telling.parse(loaded).told([...mobiles, ...others])
    expect(told.filter((one) => one !== 'none').length).toBeGreaterThan(mobiles.length)
    expect(told).toEqual(
      [...mobiles, ...others].map((text) => {
        const number = parsePhoneNumberFromString(text)
        return number?.isValid() ? number.number : 'none'
      }),
    )
  })

  it('finds every service of ours in every region where the whole client finds it', async () => {
    const imports = CLIENTS.map(
      (client, index) =>
        `import { defaultEndpointResolver as find${index} } from './node_modules/@aws-sdk/client-${client}/dist-es/endpoint/endpointResolver.js'`,
    )
    const [lean, whole] = await bothWays(`${imports.join('\n')}
      export const answer = async () => [${CLIENTS.map((_, index) => `find${index}`)}].flatMap((find) =>
        [...${JSON.stringify(REGIONS)}.map((Region) => ({ Region })), { Region: 'us-east-1', Endpoint: 'http://127.0.0.1:9' }].map(
          (asked) => find({ UseFIPS: false, UseDualStack: false, ...asked }).url.href))`)
    expect(lean).toEqual(whole)
    expect(lean?.length).toBeGreaterThan(CLIENTS.length * 30)
  })

  it('hears every error of DynamoDB by its name, and may try again after the same ones', async () => {
    const [lean, whole] = await bothWays(`
      import { DynamoDBClient, GetItemCommand, TransactionCanceledException } from '@aws-sdk/client-dynamodb'
      import { isThrottlingError, isTransientError } from '@smithy/core/retry'
      export const answer = () => Promise.all(${JSON.stringify(ERRORS)}.map(async (name) => {
        const body = [Buffer.from(JSON.stringify({ __type: 'com.amazonaws.dynamodb.v20120810#' + name, message: 'told' }))]
        const response = { statusCode: name.startsWith('Internal') ? 500 : 400, headers: {}, body: Readable.from(body) }
        const requestHandler = { handle: async () => ({ response }), metadata: {} }
        const credentials = { accessKeyId: 'a', secretAccessKey: 'b' }
        const client = new DynamoDBClient({ region: 'us-east-1', credentials, requestHandler, maxAttempts: 1 })
        const error = await client.send(new GetItemCommand({ TableName: 't', Key: {} })).catch((one) => one)
        return [error.name, error.message, error.$fault, error instanceof TransactionCanceledException,
          isThrottlingError(error), isTransientError(error)]
      }))
      import { Readable } from 'node:stream'`)
    expect(lean).toEqual(whole)
    expect(lean?.map((one) => Array.isArray(one) && one[0])).toEqual(ERRORS)
  })

  it.each([
    ['of its environment', undefined, 'Root=1-2'],
    ['of the runtime', { getXRayTraceId: () => 'Root=3-4' }, 'Root=3-4'],
  ])('tells AWS the trace %s', async (_, InvokeStore, trace) => {
    vi.stubEnv('AWS_LAMBDA_FUNCTION_NAME', 'f')
    vi.stubEnv('_X_AMZN_TRACE_ID', 'Root=1-2')
    vi.stubGlobal('awslambda', { InvokeStore })
    onTestFinished(() => {
      vi.unstubAllEnvs()
      vi.unstubAllGlobals()
    })
    const [lean, whole] = await bothWays(`
      import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
      export const answer = async () => {
        const seen = []
        const handle = async ({ headers }) => { seen.push(headers['X-Amzn-Trace-Id']); throw new Error('enough') }
        const [credentials, requestHandler] = [{ accessKeyId: 'a', secretAccessKey: 'b' }, { handle, metadata: {} }]
        const client = new DynamoDBClient({ region: 'us-east-1', credentials, requestHandler, maxAttempts: 1 })
        await client.send(new GetItemCommand({ TableName: 't', Key: {} })).catch(() => undefined)
        return [...seen, '${trace}']
      }`)
    expect([lean, whole]).toEqual([
      [trace, trace],
      [trace, trace],
    ])
  })

  it('takes and refuses the same events, with the same words', async () => {
    const folder = join(ROOT, 'docs', 'examples')
    const details = readdirSync(folder).map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')))
    const [lean, whole] = await bothWays(`import { EVENTS_IN } from './lib/contracts/events.ts'
      export const answer = async () => ${JSON.stringify(details)}.flatMap((detail) =>
        Object.entries(EVENTS_IN).flatMap(([name, contract]) =>
          [detail, { ...detail, total: -1, invoice: [detail] }].map((told) => {
            const { success, data, error } = contract.safeParse(told)
            return success ? data : name + error.message
          })))`)
    expect(lean).toEqual(whole)
    expect(lean?.filter((one) => typeof one === 'object').length).toBeGreaterThanOrEqual(details.length)
  })

  it('names the key of a mapping that it does not know, its line, and the keys that there are', async () => {
    const [lean, whole] = await bothWays(`import { readMapping } from './lib/catalog/read-mapping.ts'
      export const answer = async () => {
        try { readMapping('m.yaml', 'source: erp\\ncountries: { "57": { contry: CO } }\\ndate: 1\\n') }
        catch ({ problems }) { return problems }
      }`)
    expect(lean).toEqual(whole)
    expect(lean).toContainEqual({
      line: 3,
      column: 'date of m.yaml',
      value: 'the key "date"',
      allowed: expect.stringContaining('the keys columns, delimiter, dates,'),
    })
    expect(lean).toContainEqual(expect.objectContaining({ line: 2, allowed: 'the keys country, zone, language' }))
  })
})
