import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { compose } from '../domain/message-text.ts'
import { messageVariables } from '../domain/message-variables.ts'
import { layoutIn, speakingAs, type TextSources, templateIn } from '../domain/speech.ts'
import { dateAt, type Instant } from '../domain/time.ts'
import type { Task } from '../ports.ts'
import type { PlacedCall } from '../usecases/place-call.ts'

/** The script of the policy's own step, with what is owed now of one invoice; undefined for a call that no step asked for. */
export function scriptedCall(
  { script }: Pick<Task, 'script'>,
  { debtor, invoice }: Pick<Extract<PlacedCall, { kind: 'placed' }>, 'debtor' | 'invoice'>,
  { company, ...texts }: Pick<CompiledCatalog, 'company' | keyof TextSources>,
  now: Instant,
): readonly string[] | undefined {
  const entity = company.entities[invoice.terms.entity ?? '']
  const { profile } = debtor
  if (!script || !entity || !profile) return undefined
  const as = speakingAs(script, entity)
  const template = templateIn(texts, script.template, as)
  if (!template?.call) return undefined
  const { currency = '', balance, terms } = invoice
  const variables = messageVariables({
    language: script.language,
    debtor: profile,
    entity,
    invoices: [
      {
        number: invoice.id.slice(invoice.id.indexOf(':') + 1),
        balance: { amount: balance, currency },
        dueDate: terms.dueDate ?? dateAt(now, entity.zone),
      },
    ],
    statedAt: dateAt(now, profile.zone ?? entity.zone),
  })
  const composed = compose({ channel: 'call', template, layout: layoutIn(texts, as), variables })
  return composed.channel === 'call' ? composed.script : undefined
}
