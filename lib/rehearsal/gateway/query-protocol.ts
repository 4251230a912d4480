import type { AwsError } from '../aws-error.ts'
import { type Fields, isFields } from './fields.ts'

interface Branch {
  [name: string]: string | Branch
}

/** Reads a form of the query protocol (`Tags.member.1.Name=…`) into the object it stands for. */
export function readForm(body: string): Fields {
  const root: Branch = {}
  for (const [path, value] of new URLSearchParams(body)) {
    const names = path.split('.')
    let branch = root
    for (const name of names.slice(0, -1)) {
      const next = branch[name]
      if (typeof next === 'object') branch = next
      else {
        const created: Branch = {}
        branch[name] = created
        branch = created
      }
    }
    branch[names.at(-1)!] = value
  }
  return Object.fromEntries(Object.entries(root).map(([name, value]) => [name, listed(value)]))
}

/** Turns `{ member: { 1: a, 2: b } }` into `[a, b]`, all the way down. */
function listed(value: string | Branch): unknown {
  if (typeof value === 'string') return value
  const { member } = value
  if (typeof member === 'object') {
    const numbers = Object.keys(member).map(Number)
    return numbers.sort((a, b) => a - b).map((number) => listed(member[number]!))
  }
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, listed(inner)]))
}

const escaped = (text: string): string =>
  text.replace(/[<>&'"]|[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/gu, (character) => `&#${character.codePointAt(0)};`)

const element = (name: string, value: unknown): string => {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value)) return `<${name}>${value.map((item) => element('member', item)).join('')}</${name}>`
  if (isFields(value)) return `<${name}>${elements(value)}</${name}>`
  return `<${name}>${escaped(String(value))}</${name}>`
}

/** The fields of an object as XML elements of their names. */
export const elements = (fields: Fields): string =>
  Object.entries(fields)
    .map(([name, value]) => element(name, value))
    .join('')

const metadata = (requestId: string): string =>
  `<ResponseMetadata><RequestId>${requestId}</RequestId></ResponseMetadata>`

/** Writes an answer of the query protocol; lists become `member` elements. */
export const writeAnswer = (operation: string, answer: unknown, requestId: string): string =>
  `<${operation}Response><${operation}Result>${isFields(answer) ? elements(answer) : ''}</${operation}Result>${metadata(requestId)}</${operation}Response>`

/** Writes an error of the query protocol. */
export const writeError = (error: AwsError, requestId: string): string => {
  const type = error.status < 500 ? 'Sender' : 'Receiver'
  const fields = elements({ Type: type, Code: error.code, Message: error.message, ...error.fields })
  return `<ErrorResponse><Error>${fields}</Error><RequestId>${requestId}</RequestId></ErrorResponse>`
}
