import { ListObjectsV2Command, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import { DropBucket } from './drop-folder.ts'

/** The drop folder as staff use it: they drop files, and read what became of them. */
export class StaffDrop {
  readonly #client: S3Client
  readonly #bucket: () => string

  constructor(client: S3Client, bucket: () => string) {
    this.#client = client
    this.#bucket = bucket
  }

  /** Drops a file whole and gives its version. */
  async put(key: string, bytes: Uint8Array): Promise<string> {
    const command = new PutObjectCommand({ Bucket: this.#bucket(), Key: key, Body: bytes })
    const { VersionId } = await this.#client.send(command)
    if (VersionId === undefined)
      throw new Error(`${this.#bucket()} keeps no versions: is it the bucket of the drop folder?`)
    return VersionId
  }

  /** A small text of the bucket; undefined when there is none. */
  read(key: string): Promise<string | undefined> {
    return new DropBucket(this.#client, this.#bucket()).read(key)
  }

  /** Every object below a folder, and when it was put there. */
  async list(folder: string): Promise<readonly { readonly key: string; readonly at: number }[]> {
    const found: { key: string; at: number }[] = []
    for (let more: string | undefined, isLast = false; !isLast; ) {
      const { Contents = [], NextContinuationToken } = await this.#client.send(
        new ListObjectsV2Command({ Bucket: this.#bucket(), Prefix: `${folder}/`, ContinuationToken: more }),
      )
      found.push(...Contents.map(({ Key: key = '', LastModified }) => ({ key, at: LastModified?.getTime() ?? 0 })))
      more = NextContinuationToken
      isLast = more === undefined
    }
    return found
  }
}
