import type { InvoiceFile, TimelineLine } from '../../aws/staff-ledger.ts'
import type { Debtor } from '../../domain/debtor.ts'
import type { Entry } from '../../domain/ledger.ts'
import { putOffAmong } from '../../domain/put-off.ts'
import type { SuppressedTouch, TouchRecord } from '../../ports.ts'
import { contactEnd } from '../contact-words.ts'
import { adoptionWords } from '../staff.ts'
import { type Fragment, type Html, html } from './html.ts'
import type { JourneyLine } from './journey-lines.ts'
import type { Label } from './labels.ts'
import type { Sent } from './reading.ts'
import { idBeside, messagePath, type Visit, whyOf } from './visit.ts'

interface Moment {
  readonly at: number
  readonly kind: string
  readonly title: Fragment
  readonly more?: Fragment
}

/** Everything that happened to one invoice, oldest first, on the debtor's clock: facts, waits, messages, silences, the end. */
export function timeline(
  visit: Visit,
  { invoice, lines }: InvoiceFile,
  journey: readonly JourneyLine[],
  debtor: Debtor,
  sent: readonly Sent[],
): Html {
  const zone = debtor.profile?.zone
  const balances = balancesAfter(lines)
  const isPutOff = putOffAmong(lines.flatMap((line) => (line.kind === 'touch' ? [line.touch] : [])))
  const amount = (minor: number): string => visit.money(minor, invoice.currency)
  const moments = [
    ...lines.map((line) => momentOf(visit, line, { amount, zone, sent, debtor, isPutOff, balances })),
    ...journey.map((line) => journeyMoment(visit, line, zone)),
  ].sort((a, b) => a.at - b.at || RANK.indexOf(a.kind) - RANK.indexOf(b.kind))
  return html`<section class="card"><h2>${visit.say('timeline')}</h2>
<p class="small">${visit.say('times', zone ?? 'UTC')}</p>
<ol class="timeline">${moments.map(
    ({ at, kind, title, more }) =>
      html`<li class="moment moment-${kind}"><time datetime="${new Date(at).toISOString()}">${visit.time(at, zone ?? 'UTC')}</time>
<div><p class="what">${title}</p>${more}</div></li>`,
  )}</ol></section>`
}

/** Of one instant, causes come before what follows from them. */
const RANK = ['fact', 'opened', 'died', 'message', 'suppressed', 'task', 'wait', 'ended']

interface Around {
  readonly amount: (minor: number) => string
  readonly zone: string | undefined
  readonly sent: readonly Sent[]
  readonly debtor: Debtor
  readonly isPutOff: (kept: SuppressedTouch) => boolean
  /** What was owed after each line of the ledger, by its key. */
  readonly balances: ReadonlyMap<string, number>
}

function balancesAfter(lines: readonly TimelineLine[]): Map<string, number> {
  const balances = new Map<string, number>()
  let balance = 0
  for (const line of lines)
    if (line.kind === 'entry') {
      balance += line.entry.amount
      balances.set(line.entry.key, balance)
    }
  return balances
}

function momentOf(visit: Visit, line: TimelineLine, around: Around): Moment {
  const at = Date.parse(line.at)
  const { words } = visit
  switch (line.kind) {
    case 'opened':
      return { at, kind: 'opened', title: visit.say(line.generation === 1 ? 'opened' : 'openedAgain') }
    case 'entry':
      return { at, kind: 'fact', ...entryMoment(visit, line.entry, around) }
    case 'touch':
      return { at, kind: 'message', ...touchMoment(visit, line, around) }
    case 'contact': {
      const { channel, author, note } = line.contact
      const told = [contactEnd(line.contact, words), visit.say('requestedBy', author), ...(note ? [note] : [])]
      return { at, kind: 'message', title: words.contactChannel(channel), more: small(told.join(' · ')) }
    }
    case 'suppressed': {
      const { step, reason, day } = line.suppressed
      const title = around.isPutOff(line.suppressed)
        ? withStep(visit, step, 'putOffStep', day ? visit.date(day) : visit.day(at, around.zone))
        : withStep(visit, step, 'suppressedStep')
      return {
        at,
        kind: 'suppressed',
        title,
        more: small(whyOf(visit, reason)),
      }
    }
    case 'reply': {
      const { channel, text } = line.reply
      return { at, kind: 'message', title: visit.say('answered', words.channel(channel)), more: small(text) }
    }
    case 'acknowledged':
      return { at, kind: 'message', ...notice(visit, 'acknowledged', line.touch, around) }
    case 'corrected':
      return { at, kind: 'message', ...notice(visit, 'corrected', line.touch, around) }
    case 'task': {
      const { kind, reason, due, closedBy, note } = line.task
      const closed = closedBy === undefined ? '' : ` · ${visit.say('requestedBy', closedBy)}${note ? `: ${note}` : ''}`
      return {
        at,
        kind: 'task',
        title: visit.say('task', words.task(kind)),
        more: small(`${whyOf(visit, reason)} · ${visit.say('dueBy')} ${visit.time(due, around.zone)}${closed}`),
      }
    }
    case 'ended':
      return {
        at,
        kind: 'ended',
        title: visit.say('ended', words.outcome(line.outcome)),
        more: small(whyOf(visit, line.reason)),
      }
  }
}

function entryMoment(visit: Visit, entry: Entry, around: Around): Pick<Moment, 'title' | 'more'> {
  const { key, kind, amount, fact, adopted } = entry
  const sign = amount > 0 && kind !== 'issued' ? '+' : ''
  const title = html`${visit.words.entry(kind)}${amount !== 0 && html` <span class="money">${sign}${around.amount(amount)}</span>`}`
  const balance = amount === 0 || kind === 'issued' ? undefined : around.balances.get(key)
  const told = [
    fact ? factWords(visit, fact, around) : '',
    adopted ? adoptionWords(adopted) : '',
    balance === undefined ? '' : visit.say('newBalance', around.amount(balance)),
  ]
  const more = told.filter((text) => text !== '').join(' · ')
  return more ? { title, more: small(more) } : { title }
}

function factWords(visit: Visit, fact: NonNullable<Entry['fact']>, { zone }: Around): string {
  switch (fact.kind) {
    case 'issued':
    case 'amended':
      return fact.terms.dueDate === undefined ? '' : visit.say('dueOn', visit.date(fact.terms.dueDate))
    case 'voided':
    case 'writtenOff':
      return fact.reason
    case 'charged':
      return `${visit.words.part(fact.chargeKind)} · ${fact.charge}`
    case 'chargeReversed':
      return `${fact.charge} · ${fact.reason}`
    case 'credited':
      return fact.note
    case 'paid':
      return fact.payment
    case 'scheduled':
      return [
        ...(fact.total ? [visit.money(fact.total.amount, fact.total.currency)] : []),
        fact.payment,
        fact.on === undefined ? visit.say('noLonger') : visit.date(fact.on),
      ].join(' · ')
    case 'paymentFailed':
      return `${fact.payment} · ${fact.reason}`
    case 'reversed':
      return `${fact.payment} · ${fact.reversal}`
    case 'holdPlaced': {
      const until = fact.until === undefined ? [] : [visit.say('until', visit.time(fact.until, zone))]
      const cause = fact.cause === undefined ? [] : [whyOf(visit, fact.cause)]
      return [...cause, fact.reason, visit.say('requestedBy', fact.author), ...until].join(' · ')
    }
    case 'declined':
      return [fact.reason, visit.say('requestedBy', fact.author)].join(' · ')
    case 'approved':
    case 'holdReleased':
      return visit.say('requestedBy', fact.author)
  }
}

function touchMoment(
  visit: Visit,
  line: Extract<TimelineLine, { kind: 'touch' }>,
  { amount, sent }: Around,
): Pick<Moment, 'title' | 'more'> {
  const { touch, step, level, balance } = line
  const channels = [...new Set(touch.attempts.map(({ channel }) => visit.words.channel(channel)))].join(', ')
  const others = touch.members.length - 1
  const told = [
    visit.say('level', level),
    visit.say('statedBalance', visit.money(balance, touch.currency) || amount(balance)),
    ...(others > 0 ? [visit.say('together', others)] : []),
    ...(touch.status === 'sent' ? [] : [visit.words.touchStatus(touch.status)]),
    ...touch.attempts.flatMap(({ problem }) => (problem === undefined ? [] : [problem])),
  ]
  const more = html`${small(told.join(' · '))}${linksTo(visit, touch, sent)}`
  // The task of a call is no call: whoever makes it notes how it went.
  const isCall = touch.attempts.at(-1)?.channel === 'call'
  return { title: isCall ? withStep(visit, step, 'callAsked') : withStep(visit, step, 'messageTo', channels), more }
}

function notice(
  visit: Visit,
  kind: 'acknowledged' | 'corrected',
  touch: TouchRecord,
  { sent }: Around,
): Pick<Moment, 'title' | 'more'> {
  const channel = touch.attempts.at(-1)?.channel ?? 'email'
  const told = touch.status === 'sent' ? [] : [small(visit.words.touchStatus(touch.status))]
  return {
    title: visit.say(kind, visit.words.channel(channel)),
    more: html`${told}${linksTo(visit, touch, sent)}`,
  }
}

const linksTo = (visit: Visit, touch: TouchRecord, sent: readonly Sent[]): Html[] =>
  sent
    .filter((one) => one.touch?.id === touch.id)
    .map(({ message }) => html`<a class="read" href="${visit.href(messagePath(message.id))}">${visit.say('read')}</a>`)

function journeyMoment(visit: Visit, line: JourneyLine, zone: string | undefined): Moment {
  const { at } = line
  switch (line.kind) {
    case 'waited': {
      const woken = line.wokenAt === undefined ? [] : [visit.say('woken', visit.time(line.wokenAt, zone ?? 'UTC'))]
      const again = line.times - 1
      const asked = again === 0 ? [] : [visit.say(again === 1 ? 'askedOnce' : 'asked', again)]
      const more = [...asked, ...woken].join(' ')
      const title = withStep(visit, line.reason, 'waits', visit.time(line.until, zone ?? 'UTC'))
      return { at, kind: 'wait', title, ...(more ? { more: small(more) } : {}) }
    }
    case 'continued':
      return { at, kind: 'opened', title: visit.say('continued'), more: small(whyOf(visit, line.reason)) }
    case 'died':
      return { at, kind: 'died', title: visit.say('died'), more: small(line.error) }
  }
}

/** A sentence that ends with what waits or goes: a step by its name with its id beside it, or a reason. */
const withStep = (visit: Visit, code: string, label: Label, ...values: readonly string[]): Html =>
  html`${visit.say(label, ...values, whyOf(visit, code))}${idBeside(visit, code)}`

const small = (text: string): Html => html`<p class="small">${text}</p>`
