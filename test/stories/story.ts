import { expect } from 'vitest'
import { debtorOf } from '../../lib/aws/debtor-items.ts'
import { executionName } from '../../lib/aws/step-functions.ts'
import type { Debtor } from '../../lib/domain/debtor.ts'
import type { Policy } from '../../lib/domain/policy.ts'
import { dateAt, instantOf, MINUTE } from '../../lib/domain/time.ts'
import type { BusEvent } from '../../lib/rehearsal/events/bus-event.ts'
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

const BOGOTA = 'America/Bogota'
/** Between a fact and the next: the intake has recorded it by then, and its journey has moved. */
const A_MOMENT = 3_000

/** What an upstream system says; the story adds the moment. */
export interface Said {
  readonly name: string
  readonly detail: object
}

/** A debtor as a story introduces one; Colombian, and reached by e-mail, unless told. */
export interface Person {
  readonly zone?: string
  readonly country?: string
  readonly language?: string
  readonly mail?: string | false
  readonly phone?: string
  readonly kind?: 'person' | 'company'
  readonly segment?: string
  readonly internal?: boolean
  readonly doNotContact?: boolean
}

export interface Bill {
  readonly due: string
  readonly debtor?: string
  /** Minor units; 250.000,00 pesos unless told. */
  readonly amount?: number
  readonly currency?: string
  readonly reference?: string
}

/** Erp ids in stories are short: F-1 is `erp:F-1`. */
const erp = (id: string) => `erp:${id}`
const bank = (id: string) => `bank:${id}`

/** A story in simulated days: what happened, as upstream systems tell it, and what came of it. */
export class Story {
  readonly stage: Stage
  readonly troubles: Troubles
  readonly expects: Exceptions = { refused: 0, deadLetters: 0, openClaims: 0 }
  readonly #zones = new Map<string, string>()
  readonly #told: BusEvent[] = []
  readonly #bills = new Map<string, Bill>()
  readonly #days: { from: string; zone: string }

  constructor(stage: Stage, first: string, zone: string) {
    this.stage = stage
    this.#days = { from: first, zone }
    this.troubles = new Troubles(stage.rehearsal)
    stage.rehearsal.buses.onEvent = (_, event) => {
      if (event.source === 'puntual') this.#told.push(event)
    }
  }

  /** Lets time pass until noon of a day in the story's zone, or until "2026-06-12 17:45". */
  async until(day: string): Promise<void> {
    const [date = '', time = '12:00'] = day.split(' ')
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    await this.stage.rehearsal.run(instantOf(date, 60 * hours + minutes, this.#days.zone))
  }

  async minutes(minutes: number): Promise<void> {
    await this.stage.rehearsal.run(this.now + minutes * MINUTE)
  }

  get now(): number {
    return this.stage.rehearsal.world.now()
  }

  get today(): string {
    return dateAt(this.now, this.#days.zone)
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

  /** Who a debtor is, and where they are reached. */
  introduction(name: string, person: Person = {}): Said[] {
    const { mail, phone, ...profile } = person
    const zone = person.zone ?? BOGOTA
    this.#zones.set(erp(name), zone)
    const debtor = erp(name)
    const point = (contactPoint: string, channel: string, address: string): Said => ({
      name: 'ContactPointUpserted',
      detail: { debtor, contactPoint, point: { channel, address } },
    })
    return [
      {
        name: 'DebtorUpserted',
        detail: { debtor, name, givenName: name, kind: 'person', language: 'es-CO', country: 'CO', ...profile, zone },
      },
      ...(mail === false ? [] : [point('mail', 'email', mail ?? `${name.toLowerCase()}@cliente.example`)]),
      ...(phone === undefined ? [] : [point('phone', 'sms', phone)]),
    ]
  }

  async invoice(id: string, bill: Bill): Promise<void> {
    await this.hear(this.issue(id, bill))
  }

  issue(id: string, bill: Bill): Said {
    const { due, debtor = 'Ana', amount = 250_000_00, currency = 'COP', reference } = bill
    this.#bills.set(id, bill)
    return {
      name: 'InvoiceIssued',
      detail: {
        invoice: erp(id),
        debtor: erp(debtor),
        total: { amount, currency },
        issueDate: this.today < due ? this.today : due,
        dueDate: due,
        ...(reference && { reference }),
      },
    }
  }

  /** A payment of one invoice, whole unless an amount is given. */
  async pays(id: string, amount = this.#bills.get(id)?.amount ?? 250_000_00, payment = `P-${id}`): Promise<void> {
    await this.hear(this.payment(payment, { [id]: amount }))
  }

  /** A payment with how it is to be divided. */
  payment(id: string, shares: Readonly<Record<string, number>>, currency = 'COP'): Said {
    const allocations = Object.entries(shares).map(([invoice, amount]) => ({ invoice: erp(invoice), amount }))
    const amount = allocations.reduce((sum, share) => sum + share.amount, 0)
    return { name: 'PaymentReceived', detail: { payment: bank(id), total: { amount, currency }, allocations } }
  }

  /** A payment that says by a reference, or by its payer alone, what it is for. */
  looseMoney(id: string, amount: number, by: { reference?: string; debtor?: string }): Said {
    const debtor = by.debtor && { debtor: erp(by.debtor) }
    const detail = { payment: bank(id), total: { amount, currency: 'COP' }, ...by, ...debtor }
    return { name: 'PaymentReceived', detail }
  }

  reversal(payment: string, reversal: string, amount?: number): Said {
    const some = amount === undefined ? {} : { amount }
    return { name: 'PaymentReversed', detail: { payment: bank(payment), reversal, reason: 'devuelto', ...some } }
  }

  failure(payment: string, ...invoices: string[]): Said {
    return {
      name: 'PaymentFailed',
      detail: { payment: bank(payment), invoices: invoices.map(erp), reason: 'sin fondos' },
    }
  }

  amendment(id: string, amendment: string, terms: object): Said {
    return { name: 'InvoiceAmended', detail: { invoice: erp(id), amendment, ...terms } }
  }

  void(id: string): Said {
    return { name: 'InvoiceVoided', detail: { invoice: erp(id), reason: 'emitida por error' } }
  }

  writeOff(id: string): Said {
    return { name: 'InvoiceWrittenOff', detail: { invoice: erp(id), reason: 'incobrable' } }
  }

  creditNote(note: string, id: string, amount: number): Said {
    return {
      name: 'CreditNoteIssued',
      detail: { invoice: erp(id), creditNote: erp(note), total: { amount, currency: 'COP' } },
    }
  }

  /** A hold on an invoice (`{ invoice: 'F-1' }`) or on all contact with a debtor (`{ debtor: 'Ana' }`). */
  hold(hold: string, on: { invoice?: string; debtor?: string }, until?: string): Said {
    const reason = 'revisión'
    return { name: 'HoldPlaced', detail: { hold, ...keyed(on), reason, author: 'Luz', ...(until && { until }) } }
  }

  release(hold: string, on: { invoice?: string; debtor?: string }): Said {
    return { name: 'HoldReleased', detail: { hold, ...keyed(on), author: 'Luz' } }
  }

  consent(debtor: string, scope: string, status: 'granted' | 'revoked'): Said {
    return { name: 'ConsentChanged', detail: { debtor: erp(debtor), scope, status } }
  }

  deposit(id: string, debtor: string, amount: number, currency = 'COP'): Said {
    return {
      name: 'UnappliedCashChanged',
      detail: { debtor: erp(debtor), deposit: bank(id), total: { amount, currency } },
    }
  }

  books(): Promise<Books> {
    return readBooks(this.stage.rehearsal)
  }

  /** What left, oldest first. */
  async letters(): Promise<Letter[]> {
    const { touches } = await this.books()
    return lettersOf(this.stage.rehearsal.mail.messages, touches, (debtor) => this.#zones.get(debtor) ?? BOGOTA)
  }

  /** One line a message: the debtor's date, channel, message, invoices. */
  async messages(): Promise<string[]> {
    return (await this.letters()).map(
      ({ day, channel, touch }) =>
        `${day} ${channel} ${touch.template} ${touch.members
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

  /** How each touch ended, oldest first. */
  async touches(): Promise<string[]> {
    return (await this.books()).touches.map(({ template, status }) => `${template} ${status}`)
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
    sentEffectivelyOnce(books, letters, this.expects.openClaims)
    onlyInTheWindow(letters)
    everyJourneyLives(books)
    othersWereTold(books, this.#told)
    expect(books.refused.map(({ problems }) => problems).slice(this.expects.refused)).toEqual([])
    const dead = rehearsal.queues.all().filter(({ specification }) => specification.name.includes('DeadLetters'))
    expect(dead.flatMap((queue) => queue.messages().map(({ body }) => body)).slice(this.expects.deadLetters)).toEqual(
      [],
    )
  }

  /** The debtors, for what only they know. */
  async debtors(): Promise<Debtor[]> {
    const items = await everything(this.stage.rehearsal, 'Debtors')
    return items.map((item) => debtorOf(String(item.pk).slice('debtor#'.length), item))
  }
}

const keyed = ({ invoice, debtor }: { invoice?: string; debtor?: string }) => ({
  ...(invoice && { invoice: erp(invoice) }),
  ...(debtor && { debtor: erp(debtor) }),
})

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
  if (cold) await stage.rehearsal.functions.reset({ cold })
  const story = new Story(stage, first, zone)
  told = story
  await story.until(`${first} 07:00`)
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
