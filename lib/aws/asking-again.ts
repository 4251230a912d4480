import { TransactionConflictException } from '@aws-sdk/client-dynamodb'
import { TransientFault } from '../usecases/faults.ts'

/**
 * Settings of every client whose requests may be repeated: a request without an answer is given up and made again, four
 * times within 13 seconds, instead of holding the function until it dies.
 */
export const ASK_AGAIN: {
  maxAttempts: number
  requestHandler: Record<'requestTimeout' | 'connectionTimeout', number> & { throwOnRequestTimeout: boolean }
} = {
  maxAttempts: 4,
  requestHandler: { requestTimeout: 3_000, connectionTimeout: 1_000, throwOnRequestTimeout: true },
}

/** Longest pauses in ms before a write is tried again; a transaction over a hundred items takes a tenth of a second. */
const PAUSES = [50, 100, 200, 400, 800]

/** Waits a part of `longest` ms by chance, so that two who were in each other's way do not meet again. */
export const pauseByChance = (longest: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, longest * (0.5 + Math.random() / 2)))

/**
 * Writes one item when the transaction that holds it is over.
 *
 * The SDK does not try such a write again, though nothing has failed. A write that still finds the item held after five
 * pauses is a `TransientFault`: its condition was never looked at, so it is neither done nor refused.
 */
export async function whenFree<Answer>(write: () => Promise<Answer>, pause = pauseByChance): Promise<Answer> {
  for (const longest of PAUSES)
    try {
      return await write()
    } catch (cause) {
      if (!(cause instanceof TransactionConflictException)) throw cause
      await pause(longest)
    }
  try {
    return await write()
  } catch (cause) {
    if (!(cause instanceof TransactionConflictException)) throw cause
    throw new TransientFault(`an item was held by other transactions ${PAUSES.length + 1} times`, { cause })
  }
}

/**
 * Makes a transaction again while another one holds one of its items, as `whenFree` does for one item. `isHeld` says
 * whether that is all that was in the way.
 */
export async function onceFree<Outcome>(
  attempt: () => Promise<Outcome>,
  isHeld: (outcome: Outcome) => boolean,
  pause = pauseByChance,
): Promise<Outcome> {
  for (const longest of PAUSES) {
    const outcome = await attempt()
    if (!isHeld(outcome)) return outcome
    await pause(longest)
  }
  return attempt()
}
