import { Readable } from 'node:stream'
import {
  type CompletedPart,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  GetObjectCommand,
  NoSuchKey,
  PutObjectCommand,
  type S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3'
import type { DropFolder } from '../usecases/drop-folder.ts'

/** Bytes that are put together; a report of half a million lines is smaller. S3 takes no part below 5 MB but the last. */
const PIECE = 32_000_000

/** The bucket in which files are dropped, and their reports are laid. */
export class DropBucket implements DropFolder {
  readonly #client: S3Client
  readonly #bucket: string
  readonly #most: number

  constructor(client: S3Client, bucket: string, most = PIECE) {
    this.#client = client
    this.#bucket = bucket
    this.#most = most
  }

  async open(key: string, version: string, from: number) {
    const {
      Body,
      ContentLength: size,
      LastModified,
    } = await this.#client.send(
      new GetObjectCommand({
        Bucket: this.#bucket,
        Key: key,
        VersionId: version,
        ...(from > 0 && { Range: `bytes=${from}-` }),
      }),
    )
    if (!(Body instanceof Readable) || !LastModified || size === undefined)
      throw new Error(`${key} has no content, no size or no date`)
    return { at: LastModified.getTime(), size, bytes: Body }
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

  /** At once where that fits into memory, else as S3 joins parts of an upload; each request may be repeated. */
  async join(keys: readonly string[], to: string): Promise<void> {
    const upload = { Bucket: this.#bucket, Key: to }
    const uploaded: CompletedPart[] = []
    let id: string | undefined
    let waiting: Uint8Array[] = []
    const uploadPart = async () => {
      id ??= (await this.#client.send(new CreateMultipartUploadCommand(upload))).UploadId
      const part = { ...upload, UploadId: id, PartNumber: uploaded.length + 1 }
      const { ETag } = await this.#client.send(new UploadPartCommand({ ...part, Body: Buffer.concat(waiting) }))
      uploaded.push({ ETag, PartNumber: part.PartNumber })
      waiting = []
    }
    for (const Key of keys) {
      const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key }))
      if (!Body) throw new Error(`${Key} has no content`)
      waiting.push(await Body.transformToByteArray())
      if (waiting.reduce((sum, { length }) => sum + length, 0) >= this.#most) await uploadPart()
    }
    if (id === undefined)
      return void (await this.#client.send(new PutObjectCommand({ ...upload, Body: Buffer.concat(waiting) })))
    if (waiting.length > 0) await uploadPart()
    const whole = { ...upload, UploadId: id, MultipartUpload: { Parts: uploaded } }
    await this.#client.send(new CompleteMultipartUploadCommand(whole))
  }
}
