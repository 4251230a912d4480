import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoDebtors, DynamoPolicyShelf } from '../../lib/aws/dynamo-debtors.ts'
import { DynamoHolidays } from '../../lib/aws/dynamo-holidays.ts'
import { DynamoLedger } from '../../lib/aws/dynamo-ledger.ts'
import { DynamoPaymentMarks } from '../../lib/aws/dynamo-payment-marks.ts'
import { StaffDebtors } from '../../lib/aws/staff-debtors.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'

/** Settings of a client that may do everything, as the person at the laptop. */
export const OPERATOR = {
  region: 'us-east-1',
  credentials: { accessKeyId: 'operator', secretAccessKey: 'operator' },
}

/** The real stack in production stage, deployed on this machine at an instant, with the adapters of its tables. */
export async function deployed(start: number) {
  const rehearsal = await boot({ assembly: assembly(), start })
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
    holidays: new DynamoHolidays(client, catalog),
    marks: new DynamoPaymentMarks(client, ledger),
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
