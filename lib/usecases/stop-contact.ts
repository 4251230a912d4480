import type { StopChoice, StopRequest } from '../contracts/stop-request.ts'
import type { DebtorId } from '../domain/invoice.ts'
import { calledNow } from '../domain/own-name.ts'
import { type StopPage, stopLanguage } from '../domain/stop-page.ts'
import { DAY, iso } from '../domain/time.ts'
import type { TouchRecord } from '../ports.ts'
import { everybodyAt } from './everybody-at.ts'
import { keepConsent, keepWrongPerson } from './record-debtor.ts'
import type { Recording } from './recording.ts'

/** What the stop page needs of the outside world. */
export interface Stopping extends Recording {
  readonly entities: Readonly<Record<string, { readonly name: string; readonly languageDefault: string }>>
  readonly defaultEntity: string
}

/**
 * Answers whoever opened the stop link of a message, in its language and in the name of who wrote it. A code that is none
 * changes nothing and gets the same page, of the default entity: where there are several entities or languages a page may
 * tell that a code is true, which nobody finds by trying, and it tells nothing of the debtor.
 */
export async function stopContact(outside: Stopping, request: StopRequest): Promise<StopPage> {
  const touch = request.code === '' ? undefined : await outside.ledger.touchToStop(request.code)
  if (touch && request.kind === 'stop') await stop(outside, touch, request.choice)
  const entity = outside.entities[touch?.entity ?? ''] ?? outside.entities[outside.defaultEntity]
  return {
    kind: request.kind === 'stop' ? 'done' : request.kind === 'look' ? 'ask' : 'unclear',
    language: stopLanguage(touch?.language ?? entity?.languageDefault ?? ''),
    company: entity?.name ?? '',
  }
}

async function stop(outside: Stopping, touch: TouchRecord, choice: StopChoice): Promise<void> {
  const at = iso(outside.clock.now())
  const attempt = touch.attempts.at(-1)
  if (choice === 'wrongPerson') return reportWrongPerson(outside, touch, at)
  for (const debtor of await readersOf(outside, touch))
    await keepConsent(outside, {
      version: 1,
      debtor,
      scope: choice === 'all' || !attempt ? 'all' : attempt.channel,
      status: 'revoked',
      occurredAt: at,
      purpose: 'service',
      evidence: { text: `stop link of touch ${touch.id}` },
    })
}

/** Whose message it was, and whoever else is written to where it arrived. */
async function readersOf(outside: Stopping, { debtor: id, attempts }: TouchRecord): Promise<readonly DebtorId[]> {
  const debtor = await outside.debtors.debtor(id)
  const attempt = attempts.at(-1)
  const called = attempt && calledNow(debtor, { id, name: attempt.contactPoint })
  const point = debtor.contactPoints.find((one) => one.id === called && one.channel === attempt?.channel)
  if (!point) return [id]
  return (await everybodyAt(outside, point.channel, point.address, [id])).map((one) => one.id)
}

/** Days a person has to find out whose address it is. */
const DAYS_TO_FIND_OUT = 2

/** Somebody else has the address: it is not used again, whatever else the debtor may be reached by. */
async function reportWrongPerson(outside: Stopping, touch: TouchRecord, at: string): Promise<void> {
  const contactPoint = touch.attempts.at(-1)?.contactPoint
  if (contactPoint) {
    const report = { debtor: touch.debtor, contactPoint, status: 'reported', occurredAt: at } as const
    await keepWrongPerson(outside, { ...report, author: `stop link of touch ${touch.id}` })
  }
  await outside.ledger.openTask({
    id: `answer/wrongPerson/${touch.id}`,
    kind: 'answer',
    status: 'open',
    reason: 'wrongPerson',
    openedAt: at,
    due: iso(Date.parse(at) + DAYS_TO_FIND_OUT * DAY),
    debtor: touch.debtor,
  })
}
