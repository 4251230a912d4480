import type { Observed, Said } from '../../domain/doctor/finding.ts'
import { UserError } from '../user-error.ts'

/** Settings of every client: empty for the account of the credentials, an endpoint for a rehearsal. */
export interface Reach {
  readonly endpoint?: string
  readonly region?: string
  readonly credentials?: { readonly accessKeyId: string; readonly secretAccessKey: string }
}

const named = (cause: unknown): string => (cause instanceof Error ? `${cause.name}: ${cause.message}` : String(cause))

/** Reads one thing; a call that fails is told by its IAM action, and stops no other; a UserError stops all. */
export async function reading<T>(action: string, read: () => Promise<T>): Promise<Observed<T>> {
  try {
    return { kind: 'seen', value: await read() }
  } catch (cause) {
    if (cause instanceof UserError) throw cause
    return { kind: 'unread', action, why: named(cause) }
  }
}

/** Reads public DNS, which no permission opens. */
export async function readingDns<T>(read: () => Promise<T>): Promise<Observed<T>> {
  try {
    return { kind: 'seen', value: await read() }
  } catch (cause) {
    return { kind: 'unread', why: named(cause) }
  }
}

/** There is nothing to ask, for this reason. */
export const notAsked = (...why: Said): Observed<never> => ({ kind: 'notAsked', why })

/** The answer of a read, or undefined where the service says that it has no such thing. */
export const unlessAbsent = <T>(asked: Promise<T>, ...absent: readonly string[]): Promise<T | undefined> =>
  asked.catch((cause: unknown) => {
    if (cause instanceof Error && absent.includes(cause.name)) return undefined
    throw cause
  })
