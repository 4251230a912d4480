import type { OutgoingMessage } from '../domain/outgoing-message.ts'
import { remembered } from '../domain/remembered.ts'
import { type Instant, iso, MINUTE } from '../domain/time.ts'
import type { Decision } from '../domain/verdict.ts'
import type { Debtors, Ledger, Task } from '../ports.ts'
import { acknowledgeReply } from '../usecases/acknowledge-reply.ts'
import { contactDebtor } from '../usecases/contact-debtor.ts'
import { decideNextStep } from '../usecases/decide-next-step.ts'
import { type Limits, limitsBy, shippedBook } from '../usecases/limits.ts'
import { Policies } from '../usecases/policies.ts'
import { type Intake, recordEvent } from '../usecases/record-event.ts'
import type { Contacting, Letter } from '../usecases/send-touch.ts'
import type { Deciding } from '../usecases/situation.ts'
import { Agenda } from './agenda.ts'
import type { AskedBy, MachineWatch, MachineWorld } from './execution.ts'
import { type Gate, gated, OPEN } from './gate.ts'
import type { House } from './house.ts'
import { letterTo } from './letter-to.ts'
import { Machine } from './machine.ts'
import { MemoryLinkHolds } from './memory-link-holds.ts'
import { MemoryPaymentMarks } from './memory-payment-marks.ts'
import { MemorySending } from './memory-sending.ts'
import { MemoryShelf } from './memory-shelf.ts'
import { firstContactsOf } from './newcomers.ts'
import { People } from './people.ts'
import { Provider } from './provider.ts'
import { type Perform, Queue } from './queue.ts'
import { Running, type Surroundings } from './running.ts'
import { bodyOf, ENTITY, type Script, type Word } from './script.ts'
import type { Troubles } from './trouble.ts'
import { UNSPOKEN } from './unspoken.ts'
import { WatchedDebtors } from './watched-debtors.ts'
import { WatchedLedger } from './watched-ledger.ts'
import { Witness } from './witness.ts'

/** Parts that a test makes naive on purpose. */
export interface Protocol {
  readonly ledger?: (ledger: WatchedLedger) => Ledger
  readonly debtors?: (debtors: WatchedDebtors) => Debtors
  readonly machine?: (world: MachineWorld, watch: MachineWatch) => Machine
}

/** One time that a word reaches the intake. */
interface Arrival {
  readonly word: Word
  readonly index: number
  readonly at: Instant
  heard: boolean
}

/** What the contact queue carries: a journey's request, or an answer to acknowledge. */
type Job = (AskedBy & { readonly token: string }) | { readonly reply: string; readonly debtor: string }

/** Milliseconds: how long a function may live, and how long a queue hides a message that it handles; as in the stack. */
const LIFE = 60_000
const INTAKE_RETRY = 16 * MINUTE
const CONTACT_RETRY = 6 * MINUTE
/** What is sent to a queue is there a moment later. */
const ON_ITS_WAY = 30

/** One debtor's world: upstream systems, queues, functions, the machine and a provider, all in simulated time. */
export class Town implements Surroundings {
  readonly agenda: Agenda
  readonly outage: Surroundings['outage']
  readonly listen: Surroundings['listen']
  met = 0
  #codes = 0
  readonly witness: Witness
  readonly debtors: WatchedDebtors
  readonly ledger: WatchedLedger
  readonly machine: Machine
  readonly script: Script
  readonly #troubles: Troubles
  readonly #policies: Policies
  readonly #deciding: Deciding
  readonly #intake: Queue<string>
  readonly #contact: Queue<Job>
  readonly #provider: Provider
  readonly #unheard: Arrival[]
  /** The instant a word really happened, where it was brought forward. */
  readonly #happened = new Map<string, number>()

  constructor(
    house: House,
    script: Script,
    troubles: Troubles,
    listen?: Surroundings['listen'],
    protocol: Protocol = {},
  ) {
    this.script = script
    this.listen = listen
    this.outage = script.outage
    this.#troubles = troubles
    this.agenda = new Agenda(script.start)
    this.witness = new Witness(script, house, this.agenda)
    this.debtors = new WatchedDebtors(this.witness)
    const tell = (name: string, body: string) => this.#intake.send({ name, body }, ON_ITS_WAY)
    const people = new People({ script, agenda: this.agenda, tell })
    this.ledger = new WatchedLedger(this.debtors, this.witness, (task) => {
      people.asked(task)
      this.#publish(task)
    })
    const { policies } = house
    this.#policies = new Policies({ policies, segments: {}, defaultPolicy: script.policy }, new MemoryShelf())
    this.#deciding = {
      ledger: protocol.ledger?.(this.ledger) ?? this.ledger,
      debtors: protocol.debtors?.(this.debtors) ?? this.debtors,
      policies: this.#policies,
      clock: this.agenda,
      limits: limits(house),
      configured: ['email', 'sms', 'whatsapp', 'call'],
      zones: { [ENTITY]: script.zone },
      paymentMarks: new MemoryPaymentMarks(),
      paymentSources: {},
      sending: new MemorySending(),
      bands: house.company.guard,
      firstContacts: firstContactsOf(house.company, script),
      meter: { count: () => {} },
    }
    this.#intake = new Queue(
      this.agenda,
      this.perform,
      { life: LIFE, visibility: INTAKE_RETRY, handle: ({ name, body }, gate) => this.record(name, body, gate) },
      ({ name }, last) => this.witness.lost(name, last),
    )
    this.#contact = new Queue(
      this.agenda,
      this.perform,
      {
        life: LIFE,
        visibility: CONTACT_RETRY,
        handle: ({ body }, gate) => this.contact(body, gate),
      },
      ({ name }, last) => this.witness.lost(name, last),
    )
    this.#provider = new Provider({ script, agenda: this.agenda, witness: this.witness, tell })
    const world: MachineWorld = {
      agenda: this.agenda,
      perform: this.perform,
      ledger: this.ledger,
      deployedAt: script.deployedAt,
      decide: (asked, gate) => this.decide(asked, gate),
      sendJob: (job) => this.#contact.send({ name: `contact ${job.token}`, body: job }, ON_ITS_WAY),
      tellIntake: (name, body) => tell(`record ${name}`, JSON.stringify(body)),
    }
    this.machine = protocol.machine?.(world, this.witness) ?? new Machine(world, this.witness)
    this.#unheard = script.words
      .flatMap((word) => word.arrives.map((at, index) => ({ word, index, at, heard: false })))
      .sort((a, b) => a.at - b.at)
    for (const one of this.#unheard) this.agenda.plan(one.at, () => this.#hear(one))
  }

  /** Runs one use case, or one call of the machine, under a name of its own. */
  readonly perform: Perform = (name, life, work, aftermath) =>
    new Running(name, life, this, this.#troubles(name), aftermath).run(work)

  /** Brings the next word forward to now, as if it had only happened now. */
  readonly hearNext = (): void => {
    const next = this.#unheard.find(({ heard }) => !heard)
    if (!next) return
    if (next.index === 0) this.#happened.set(next.word.id, this.agenda.now())
    this.#hear(next)
  }

  #hear(one: Arrival): undefined {
    if (one.heard) return
    one.heard = true
    const { word, index } = one
    const happened = this.#happened.get(word.id)
    const detail = happened === undefined ? word.detail : { ...word.detail, occurredAt: iso(happened) }
    this.#intake.send({ name: `record ${word.id} ${index}`, body: bodyOf({ ...word, detail }) }, ON_ITS_WAY)
  }

  /** The brain, as a function has it. */
  decide(asked: AskedBy, gate: Gate): Promise<Decision> {
    return decideNextStep(this.#asking(gate), asked)
  }

  /** The intake: records one message. */
  record(id: string, body: string, gate: Gate): Promise<void> {
    const intake: Intake = {
      ...this.#asking(gate),
      journeys: gated('journeys', this.#journeys, gate),
      ...UNSPOKEN,
      entities: [ENTITY],
      defaultEntity: ENTITY,
      allocationOrders: {},
      linkHosts: [],
    }
    return recordEvent(intake, { id, body })
  }

  /** The outbox: tells the sender of an answer that a person is to read. */
  #publish({ id, kind, reason, debtor }: Task): void {
    if (kind !== 'answer' || reason !== 'reply' || debtor === undefined) return
    const reply = id.slice('answer/'.length, id.length - debtor.length - 1)
    this.#contact.send({ name: `contact ${id}`, body: { reply, debtor } }, ON_ITS_WAY)
  }

  /** The sender: works off one job and answers the journey that asked for it. */
  async contact(job: Job, gate: Gate): Promise<void> {
    const outside = this.#contacting(gate)
    if ('reply' in job) return acknowledgeReply(outside, job)
    const { token } = job
    const decision = await contactDebtor(outside, job)
    await gate('journeys', 'answer', async () => this.machine.answer(token, decision))
  }

  #contacting(gate: Gate): Contacting {
    const post =
      <Channel extends OutgoingMessage['channel']>(channel: Channel) =>
      (message: Extract<OutgoingMessage, { channel: Channel }>['message']) =>
        this.#provider.send(channel, message, gate)
    return {
      ...this.#asking(gate),
      channels: { email: post('email'), sms: post('sms'), whatsapp: post('whatsapp') },
      nameTouch: (debtor, version) => `${debtor}@${version}`,
      nameAcknowledgement: (reply) => `acknowledgement@${reply}`,
      nameCorrection: (correction, debtor) => `correction@${correction}@${debtor}`,
      writeNotice: ({ point }, { touch }) => letterTo(touch, point),
      look: async () => ({ kind: 'answered', status: 200 }),
      linkHosts: {},
      linkHolds: new MemoryLinkHolds(),
      newStopCode: () => `stop-${this.agenda.now()}-${this.#codes++}`,
      write: (joint, { touch }, point): Letter => {
        this.witness.wrote(touch, joint)
        return letterTo(touch, point) ?? { channel: 'call' }
      },
    }
  }

  #asking(gate: Gate): Deciding {
    if (gate === OPEN) return this.#deciding
    const { ledger, debtors } = this.#deciding
    return { ...this.#deciding, ledger: gated('ledger', ledger, gate), debtors: gated('debtors', debtors, gate) }
  }

  readonly #journeys = {
    start: async (invoice: string, generation: number) => this.machine.start(invoice, generation),
    wake: async (token: string) => this.machine.answer(token),
  }
}

/** Reading the law takes longer than living through a town. */
const limits = remembered(({ law, company }: House): Limits => {
  const rules = limitsBy(shippedBook(law, company), company)
  return async (place, wish) => rules(place, wish)
}, 4)
