import type { IncomingHttpHeaders } from 'node:http'
import { type AwsError, NotRehearsed } from '../aws-error.ts'
import type { Dialect, ReadRequest } from '../gateway/dialect.ts'
import { asFields, fieldsList, optionalText, text } from '../gateway/fields.ts'
import { elements } from '../gateway/query-protocol.ts'

/** S3's protocol: what an object holds is the body itself, and everything said about it stands in headers or in XML. */
const STORAGE: Dialect = {
  contentType: 'application/xml',
  answer(operation, answer) {
    const fields = asFields(answer)
    if (operation === 'GetObject') return Buffer.from(text(fields, 'Body'), 'latin1')
    if (operation !== 'ListObjectsV2') return ''
    const contents = fieldsList(fields, 'Contents').map((one) => `<Contents>${elements(one)}</Contents>`)
    const { Contents: _, ...others } = fields
    return `<ListBucketResult>${elements(others)}${contents.join('')}</ListBucketResult>`
  },
  error: (error: AwsError, requestId) =>
    `<Error>${elements({ Code: error.code, Message: error.message, RequestId: requestId })}</Error>`,
  answerHeaders(answer) {
    const fields = asFields(answer)
    const [etag, version, modified, length] = ['ETag', 'VersionId', 'LastModified', 'ContentLength'].map((name) =>
      optionalText(fields, name),
    )
    return {
      ...(etag !== undefined && { etag }),
      ...(version !== undefined && { 'x-amz-version-id': version }),
      ...(modified !== undefined && { 'last-modified': modified }),
      ...(length !== undefined && { 'content-length': length }),
    }
  },
  errorHeaders: () => ({}),
}

/** Headers that say how an object is sent, in a way that changes nothing of what arrives. */
const MEANINGLESS = /^(x-amz-(content-sha256|date|security-token|user-agent|checksum-.*|sdk-checksum-algorithm))$/

/** Reads a request of S3, whose path is the bucket and the key; throws NotRehearsed for what it does not know. */
export function readStorageRequest(
  method: string,
  url: string,
  headers: IncomingHttpHeaders,
  body: string,
): ReadRequest {
  const { pathname, searchParams } = new URL(url, 'http://bucket')
  const [Bucket = '', ...rest] = pathname.slice(1).split('/')
  const Key = rest.map(decodeURIComponent).join('/')
  const strange = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !MEANINGLESS.test(name))
  if (strange !== undefined) throw new NotRehearsed(`the header ${strange} of S3`)
  if (headers['content-encoding'] !== undefined) throw new NotRehearsed('a body of S3 that is sent in chunks')
  if (searchParams.has('partNumber')) throw new NotRehearsed('an object of S3 that is put in parts')
  if (method === 'PUT' && Key !== '')
    return { service: 's3', operation: 'PutObject', input: { Bucket, Key, Body: body }, dialect: STORAGE }
  if (method === 'GET' && Key !== '') {
    const [VersionId, Range] = [searchParams.get('versionId') ?? undefined, headers.range]
    return { service: 's3', operation: 'GetObject', input: { Bucket, Key, VersionId, Range }, dialect: STORAGE }
  }
  if (method === 'GET' && searchParams.get('list-type') === '2') {
    const input = { Bucket, Prefix: searchParams.get('prefix') ?? undefined }
    return { service: 's3', operation: 'ListObjectsV2', input, dialect: STORAGE }
  }
  throw new NotRehearsed(`${method} ${url} of s3`)
}

/** How errors of a request are written that could not even be read. */
export const STORAGE_DIALECT = STORAGE
