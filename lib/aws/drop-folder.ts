import { Readable } from 'node:stream'
import { GetObjectCommand, NoSuchKey, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { DropFolder } from '../usecases/take-file.ts'

/** The bucket in which files are dropped, and their reports are laid. */
export class DropBucket implements DropFolder {
  readonly #client: S3Client
  readonly #bucket: string

  constructor(client: S3Client, bucket: string) {
    this.#client = client
    this.#bucket = bucket
  }

  async open(key: string, version: string, from: number) {
    const { Body, LastModified } = await this.#client.send(
      new GetObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        VersionId: version,
        ...(from > 0 && { Range: `bytes=${from}-` }),
      }),
    )
    if (!(Body instanceof Readable) || !LastModified) throw new Error(`${key} has no content or no date`)
    return { at: LastModified.getTime(), bytes: Body }
  }

  async read(key: string): Promise<string | undefined> {
    try {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }))
      return await Body?.transformToString('utf-8')
    } catch (cause) {
      if (cause instanceof NoSuchKey) return undefined
      throw cause
    }
  }

  async write(key: string, text: string): Promise<void> {
    await this.#client.send(new PutObjectCommand({ Bucket: this.#bucket, Key: key, Body: text }))
  }
}
