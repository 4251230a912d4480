import { NotRehearsed } from '../aws-error.ts'

/** The service an ARN or an action (`sqs:SendMessage`) belongs to. */
export const serviceOfArn = (arn: string): string => arn.split(':')[2] ?? ''
export const serviceOfAction = (action: string): string => action.slice(0, action.indexOf(':'))

/** The resource that a policy or a key belongs to: the table of an index or stream, the bucket of an object, the machine of an execution. */
export function ownerOf(arn: string): string {
  switch (serviceOfArn(arn)) {
    case 'dynamodb':
      return arn.replace(/^([^/]*\/[^/]*)\/.*$/, '$1')
    case 's3':
      return arn.replace(/\/.*$/, '')
    case 'states':
      return arn.replace(/^(.*:)execution:([^:]*):.*$/, '$1stateMachine:$2')
    case 'logs':
      return arn.replace(/(:log-group:[^:]*).*$/, '$1')
    default:
      return arn
  }
}

/** A text with `*` (any characters) and `?` (one character) as a test. */
export function glob(pattern: string, flags = ''): (text: string) => boolean {
  const source = pattern
    .replace(/[\\^$.|+()[\]{}]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.')
  const expression = new RegExp(`^${source}$`, `s${flags}`)
  return (text) => expression.test(text)
}

/** An ARN pattern as a test: the wildcards of a part stay within it, only the last part may contain colons. */
export function arnGlob(pattern: string): (arn: string) => boolean {
  if (pattern === '*') return () => true
  const parts = partsOf(pattern)
  if (parts.length !== 6 || parts[0] !== 'arn') throw new NotRehearsed(`the resource pattern ${pattern} of a policy`)
  const tests = parts.map((part) => glob(part))
  return (arn) => {
    const given = partsOf(arn)
    return given.length === 6 && tests.every((test, index) => test(given[index] ?? ''))
  }
}

function partsOf(arn: string): readonly string[] {
  const parts = arn.split(':')
  return [...parts.slice(0, 5), ...(parts.length > 5 ? [parts.slice(5).join(':')] : [])]
}
