import { AwsError } from '../aws-error.ts'
import type { Position } from './collection.ts'
import { invalid } from './refusal.ts'
import type { TransactWriteInput } from './requests.ts'
import { storedBytes } from './size.ts'
import type { Table } from './table.ts'
import { type Change, checkWrite, deleteWrite, judged, putWrite, updateWrite, type Write } from './write.ts'

const MAXIMUM_TRANSACTION_BYTES = 4 * 1024 * 1024

type TransactItem = TransactWriteInput['TransactItems'][number]

/** Why one item of a transaction failed, or that it did not (`None`). */
interface Reason {
  readonly Code: string
  readonly Message?: string
  readonly [field: string]: unknown
}

/** Understands one item of a transaction; throws ValidationException unless it has exactly one action. */
export function transactWrite(item: TransactItem, tableNamed: (name: string) => Table): Write {
  if (Object.keys(item).length !== 1)
    throw invalid('TransactItems can only contain one of Check, Put, Update or Delete')
  if (item.Put) return putWrite(tableNamed(item.Put.TableName), item.Put)
  if (item.Delete) return deleteWrite(tableNamed(item.Delete.TableName), item.Delete)
  if (item.ConditionCheck) return checkWrite(tableNamed(item.ConditionCheck.TableName), item.ConditionCheck)
  const update = item.Update!
  if (update.UpdateExpression === undefined)
    throw invalid("The parameter 'UpdateExpression' is required but was not present in the request")
  return updateWrite(tableNamed(update.TableName), update)
}

/**
 * Judges all writes of a transaction before any is made: the changes, or TransactionCanceledException with one reason
 * per item in the order of the request.
 */
export function transacted(writes: readonly Write[]): Change[] {
  const positions = each(writes, (write) => write.locate())
  refuseTwice(writes, positions)
  const changes = each(writes, (write, index) => judged(write, positions[index]!))
  const bytes = changes.reduce((sum, { previous, next }) => sum + sizeOf(next ?? previous), 0)
  if (bytes > MAXIMUM_TRANSACTION_BYTES)
    throw invalid('The aggregate size of the items in the transaction exceeds the maximum of 4 MB')
  return changes
}

const sizeOf = (item: Change['next']): number => (item ? storedBytes(item) : 0)

function each<T>(writes: readonly Write[], step: (write: Write, index: number) => T): T[] {
  const reasons: Reason[] = []
  const answers: T[] = []
  writes.forEach((write, index) => {
    try {
      answers.push(step(write, index))
      reasons.push({ Code: 'None' })
    } catch (cause) {
      reasons.push(reasonOf(cause))
    }
  })
  if (answers.length === writes.length) return answers
  throw canceled(reasons)
}

/** The error of a transaction that was given up for these reasons. */
export const canceled = (reasons: readonly Reason[]): AwsError =>
  new AwsError(
    'TransactionCanceledException',
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons.map(({ Code }) => Code).join(', ')}]`,
    400,
    { CancellationReasons: reasons },
  )

function reasonOf(cause: unknown): Reason {
  if (!(cause instanceof AwsError)) throw cause
  if (cause.code === 'ConditionalCheckFailedException')
    return { ...cause.fields, Code: 'ConditionalCheckFailed', Message: cause.message }
  if (cause.code === 'ValidationException') return { Code: 'ValidationError', Message: cause.message }
  throw cause
}

function refuseTwice(writes: readonly Write[], positions: readonly Position[]): void {
  const seen = new Set<string>()
  writes.forEach(({ table }, index) => {
    const { partition, sort } = positions[index]!
    const place = JSON.stringify([table.name, partition, sort])
    if (seen.has(place)) throw invalid('Transaction request cannot include multiple operations on one item')
    seen.add(place)
  })
}

/** DynamoDB remembers a client request token for ten minutes. */
const TOKEN_MILLISECONDS = 10 * 60 * 1000

interface Known {
  readonly request: string
  /** Simulated milliseconds since the epoch. */
  readonly until: number
}

/** The tokens of transactions that went through, as plain data. */
export type TokensSnapshot = readonly (readonly [token: string, known: Known])[]

/** The client request tokens of transactions that went through, for ten simulated minutes. */
export class Tokens {
  #known = new Map<string, Known>()

  /** Whether this very request went through already; throws IdempotentParameterMismatchException for another one. */
  alreadyDone(token: string, request: string, now: number): boolean {
    for (const [old, { until }] of this.#known) {
      if (until > now) break
      this.#known.delete(old)
    }
    const known = this.#known.get(token)
    if (!known) return false
    if (known.request === request) return true
    throw new AwsError(
      'IdempotentParameterMismatchException',
      'DynamoDB rejected the request because you retried a request with a different payload but with an idempotent token that was already used.',
    )
  }

  remember(token: string, request: string, now: number): void {
    this.#known.set(token, { request, until: now + TOKEN_MILLISECONDS })
  }

  snapshot(): TokensSnapshot {
    return [...this.#known]
  }

  restore(snapshot: TokensSnapshot): void {
    this.#known = new Map(snapshot)
  }
}
