import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { SendingMark, SendingMarks } from '../usecases/send-report.ts'

/** Marks of sendings as objects of a folder: S3 lets only one writer make an object that must not be there yet. */
export function sendingMarks(
  client: S3Client,
  place: { readonly bucket: string; readonly folder: string },
): SendingMarks {
  const at = (sending: string) => ({ Bucket: place.bucket, Key: `${place.folder}/${sending}` })
  return {
    async of(sending) {
      try {
        const { Body } = await client.send(new GetObjectCommand(at(sending)))
        return markOf(await Body?.transformToString())
      } catch (cause) {
        if (isNamed(cause, 'NoSuchKey')) return 'none'
        throw cause
      }
    },
    async begin(sending) {
      try {
        await client.send(new PutObjectCommand({ ...at(sending), Body: 'begun', IfNoneMatch: '*' }))
        return true
      } catch (cause) {
        if (isNamed(cause, 'PreconditionFailed', 'ConditionalRequestConflict')) return false
        throw cause
      }
    },
    async giveBack(sending) {
      await client.send(new DeleteObjectCommand(at(sending)))
    },
    async end(sending) {
      await client.send(new PutObjectCommand({ ...at(sending), Body: 'sent' }))
    },
  }
}

/** Whatever else the object says, somebody began. */
const markOf = (text: string | undefined): SendingMark => (text === 'sent' ? 'sent' : 'begun')

const isNamed = (cause: unknown, ...names: string[]): boolean => cause instanceof Error && names.includes(cause.name)
