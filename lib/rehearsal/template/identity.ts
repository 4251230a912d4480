import { createHash } from 'node:crypto'
import type { ResourceType } from './resource-types.ts'
import { invalid } from './shape.ts'

/** Where a stack is deployed; `endpoint` is the origin of the gateway, without a trailing slash. */
export interface Place {
  readonly account: string
  readonly region: string
  readonly stackName: string
  readonly endpoint: string
}

/** What the world calls a resource: its name, what `Ref` answers (the physical id), its ARN and its attributes. */
export interface Identity {
  readonly name: string
  readonly physicalId: string
  readonly arn?: string
  readonly attributes: Readonly<Record<string, string>>
}

/** Names a resource as AWS would, the same on every run: what AWS draws at random here follows from stack and logical id. */
export function identify(
  logicalId: string,
  type: ResourceType,
  place: Place,
  property: (name: string) => unknown,
): Identity {
  const digest = createHash('sha256').update(`${place.stackName}/${logicalId}`).digest('hex')
  const suffix = BigInt(`0x${digest}`).toString(36).toUpperCase().slice(0, 12)
  const given = type.name === undefined ? undefined : property(type.name)
  const name = given === undefined ? madeUp(type, place.stackName, logicalId, suffix, property) : String(given)

  const known: Record<string, string> = { ...place, logicalId, suffix, name, uuid: uuidOf(digest) }
  const fill = (text: string): string =>
    text.replace(/\{(\w+)\}/g, (_, key: string) => {
      const value = known[key] ?? property(key) ?? type.defaults?.[key]
      if (value === undefined) throw invalid(`${logicalId} needs the property ${key}`)
      return String(value)
    })
  if (type.defaults?.EventBusName) Object.assign(known, busPrefixes(fill('{EventBusName}')))
  if (type.arn !== undefined) known.arn = fill(type.arn)
  const physicalId = fill(type.ref ?? '{name}')
  known.ref = physicalId

  const attributes: Record<string, string> = {}
  for (const [key, text] of Object.entries(type.attributes ?? {})) attributes[key] = fill(text)
  for (const [needed, more] of Object.entries(type.attributesWith ?? {}))
    if (property(needed) !== undefined) for (const [key, text] of Object.entries(more)) attributes[key] = fill(text)
  return { name, physicalId, attributes, ...(known.arn === undefined ? {} : { arn: known.arn }) }
}

/** The part of an EventBridge bus's name or ARN that names it. */
export const busName = (nameOrArn: string): string => nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1)

const busPrefixes = (bus: string) => {
  const name = busName(bus)
  return name === 'default' ? { busPath: '', busPipe: '' } : { busPath: `${name}/`, busPipe: `${name}|` }
}

/** Stack, logical id and suffix, cut from the right of the stable part so that the suffix always survives the limit. */
function madeUp(
  type: ResourceType,
  stackName: string,
  logicalId: string,
  suffix: string,
  property: (name: string) => unknown,
): string {
  const ending = type.name === 'QueueName' && property('FifoQueue') === true ? '.fifo' : ''
  const room = (type.limit ?? 255) - suffix.length - ending.length - 1
  const name = `${`${stackName}-${logicalId}`.slice(0, room)}-${suffix}${ending}`
  return type.lowerCase ? name.toLowerCase() : name
}

/** The digest in the shape of a UUID. */
export const uuidOf = (digest: string): string =>
  digest.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
