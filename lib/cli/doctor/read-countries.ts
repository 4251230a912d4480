import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { debtorsOf } from '../../aws/debtor-items.ts'
import { pagesOf } from '../../aws/scanning.ts'
import type { Facts } from '../../domain/doctor/facts.ts'
import { UserError } from '../user-error.ts'
import { type Reach, reading } from './reading.ts'

/** Debtors lie in the table in no order, so the first so many stand for all; reading them costs less than a cent. */
const ENOUGH = 20_000

/** How many debtors are in each country, of the first 20,000; a role that may not read debtors is told so, and no more. */
export async function readCountries(reach: Reach, table: string | undefined): Promise<Facts['debtorCountries']> {
  if (table === undefined) return { kind: 'seen', value: {} }
  return reading('dynamodb:Scan', async () => {
    const counts: Record<string, number> = {}
    let read = 0
    const attributes = ['pk', 'sk', 'version', 'words', 'merges', 'recent', 'mergedInto', 'profile']
    for await (const page of pagesOf(new DynamoDBClient(reach), table, attributes)) {
      for (const { profile } of debtorsOf(page).values())
        if (profile) counts[profile.country] = (counts[profile.country] ?? 0) + 1
      read += page.length
      if (read >= ENOUGH) break
    }
    return counts
  })
}

/** Countries as somebody names them, `CO,MX`; throws a UserError at what is no ISO code. */
export function namedCountries(text: string): Readonly<Record<string, number>> {
  const countries = text.split(',').map((one) => one.trim())
  if (!countries.every((one) => /^[A-Z]{2}$/.test(one)))
    throw new UserError(
      `--countries es "${text}"; deben ser códigos ISO separados por comas, como CO,MX`,
      `--countries is "${text}"; it must be ISO codes with commas between, such as CO,MX`,
    )
  return Object.fromEntries(countries.map((country) => [country, 0]))
}
