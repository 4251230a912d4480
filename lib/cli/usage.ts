import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import type { Usage } from '../domain/cost.ts'
import { gsm7Parts } from '../domain/sms-text.ts'
import type { Rehearsal } from '../rehearsal/boot.ts'

/** What our functions take on Lambda with 512 MB when warm; the rehearsal cannot measure Lambda's processors. */
const ASSUMED_SECONDS = 0.1
const GIGABYTES = 0.5
/** Units of a call, for items of about a kilobyte with their indexes; a transaction counts double. */
const WRITE_UNITS = new Map([
  ['dynamodb.PutItem', 2],
  ['dynamodb.UpdateItem', 2],
  ['dynamodb.TransactWriteItems', 8],
])
const READ_UNITS = new Map([
  ['dynamodb.GetItem', 1],
  ['dynamodb.Query', 1],
  ['dynamodb.BatchGetItem', 5],
  ['dynamodb.TransactGetItems', 4],
])

/** What a rehearsal used of each service that is paid by use, counted where it can be and estimated where it says so. */
export function usageOf({ machines, functions, calls, mail, queues }: Rehearsal): Usage {
  const count = (prefix: string) =>
    [...calls.counts].filter(([name]) => name.startsWith(prefix)).reduce((sum, [, times]) => sum + times, 0)
  const weighed = (units: ReadonlyMap<string, number>) =>
    [...units].reduce((sum, [name, unit]) => sum + unit * (calls.counts.get(name) ?? 0), 0)
  const texts: Record<string, number> = {}
  const whatsapp: Record<string, number> = {}
  for (const { channel, to, text = '' } of mail.messages) {
    if (channel === 'email') continue
    const country = parsePhoneNumberFromString(to[0] ?? '')?.country ?? 'other'
    if (channel === 'sms') texts[country] = (texts[country] ?? 0) + gsm7Parts(text).parts
    else whatsapp[country] = (whatsapp[country] ?? 0) + 1
  }
  return {
    stateTransitions: machines
      .executions()
      .reduce((sum, { history }) => sum + history.filter(({ type }) => type.endsWith('StateEntered')).length, 0),
    emails: mail.messages.filter(({ channel }) => channel === 'email').length,
    smsParts: texts,
    whatsappMessages: whatsapp,
    lambdaRequests: functions.invocations,
    lambdaGbSeconds: functions.invocations * ASSUMED_SECONDS * GIGABYTES,
    tableWriteUnits: weighed(WRITE_UNITS),
    tableReadUnits: weighed(READ_UNITS),
    // A message is sent, by a rule too, received and deleted.
    queueRequests: 3 * queues.all().reduce((sum, { sent }) => sum + sent, 0),
    busEvents: count('events.PutEvents'),
  }
}
