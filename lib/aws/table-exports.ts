import { pipeline, Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { AttributeValue } from '@aws-sdk/client-dynamodb'
import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { ExportedFile, TableExport } from '../usecases/refill-lake.ts'

type Image = Record<string, AttributeValue>

/**
 * Exports of tables in a bucket, as DynamoDB writes them: `<folder>/AWSDynamoDB/<id>/manifest-files.json` names data files,
 * and each of those is lines of `{"Item": …}` in DynamoDB's own JSON, compressed.
 * Source: AWS, "DynamoDB table export output format".
 */
export class TableExports {
  readonly #client: S3Client
  readonly #bucket: string
  readonly #folder: string

  constructor(client: S3Client, place: { readonly bucket: string; readonly folder: string }) {
    this.#client = client
    this.#bucket = place.bucket
    this.#folder = place.folder
  }

  /** The data files of an export, in the order of its manifest. */
  async files({ id }: TableExport): Promise<ExportedFile[]> {
    const own = `${this.#folder}/AWSDynamoDB/${id}`
    const files: ExportedFile[] = []
    for await (const line of linesOf(await this.#object(`${own}/manifest-files.json`))) {
      const { dataFileS3Key, itemCount } = JSON.parse(line)
      files.push({ key: `${own}/data/${String(dataFileS3Key).split('/').at(-1)}`, itemCount: Number(itemCount) })
    }
    return files
  }

  /** The items of a data file, from a line on; a file of any size needs little memory. */
  async *items({ key }: ExportedFile, from: number): AsyncGenerator<Image> {
    // A fault of either ends both, and is thrown by whoever reads the lines.
    const plain = pipeline(await this.#object(key), createGunzip(), () => undefined)
    let line = 0
    for await (const text of linesOf(plain)) if (line++ >= from) yield JSON.parse(text).Item
  }

  async #object(key: string): Promise<Readable> {
    const { Body } = await this.#client.send(new GetObjectCommand({ Bucket: this.#bucket, Key: key }))
    if (!(Body instanceof Readable)) throw new Error(`${key} has no content`)
    return Body
  }
}

async function* linesOf(stream: Readable): AsyncGenerator<string> {
  let rest = ''
  for await (const chunk of stream.setEncoding('utf8')) {
    const lines = (rest + String(chunk)).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) if (line !== '') yield line
  }
  if (rest !== '') yield rest
}
