import { createHash } from 'node:crypto'
import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { NewEvent } from '../events/buses.ts'
import type { Allow } from '../gateway/authorise.ts'
import { OPERATOR, type Principal, type Service } from '../gateway/calls.ts'
import { type Fields, isFields, only, optionalFields, optionalText, text } from '../gateway/fields.ts'
import { identifier } from '../gateway/identifier.ts'
import type { Deployed } from '../template/deploy.ts'
import type { World } from '../world.ts'

/** One version of an object; each character of `bytes` is one byte. */
interface Version {
  readonly id: string
  readonly bytes: string
  /** Simulated milliseconds. */
  readonly at: number
}

/** What the buckets hold: by bucket and key, the versions, oldest first. */
export type BucketsSnapshot = readonly (readonly [
  bucket: string,
  objects: readonly (readonly [string, readonly Version[]])[],
])[]

interface Bucket {
  readonly arn: string
  readonly keepsVersions: boolean
  readonly tellsEventBridge: boolean
  readonly objects: Map<string, readonly Version[]>
}

/** S3 as far as the template uses it: objects are put whole, read whole or from a byte on, and listed; EventBridge hears of each. */
export class Buckets implements Service {
  readonly #world: World
  readonly #allow: Allow
  readonly #tell: (event: NewEvent) => void
  readonly #buckets: ReadonlyMap<string, Bucket>

  constructor(options: { world: World; deployed: Deployed; allow: Allow; tell: (event: NewEvent) => void }) {
    this.#world = options.world
    this.#allow = options.allow
    this.#tell = options.tell
    this.#buckets = new Map(
      options.deployed.ofType('AWS::S3::Bucket').map(({ name, arn = '', properties }): [string, Bucket] => {
        const { VersioningConfiguration: versions, NotificationConfiguration: notifications } = properties
        const told = isFields(notifications) ? optionalFields(notifications, 'EventBridgeConfiguration') : undefined
        return [
          name,
          {
            arn,
            keepsVersions: isFields(versions) && versions.Status === 'Enabled',
            tellsEventBridge: told?.EventBridgeEnabled === true,
            objects: new Map(),
          },
        ]
      }),
    )
  }

  async call(operation: string, input: Fields, principal: Principal): Promise<unknown> {
    const name = text(input, 'Bucket')
    const bucket = this.#buckets.get(name)
    if (!bucket) throw new AwsError('NoSuchBucket', 'The specified bucket does not exist', 404)
    switch (operation) {
      case 'PutObject':
        return this.#put(name, bucket, input, principal)
      case 'GetObject':
        return this.#get(bucket, input, principal)
      case 'ListObjectsV2':
        return listOf(bucket, input)
      default:
        throw new NotRehearsed(`s3:${operation}`)
    }
  }

  snapshot(): BucketsSnapshot {
    return [...this.#buckets].map(([name, { objects }]) => [name, [...objects]])
  }

  restore(snapshot: BucketsSnapshot): void {
    for (const { objects } of this.#buckets.values()) objects.clear()
    for (const [name, objects] of snapshot)
      for (const [key, versions] of objects) this.#buckets.get(name)?.objects.set(key, versions)
  }

  #put(name: string, bucket: Bucket, input: Fields, principal: Principal): Fields {
    only(input, 's3:PutObject', ['Bucket', 'Key', 'Body'])
    const [key, bytes] = [text(input, 'Key'), text(input, 'Body')]
    const before = bucket.objects.get(key) ?? []
    const id = bucket.keepsVersions ? identifier(`${name}/${key}`, before.length + 1).replaceAll('-', '') : 'null'
    const version: Version = { id, bytes, at: this.#world.now() }
    bucket.objects.set(key, bucket.keepsVersions ? [...before, version] : [version])
    const known = bucket.keepsVersions ? { 'version-id': id } : {}
    if (bucket.tellsEventBridge)
      this.#tell({
        source: 'aws.s3',
        detailType: 'Object Created',
        resources: [bucket.arn],
        detail: {
          version: '0',
          bucket: { name },
          object: { key, size: bytes.length, etag: etagOf(version), ...known, sequencer: String(before.length + 1) },
          'request-id': id,
          requester: principal === OPERATOR ? 'operator' : principal.split(':')[4],
          'source-ip-address': '127.0.0.1',
          reason: 'PutObject',
        },
      })
    return { ETag: `"${etagOf(version)}"`, ...(bucket.keepsVersions && { VersionId: id }) }
  }

  #get({ arn, objects }: Bucket, input: Fields, principal: Principal): Fields {
    only(input, 's3:GetObject', ['Bucket', 'Key', 'VersionId', 'Range'])
    const [asked, range] = [optionalText(input, 'VersionId'), optionalText(input, 'Range')]
    const versions = objects.get(text(input, 'Key')) ?? []
    const found = asked === undefined ? versions.at(-1) : versions.find(({ id }) => id === asked)
    if (!found) {
      // Whoever may not list a bucket is not told that something is not there.
      if (principal !== OPERATOR) this.#allow({ principal, action: 's3:ListBucket', resource: arn })
      if (asked !== undefined) throw new AwsError('NoSuchVersion', 'The specified version does not exist.', 404)
      throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404)
    }
    const [, first] = /^bytes=(\d+)-$/.exec(range ?? 'bytes=0-') ?? []
    if (first === undefined) throw new NotRehearsed(`s3:GetObject with the range ${range}`)
    const { bytes, at, id } = found
    if (range !== undefined && Number(first) >= bytes.length)
      throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416)
    const Body = bytes.slice(Number(first))
    return {
      Body,
      ContentLength: String(Body.length),
      ETag: `"${etagOf(found)}"`,
      LastModified: new Date(at).toUTCString(),
      VersionId: id,
    }
  }
}

function listOf({ objects }: Bucket, input: Fields): Fields {
  only(input, 's3:ListObjectsV2', ['Bucket', 'Prefix'])
  const prefix = optionalText(input, 'Prefix') ?? ''
  const found = [...objects].filter(([key]) => key.startsWith(prefix)).sort(([a], [b]) => (a < b ? -1 : 1))
  if (found.length > 1_000) throw new NotRehearsed('s3:ListObjectsV2 of more than a thousand objects')
  const Contents = found.flatMap(([Key, versions]) => {
    const last = versions.at(-1)
    return last ? [{ Key, Size: last.bytes.length, LastModified: new Date(last.at).toISOString() }] : []
  })
  return { KeyCount: Contents.length, IsTruncated: false, Contents }
}

const etagOf = ({ bytes }: Version): string => createHash('md5').update(bytes, 'latin1').digest('hex')
