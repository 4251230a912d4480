import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync } from 'node:zlib'
import type { Plugin } from 'esbuild'

/** A piece of a package that no function of ours reaches, and what the bundles have in its place. */
interface Unreached {
  /** How its importer names it. */
  readonly name: RegExp
  readonly importer: RegExp
  /** A module that exports the same names. */
  readonly instead: string
}

const UNREACHED: readonly Unreached[] = [
  // The SDK's one dynamic import. esbuild keeps whatever lies behind it whole, and that is the SDK's core: 19 KB.
  {
    name: /^@smithy\/core\/event-streams$/,
    importer: /@smithy.core|client-s3/,
    instead: `export const eventStreamSerdeProvider = () => undefined
      export const resolveEventStreamSerdeConfig = (config) => config
      export class EventStreamSerde { constructor() { throw new Error('no function of ours reads an event stream') } }`,
  },
  // What hides secrets in a log that the SDK is not given; it went through every field of every request and answer.
  { name: /^\.\/schemaLogFilter$/, importer: /smithy/, instead: 'export const schemaLogFilter = () => undefined' },
  // DynamoDB names its endpoint by region; a client asks for others only when it is told to: 8 KB.
  {
    name: /^@aws-sdk\/middleware-endpoint-discovery$/,
    importer: /client-dynamodb/,
    instead: `export const resolveEndpointDiscoveryConfig = (config) => config
      export const NODE_ENDPOINT_DISCOVERY_CONFIG_OPTIONS = {
        environmentVariableSelector: () => undefined, configFileSelector: () => undefined, default: undefined }`,
  },
  // A hash in JavaScript, for places without Node's own: 3 KB.
  { name: /^\.\/Sha256Js$/, importer: /Sha256Node/, instead: 'export class Sha256Js {}' },
  // A way to try again that no client of ours is set to: 4 KB.
  {
    name: /\/AdaptiveRetryStrategy$/,
    importer: /@smithy.core/,
    instead: `export class AdaptiveRetryStrategy {
      constructor() { throw new Error('functions try again in the standard way') } }`,
  },
  // What the user agent tells AWS of the settings of a client: 1 KB.
  {
    name: /\/check-features$/,
    importer: /middleware-user-agent/,
    instead: 'export const checkFeatures = async () => undefined',
  },
  // What one call keeps to itself while others run beside it in the same environment; ours run one by one: 2 KB.
  {
    name: /^@aws\/lambda-invoke-store$/,
    importer: /@aws-sdk|powertools/,
    instead: 'export const InvokeStore = { getInstanceAsync: async () => globalThis.awslambda?.InvokeStore }',
  },
  // Logs that are kept back until something fails, which no logger of ours is asked for: 1 KB.
  { name: /^\.\/logBuffer\.js$/, importer: /powertools.logger/, instead: 'export class CircularMap {}' },
  // Contracts describe JSON, and no value of JSON holds itself: 3 KB.
  {
    name: /^\.\/memoizer\.js$/,
    importer: /zod.v4.core/,
    instead: `export const memoizer = () => ({ alloc: (schema, payload, empty) => empty, guard: () => undefined, attach: () => undefined })
      export const isBackEdge = () => false
      export const isRecursiveSchema = () => false
      export class $ZodCyclicError extends Error {}`,
  },
  // The signature of messages of an event stream: 2 KB.
  { name: /^\.\/HeaderFormatter$/, importer: /signature-v4/, instead: 'export class HeaderFormatter {}' },
  // A machine in EC2 asks it for its region; a function has its region in its environment: 1 KB.
  {
    name: /\/getInstanceMetadataRegion$/,
    importer: /@smithy.core/,
    instead: 'export const getInstanceMetadataRegion = async () => undefined',
  },
  // Files of a developer's machine, which a function does not have: 2 KB, and two files that are looked for in every start.
  {
    name: /\/loadSharedConfigFiles$/,
    importer: /@smithy.core/,
    instead: `export const CONFIG_PREFIX_SEPARATOR = '.'
      export const loadSharedConfigFiles = async () => ({ configFile: {}, credentialsFile: {} })`,
  },
  // A warning to those whose Node is old; the template says which one ours is.
  {
    name: /\/emitWarningIfUnsupportedVersion$/,
    importer: /@(smithy|aws-sdk).core/,
    instead: `export const state = { warningEmitted: true }
      export const emitWarningIfUnsupportedVersion = () => undefined`,
  },
  // How a browser reads an answer: 2 KB.
  {
    name: /\.\/(sdk-stream-mixin|stream-collector)\.browser$/,
    importer: /@smithy.core.*util-stream/,
    instead: `const never = () => { throw new Error('no function of ours runs in a browser') }
      export const [sdkStreamMixin, collectBlob, collectReadableStream, streamCollector] = [never, never, never, never]`,
  },
  // What turns a contract into a JSON Schema, for the documentation: 16 KB.
  {
    name: /^\.\.\/core\/json-schema-processors\.js$/,
    importer: /zod.v4.classic/,
    instead: 'module.exports = {}',
  },
  {
    name: /^\.\.\/core\/to-json-schema\.js$/,
    importer: /zod.v4.classic.schemas/,
    instead: `export const createStandardJSONSchemaMethod = () => undefined
      export const createToJSONSchemaMethod = () => () => { throw new Error('no function of ours writes a JSON Schema') }`,
  },
  // Finding telephone numbers in a text; ours come alone: 8 KB.
  { name: /\/utf-8\.js$/, importer: /libphonenumber-js/, instead: 'module.exports = {}' },
  // Parts of an e-mail that lie at an address; ours are given whole: 9 KB.
  {
    name: /^\.\.\/fetch\/index\.js$/,
    importer: /nodemailer/,
    instead: `export default () => { throw new Error('no part of our e-mails lies elsewhere') }`,
  },
  // The types of attached files, of which our e-mails have none: 74 KB.
  {
    name: /^\.\/mime-types\.js$/,
    importer: /nodemailer/,
    instead: `export const detectMimeType = () => 'application/octet-stream'
      export const detectExtension = () => 'bin'`,
  },
]

const ENDPOINTS = /client-[\w-]+[\\/]dist-es[\\/]endpoint[\\/]endpointResolver\.js$/
const CONTRACTS = /[\\/]lib[\\/]contracts[\\/][\w-]+\.ts$/
const SCHEMAS = /client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_0\.js$/

/**
 * Takes out of the packages what the functions carry and never reach; `docs/bench.md` says how much that is.
 *
 * A package that changes its names is bundled as it is: larger, and not wrong.
 */
export const leanerPackages: Plugin = {
  name: 'leaner-packages',
  setup(build) {
    UNREACHED.forEach(({ name, importer, instead }, index) => {
      build.onResolve({ filter: name }, (asked) =>
        importer.test(asked.importer) ? { path: String(index), namespace: 'unreached' } : undefined,
      )
      build.onLoad({ filter: new RegExp(`^${index}$`), namespace: 'unreached' }, () => ({ contents: instead }))
    })
    build.onResolve({ filter: /^\.\.\/(\.\.\/)?es6\// }, ({ path, resolveDir }) =>
      /libphonenumber-js/.test(resolveDir)
        ? { path: join(resolveDir, path.replace('/es6/', '/es6-modern/')) }
        : undefined,
    )
    build.onLoad({ filter: /metadata\.mobile\.json\.js$/ }, ({ path }) => ({
      contents: packedPlans(readFileSync(path.replace(/\.js$/, ''), 'utf8')),
    }))
    // A client reads its version from its package.json, and esbuild takes the whole of it: 2 KB each.
    build.onLoad({ filter: /client-[\w-]+[\\/]package\.json$/ }, ({ path }) => ({
      contents: versionOf(path),
      loader: 'json',
    }))
    build.onLoad({ filter: /util-endpoints[\\/]lib[\\/]aws[\\/]partitions\.js$/ }, ({ path }) => ({
      contents: byPatternAlone(readFileSync(path, 'utf8')),
    }))
    build.onLoad({ filter: ENDPOINTS }, ({ path }) => {
      // The host of S3 is that of the bucket: its rules stay.
      if (/client-s3[\\/]/.test(path)) return undefined
      const contents = plainEndpoint(readFileSync(path.replace(/endpointResolver\.js$/, 'bdd.js'), 'utf8'))
      return contents === undefined ? undefined : { contents, resolveDir: join(path, '..') }
    })
    build.onLoad({ filter: CONTRACTS }, ({ path }) => ({
      contents: undescribed(readFileSync(path, 'utf8'), path),
      loader: 'ts',
    }))
    build.onLoad({ filter: SCHEMAS }, ({ path }) => ({
      contents: withoutStrangeErrors(spelledOut(readFileSync(path, 'utf8')), path),
    }))
  },
}

/** Where the plan of a country has the ways to write its numbers down. */
const FORMATS = 4

/** What it takes to tell a mobile number, for every country, without the ways to write it down, and packed: 18 KB instead of 96. */
function packedPlans(text: string): string {
  const plans: { countries: Record<string, unknown[]> } = JSON.parse(text)
  const countries = Object.entries(plans.countries).map(([country, plan]) => [country, plan.with(FORMATS, 0)])
  const packed = brotliCompressSync(JSON.stringify({ ...plans, countries: Object.fromEntries(countries) }))
  return `import { brotliDecompressSync } from 'node:zlib'
    export default JSON.parse(brotliDecompressSync(Buffer.from('${packed.toString('base64')}', 'base64')).toString())`
}

/**
 * A client decides by a machine of rules at which host its service is: 6 to 11 KB for what is, in every region, the
 * service's name, the region's and the partition's. Asked for anything else (FIPS, two stacks) it says so.
 */
function plainEndpoint(rules: string): string | undefined {
  const hosts = [...rules.matchAll(/"https:\/\/([a-z-]+)\.\{Region\}\.\{PartitionResult#dnsSuffix\}"/g)]
  const names = hosts.flatMap(([, name = '']) => (/-fips$|^search-/.test(name) ? [] : [name]))
  const [name] = names
  if (name === undefined || names.length > 1) return undefined
  return `import { partition } from '@aws-sdk/core/client'
    export function defaultEndpointResolver({ Endpoint, Region, UseFIPS, UseDualStack }) {
      if (Endpoint) return { url: new URL(Endpoint), properties: {}, headers: {} }
      if (!Region || UseFIPS || UseDualStack) throw new Error('functions ask ${name} at its plain endpoint of their region')
      const url = new URL(\`https://${name}.\${Region}.\${partition(Region).dnsSuffix}\`)
      return { url, properties: {}, headers: {} }
    }`
}

/** The list of regions is for their names; which partition one is in, its pattern says as well, and of a partition only its suffix is asked: 5 KB. */
const byPatternAlone = (partitions: string): string =>
  partitions
    .replace(/"regions": \{(?:\s*"[^"]+": \{[^}]*\},?)*\s*\}/g, '"regions": {}')
    .replace(/\s*"(?:dualStackDnsSuffix|implicitGlobalRegion|supportsDualStack|supportsFIPS)": [^,\n]*,?/g, '')

/** What docs/events.md says; a described contract is a copy, made in every start: 9 KB and 3 ms. The report of a file says what an address must be. */
const undescribed = (contract: string, path: string): string =>
  contract.replace(DESCRIBED, '').replace(path.endsWith('event-fields.ts') ? /^$/ : ALLOWED, '')
const DESCRIBED = /\.describe\(\s*('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`$]*`),?\s*\)/g
const ALLOWED = /\.meta\(\{\s*allowed:\s*(?:\w+|'(?:[^'\\]|\\.)*'|`[^`]*`),?\s*\}\)/g

function versionOf(path: string): string {
  const { version }: { version: string } = JSON.parse(readFileSync(path, 'utf8'))
  return JSON.stringify({ version })
}

/** esbuild keeps an object whose keys are computed, used or not: with the names of its operations spelled out, Pinpoint's client loses 50 KB. */
function spelledOut(schemas: string): string {
  const names = new Map([...schemas.matchAll(/^const (_\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [name, text]))
  return schemas.replace(/\[(_\w+)\]:/g, (computed, name: string) =>
    names.has(name) ? `${names.get(name)}:` : computed,
  )
}

/** Where our code names errors of a client. */
const OURS = join(import.meta.dirname, '..', 'aws')

/**
 * A client has a class for every error of its service, and registers all: 5 to 9 KB each. One that is not registered
 * arrives as the client's base exception under its own name; so those stay that our code names, and those that say by
 * themselves that one may try again.
 */
function withoutStrangeErrors(schemas: string, path: string): string {
  const classes = readFileSync(join(path, '..', '..', 'models', 'errors.js'), 'utf8').split('export class ')
  const repeatable = classes.flatMap((text) => (text.includes('$retryable') ? (/^\w+/.exec(text) ?? []) : []))
  const kept = new Set([...wordsOfOurs(), ...repeatable])
  return schemas.replace(/^n0_registry\.registerError\(\w+\$, (\w+)\);$/gm, (registered, name: string) =>
    kept.has(name) ? registered : '',
  )
}

function wordsOfOurs(): readonly string[] {
  const files = readdirSync(OURS).filter((file) => file.endsWith('.ts'))
  return files.flatMap((file) => readFileSync(join(OURS, file), 'utf8').match(/\b[A-Z]\w+\b/g) ?? [])
}
