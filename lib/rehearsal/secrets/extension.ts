import { AwsError } from '../aws-error.ts'
import { type Calls, ConnectionLost, type Principal, type Waiting } from '../gateway/calls.ts'
import type { OutsideAnswer, OutsideRequest } from '../gateway/server.ts'

/** Where the extension listens inside a function. */
export const EXTENSION_ORIGIN = 'http://localhost:2773'

/** A layer of AWS that holds the extension, for either processor. */
export const isExtension = (layer: string): boolean =>
  /^arn:aws[a-z-]*:lambda:[a-z0-9-]+:\d{12}:layer:AWS-Parameters-and-Secrets-Lambda-Extension(-Arm64)?:\d+$/.test(layer)

/**
 * The AWS Parameters and Secrets Lambda extension: reads a secret with the role of the function that asks. The real one
 * keeps what it read for five minutes; this one asks each time, so that a missing permission is seen at once.
 */
export async function answerAsExtension(
  { url, headers, method }: OutsideRequest,
  calls: Calls,
  principalOf: (sessionToken: string) => Principal | undefined,
  waiting: Waiting,
): Promise<OutsideAnswer> {
  const principal = principalOf(headers['x-aws-parameters-secrets-token'] ?? '')
  // Without the layer nobody listens there.
  if (principal === undefined) throw new ConnectionLost()
  const { pathname, searchParams } = new URL(url)
  const SecretId = searchParams.get('secretId')
  if (method !== 'GET' || pathname !== '/secretsmanager/get' || SecretId === null) return { status: 400, body: '{}' }
  try {
    const told = await calls.perform(principal, 'secretsmanager', 'GetSecretValue', { SecretId }, waiting)
    return { status: 200, body: JSON.stringify(told) }
  } catch (refusal) {
    if (!(refusal instanceof AwsError)) throw refusal
    return { status: 400, body: JSON.stringify({ message: refusal.code }) }
  }
}
