import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { breakdown, type Part } from '../domain/charges.ts'
import type { Watermark } from '../domain/control-totals.ts'
import { type OpenInstalment, openInstalments } from '../domain/instalments.ts'
import { type Invoice, type InvoiceId, isIssued } from '../domain/invoice.ts'
import type { Entry } from '../domain/ledger.ts'
import type { PersonalContact } from '../domain/personal-contact.ts'
import type { Reply } from '../domain/reply.ts'
import type { PaymentMark } from '../domain/stale-data.ts'
import type { RefusedEvent, SuppressedTouch, Task, TouchRecord } from '../ports.ts'
import { contactOf } from './dynamo-contacts.ts'
import { PAYMENT_SOURCES } from './dynamo-payment-marks.ts'
import { WATERMARKS, watermarkOf } from './dynamo-watermarks.ts'
import { type Item, Items } from './items.ts'
import { invoiceOf, KEYS, OPEN, replyOf, taskClosing, taskOf, touchOf, trusted } from './ledger-items.ts'
import { nameAcknowledgement } from './touch-names.ts'

/** One line of what happened to an invoice; `at` is an ISO instant. */
export type TimelineLine = { readonly at: string } & (
  | { readonly kind: 'opened'; readonly generation: number }
  | { readonly kind: 'entry'; readonly entry: Entry }
  | {
      readonly kind: 'touch'
      readonly touch: TouchRecord
      readonly level: number
      readonly step: string
      readonly balance: number
    }
  | { readonly kind: 'contact'; readonly contact: Omit<PersonalContact, 'debtor'> }
  | { readonly kind: 'suppressed'; readonly suppressed: SuppressedTouch }
  | { readonly kind: 'reply'; readonly reply: Reply }
  | { readonly kind: 'acknowledged'; readonly touch: TouchRecord }
  | { readonly kind: 'corrected'; readonly touch: TouchRecord }
  | { readonly kind: 'task'; readonly task: Task }
  | { readonly kind: 'ended'; readonly outcome: string; readonly reason: string }
)

/** Everything staff may ask about one invoice; `waiting` is what its journey waits for at this moment. */
export interface InvoiceFile {
  readonly invoice: Invoice
  /** Principal and charges apart, in the order in which money pays them off. */
  readonly parts: readonly Part[]
  /** Instalments that are not paid off, oldest first; none without a plan. */
  readonly instalments: readonly OpenInstalment[]
  readonly lines: readonly TimelineLine[]
  readonly waiting?: { readonly reason: string; readonly since: string; readonly until: string }
}

/** What staff read and close: timelines, tasks, refused events. */
export class StaffLedger {
  readonly #items: Items

  constructor(client: DynamoDBClient, table: string) {
    this.#items = new Items(client, table)
  }

  /** The file of one invoice, oldest line first; undefined when nobody has ever mentioned it. */
  async file(id: InvoiceId): Promise<InvoiceFile | undefined> {
    const items = await this.#items.query(KEYS.invoice(id).pk)
    const summary = items.find((item) => item.sk === 'summary')
    if (!summary) return undefined
    const invoice = invoiceOf(id, summary)
    const touches = new Map((await this.#touches(items)).map((touch) => [touch.id, touch]))
    const corrections = [...touches.values()].flatMap(({ corrected = [] }) => corrected)
    const corrected = await this.#items.getMany([...new Set(corrections)].map(KEYS.touch))
    const tasks = await this.#items.getMany(
      items.filter((item) => kindOf(item) === 'opened').map((item) => KEYS.task(`collect/${id}/${item.generation}`)),
    )
    const replies = await this.#items.getMany(
      items
        .filter((item) => kindOf(item) === 'reply')
        .map((item) => KEYS.reply(String(item.sk).slice('reply#'.length))),
    )
    const acknowledged = await this.#items.getMany(
      replies.map((item) => KEYS.touch(nameAcknowledgement(replyOf(item).id))),
    )
    const lines = [
      ...replies.map(replyOf).map((reply) => ({ at: reply.at, kind: 'reply' as const, reply })),
      ...acknowledged.map(touchOf).map((touch) => ({ at: touch.claimedAt, kind: 'acknowledged' as const, touch })),
      ...corrected.map(touchOf).map((touch) => ({ at: touch.claimedAt, kind: 'corrected' as const, touch })),
      ...items.flatMap((item) => lineOf(item, touches)),
      ...tasks.map((item) => ({ at: taskOf(item).openedAt, kind: 'task' as const, task: taskOf(item) })),
    ]
    const parts = breakdown(invoice)
    return {
      invoice,
      parts,
      instalments: isIssued(invoice) ? openInstalments(invoice) : [],
      lines: lines.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0)),
      ...waitingOf(summary),
    }
  }

  /** What waits for a person, the most urgent first. */
  async openTasks(): Promise<Task[]> {
    const keys = await this.#items.query('tasks', { index: OPEN })
    return (await this.#items.getMany(keys.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })))).map(taskOf)
  }

  /** A task, open or closed. */
  async task(id: string): Promise<Task | undefined> {
    const item = await this.#items.get(KEYS.task(id))
    return item && taskOf(item)
  }

  /** Notes that a call about an open task was let through. */
  async noteCall(id: string, call: NonNullable<Task['call']>): Promise<boolean> {
    return this.#items.change({
      key: KEYS.task(id),
      set: { call },
      condition: '#status = :open',
      values: { open: 'open' },
    })
  }

  /** Puts an open task off to `due` (ISO instant); its call is over. */
  async postpone(id: string, due: string): Promise<boolean> {
    const [condition, values] = ['#status = :open', { open: 'open' }]
    return this.#items.change({ key: KEYS.task(id), set: { due }, remove: ['call'], condition, values })
  }

  /** Closes a task; answers false when there is no such open task. */
  async closeTask(id: string, author: string, note: string, at: string): Promise<boolean> {
    return this.#items.change(taskClosing(id, author, note, at))
  }

  /** What was answered, by the ids of the tasks that ask for somebody to reply; tasks of another kind have none. */
  async answers(tasks: readonly Pick<Task, 'id' | 'kind' | 'debtor'>[]): Promise<ReadonlyMap<string, Reply>> {
    const asked = tasks.filter(({ kind }) => kind === 'answer').map((task) => [task.id, answeredIn(task)] as const)
    const items = await this.#items.getMany([...new Set(asked.map(([, reply]) => reply))].map(KEYS.reply))
    const replies = new Map(items.map(replyOf).map((reply) => [reply.id, reply]))
    return new Map(
      asked.flatMap(([task, id]) => {
        const reply = replies.get(id)
        return reply ? [[task, reply]] : []
      }),
    )
  }

  /** Events in quarantine, oldest first. */
  async refused(): Promise<RefusedEvent[]> {
    const keys = await this.#items.query('refused', { index: OPEN })
    return (await this.#items.getMany(keys.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })))).map((item) =>
      trusted<RefusedEvent>(item),
    )
  }

  /** Of each source the period it declared last, and every one that differs from our ledger; the newest first. */
  async watermarks(): Promise<Watermark[]> {
    const keys = await this.#items.query(WATERMARKS, { index: OPEN })
    const items = await this.#items.getMany(keys.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })))
    const newestFirst = items.map(watermarkOf).sort((a, b) => (a.upTo < b.upTo ? 1 : -1))
    const last = new Map(newestFirst.toReversed().map((one) => [one.source, one]))
    return newestFirst.filter((one) => one.state !== 'agrees' || last.get(one.source) === one)
  }

  /** How far each payment source says its payments are known, the most behind first. */
  async paymentMarks(): Promise<PaymentMark[]> {
    const keys = await this.#items.query(PAYMENT_SOURCES, { index: OPEN })
    const items = await this.#items.getMany(keys.map(({ pk, sk }) => ({ pk: String(pk), sk: String(sk) })))
    return items.map((item) => trusted<PaymentMark>({ source: item.source, completeUpTo: item.completeUpTo }))
  }

  /** A refused event whole again, however many parts it was kept in, and when it was refused last. */
  async refusedBody(id: string): Promise<{ readonly body: string; readonly at: string } | undefined> {
    const items = await this.#items.query(KEYS.refused(id).pk)
    const first = items.find((item) => item.sk === 'refused')
    if (!first) return undefined
    const rest = items.filter((item) => kindOf(item) === 'body').sort((a, b) => partOf(a) - partOf(b))
    return { body: [first, ...rest].map((item) => String(item.body)).join(''), at: String(first.at) }
  }

  /** Takes an event off the list of those to look at, unless it was refused again since `refusedAt`. */
  async settleRefused(id: string, refusedAt: string, author: string, at: string): Promise<boolean> {
    return this.#items.change({
      key: KEYS.refused(id),
      set: { settledBy: author, settledAt: at },
      remove: ['open'],
      condition: '#at = :refusedAt AND attribute_exists(#open)',
      values: { refusedAt },
    })
  }

  async #touches(items: readonly Item[]): Promise<TouchRecord[]> {
    const ids = items.filter((item) => kindOf(item) === 'touch').map((item) => String(item.sk).slice('touch#'.length))
    return (await this.#items.getMany(ids.map(KEYS.touch))).map(touchOf)
  }
}

/** The answer that a task is about: its name, with the debtor's behind it where one is known. */
const answeredIn = ({ id, debtor }: Pick<Task, 'id' | 'debtor'>): string =>
  id.slice('answer/'.length, debtor === undefined ? undefined : -`/${debtor}`.length)

const kindOf = (item: Item): string => String(item.sk).split('#')[0] ?? ''
const partOf = (item: Item): number => Number(String(item.sk).split('#')[1])

function lineOf(item: Item, touches: ReadonlyMap<string, TouchRecord>): TimelineLine[] {
  const at = String(item.at ?? item.endedAt ?? '')
  switch (kindOf(item)) {
    case 'opened':
      return [{ at, kind: 'opened', generation: Number(item.generation) }]
    case 'entry':
      return [{ at, kind: 'entry', entry: trusted<Entry>({ key: String(item.sk).slice('entry#'.length), ...item }) }]
    case 'contact':
      return [{ at, kind: 'contact', contact: contactOf(item) }]
    case 'suppressed':
      return [{ at, kind: 'suppressed', suppressed: trusted<SuppressedTouch>(item) }]
    case 'touch': {
      const touch = touches.get(String(item.sk).slice('touch#'.length))
      const { level, step, balance } = trusted<{ level: number; step: string; balance: number }>(item)
      return touch ? [{ at, kind: 'touch', touch, level, step, balance }] : []
    }
    case 'summary':
      return item.status === 'closed'
        ? [
            {
              at: String(item.endedAt ?? at),
              kind: 'ended',
              outcome: String(item.outcome),
              reason: String(item.outcomeReason),
            },
          ]
        : []
    default:
      return []
  }
}

function waitingOf(summary: Item): Pick<InvoiceFile, 'waiting'> {
  const { parkedToken, parkedAt, parkedSeconds, waitingFor } = summary
  if (summary.status !== 'open' || typeof parkedToken !== 'string') return {}
  const since = String(parkedAt)
  const until = new Date(Date.parse(since) + Number(parkedSeconds) * 1000).toISOString()
  return { waiting: { reason: String(waitingFor), since, until } }
}
