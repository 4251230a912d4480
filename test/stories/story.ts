import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect } from 'vitest'
import { debtorsOf } from '../../lib/aws/debtor-items.ts'
import { StaffLedger, type TimelineLine } from '../../lib/aws/staff-ledger.ts'
import { executionName } from '../../lib/aws/step-functions.ts'
import type { Debtor } from '../../lib/domain/debtor.ts'
import type { Policy } from '../../lib/domain/policy.ts'
import { textNamed } from '../../lib/domain/text-name.ts'
import { dateAt, instantOf, MINUTE } from '../../lib/domain/time.ts'
import type { BusEvent } from '../../lib/rehearsal/events/bus-event.ts'
import { OPERATOR } from '../../lib/rehearsal/gateway/calls.ts'
import { asFields, text } from '../../lib/rehearsal/gateway/fields.ts'
import type { Answer } from '../../lib/rehearsal/mail/mail.ts'
import { type Books, everything, readBooks } from './books.ts'
import { type Letter, lettersOf } from './letters.ts'
import {
  type Exceptions,
  everyJourneyLives,
  moneyConserves,
  nothingAfterPaidOrHeld,
  onlyInTheWindow,
  othersWereTold,
  sentEffectivelyOnce,
} from './settled.ts'
import { onStage, type Stage, tellStories } from './stage.ts'
import { Troubles } from './troubles.ts'
import { type Bill, BOGOTA, erp, type Person, type Said, Upstream } from './upstream.ts'

/** Between a fact and the next: the intake has recorded it by then, and its journey has moved. */
const A_MOMENT = 3_000

/** A story in simulated days: what happened, as upstream systems tell it, and what came of it. */
export class Story extends Upstream {
  readonly stage: Stage
  readonly troubles: Troubles
  readonly expects: Exceptions = { refused: 0, deadLetters: 0 }
  readonly #told: BusEvent[] = []
  readonly #zone: string

  constructor(stage: Stage, zone: string) {
    super()
    this.stage = stage
    this.#zone = zone
    this.troubles = new Troubles(stage.rehearsal)
    stage.rehearsal.buses.onEvent = (_, event) => {
      if (event.source === 'puntual') this.#told.push(event)
    }
  }

  /** Lets time pass until noon of a day in the story's zone, or until "2026-06-12 17:45". */
  async until(day: string): Promise<void> {
    const [date = '', time = '12:00'] = day.split(' ')
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    await this.stage.rehearsal.run(instantOf(date, 60 * hours + minutes, this.#zone))
  }

  async minutes(minutes: number): Promise<void> {
    await this.stage.rehearsal.run(this.now + minutes * MINUTE)
  }

  get now(): number {
    return this.stage.rehearsal.world.now()
  }

  get today(): string {
    return dateAt(this.now, this.#zone)
  }

  /** Tells facts in one breath, and lets them be recorded. */
  async hear(...facts: readonly Said[]): Promise<void> {
    await this.say(...facts)
    await this.stage.rehearsal.run(this.now + A_MOMENT)
  }

  /** Tells facts while the world goes on; a fact may bring its own `occurredAt`. */
  async say(...facts: readonly Said[]): Promise<void> {
    const occurredAt = new Date(this.now).toISOString()
    await this.stage.rehearsal.publish(
      facts.map(({ name, detail }) => ({
        source: 'erp',
        detailType: name,
        detail: { version: 1, occurredAt, ...detail },
      })),
    )
  }

  async debtor(name: string, person: Person = {}): Promise<void> {
    await this.hear(...this.introduction(name, person))
  }

  async invoice(id: string, bill: Bill): Promise<void> {
    await this.hear(this.issue(id, bill))
  }

  /** Somebody opens a stop link, or a mail program posts to it; what comes back. A body is a form unless told. */
  async visit(link: string, form?: string, type = 'application/x-www-form-urlencoded') {
    const { calls } = this.stage.rehearsal
    const path = new URL(link).pathname
    const asked = {
      method: form === undefined ? 'GET' : 'POST',
      path,
      headers: { 'content-type': type },
      body: form ?? '',
    }
    const answered = calls.perform(OPERATOR, 'lambda', 'InvokeUrl', asked)
    await this.stage.rehearsal.run(this.now + A_MOMENT)
    const answer = asFields(await answered)
    return { status: Number(answer.status), body: text(answer, 'body'), headers: asFields(answer.headers) }
  }

  /** The link of the one click in the header of an e-mail. */
  async stopLink(letter = 0): Promise<string> {
    const [link = ''] = /https?:[^>]+/.exec((await this.letters())[letter]?.headers['list-unsubscribe'] ?? '') ?? []
    return link
  }

  /** The stops of a debtor, by scope. */
  async stops(name = 'Ana'): Promise<string[]> {
    const debtor = (await this.debtors()).find(({ id }) => id === erp(name))
    return Object.entries(debtor?.consents ?? {}).flatMap(([scope, { status }]) =>
      status === 'revoked' ? [scope] : [],
    )
  }

  /** Somebody answers one of our texts; `id` is the number's own for it. */
  async texts(from: string, body: string, id = `in-${this.now}`): Promise<void> {
    const { topics, deployed } = this.stage.rehearsal
    topics.receive(deployed.outputs.InboundTextsTopicArn ?? '', {
      originationNumber: from,
      destinationNumber: '+525550100000',
      messageKeyword: 'KEYWORD_000000000000',
      messageBody: body,
      inboundMessageId: id,
      previousPublishedMessageId: 'out-1',
    })
    await this.stage.rehearsal.run(this.now + A_MOMENT)
  }

  /** What a provider does with an address from now on, or for the next `times` messages. */
  provider(address: string, answer: Answer, times?: number): void {
    this.stage.rehearsal.mail.answer(address, answer, times)
  }

  /** A payment of one invoice, whole unless an amount is given. */
  async pays(id: string, amount = this.bills.get(id)?.amount ?? 250_000_00, payment = `P-${id}`): Promise<void> {
    await this.hear(this.payment(payment, { [id]: amount }))
  }

  books(): Promise<Books> {
    return readBooks(this.stage.rehearsal)
  }

  /** Every item of both tables. */
  async everything(): Promise<unknown[]> {
    const { rehearsal } = this.stage
    return [...(await everything(rehearsal, 'Ledger')), ...(await everything(rehearsal, 'Debtors'))]
  }

  /** What left, oldest first. */
  async letters(): Promise<Letter[]> {
    const { touches } = await this.books()
    return lettersOf(this.stage.rehearsal.mail.messages, touches, (debtor) => this.zones.get(debtor) ?? BOGOTA)
  }

  /** One line a message: the debtor's date, channel, text (whatever it is said of), invoices. */
  async messages(): Promise<string[]> {
    return (await this.letters()).map(
      ({ day, channel, touch }) =>
        `${day} ${channel} ${textNamed(touch.template).text} ${touch.members
          .map(({ invoice }) => short(invoice))
          .sort()
          .join(' ')}`,
    )
  }

  /** Why messages were not sent, one line each: invoice, step, reason. */
  async silences(): Promise<string[]> {
    const { suppressed } = await this.books()
    const lines = suppressed.toSorted((a, b) => (a.at < b.at ? -1 : 1))
    return lines.map(({ invoice, step, reason }) => `${short(invoice)} ${step} ${reason}`)
  }

  /** How an invoice ended, or `open`, or `awaited`; `unheard of` when nobody mentioned it. */
  async outcome(id: string): Promise<string> {
    const invoice = (await this.books()).accounts.get(erp(id))?.invoice
    return invoice?.outcome ?? invoice?.status ?? 'unheard of'
  }

  /** What is owed, in minor units. */
  async balance(id: string): Promise<number | undefined> {
    return (await this.books()).accounts.get(erp(id))?.invoice.balance
  }

  /** Open tasks for a person: kind, reason, subject. */
  async tasks(): Promise<string[]> {
    const { tasks } = await this.books()
    const open = tasks.filter(({ status }) => status === 'open')
    return open.map(({ kind, reason, invoice, debtor, payment }) =>
      [kind, reason, short(invoice ?? debtor ?? payment ?? '')].join(' '),
    )
  }

  /** What providers said of our messages, oldest first: channel, status, reason. */
  async deliveries(): Promise<string[]> {
    const { deliveries } = await this.books()
    return deliveries.map(({ channel, status, reason }) => [channel, status, ...(reason ? [reason] : [])].join(' '))
  }

  /** The addresses nobody writes to any more, each with its reason. */
  async unreachable(): Promise<string[]> {
    const points = (await this.debtors()).flatMap(({ contactPoints }) => contactPoints)
    return points.flatMap(({ address, barred }) => (barred ? [`${address} ${barred}`] : []))
  }

  /** A complaint about the last e-mail, as SES words it, with its own instant. */
  async complaintAt(timestamp: string) {
    const touch = (await this.books()).touches.at(-1)
    const [set] = this.stage.rehearsal.deployed.ofType('AWS::SES::ConfigurationSet')
    const complaint = {
      timestamp,
      feedbackId: 'f-1',
      complainedRecipients: [{ emailAddress: 'ana@cliente.example' }],
      complaintFeedbackType: 'abuse',
    }
    const tags = { 'ses:configuration-set': [set?.name], touch: [touch?.id] }
    const mail = { messageId: touch?.attempts.at(-1)?.providerId, timestamp: touch?.claimedAt, tags }
    const detail = { eventType: 'Complaint', mail, complaint }
    return { source: 'aws.ses', detailType: 'Email Complaint Received', detail }
  }

  /** Events that AWS itself puts on the default bus. */
  async report(...events: readonly { source: string; detailType: string; detail: unknown }[]): Promise<void> {
    for (const event of events) this.stage.rehearsal.buses.put('default', event)
    await this.stage.rehearsal.run(this.now + A_MOMENT)
  }

  /** What Meta says of messages and answers, through the topic of the stack. */
  async meta(value: object): Promise<void> {
    const { topics, deployed } = this.stage.rehearsal
    const entry = { id: 'waba', changes: [{ value: { messaging_product: 'whatsapp', ...value }, field: 'messages' }] }
    const whole = { context: {}, whatsAppWebhookEntry: JSON.stringify(entry), messageId: 'm-1' }
    topics.receive(deployed.outputs.WhatsAppTopicArn ?? '', whole, 'social-messaging')
    await this.stage.rehearsal.run(this.now + A_MOMENT)
  }

  /** A message on WhatsApp that failed, by the error and the account that Meta names. */
  refusedByMeta(touch: string | undefined, code: number, account: string): object {
    const timestamp = String(Math.floor(this.now / 1000))
    const own = touch === undefined ? {} : { biz_opaque_callback_data: touch }
    return { id: 'wamid.Z', status: 'failed', timestamp, recipient_id: account, ...own, errors: [{ code, title: 'x' }] }
  }

  /** What was answered to the messages about an invoice. */
  async answers(id: string): Promise<string[]> {
    return (await this.#lines(id)).flatMap((line) => (line.kind === 'reply' ? [line.reply.text] : []))
  }

  /** How the acknowledgements of those answers ended. */
  async acknowledged(id: string): Promise<string[]> {
    return (await this.#lines(id)).flatMap((line) => (line.kind === 'acknowledged' ? [line.touch.status] : []))
  }

  /** Who ordered that a message of an invoice be corrected, and how that ended. */
  async corrected(id: string): Promise<string[]> {
    return (await this.#lines(id)).flatMap((line) =>
      line.kind === 'corrected' ? [`${line.touch.corrects?.author} ${line.touch.status}`] : [],
    )
  }

  async #lines(id: string): Promise<readonly TimelineLine[]> {
    const { rehearsal } = this.stage
    const options = { endpoint: rehearsal.endpoint, region: 'us-east-1' }
    const client = new DynamoDBClient({ ...options, credentials: { accessKeyId: 'staff', secretAccessKey: 'staff' } })
    const file = await new StaffLedger(client, rehearsal.deployed.outputs.LedgerTable ?? '').file(erp(id))
    client.destroy()
    return file?.lines ?? []
  }

  /** How each touch ended, oldest first. */
  async touches(): Promise<string[]> {
    return (await this.books()).touches.map(({ template, status }) => `${textNamed(template).text} ${status}`)
  }

  /** Names of the events other systems heard, in order. */
  get heard(): readonly BusEvent[] {
    return this.#told
  }

  /** Somebody stops the running journey of an invoice in the console. */
  async stopJourney(id: string): Promise<void> {
    const { machines, deployed } = this.stage.rehearsal
    const [machine] = deployed.ofType('AWS::StepFunctions::StateMachine')
    const { running } = await this.books()
    const [generation = 0] = running.get(erp(id)) ?? []
    const executionArn = `${machine?.arn?.replace(':stateMachine:', ':execution:')}:${executionName(erp(id), generation)}`
    await machines.call('StopExecution', { executionArn })
    await this.stage.rehearsal.run(this.now + A_MOMENT)
  }

  /** The version of the policies that journeys opened from now on run under. */
  async publishPolicy(id: string, edit: (policy: Policy) => Policy): Promise<void> {
    await this.stage.redeploy((catalog) => {
      const before = catalog.policies[id]
      if (!before) throw new Error(`the catalog has no policy ${id}`)
      return {
        ...catalog,
        policies: { ...catalog.policies, [id]: { hash: `${before.hash}-edited`, policy: edit(before.policy) } },
      }
    })
  }

  /** Whatever the story was about: what must be true of every story. */
  async settle(): Promise<void> {
    this.troubles.over()
    const { rehearsal } = this.stage
    await rehearsal.run(this.now + 2 * MINUTE)
    const books = await this.books()
    const letters = await this.letters()
    moneyConserves(books)
    nothingAfterPaidOrHeld(books, letters)
    sentEffectivelyOnce(books, letters)
    onlyInTheWindow(letters)
    everyJourneyLives(books)
    othersWereTold(books, this.#told)
    expect(books.refused.map(({ problems }) => problems)).toHaveLength(this.expects.refused)
    const dead = rehearsal.queues
      .all()
      .flatMap((queue) => queue.messages().filter(({ deadFrom }) => deadFrom !== undefined))
    expect(dead.map(({ body }) => body)).toHaveLength(this.expects.deadLetters)
  }

  /** The debtors, for what only they know. */
  async debtors(): Promise<Debtor[]> {
    return [...new Set(debtorsOf(await everything(this.stage.rehearsal, 'Debtors')).values())]
  }
}

const short = (id: string): string => id.slice(id.indexOf(':') + 1)

let told: Story | undefined

/** Begins a story at seven in the morning of its first day, with Ana Ruiz of Bogotá already known. */
export async function tell(
  first: string,
  options: { zone?: string; ana?: Person | false; cold?: boolean } = {},
): Promise<Story> {
  const { zone = BOGOTA, ana = {}, cold = false } = options
  const stage = await onStage()
  // Warm functions remember which policies they have put on the shelf, and the shelf is emptied between stories.
  await stage.rehearsal.reset({ cold, at: instantOf(first, 7 * 60, zone) })
  const story = new Story(stage, zone)
  told = story
  if (ana) await story.debtor('Ana', { zone, ...ana })
  return story
}

/** To be called once at the top of each file of stories. */
export function stories(): void {
  tellStories(async () => {
    const story = told
    told = undefined
    await story?.settle()
  })
}
