import { AwsError, NotRehearsed } from '../aws-error.ts'

/** An e-mail as a mail reader would show it. */
export interface ReadMessage {
  /** Names in lower case; of repeated headers the last. */
  readonly headers: Readonly<Record<string, string>>
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string | undefined
  readonly text: string | undefined
  readonly html: string | undefined
}

interface Part {
  readonly headers: ReadonlyMap<string, string>
  readonly body: string
}

/** Reads a raw message (bytes as latin1 text) strictly: what it does not understand it refuses by name. */
export function readMessage(raw: string): ReadMessage {
  const top = readPart(raw)
  const bodies = new Map<string, string>()
  collect(top, bodies)
  const headers: Record<string, string> = {}
  for (const [name, value] of top.headers) headers[name] = decodeWords(value)
  const { from } = headers
  if (!from) throw new AwsError('InvalidParameterValue', 'Missing required header: From')
  const to = ['to', 'cc', 'bcc'].flatMap((name) => addresses(headers[name] ?? ''))
  const subject = headers.subject
  return { headers, from, to, subject, text: bodies.get('text/plain'), html: bodies.get('text/html') }
}

/** The bare addresses of a header such as `Ana <ana@example.com>, luis@example.com`. */
export const addresses = (header: string): readonly string[] =>
  [...header.replace(/"(?:[^"\\]|\\.)*"/g, '').matchAll(/[^\s<>,;:]+@[^\s<>,;]+/g)].map(([address]) => address)

function readPart(raw: string): Part {
  const split = raw.match(/\r?\n\r?\n/)
  const head = split?.index === undefined ? raw : raw.slice(0, split.index)
  const body = split?.index === undefined ? '' : raw.slice(split.index + split[0].length)
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    if (colon < 1) throw new AwsError('InvalidParameterValue', `Not a header: ${line}`)
    headers.set(line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim())
  }
  return { headers, body }
}

function collect(part: Part, bodies: Map<string, string>): void {
  const type = part.headers.get('content-type') ?? 'text/plain; charset=us-ascii'
  const kind = type.split(';')[0]!.trim().toLowerCase()
  if (kind.startsWith('multipart/')) {
    const boundary = type.match(/boundary="?([^";]+)"?/i)?.[1]
    if (boundary === undefined) throw new AwsError('InvalidParameterValue', `No boundary in ${type}`)
    const pieces = `\n${part.body}`.split(`\n--${boundary}`)
    if (!pieces.at(-1)?.startsWith('--')) throw new AwsError('InvalidParameterValue', 'The last boundary is missing.')
    for (const piece of pieces.slice(1, -1))
      collect(readPart(piece.replace(/^[ \t]*\r?\n/, '').replace(/\r$/, '')), bodies)
    return
  }
  // Attachments stay in the raw message; the tray shows what is read, not what is enclosed.
  if (part.headers.get('content-disposition')?.startsWith('attachment')) return
  if (kind !== 'text/plain' && kind !== 'text/html') return
  const charset = type.match(/charset="?([^";]+)"?/i)?.[1] ?? 'us-ascii'
  bodies.set(kind, decode(decodeTransfer(part), charset))
}

function decodeTransfer({ headers, body }: Part): Buffer {
  const encoding = headers.get('content-transfer-encoding')?.toLowerCase() ?? '7bit'
  switch (encoding) {
    case '7bit':
    case '8bit':
    case 'binary':
      return Buffer.from(body, 'latin1')
    case 'base64':
      return Buffer.from(body, 'base64')
    case 'quoted-printable':
      return unquote(body.replace(/=\r?\n/g, ''))
    default:
      throw new NotRehearsed(`the transfer encoding ${encoding}`)
  }
}

const unquote = (text: string): Buffer =>
  Buffer.from(
    text.replace(/=([\dA-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  )

const decode = (bytes: Buffer, charset: string): string => new TextDecoder(charset).decode(bytes)

const WORD = /=\?([^?]+)\?([BbQq])\?([^?]*)\?=/g
const WORDS = /=\?[^?]+\?[BbQq]\?[^?]*\?=(?:\s*=\?[^?]+\?[BbQq]\?[^?]*\?=)*/g

/** Decodes encoded words (`=?utf-8?B?…?=`); a run of them is joined as bytes first, since a character may be cut in two. */
const decodeWords = (value: string): string =>
  value.replace(WORDS, (run) => {
    const words = [...run.matchAll(WORD)]
    const bytes = words.map(([, , kind, text = '']) =>
      kind?.toUpperCase() === 'B' ? Buffer.from(text, 'base64') : unquote(text.replaceAll('_', ' ')),
    )
    return decode(Buffer.concat(bytes), words[0]?.[1] ?? 'utf-8')
  })
