import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { withReservation } from '../domain/recent-contacts.ts'
import type { Claim, TouchRecord } from '../ports.ts'
import { debtorKey } from './debtor-items.ts'
import { type Items, transact } from './items.ts'
import { KEYS, summaryChange, touchItem } from './ledger-items.ts'
import { stopKey } from './stop-codes.ts'

interface Tables {
  readonly client: DynamoDBClient
  readonly ledger: Items
  readonly debtors: Items
}

type ClaimedMember = Claim['members'][number]

/** Two lines a member and three for debtor, touch and stop link stay below DynamoDB's hundred. */
const MEMBERS_A_TRANSACTION = 45

/**
 * Claims a touch: the debtor at the version that was read, each invoice open at its version, the touch itself.
 *
 * Members beyond the first transaction follow under the same touch. There, one that somebody changed meanwhile is left
 * out instead of undoing what is already claimed; the answer says which members the message really has.
 */
export async function claimTouch(
  tables: Tables,
  { touch, debtor, members, stopCode }: Claim,
): Promise<TouchRecord | undefined> {
  const first = { ...touch, members: touch.members.slice(0, MEMBERS_A_TRANSACTION) }
  const { client, ledger, debtors } = tables
  const outcome = await transact(client, [
    debtors.line({
      change: {
        key: debtorKey(debtor.id),
        set: { version: debtor.version + 1, recent: withReservation(debtor, touch) },
        condition: '#version = :before',
        values: { before: debtor.version },
      },
    }),
    ledger.line({ put: touchItem(withTotal(first)) }),
    ledger.line({ put: { ...stopKey(stopCode), touch: touch.id } }),
    ...members.slice(0, MEMBERS_A_TRANSACTION).flatMap((member) => memberLines(ledger, touch, member)),
  ])
  if (outcome !== 'done') return undefined
  let claimed = withTotal(first)
  for (let start = MEMBERS_A_TRANSACTION; start < members.length; start += MEMBERS_A_TRANSACTION)
    claimed = await claimMore(tables, claimed, touch, members.slice(start, start + MEMBERS_A_TRANSACTION))
  return claimed
}

async function claimMore(
  { client, ledger }: Tables,
  claimed: TouchRecord,
  touch: TouchRecord,
  members: readonly ClaimedMember[],
): Promise<TouchRecord> {
  let left = members
  while (left.length > 0) {
    const ids = new Set(left.map(({ before }) => before.id))
    const grown = withTotal({
      ...claimed,
      members: [...claimed.members, ...touch.members.filter((one) => ids.has(one.invoice))],
    })
    const outcome = await transact(client, [
      ledger.line({
        change: {
          key: KEYS.touch(touch.id),
          set: { members: grown.members, total: grown.total },
          condition: '#status = :claimed',
          values: { claimed: 'claimed' },
        },
      }),
      ...left.flatMap((member) => memberLines(ledger, touch, member)),
    ])
    if (outcome === 'done') return grown
    const still = left.filter((_, index) => outcome[1 + 2 * index] === 'held' && outcome[2 + 2 * index] === 'held')
    if (still.length === left.length) return claimed
    left = still
  }
  return claimed
}

function memberLines(ledger: Items, touch: TouchRecord, { before, after }: ClaimedMember) {
  const change = summaryChange(before, after)
  const member = touch.members.find((one) => one.invoice === before.id)
  return [
    ledger.line({
      change: {
        ...change,
        condition: `${change.condition} AND #status = :open AND #generation = :generation`,
        values: { ...change.values, open: 'open', generation: before.generation },
      },
    }),
    ledger.line({ put: { pk: KEYS.invoice(before.id).pk, sk: `touch#${touch.id}`, at: touch.claimedAt, ...member } }),
  ]
}

const withTotal = (touch: TouchRecord): TouchRecord => ({
  ...touch,
  total: touch.members.reduce((sum, member) => sum + member.balance, 0),
})
