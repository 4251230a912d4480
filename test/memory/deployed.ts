import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDebtors, DynamoPolicyShelf } from '../../lib/aws/dynamo-debtors.ts'
import { DynamoLedger } from '../../lib/aws/dynamo-ledger.ts'
import { StaffDebtors } from '../../lib/aws/staff-debtors.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { synthesise } from '../../lib/cli/synthesise.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'

const ROOT = join(import.meta.dirname, '../..')
// Test files run side by side: each worker synthesises once, into a directory of its own.
const DIRECTORY = join(ROOT, 'cdk.out', `test-${process.env.VITEST_POOL_ID ?? '0'}`)
/** Settings of a client that may do everything, as the person at the laptop. */
export const OPERATOR = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
}
let assembly: Promise<string> | undefined

/** The real stack in production stage, deployed on this machine at an instant, with the adapters of its tables. */
export async function deployed(start: number) {
  assembly ??= synthesise(ROOT, DIRECTORY)
  const rehearsal = await boot({ assembly: await assembly, start })
  const client = new DynamoDBClient({ ...OPERATOR, endpoint: rehearsal.endpoint })
  const [ledger, debtors, catalog] = ['Ledger', 'Debtors', 'Catalog'].map((id) => tableOf(rehearsal, id))
  if (!ledger || !debtors || !catalog) throw new Error('the stack lacks one of its tables')
  return {
    rehearsal,
    client,
    tables: { ledger, debtors, catalog },
    ledger: new DynamoLedger(client, { ledger, debtors }),
    debtors: new DynamoDebtors(client, debtors),
    shelf: new DynamoPolicyShelf(client, catalog),
    staff: new StaffLedger(client, ledger),
    people: new StaffDebtors(client, { ledger, debtors }),
    async stop() {
      client.destroy()
      await rehearsal.stop()
    },
  }
}

export type Deployed = Awaited<ReturnType<typeof deployed>>

const tableOf = (rehearsal: Rehearsal, id: string): string | undefined =>
  rehearsal.deployed.ofType('AWS::DynamoDB::Table').find(({ logicalId }) => logicalId.startsWith(id))?.name
