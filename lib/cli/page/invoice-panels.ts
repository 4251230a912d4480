import type { InvoiceFile } from '../../aws/staff-ledger.ts'
import type { Debtor } from '../../domain/debtor.ts'
import { isActive } from '../../domain/invoice.ts'
import { addDays, dateAt, iso } from '../../domain/time.ts'
import { type Html, html } from './html.ts'
import { bars, panel } from './parts.ts'
import { type Visit, whyOf } from './visit.ts'

/** What an invoice's panels are drawn from. */
interface Subject {
  readonly visit: Visit
  readonly file: InvoiceFile
  readonly debtor: Debtor
}

/** What stands under the facts of an invoice, in this order; a panel that has nothing to say stays away. A new one is a line here. */
const PANELS: readonly ((subject: Subject) => Html | undefined)[] = [plan, parts, charges, announced, holds, tasks]

/** The panels of one invoice side by side; nothing when none has anything to say. */
export function invoicePanels(subject: Subject): Html | undefined {
  const shown = PANELS.flatMap((draw) => draw(subject) ?? [])
  return shown.length === 0 ? undefined : html`<div class="columns panels">${shown}</div>`
}

/** All instalments, those that are paid too, each filled as far as it is paid. */
function plan({ visit, file }: Subject): Html | undefined {
  const { instalments: planned = [] } = file.invoice.terms
  if (planned.length === 0) return undefined
  const open = new Map(file.instalments.map((one) => [one.number, one.open]))
  const today = iso(visit.now).slice(0, 10)
  return bars(
    visit.say('plan', planned.length),
    planned.map(({ dueDate, amount }, index) => {
      const left = file.invoice.status === 'closed' ? 0 : (open.get(index + 1) ?? 0)
      const state = left === 0 ? visit.say('paidOff') : dueDate < today ? visit.say('late') : visit.say('comes')
      return {
        label: html`${visit.say('instalment', index + 1)} · ${visit.date(dueDate)} <span class="small">${state}</span>`,
        value: left === 0 ? moneyOf(amount) : visit.say('of', moneyOf(amount - left), moneyOf(amount)),
        share: (amount - left) / amount,
      }
    }),
  )

  function moneyOf(amount: number): string {
    return visit.money(amount, file.invoice.currency)
  }
}

/** Principal and charges apart, in the order in which money pays them off; an invoice without charges is one part. */
function parts({ visit, file }: Subject): Html | undefined {
  const charged = file.parts.filter((part) => part.charged > 0)
  if (!charged.some(({ bucket }) => bucket !== 'principal')) return undefined
  return bars(
    visit.say('partsOfDebt'),
    charged.map(({ bucket, charged: whole, paid, open }) => ({
      label: visit.words.part(bucket),
      value: visit.say('openOf', visit.money(open, file.invoice.currency), visit.money(whole, file.invoice.currency)),
      share: paid / whole,
    })),
    html`<p class="more small">${visit.say('filledAsPaid')}</p>`,
  )
}

function charges({ visit, file }: Subject): Html | undefined {
  const lines = Object.entries(file.invoice.charges).map(
    ([id, { kind, amount, reversed }]) =>
      html`<li><strong class="money">${visit.money(amount, file.invoice.currency)}</strong> ${[
        ...(kind ? [visit.words.part(kind)] : []),
        id,
        ...(reversed ? [visit.say('reversed')] : []),
      ].join(' · ')}</li>`,
  )
  return panel(visit.say('charges'), lines)
}

/** Payments that are announced for a day: nothing is sent until the day after it, when the bank may still tell of it. */
function announced({ visit, file, debtor }: Subject): Html | undefined {
  const today = dateAt(visit.now, debtor.profile?.zone ?? 'UTC')
  const days = Object.entries(file.invoice.announced).flatMap(([payment, { on, total }]) =>
    on === undefined ? [] : [{ payment, on, sum: total && visit.money(total.amount, total.currency) }],
  )
  return panel(
    visit.say('announced'),
    days
      .sort((a, b) => (a.on < b.on ? -1 : 1))
      .map(
        ({ payment, on, sum }) =>
          html`<li><strong>${visit.date(on)}</strong>${sum && html` · <span class="money">${sum}</span>`} · <span class="breakable">${payment}</span>${addDays(on, 1) < today && html` · ${visit.say('neverCame')}`}</li>`,
      ),
  )
}

function holds({ visit, file, debtor }: Subject): Html | undefined {
  const now = iso(visit.now)
  return panel(
    visit.say('holds'),
    Object.entries(file.invoice.holds)
      .filter(([, hold]) => isActive(hold, now))
      .map(([id, { reason = id, author, until }]) => {
        const told = [
          ...(author === undefined ? [] : [visit.say('requestedBy', author)]),
          ...(until === undefined ? [] : [visit.say('until', visit.time(until, debtor.profile?.zone))]),
        ]
        return html`<li><strong>${reason}</strong> ${told.join(' · ')}</li>`
      }),
  )
}

function tasks({ visit, file, debtor }: Subject): Html | undefined {
  return panel(
    visit.say('openTasks'),
    file.lines.flatMap((line) =>
      line.kind === 'task' && line.task.status === 'open'
        ? [
            html`<li><strong>${visit.words.task(line.task.kind)}</strong> ${whyOf(visit, line.task.reason)} · ${visit.say('dueBy')} ${visit.time(line.task.due, debtor.profile?.zone)}</li>`,
          ]
        : [],
    ),
  )
}
