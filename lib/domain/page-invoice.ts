import { MINOR_DIGITS } from './money.ts'
import { parsed } from './parsed-json.ts'
import type { PageSays } from './payment-link.ts'

const SCRIPT = /<script\b[^>]{0,200}application\/ld\+json[^>]{0,200}>(.*?)<\/script/gis
const DIGITS: ReadonlyMap<string, number> = new Map(Object.entries(MINOR_DIGITS))

/** Of the states of https://schema.org/PaymentStatusType those that say whether there is something to pay. */
const STATES: ReadonlyMap<unknown, PageSays['status']> = new Map([
  ['PaymentComplete', 'paid'],
  ['PaymentDue', 'due'],
  ['PaymentPastDue', 'due'],
  ['PaymentDeclined', 'due'],
] as const)

/**
 * What a page says by an https://schema.org/Invoice: in any of its JSON-LD scripts, in a list or a `@graph`, or as the whole
 * body where that is JSON. Of several invoices nobody knows which is meant, so they say nothing; nor does anything else.
 */
export function invoiceOn(body: string, isJson: boolean): PageSays {
  const texts = isJson ? [body] : [...body.matchAll(SCRIPT)].map(([, text = '']) => text)
  const [invoice, ...others] = texts.flatMap((text) => nodesOf(parsed(text))).filter(isInvoice)
  if (invoice === undefined || others.length > 0) return {}
  const status = STATES.get(nameOf(field(invoice, 'paymentStatus')))
  const due = field(invoice, 'totalPaymentDue')
  const currency = field(due, 'currency') ?? field(due, 'priceCurrency')
  const digits = typeof currency === 'string' ? DIGITS.get(currency) : undefined
  const amount = digits === undefined ? undefined : amountOf(field(due, 'value') ?? field(due, 'price'), digits)
  return {
    ...(status && { status }),
    ...(amount !== undefined && { amount }),
    ...(typeof currency === 'string' && { currency }),
  }
}

const nodesOf = (data: unknown): readonly unknown[] => {
  if (Array.isArray(data)) return data.flatMap(nodesOf)
  const graph = field(data, '@graph')
  return graph === undefined ? [data] : [data, ...nodesOf(graph)]
}

const isInvoice = (node: unknown): boolean => [field(node, '@type')].flat().some((type) => nameOf(type) === 'Invoice')

/** The last part of a name of schema.org, which may be written whole, as a reference, or alone. */
const nameOf = (name: unknown): string => String(field(name, '@id') ?? name).replace(/^.*[/#:]/, '')

/** Minor units; undefined for what is no plain decimal of that currency: "250.000" may be a thousand times as much. */
function amountOf(value: unknown, digits: number): number | undefined {
  const plain = /^\d+(?:\.(\d+))?$/.exec(String(value).trim())
  if (!plain || (plain[1]?.length ?? 0) > digits) return undefined
  return Math.round(Number(plain[0]) * 10 ** digits)
}

const field = (data: unknown, name: string): unknown =>
  typeof data === 'object' && data !== null ? Reflect.get(data, name) : undefined
