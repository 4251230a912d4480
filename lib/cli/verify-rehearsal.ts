import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { DynamoHolidays } from '../aws/dynamo-holidays.ts'
import { DynamoSending } from '../aws/dynamo-sending.ts'
import { Records } from '../aws/records.ts'
import { iso } from '../domain/time.ts'
import type { TouchRecord } from '../domain/touch-record.ts'
import type { OnRecord } from '../domain/verify/evidence.ts'
import type { Violation } from '../domain/verify/violation.ts'
import type { Rehearsal } from '../rehearsal/boot.ts'
import type { CapturedMessage } from '../rehearsal/mail/mail.ts'
import { heldAgainst, type Rules } from '../usecases/held-against.ts'
import { type Verified, verifyRecords } from '../usecases/verify-records.ts'

/** Verifies a rehearsal at rest against the rules of a catalog, with the trays of its providers beside its records. */
export async function verifyRehearsal(
  rehearsal: Rehearsal,
  catalog: Rules,
  onViolation: (violation: Violation) => void = () => {},
): Promise<Verified> {
  const client = staffClient(rehearsal)
  try {
    return await verifyBy(client, rehearsal, catalog, onViolation)
  } finally {
    // Each client keeps its connections open, and so does the gateway: a campaign has thousands of runs.
    client.destroy()
  }
}

async function verifyBy(
  client: DynamoDBClient,
  rehearsal: Rehearsal,
  catalog: Rules,
  onViolation: (violation: Violation) => void,
): Promise<Verified> {
  const trays = traysOf(rehearsal)
  const { records, holidays, sending } = staffOf(client, rehearsal)
  const beside = { decreed: await holidays.decreed(), acceptedOf: trays.acceptedOf, words: await sending.words() }
  const against = heldAgainst(catalog, rehearsal.world.now(), beside)
  const known = new Set<string>()
  const hold = (record: OnRecord) => {
    for (const { id } of record.touches) known.add(id)
    return against(record)
  }
  const verified = await verifyRecords(records.all(), { hold, onViolation })
  const unclaimed = trays.tagged.filter(({ tags }) => !known.has(tags.touch ?? '')).map(withoutRecord)
  for (const violation of unclaimed) onViolation(violation)
  const { violations } = verified
  return { ...verified, violations: { ...violations, orphan: violations.orphan + unclaimed.length } }
}

/** A person's own credentials. */
const staffClient = ({ endpoint }: Rehearsal): DynamoDBClient =>
  new DynamoDBClient({
    endpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'staff', secretAccessKey: 'staff' },
  })

/** Everything a rehearsal has on record, and what staff decreed. */
function staffOf(client: DynamoDBClient, { deployed }: Rehearsal) {
  const { LedgerTable: ledger = '', DebtorsTable: debtors = '', CatalogTable: catalog = '' } = deployed.outputs
  return {
    records: new Records(client, { ledger, debtors }),
    holidays: new DynamoHolidays(client, catalog),
    sending: new DynamoSending(client, ledger, { stage: 'everything' }),
  }
}

/** What the providers accepted: an e-mail carries its touch as a tag, a text is known by the id its provider gave. */
function traysOf({ mail }: Rehearsal) {
  const tagged = mail.messages.filter(({ tags }) => tags.touch !== undefined)
  const byKey = Map.groupBy(mail.messages, ({ tags, id }) => tags.touch ?? id)
  const acceptedOf = ({ id, attempts }: TouchRecord): number[] =>
    [id, ...attempts.flatMap(({ providerId }) => providerId ?? [])].flatMap(
      (key) => byKey.get(key)?.map(({ at }) => at) ?? [],
    )
  return { tagged, acceptedOf }
}

const withoutRecord = ({ tags, at, channel }: CapturedMessage): Violation => ({
  check: 'orphan',
  debtor: '',
  ...(tags.touch === undefined ? {} : { touch: tags.touch }),
  at: iso(at),
  finding: { kind: 'noRecord', medium: channel },
  rule: 'I8',
  citations: [],
})
