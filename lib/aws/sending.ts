import type { SendOutcome } from '../ports.ts'

/** Settings of every client that sends: one attempt, because the providers cannot tell a repeat from a second message. */
export const SEND_ONCE: {
  maxAttempts: number
  requestHandler: Record<'requestTimeout' | 'connectionTimeout', number> & { throwOnRequestTimeout: boolean }
} = {
  maxAttempts: 1,
  // Unless told to throw, the SDK only warns of a request that takes too long, and waits until the function dies.
  requestHandler: { requestTimeout: 10_000, connectionTimeout: 3_000, throwOnRequestTimeout: true },
}

/** Errors after which the provider surely has not taken the message, and may take it later. */
const LATER = new Set(['ThrottlingException', 'Throttling', 'TooManyRequestsException', 'LimitExceededException'])
/** Network failures before anything was sent. */
const NOT_CONNECTED = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EHOSTUNREACH', 'EAI_AGAIN'])
/** Refusals of this message or this address: sending it again would not help, another contact point may. */
const FINAL = new Set([
  'MessageRejected',
  'InvalidParameterValue',
  'BadRequestException',
  'ValidationException',
  'ConflictException',
])

/**
 * What a failed send means. A refusal by the service is certain, and so is a request that was never signed; a timeout, a
 * reset or an answer of 500 is not, and counts as sent. Refusals of our account (no permission, sending paused, sender
 * not verified) say nothing about the address: the message is tried again when somebody has mended that.
 */
export function outcomeOf(cause: unknown): SendOutcome {
  const { name, code, status, message } = describe(cause)
  if (LATER.has(name) || name === 'CredentialsProviderError') return { kind: 'notSent', again: true, problem: name }
  if (NOT_CONNECTED.has(code)) return { kind: 'notSent', again: true, problem: code }
  if (status >= 400 && status < 500) return { kind: 'notSent', again: !FINAL.has(name), problem: name }
  return { kind: 'unknown', problem: name || message }
}

function describe(cause: unknown): { name: string; code: string; status: number; message: string } {
  if (!(cause instanceof Error)) return { name: '', code: '', status: 0, message: String(cause) }
  const metadata: unknown = Reflect.get(cause, '$metadata')
  const status = typeof metadata === 'object' && metadata !== null ? Reflect.get(metadata, 'httpStatusCode') : undefined
  return {
    name: cause.name,
    code: String(Reflect.get(cause, 'code') ?? ''),
    status: typeof status === 'number' ? status : 0,
    message: cause.message,
  }
}
