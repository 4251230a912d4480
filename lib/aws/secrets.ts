import { required } from './environment.ts'

/** Where the extension of Lambda for parameters and secrets listens: inside the function, and nowhere else. */
const EXTENSION = 'http://localhost:2773/secretsmanager/get'
/** Milliseconds: it answers from memory, or asks Secrets Manager once in five minutes. */
const PATIENCE = 3_000

/**
 * Reads a secret by its ARN through the AWS Parameters and Secrets extension, which keeps it for five minutes, so that a new
 * value is known soon; throws when it cannot be read. The secret is in no environment, log or error.
 */
export async function readSecret(arn: string): Promise<string> {
  const patience = new AbortController()
  const timer = setTimeout(() => patience.abort(), PATIENCE)
  try {
    const answer = await fetch(`${EXTENSION}?secretId=${encodeURIComponent(arn)}`, {
      signal: patience.signal,
      headers: { 'X-Aws-Parameters-Secrets-Token': required('AWS_SESSION_TOKEN') },
    })
    const told: unknown = await answer.json()
    const secret = typeof told === 'object' && told !== null ? Reflect.get(told, 'SecretString') : undefined
    if (answer.status !== 200 || typeof secret !== 'string' || secret === '') throw new SecretUnreadable(answer.status)
    return secret
  } finally {
    clearTimeout(timer)
  }
}

/** The secret of an aggregator could not be read; `status` is what the extension answered. */
export class SecretUnreadable extends Error {
  constructor(status: number) {
    super(`the secret of an aggregator could not be read: the extension answered ${status}`)
    this.name = 'SecretUnreadable'
  }
}

/** The ARNs of the aggregators' secrets by the names of the aggregators, as the stack sets them. */
export function secretArns(): ReadonlyMap<string, string> {
  const told: unknown = JSON.parse(process.env.AGGREGATOR_SECRETS ?? '{}')
  if (typeof told !== 'object' || told === null)
    throw new TypeError('AGGREGATOR_SECRETS is no object of names and ARNs')
  return new Map(Object.entries(told).map(([name, arn]) => [name, String(arn)]))
}
