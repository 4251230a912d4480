import type { InvoiceFile, TimelineLine } from '../aws/staff-ledger.ts'
import type { Part } from '../domain/charges.ts'
import type { ControlTotals, Watermark } from '../domain/control-totals.ts'
import type { OpenInstalment } from '../domain/instalments.ts'
import type { Entry } from '../domain/ledger.ts'
import { formatMoney } from '../domain/money.ts'
import type { Reply } from '../domain/reply.ts'
import type { PaymentMark } from '../domain/stale-data.ts'
import { HOUR, type Instant } from '../domain/time.ts'
import type { RefusedEvent, Task } from '../ports.ts'
import { contactEnd } from './contact-words.ts'
import { columns, plainly, type Row } from './terminal.ts'
import type { Words } from './words.ts'

/** An invoice's file in a terminal, oldest line first. */
export function renderInvoice({ invoice, parts, instalments, lines, waiting }: InvoiceFile, words: Words): string {
  const { of } = words
  const money = (amount: number) =>
    invoice.currency ? formatMoney({ amount, currency: invoice.currency }, words.of(['es-CO', 'en'])) : `${amount}`
  const outcome = invoice.outcome ? `, ${words.outcome(invoice.outcome)}` : ''
  return [
    `${invoice.id}  ${words.status(invoice.status)}${outcome}`,
    ...columns([
      [of(['Deudor', 'Debtor']), invoice.terms.debtor ?? '—'],
      [of(['Vence', 'Due']), invoice.journey.anchor ?? invoice.terms.dueDate ?? '—'],
      [of(['Saldo', 'Balance']), money(invoice.balance)],
      ...planRows(invoice.terms.instalments?.length ?? 0, instalments, words, money),
      ...partRows(parts, words, money),
    ]),
    '',
    of(['  Horas en UTC', '  Times in UTC']),
    ...lines.map((line) => `  ${line.at.slice(0, 16).replace('T', ' ')}  ${describe(line, words, money)}`),
    ...(waiting
      ? [
          '',
          of([
            `  Espera: ${words.reason(waiting.reason)}, hasta ${waiting.until.slice(0, 16)}Z`,
            `  Waits: ${words.reason(waiting.reason)}, until ${waiting.until.slice(0, 16)}Z`,
          ]),
        ]
      : []),
  ].join('\n')
}

/** The instalments that are still open, the oldest first. */
function planRows(of: number, open: readonly OpenInstalment[], words: Words, money: (amount: number) => string): Row[] {
  return open.map(({ number, dueDate, open: left, amount }) => [
    `  ${words.of(['Cuota', 'Instalment'])} ${number}/${of}`,
    words.of([
      `${money(left)} de ${money(amount)}, vence ${dueDate}`,
      `${money(left)} of ${money(amount)}, due ${dueDate}`,
    ]),
  ])
}

/** Principal and charges apart, once there are charges. */
function partRows(parts: readonly Part[], words: Words, money: (amount: number) => string): Row[] {
  const charged = parts.filter((part) => part.charged > 0)
  if (!charged.some(({ bucket }) => bucket !== 'principal')) return []
  return charged.map(({ bucket, charged, open }) => [
    `  ${words.part(bucket)}`,
    words.of([`${money(open)} de ${money(charged)}`, `${money(open)} of ${money(charged)}`]),
  ])
}

function describe(line: TimelineLine, words: Words, money: (amount: number) => string): string {
  const { of } = words
  switch (line.kind) {
    case 'opened':
      return of([`Comienza la gestión (${line.generation})`, `Journey started (${line.generation})`])
    case 'entry': {
      const { amount, fact, kind } = line.entry
      const part = fact?.kind === 'charged' ? ` (${words.part(fact.chargeKind)})` : ''
      const day = fact?.kind === 'scheduled' ? ` ${fact.on ?? of(['ya no se espera', 'no longer expected'])}` : ''
      const cause = fact?.kind === 'holdPlaced' && fact.cause ? ` (${words.reason(fact.cause)})` : ''
      const why = fact && 'reason' in fact ? `: ${fact.reason}${cause}` : ''
      const author = fact && 'author' in fact ? ` (${fact.author})` : ''
      const policies = line.entry.adopted ? `: ${adoptionWords(line.entry.adopted)}` : ''
      return `${words.entry(kind)}${part}${day}${amount === 0 ? '' : ` ${money(amount)}`}${why}${policies}${author}`
    }
    case 'touch': {
      const { attempts, status, receipt } = line.touch
      const attempt = attempts.at(-1)
      const channel = attempt ? words.channel(attempt.channel) : '—'
      const problem = status === 'failed' ? (receipt?.reason ?? attempt?.problem) : undefined
      const level = `${line.step}, ${of(['nivel', 'level'])} ${line.level}`
      // The task of a call is no call, and was sent to nobody: whoever makes it notes how it went.
      if (attempt?.channel === 'call' && status === 'sent')
        return `${of(['Tarea de llamar al deudor', 'A task to call the debtor'])}: ${level} (${money(line.balance)})`
      return `${channel} ${level}: ${words.touchStatus(status)}${problem === undefined ? '' : ` [${problem}]`} (${money(line.balance)})`
    }
    case 'contact': {
      const { channel, author, note } = line.contact
      return `${words.contactChannel(channel)}: ${contactEnd(line.contact, words)} (${author})${note ? `: ${note}` : ''}`
    }
    case 'suppressed':
      return `${of(['No se envió', 'Not sent'])} ${words.reason(line.suppressed.step)}: ${words.reason(line.suppressed.reason)}`
    case 'reply':
      return `${of(['Respuesta', 'Answer'])} (${words.channel(line.reply.channel)}): ${oneLine(line.reply.text)}`
    case 'acknowledged': {
      const channel = line.touch.attempts.at(-1)?.channel ?? 'email'
      return `${of(['Acuse de recibo', 'Acknowledged'])} (${words.channel(channel)}): ${words.touchStatus(line.touch.status)}`
    }
    case 'corrected': {
      const { attempts, status, corrects } = line.touch
      return `${of(['Disculpa', 'Apology'])} (${words.channel(attempts.at(-1)?.channel ?? 'email')}, ${corrects?.author}): ${words.touchStatus(status)}`
    }
    case 'task':
      return `${of(['Tarea', 'Task'])}: ${words.task(line.task.kind)} (${words.reason(line.task.reason)})`
    case 'ended':
      return `${of(['Termina', 'Ended'])}: ${words.outcome(line.outcome)} (${words.reason(line.reason)})`
  }
}

/** Which policy a journey left for which. */
export const adoptionWords = ({ from, to }: NonNullable<Entry['adopted']>): string =>
  `${from ? `${from.id} ${from.hash} → ` : ''}${to.id} ${to.hash}`

/** Open tasks, the most urgent first. */
export function renderTasks(tasks: readonly Task[], answers: ReadonlyMap<string, Reply>, words: Words): string {
  if (tasks.length === 0) return words.of(['No hay tareas pendientes.', 'There are no open tasks.'])
  return tasks
    .map(({ id, kind, reason, due, invoice, debtor, payment }) => {
      const about = [invoice, debtor, payment].filter((one) => one !== undefined).join(' ')
      const reply = answers.get(id)
      const said = reply ? `\n            ${answerSaid(reply, words)}` : ''
      return `${due.slice(0, 10)}  ${words.task(kind)}: ${about} (${words.reason(reason)})${said}\n            ${id}`
    })
    .join('\n')
}

/** An answer on one line: by which channel, from where if nobody is known there, and its words. */
export const answerSaid = ({ channel, from, text }: Reply, words: Words): string =>
  `${[words.channel(channel), from].filter(Boolean).join(' ')}: «${oneLine(text)}»`

const oneLine = (text: string): string => plainly(text.replaceAll(/\s+/g, ' ').trim())

/** What sources declared complete, with the difference from our ledger where there is one. */
export function renderWatermarks(watermarks: readonly Watermark[], words: Words): string {
  const { of } = words
  const plain = ({ documents, totals }: ControlTotals): string =>
    [
      `${documents} ${of(['facturas', 'invoices'])}`,
      ...totals.map((sum) => `${sum.currency} ${formatMoney(sum, of(['es-CO', 'en']))}`),
    ].join(', ')
  if (watermarks.length === 0) return of(['Ningún sistema ha declarado totales.', 'No source has declared totals.'])
  return watermarks
    .map(({ source, from, upTo, state, declared, ours, difference }) =>
      [
        `${source}  ${from} – ${upTo}  ${state === 'agrees' ? of(['cuadra', 'agrees']) : of(['NO CUADRA', 'DIFFERS'])}`,
        `  ${of(['dice', 'says'])}: ${plain(declared)}`,
        ...(state === 'agrees'
          ? []
          : [
              `  ${of(['tenemos', 'we hold'])}: ${plain(ours)}`,
              `  ${of(['diferencia', 'difference'])}: ${plain(difference)}`,
            ]),
      ].join('\n'),
    )
    .join('\n')
}

/** How far the payments of each source are known; `listed` are the ones that company.yaml names, spoken or not. */
export function renderPaymentMarks(
  marks: readonly PaymentMark[],
  listed: readonly string[],
  now: Instant,
  { of }: Words,
): string {
  const silent = listed.filter((source) => !marks.some((mark) => mark.source === source)).map((source) => ({ source }))
  const rows: Row[] = [...silent, ...marks].map(({ source, completeUpTo }: PaymentMark) => {
    const told = completeUpTo
      ? `${completeUpTo.slice(0, 16)}Z  ${of(['hace', 'age'])} ${Math.floor((now - Date.parse(completeUpTo)) / HOUR)} h`
      : of(['NO HA DICHO NADA', 'HAS SAID NOTHING'])
    return [source, listed.includes(source) ? told : `${told} ${of(['(no se exige)', '(not required)'])}`]
  })
  if (rows.length === 0) return of(['No se exige ninguna fuente de pagos.', 'No payment source is required.'])
  return [of(['Pagos completos hasta', 'Payments complete up to']), ...columns(rows)].join('\n')
}

/** Events in quarantine, with what was wrong, the value as a JSON string, and what is allowed. */
export function renderRefused(events: readonly RefusedEvent[], words: Words): string {
  if (events.length === 0) return words.of(['No hay eventos rechazados.', 'There are no refused events.'])
  return events
    .map(({ id, source, name, at, problems }) =>
      [
        `${at.slice(0, 16).replace('T', ' ')} UTC  ${name} ${words.of(['de', 'from'])} ${source}`,
        `  ${id}`,
        ...problems.map(({ path, allowed, value }) => `  ${path || '(event)'}: ${JSON.stringify(value)} — ${allowed}`),
      ]
        .map(plainly)
        .join('\n'),
    )
    .join('\n\n')
}
