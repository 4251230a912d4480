import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { NotRehearsed } from '../aws-error.ts'
import { asFields, isFields, only, optionalFields, optionalNumber, text, textList } from '../gateway/fields.ts'
import type { Gateway } from '../gateway/server.ts'
import { isExtension } from '../secrets/extension.ts'
import type { Deployed, Resource } from '../template/deploy.ts'
import type { FunctionSpecification, Functions } from './functions.ts'

const RUNTIMES = new Set(['nodejs22.x', 'nodejs24.x'])

const KNOWN = [
  ...['Architectures', 'Code', 'Description', 'Environment', 'FunctionName', 'Handler', 'LoggingConfig', 'MemorySize'],
  ...[
    'Role',
    'Runtime',
    'Timeout',
    'TracingConfig',
    'ReservedConcurrentExecutions',
    'Tags',
    'KmsKeyArn',
    'EphemeralStorage',
    'Layers',
  ],
]

/** Makes the functions of a stack: each with its own credentials, which stand for its role at the gateway. */
export function deployFunctions(deployed: Deployed, functions: Functions, gateway: Gateway, endpoint: string): void {
  for (const resource of deployed.ofType('AWS::Lambda::Function')) {
    const role = text(resource.properties, 'Role')
    const key = `ASIA${resource.logicalId.toUpperCase()}`
    gateway.issue(key, role)
    if (layersOf(resource).length > 0) gateway.issue(sessionOf(key), role)
    functions.create(specify(resource, deployed, endpoint, key))
  }
}

function specify(resource: Resource, deployed: Deployed, endpoint: string, key: string): FunctionSpecification {
  const { properties, name, arn = '', logicalId } = resource
  only(properties, `the function ${logicalId}`, KNOWN)
  const runtime = text(properties, 'Runtime')
  if (!RUNTIMES.has(runtime)) throw new NotRehearsed(`the runtime ${runtime} of ${logicalId}`)
  const code = asFields(properties.Code, `the code of ${logicalId}`)
  if (code.S3Key === undefined) throw new NotRehearsed(`inline code (function ${logicalId})`)
  const memory = optionalNumber(properties, 'MemorySize') ?? 128
  const [file = '', handler = ''] = splitHandler(text(properties, 'Handler'))
  const variables = optionalFields(properties, 'Environment')?.Variables
  const own = Object.entries(isFields(variables) ? variables : {}).map(([variable, value]) => [variable, String(value)])
  return {
    arn,
    name,
    module: moduleAt(deployed.assetPath(text(code, 'S3Key')), file),
    handler,
    environment: {
      ...Object.fromEntries(own),
      AWS_REGION: deployed.region,
      AWS_DEFAULT_REGION: deployed.region,
      AWS_ENDPOINT_URL: endpoint,
      AWS_ACCESS_KEY_ID: key,
      AWS_SECRET_ACCESS_KEY: 'rehearsal',
      AWS_SESSION_TOKEN: sessionOf(key),
      AWS_EXECUTION_ENV: `AWS_Lambda_${runtime}`,
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_VERSION: '$LATEST',
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(memory),
      AWS_LAMBDA_LOG_GROUP_NAME: `/aws/lambda/${name}`,
      AWS_LAMBDA_INITIALIZATION_TYPE: 'on-demand',
      LAMBDA_TASK_ROOT: '/var/task',
      _HANDLER: text(properties, 'Handler'),
      TZ: ':UTC',
      LANG: 'en_US.UTF-8',
    },
    timeout: (optionalNumber(properties, 'Timeout') ?? 3) * 1000,
    memory,
    concurrency: optionalNumber(properties, 'ReservedConcurrentExecutions'),
  }
}

/** The token of a function's session; only where the extension is beside it does somebody know it. */
const sessionOf = (key: string): string => `session-${key}`

/** The layers of a function: the extension that reads secrets, and no other. */
function layersOf({ properties, logicalId }: Resource): readonly string[] {
  const layers = textList(properties, 'Layers')
  const strange = layers.find((layer) => !isExtension(layer))
  if (strange !== undefined) throw new NotRehearsed(`the layer ${strange} of ${logicalId}`)
  return layers
}

const splitHandler = (handler: string): readonly string[] => {
  const dot = handler.lastIndexOf('.')
  return [handler.slice(0, dot), handler.slice(dot + 1)]
}

function moduleAt(directory: string, file: string): string {
  for (const ending of ['.mjs', '.js', '.cjs']) {
    const path = join(directory, `${file}${ending}`)
    if (existsSync(path)) return path
  }
  throw new Error(`${directory} holds no ${file}.mjs: was the stack synthesised without its functions?`)
}
