import { shortDate } from '../domain/date-text.ts'
import { formatMoney } from '../domain/money.ts'
import type { PersonalContact } from '../domain/personal-contact.ts'
import type { Words } from './words.ts'

/** How a contact ended; of a promise its day, and its sum where it was said. */
export function contactEnd(
  { result, until, promised }: Pick<PersonalContact, 'result' | 'until' | 'promised'>,
  words: Words,
): string {
  const sum = promised && formatMoney(promised, words.of(['es-CO', 'en']))
  const day = until && words.of([`para el ${shortDate(until, 'es')}`, `by ${shortDate(until, 'en')}`])
  return [result && words.contactResult(result), sum, day].filter(Boolean).join(' ')
}
