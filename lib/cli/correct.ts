import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { homeZone } from '../contracts/company.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { CorrectionOrdered } from '../contracts/journey.ts'
import { mayHaveBeenRead } from '../domain/correction.ts'
import { dayAndMonth } from '../domain/date-text.ts'
import { composeNotice } from '../domain/notice-text.ts'
import { layoutIn, speakingAs } from '../domain/speech.ts'
import { textNamed } from '../domain/text-name.ts'
import { dateAt } from '../domain/time.ts'
import type { TouchRecord } from '../ports.ts'
import { dayOrInstantOption } from './instant-option.ts'
import type { Outside } from './outside.ts'
import { columns, type Row } from './terminal.ts'
import { UserError } from './user-error.ts'
import type { Words } from './words.ts'

/** The options this command reads. */
interface Said {
  readonly correction?: string | undefined
  readonly author?: string | undefined
  readonly step?: string | undefined
  readonly template?: string | undefined
  readonly since?: string | undefined
  readonly until?: string | undefined
  readonly yes: boolean
}

type Stack = () => Promise<
  { readonly records: Pick<Outside['records'], 'touches'> } & Pick<Outside, 'debtors' | 'contact'>
>

const HOW =
  'puntual correct [TOUCH …] --correction NAME --author A [--step S] [--template T] [--since DATE|INSTANT] [--until DATE|INSTANT] [--yes]'

/** Who is told that a message was a mistake, and who is not. */
interface CorrectionPlan {
  /** The latest wrong message of each debtor who is still to hear. */
  readonly due: readonly TouchRecord[]
  /** Debtors who have heard, under this name of the mistake. */
  readonly done: number
  /** Debtors whose apology nothing takes: it is not tried again. */
  readonly failed: number
  /** Messages that never left or did not arrive. */
  readonly unread: number
  /** Of the ids that were said, those of no message that is as was said. */
  readonly unmatched: readonly string[]
}

/**
 * Orders that a mistake be corrected with everybody who may have read it: shows who and what is said first, and orders it
 * with `--yes`. The same order again reaches only those who have not heard.
 */
export async function correct(
  ids: readonly string[],
  said: Said,
  root: string,
  stack: Stack,
  words: Words,
): Promise<string> {
  const { correction, author } = orderOf(ids, said)
  const isWrong = chooserOf(ids, said)
  const catalog = compileCatalog(join(root, 'catalog'))
  const outside = await stack()
  const plan = await planOf(outside, correction, ids, isWrong(homeZone(catalog.company)))
  if (plan.unmatched.length > 0) {
    const unmatched = plan.unmatched.join(', ')
    throw new UserError(
      `ningún mensaje que se pueda corregir tiene estos ids, con lo demás que se dijo: ${unmatched}`,
      `no message that can be corrected has these ids, with whatever else was said: ${unmatched}`,
    )
  }
  if (plan.due.length + plan.done + plan.failed + plan.unread === 0)
    throw new UserError(
      'ningún mensaje es como se dijo: revise los ids, --step, --template, --since y --until',
      'no message is as was said: look at the ids, --step, --template, --since and --until',
    )
  if (!said.yes) {
    const next = `puntual correct … --correction ${correction} --yes`
    const nothing = words.of([`Nada ha cambiado. Para hacerlo: ${next}`, `Nothing has changed. To do it: ${next}`])
    return [renderPlan(plan, catalog, words), nothing].join('\n\n')
  }
  for (const { id } of plan.due) {
    const order = CorrectionOrdered.parse({ correction, touch: id, author })
    await outside.contact(JSON.stringify(order))
  }
  return words.of([
    `${plan.due.length} disculpas pedidas; cada una pasa por la ley, los consentimientos y el interruptor. Con la misma orden, más tarde, se llega a quienes falten.`,
    `${plan.due.length} apologies ordered; each goes through law, consents and the switch. The same order later reaches those who are left.`,
  ])
}

/** Names the mistake and who corrects it; which messages were wrong must be said in some way. */
function orderOf(ids: readonly string[], said: Said): { correction: string; author: string } {
  const { correction = '', author = '', step, template, since } = said
  if (!author.trim() || !/^[A-Za-z0-9._-]{1,64}$/.test(correction))
    throw new UserError(
      `diga quién corrige y cómo se llama el error (--correction, 1 a 64 letras, dígitos o . _ -): ${HOW}`,
      `say who corrects and what the mistake is called (--correction, 1 to 64 letters, digits or . _ -): ${HOW}`,
    )
  if (ids.length === 0 && [step, template, since].every((one) => one === undefined))
    throw new UserError(
      `diga cuáles mensajes fueron un error: sus ids, --step, --template o --since: ${HOW}`,
      `say which messages were wrong: their ids, --step, --template or --since: ${HOW}`,
    )
  return { correction, author }
}

/**
 * Whether a message is one of the wrong ones, where days are those of a zone: everything that was said of them holds. What
 * makes no sense is refused at once, before a zone is known.
 */
function chooserOf(
  ids: readonly string[],
  { step, template, since, until }: Said,
): (zone: string) => (touch: TouchRecord) => boolean {
  const first = since === undefined ? undefined : dayOrInstantOption('--since', since)
  const last = until === undefined ? undefined : dayOrInstantOption('--until', until)
  return (zone) => {
    const from = first?.(zone)[0] ?? Number.NEGATIVE_INFINITY
    const to = last?.(zone)[1] ?? Number.POSITIVE_INFINITY
    if (from > to)
      throw new UserError(
        `--since (${since}) es después de --until (${until})`,
        `--since (${since}) is after --until (${until})`,
      )
    return (touch) => {
      const at = Date.parse(touch.claimedAt)
      const named = ids.length === 0 || ids.includes(touch.id)
      const ofStep = step === undefined || touch.members.some((member) => member.step === step)
      const ofText = template === undefined || [touch.template, textNamed(touch.template).text].includes(template)
      return named && ofStep && ofText && at >= from && at <= to
    }
  }
}

async function planOf(
  { records, debtors }: Awaited<ReturnType<Stack>>,
  correction: string,
  ids: readonly string[],
  isWrong: (touch: TouchRecord) => boolean,
): Promise<CorrectionPlan> {
  const unmatched = new Set(ids)
  const latest = new Map<string, TouchRecord>()
  const [heard, failed] = [new Set<string>(), new Set<string>()]
  let unread = 0
  for await (const touch of records.touches()) {
    if (touch.corrects?.correction === correction && touch.status !== 'released')
      (touch.status === 'failed' ? failed : heard).add((await debtors.debtor(touch.debtor)).id)
    if (touch.class === 'receipt' || !isWrong(touch)) continue
    unmatched.delete(touch.id)
    if (!mayHaveBeenRead(touch)) {
      unread++
      continue
    }
    const { id } = await debtors.debtor(touch.debtor)
    const known = latest.get(id)
    if (!known || known.claimedAt < touch.claimedAt) latest.set(id, touch)
  }
  const told = (debtor: string) => heard.has(debtor) || failed.has(debtor)
  const due = [...latest].filter(([debtor]) => !told(debtor))
  const done = [...latest].filter(([debtor]) => heard.has(debtor)).length
  return {
    due: due.map(([, touch]) => touch).sort((a, b) => (a.claimedAt < b.claimedAt ? -1 : 1)),
    done,
    failed: latest.size - due.length - done,
    unread,
    unmatched: [...unmatched],
  }
}

function renderPlan({ due, done, failed, unread }: CorrectionPlan, catalog: CompiledCatalog, words: Words): string {
  const { of } = words
  const channels = [...new Set(due.map(channelOf))].sort()
  const rows: Row[] = [
    [of(['Deudores que recibirían la disculpa', 'Debtors who would get the apology']), String(due.length)],
    ...channels.map((channel): Row => {
      const count = due.filter((touch) => channelOf(touch) === channel).length
      return [`  ${words.channel(channel)}`, String(count)]
    }),
    [of(['Ya la recibieron', 'Have had it']), String(done)],
    [of(['No hubo cómo enviársela', 'It could not be sent to them']), String(failed)],
    [of(['Mensajes que nadie leyó', 'Messages that nobody read']), String(unread)],
  ]
  return [...columns(rows), ...samplesOf(due, catalog, words)].join('\n')
}

/** The words in each language, entity and channel, as the first debtor of each would read them. */
function samplesOf(due: readonly TouchRecord[], catalog: CompiledCatalog, { channel: named }: Words): string[] {
  const first = new Map<string, TouchRecord>()
  for (const touch of due) {
    const kind = [touch.language, touch.addressAs, touch.entity, channelOf(touch)].join(' ')
    if (!first.has(kind)) first.set(kind, touch)
  }
  return [...first.values()].flatMap((touch) => {
    const { language } = touch
    const entity = catalog.company.entities[touch.entity]
    const words = layoutIn(catalog, speakingAs(touch, entity)).words[language]
    if (!words || !entity) return []
    const sentOn = dayAndMonth(dateAt(Date.parse(touch.claimedAt), entity.zone), language)
    const { subject, text, sms, template } = composeNotice('corrected', { words, language, entity, sentOn })
    const channel = channelOf(touch)
    const shown = channel === 'sms' ? sms : channel === 'whatsapp' ? template.text : `${subject}\n\n${text.trim()}`
    return ['', `── ${named(channel)} · ${language} · ${entity.name}`, '', shown]
  })
}

const channelOf = ({ attempts }: TouchRecord): string => attempts.at(-1)?.channel ?? ''
