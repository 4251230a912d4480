import type { OnRecord } from '../domain/verify/evidence.ts'
import type { Violation } from '../domain/verify/violation.ts'
import { CHECKS } from '../domain/verify/violation.ts'
import { type Verified, type Verifying, verifyRecords, violationsIn } from '../usecases/verify-records.ts'
import { section } from './terminal.ts'
import { UserError } from './user-error.ts'
import { CHECK_NAMES } from './verify-names.ts'
import { renderViolation } from './verify-words.ts'
import type { Words } from './words.ts'

/** How the answer is wanted: as JSON, or in words; `progress` is called with the number of debtors done. */
export interface Told {
  readonly json: boolean
  readonly since?: string
  readonly progress?: (debtors: number) => void
}

/** Goes through records and prints what must not be so; throws when anything is, with how often. */
export async function verifyAndTell(
  records: AsyncIterable<OnRecord>,
  hold: Verifying['hold'],
  { json, since, progress }: Told,
  words: Words,
  say: (text: string) => void,
): Promise<Verified> {
  const all: Violation[] = []
  const verified = await verifyRecords(records, {
    hold,
    ...(since === undefined ? {} : { since }),
    ...(progress && { onDebtor: progress }),
    onViolation: (violation) => (json ? all.push(violation) : say(renderViolation(violation, words))),
  })
  say(json ? JSON.stringify({ ...verified, found: all }, null, 2) : summary(verified, words))
  const count = violationsIn(verified)
  if (count > 0) throw new UserError(closing(verified, words))
  return verified
}

/** One line: how many messages were derived anew, and how many violations there are. */
export const closing = (verified: Verified, { of }: Words): string => {
  const { messages } = verified
  const count = violationsIn(verified)
  return of([
    `verificado: ${messages} mensajes, ${count} ${count === 1 ? 'infracción' : 'infracciones'}`,
    `verified: ${messages} messages, ${count} ${count === 1 ? 'violation' : 'violations'}`,
  ])
}

function summary(verified: Verified, words: Words): string {
  const { debtors, invoices, violations } = verified
  const { of } = words
  const title = of([`${debtors} deudores, ${invoices} facturas`, `${debtors} debtors, ${invoices} invoices`])
  const rows = CHECKS.map((check) => [of(CHECK_NAMES[check]), String(violations[check])] as const)
  return [...section(title, rows), '', closing(verified, words)].join('\n')
}
