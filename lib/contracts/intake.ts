import * as z from 'zod'
import type { DeliveryReport } from '../domain/delivery.ts'
import { AGGREGATOR_SOURCE, AggregatorReport, MESSAGE_REPORTED } from './aggregator-news.ts'
import { SesReport, TextReport } from './aws-deliveries.ts'
import { type AnyEventIn, EVENTS_IN, type EventName } from './events.ts'
import { isNotification, TextReceived } from './replies.ts'
import { isWhatsAppNews, type WhatsAppNews, WhatsAppNotification } from './whatsapp-events.ts'

/** One thing wrong with an event: where, what is allowed, and the value that was given (shortened). */
export interface Problem {
  readonly path: string
  readonly allowed: string
  readonly value: string
}

/** Where an event came from: the bus's own id for it, its source and its name. */
export interface Origin {
  readonly id: string
  readonly source: string
  readonly name: string
}

/** What a message on the intake queue turns out to be. */
export type Arrival =
  | { readonly kind: 'event'; readonly origin: Origin; readonly event: AnyEventIn }
  | { readonly kind: 'continueAsNew'; readonly invoice: string; readonly generation: number }
  | { readonly kind: 'executionDied'; readonly origin: Origin; readonly name: string }
  | { readonly kind: 'delivery'; readonly origin: Origin; readonly report: DeliveryReport }
  | ({ readonly kind: 'whatsapp'; readonly origin: Origin } & WhatsAppNews)
  | { readonly kind: 'refused'; readonly origin: Origin; readonly problems: readonly Problem[] }

const Envelope = z.object({
  id: z.string().max(128).default(''),
  source: z.string().min(1).max(256),
  'detail-type': z.string().min(1).max(128),
  detail: z.unknown(),
})
const Execution = z.strictObject({ invoice: z.string(), generation: z.number().int().positive() })
/** An encrypted machine's events may come without the input, so the execution's name has to do. */
const Died = z.object({ status: z.enum(['FAILED', 'TIMED_OUT', 'ABORTED']), name: z.string().min(1).max(80) })

/** Reads the body of an intake message: an event of the bus, or a word from the state machine. Never throws. */
export function readArrival(body: string): Arrival {
  const nobody: Origin = { id: '', source: 'unknown', name: 'unknown' }
  const json = parseJson(body)
  if (!json.ok) return refuse(nobody, [{ path: '', allowed: 'must be JSON', value: clip(body) }])
  if (isWhatsAppNews(json.value)) return readWhatsApp(json.value)
  if (isNotification(json.value)) return readText(json.value)
  const envelope = Envelope.safeParse(json.value)
  if (!envelope.success) return refuse(nobody, problemsOf(envelope.error, json.value))
  const { id, source, detail } = envelope.data
  const name = envelope.data['detail-type']
  const origin: Origin = { id, source, name }
  if (source === 'puntual.journey' && name === 'ContinueAsNew') {
    const execution = Execution.safeParse(detail)
    return execution.success
      ? { kind: 'continueAsNew', ...execution.data }
      : refuse(origin, problemsOf(execution.error, detail))
  }
  if (source === 'aws.states') return readDeath(origin, detail)
  if (source === 'aws.ses') return readReport(SesReport, origin, detail)
  if (source === 'aws.sms-voice') return readReport(TextReport, origin, detail)
  if (source === AGGREGATOR_SOURCE && name === MESSAGE_REPORTED) return readReport(AggregatorReport, origin, detail)
  if (!isEventName(name)) {
    const allowed = `must be one of ${Object.keys(EVENTS_IN).join(', ')}`
    return refuse(origin, [{ path: 'detail-type', allowed, value: clip(name) }])
  }
  const parsed = EVENTS_IN[name].safeParse(detail)
  if (!parsed.success) return refuse(origin, problemsOf(parsed.error, detail))
  return { kind: 'event', origin, event: event(name, parsed.data) }
}

/** Keeps a name and the output of its own contract together for the compiler, which cannot see that they belong together. */
const event = (name: EventName, detail: unknown): AnyEventIn => ({ name, detail }) as AnyEventIn

function readDeath(origin: Origin, detail: unknown): Arrival {
  const died = Died.safeParse(detail)
  if (!died.success) return refuse(origin, problemsOf(died.error, detail))
  return { kind: 'executionDied', origin, name: died.data.name }
}

/** A text that came in on the two-way number is an answer like any other. */
function readText(notification: unknown): Arrival {
  const origin: Origin = { id: '', source: 'aws.sms-voice', name: 'ReplyReceived' }
  const detail = TextReceived.safeParse(notification)
  if (!detail.success) return refuse(origin, problemsOf(detail.error, notification))
  const reply = EVENTS_IN.ReplyReceived.safeParse(detail.data)
  if (!reply.success) return refuse(origin, problemsOf(reply.error, detail.data))
  return { kind: 'event', origin, event: { name: 'ReplyReceived', detail: reply.data } }
}

/** Statuses of our messages, and answers, in one notification. */
function readWhatsApp(notification: unknown): Arrival {
  const origin: Origin = { id: '', source: 'aws.social-messaging', name: 'WhatsAppNotification' }
  const news = WhatsAppNotification.safeParse(notification)
  if (!news.success) return refuse(origin, problemsOf(news.error, notification))
  return { kind: 'whatsapp', origin, ...news.data }
}

function readReport(contract: z.ZodType<DeliveryReport>, origin: Origin, detail: unknown): Arrival {
  const report = contract.safeParse(detail)
  if (!report.success) return refuse(origin, problemsOf(report.error, detail))
  return { kind: 'delivery', origin, report: report.data }
}

const isEventName = (name: string): name is EventName => Object.hasOwn(EVENTS_IN, name)

const refuse = (origin: Origin, problems: readonly Problem[]): Arrival => ({ kind: 'refused', origin, problems })

/** Says what was wrong, the value given and what is allowed, for each issue of a zod error; a rule that is broken twice once. */
export function problemsOf(error: z.ZodError, input: unknown): Problem[] {
  const problems = new Map<string, Problem>()
  for (const issue of error.issues.slice(0, 20)) {
    const path = issue.path.join('.')
    const allowed =
      issue.code === 'unrecognized_keys' ? `has fields nobody knows: ${clip(issue.keys.join(', '))}` : issue.message
    problems.set(path + allowed, { path, allowed, value: clip(valueAt(input, issue.path)) })
  }
  return [...problems.values()]
}

function valueAt(input: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (value, key) => (typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined),
    input,
  )
}

/** At most 120 characters: whatever a source sends, its refusal still fits into the ledger and onto the bus. */
function clip(value: unknown): string {
  const text = typeof value === 'string' ? value : written(value)
  return (text.length > 120 ? `${text.slice(0, 117)}…` : text).toWellFormed()
}

function written(value: unknown): string {
  if (typeof value === 'number') return String(value)
  try {
    return JSON.stringify(value) ?? 'nothing'
  } catch {
    // What can be read iteratively is written recursively: thousands of brackets are too deep for the stack.
    return 'something nested too deeply to be shown'
  }
}

/** The parser's own words quote the text, and what a refusal allows is published: so they are not passed on. */
function parseJson(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false }
  }
}
