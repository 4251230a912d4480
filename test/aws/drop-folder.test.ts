import { S3Client } from '@aws-sdk/client-s3'
import { expect, it } from 'vitest'
import { DropBucket } from '../../lib/aws/drop-folder.ts'
import { reachOf } from '../../lib/cli/outside.ts'

interface Asked {
  readonly name: string
  readonly input: Readonly<Record<string, unknown>>
}

/** A client whose requests are answered here, by the name of their command, and what it was asked. */
function answered(texts: Readonly<Record<string, string>>): { client: S3Client; asked: Asked[] } {
  const client = new S3Client(reachOf('http://127.0.0.1:1'))
  const asked: Asked[] = []
  client.middlewareStack.add(
    (_, { commandName = '' }) =>
      async ({ input }) => {
        const given: Record<string, unknown> = { ...input }
        const body = given.Body instanceof Uint8Array ? { Body: Buffer.from(given.Body).toString() } : {}
        asked.push({ name: commandName.replace('Command', ''), input: { ...given, ...body } })
        const text = texts[String(given.Key)] ?? ''
        const output = {
          $metadata: {},
          UploadId: 'U-1',
          ETag: `"${asked.length}"`,
          Body: { transformToByteArray: async () => Buffer.from(text) },
        }
        return { output, response: {} }
      },
    { step: 'initialize' },
  )
  return { client, asked }
}

it('joins the parts of a report at once where they are small', async () => {
  const { client, asked } = answered({ a: '1\n', b: '2\n' })
  await new DropBucket(client, 'bucket').join(['a', 'b'], 'whole')
  expect(asked.slice(2)).toEqual([{ name: 'PutObject', input: { Bucket: 'bucket', Key: 'whole', Body: '1\n2\n' } }])
})

it('uploads a report in parts where it is larger than memory should hold, and joins those', async () => {
  const { client, asked } = answered({ a: '123', b: '45', c: '6', d: '78901', e: '2' })
  await new DropBucket(client, 'bucket', 5).join(['a', 'b', 'c', 'd', 'e'], 'whole')
  const uploads = asked.filter(({ name }) => name !== 'GetObject')
  expect(uploads.map(({ name, input }) => [name, input.PartNumber, input.Body])).toEqual([
    ['CreateMultipartUpload', undefined, undefined],
    ['UploadPart', 1, '12345'],
    ['UploadPart', 2, '678901'],
    ['UploadPart', 3, '2'],
    ['CompleteMultipartUpload', undefined, undefined],
  ])
  expect(uploads.at(-1)?.input).toEqual({
    ...{ Bucket: 'bucket', Key: 'whole', UploadId: 'U-1' },
    MultipartUpload: { Parts: [1, 2, 3].map((PartNumber) => ({ PartNumber, ETag: expect.stringMatching(/^"\d+"$/) })) },
  })
})
