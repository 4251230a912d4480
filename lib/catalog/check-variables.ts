import mustache from 'mustache'
import type { MessageTemplate } from '../domain/message-text.ts'
import { type Mistake, writtenPath } from './catalog-error.ts'
import type { Sound } from './check-together.ts'

/** What every text of a channel has to say, or say the case of, in every language. */
const NEEDED = {
  email: { opening: ['manyInvoices'] },
  sms: ['entityShortName', 'dueDay', 'paymentLink', 'entityPhone', 'stopLink', 'smsInvoice', 'smsAmount'],
  // Who calls and for whom, what is owed and since when.
  call: ['entityShortName', 'debtorName', 'total', 'dueDateInWords'],
} as const

/** Variables that a text leaves out although every language needs them on that channel. */
export function checkComplete({ source, value }: Sound<MessageTemplate>): Mistake[] {
  const texts: readonly (readonly [path: readonly string[], text: string | undefined, needed: readonly string[]])[] = [
    [['email', 'opening'], value.email?.opening, NEEDED.email.opening],
    [['sms'], value.sms, NEEDED.sms],
    [['call'], value.call, NEEDED.call],
  ]
  return texts.flatMap(([path, text, needed]) => {
    if (text === undefined) return []
    const used = namesIn(mustache.parse(text))
    const missing = needed.filter((name) => !used.has(name))
    if (missing.length === 0) return []
    const place = { file: source.file, ...source.placeOf(path), path: writtenPath(path) }
    const tags = missing.map((name) => `{{${name}}}`).join(', ')
    return [
      {
        ...place,
        given: `a text without ${tags}`,
        allowed: `every language says ${needed.join(', ')}`,
        mend: `add ${tags}`,
      },
    ]
  })
}

/** Every variable and section that a text names. */
function namesIn(tags: ReturnType<typeof mustache.parse>): Set<string> {
  return new Set(
    tags.flatMap(([kind, name, , , inner]) => [
      ...(kind === 'text' ? [] : [name]),
      ...(Array.isArray(inner) ? namesIn(inner) : []),
    ]),
  )
}
