import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { join } from 'node:path'
import { asFields, isFields, optionalFields, text } from '../../rehearsal/gateway/fields.ts'
import type { Deployed, Resource } from '../../rehearsal/template/deploy.ts'
import { type Figure, rounded } from './figure.ts'

/** The lowest of this many loads is the one that was disturbed least. */
const LOADS = 5
/** Those that speak to one service of AWS; the others to two or three. */
const ONE_CLIENT = new Set(['PublishEvents', 'DecideNextStep', 'ReleaseBacklog'])
const LOAD = `const began = process.cpuUsage(); require(process.argv[1]); const { user, system } = process.cpuUsage(began)
console.log((user + system) / 1000)`

/** How heavy each function of a stack is: its code in kilobytes, and the processor's milliseconds to load it in a fresh process. */
export function functionWeights(deployed: Deployed): Figure[] {
  return deployed.ofType('AWS::Lambda::Function').flatMap((resource) => {
    const name = resource.logicalId.replace(/^(?:Outbox)?(\w+)Function[0-9A-F]{8}$/, '$1')
    const { S3Key } = asFields(resource.properties.Code)
    const code = join(deployed.assetPath(text({ S3Key }, 'S3Key')), 'index.mjs')
    const times = Array.from({ length: LOADS }, () => load(code, resource))
    const aim = ONE_CLIENT.has(name) ? 'at most 250' : 'at most 400'
    return [
      {
        name: `${name}: code`,
        value: rounded(statSync(code).size / 1024),
        unit: 'KB',
        aim,
        meaning: 'minified code that a cold start reads; the catalog beside it is not counted',
      },
      {
        name: `${name}: load`,
        value: rounded(Math.min(...times)),
        unit: 'CPU ms',
        aim: 'at most 60',
        meaning: `loading it in a fresh process, lowest of ${LOADS}; part of each cold start`,
      },
    ]
  })
}

function load(code: string, { properties }: Resource): number {
  const variables = optionalFields(properties, 'Environment')?.Variables
  const own = Object.entries(isFields(variables) ? variables : {}).map(([name, value]) => [name, String(value)])
  const env = {
    ...Object.fromEntries(own),
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'bench',
    AWS_SECRET_ACCESS_KEY: 'bench',
    AWS_SESSION_TOKEN: 'bench',
  }
  const printed = execFileSync(process.execPath, ['-e', LOAD, code], { env, encoding: 'utf8' })
  return Number(printed.trim().split('\n').at(-1))
}
