import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Debtor } from '../domain/debtor.ts'
import { languageFor } from '../domain/gathering.ts'
import type { Invoice } from '../domain/invoice.ts'
import { compose } from '../domain/message-text.ts'
import { messageVariables } from '../domain/message-variables.ts'
import { otherCallOf } from '../domain/other-call.ts'
import { layoutIn, speakingAs, type TextSources, templateIn } from '../domain/speech.ts'
import { dateAt, type Instant } from '../domain/time.ts'
import type { Task } from '../ports.ts'
import type { PlacedCall } from '../usecases/place-call.ts'

/**
 * What is said in a call, with what is owed now of one invoice: the script of the policy's own step, or that of calls which no
 * step asks for. Undefined without words in the debtor's language, and while nobody knows who they are.
 */
export function scriptedCall(
  { script }: Pick<Task, 'script'>,
  { debtor, invoice }: Pick<Extract<PlacedCall, { kind: 'placed' }>, 'debtor' | 'invoice'>,
  catalog: Pick<CompiledCatalog, 'company' | 'policies' | keyof TextSources>,
  now: Instant,
): readonly string[] | undefined {
  const { company } = catalog
  const entity = company.entities[invoice.terms.entity ?? company.defaultEntity]
  const { profile } = debtor
  if (!entity || !profile) return undefined
  const spoken = [...(script ? [script] : []), ...otherCall(debtor, invoice, catalog)].map((one) => {
    const as = speakingAs(one, entity)
    return { as, template: templateIn(catalog, one.template, as) }
  })
  const said = spoken.find(({ template }) => template?.call !== undefined)
  if (!said?.template) return undefined
  const { as, template } = said
  const { currency = '', balance, terms } = invoice
  const variables = messageVariables({
    language: as.language,
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
  const composed = compose({ channel: 'call', template, layout: layoutIn(catalog, as), variables })
  return composed.channel === 'call' ? composed.script : undefined
}

/** The script of calls that no step asks for, as the invoice's policy would say it; while it follows none, as the default one. */
function otherCall(
  debtor: Debtor,
  { journey }: Invoice,
  { company, policies }: Pick<CompiledCatalog, 'company' | 'policies'>,
): NonNullable<Task['script']>[] {
  const policy = (policies[journey.policy?.id ?? ''] ?? policies[company.defaultPolicy])?.policy
  if (!policy) return []
  const { addressAs } = policy
  return [{ template: otherCallOf(policy), language: languageFor(debtor, policy), ...(addressAs && { addressAs }) }]
}
