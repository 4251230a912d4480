import { calmName } from './calm-name.ts'
import { dateInWords, dayAndMonth, daysInWords, shortDate, writtenLanguage } from './date-text.ts'
import { formatMoney, type Money, sumMoney } from './money.ts'
import { daysBetween } from './time.ts'

/** The most invoices a message lists by name; the rest are counted, and are in the total. */
export const LISTED_INVOICES = 50

/** One invoice of a message: its number, what is owed on it now, and its due date ("2026-06-05"). */
export interface StatedInvoice {
  readonly number: string
  readonly balance: Money
  readonly dueDate: string
  readonly description?: string | undefined
  /** What is asked for now, where the rest is due later; the whole balance unless told. */
  readonly due?: Money | undefined
  /** The open charges in the balance, apart from the principal. */
  readonly charges?: Money | undefined
  /** The instalments that are due, as in "2/12" or "2–4/12". */
  readonly instalments?: string | undefined
  /** Where this invoice alone is paid. */
  readonly paymentLink?: string | undefined
}

/** What a message is made from: who writes, who reads, and the facts it was decided on. Invoices share one currency. */
export interface MessageFacts {
  readonly language: string
  readonly debtor: {
    readonly name: string
    readonly givenName?: string | undefined
    /** ISO 3166; that of the entity unless told. */
    readonly country?: string | undefined
  }
  readonly entity: {
    readonly name: string
    readonly shortName: string
    readonly taxId: string
    readonly address: string
    /** ISO 3166; its law may ask for a sentence of its own. */
    readonly country?: string | undefined
    readonly phone: string
    /** What debtors of a country pay with. */
    readonly waysToPay?: Readonly<Record<string, readonly string[]>> | undefined
    readonly complaintsUrl?: string | undefined
    readonly logo?: { readonly url: string; readonly width: number; readonly height: number } | undefined
    readonly email: { readonly replyTo: string; readonly unsubscribe: string }
    readonly showAmountInSms: boolean
    readonly showInvoiceInSms: boolean
  }
  readonly invoices: readonly StatedInvoice[]
  /** Invoices at a milder level that travel along: listed, but not what the words are about. */
  readonly also?: readonly StatedInvoice[]
  /** Where the balance is paid, when there is such a page. */
  readonly paymentLink?: string | undefined
  /** Where text messages are stopped, where an answer of STOP cannot be received. */
  readonly stopLink?: string | undefined
  /** What to quote when paying (a reference, an agreement number), as whole phrases. */
  readonly references?: readonly string[] | undefined
  /** The debtor's calendar date on which the balance was read. */
  readonly statedAt: string
  /** It is not known whether a payment has come: the words must leave it open. */
  readonly neutral?: boolean | undefined
  /** The last calendar date whose payments are known, when that is not today. */
  readonly paymentsUpTo?: string | undefined
}

/** What stands behind "Hola," on WhatsApp where no given name is known: no parameter may be empty, and nobody is greeted as "RUIZ PEREZ ANA". */
const UNNAMED = { es: 'buen día', en: 'there', pt: 'bom dia' } as const

/** One listed invoice, as words. */
export interface InvoiceLine {
  readonly number: string
  readonly amount: string
  readonly dueDate: string
  readonly dueDateInWords: string
  readonly description: string
  readonly instalments: string
  readonly link: string
}

/** Everything a template may name, as words in the message's language; what is absent is '' or false. */
export interface MessageVariables {
  readonly language: string
  readonly debtorName: string
  readonly givenName: string
  readonly entityName: string
  readonly entityShortName: string
  readonly entityTaxId: string
  readonly entityAddress: string
  readonly entityPhone: string
  /** The country of the entity, as a case: `{{#entityIn.CL}}…{{/entityIn.CL}}`. */
  readonly entityIn: Readonly<Record<string, true>>
  readonly complaintsUrl: string
  /** The picture at the head of an e-mail, and its size in CSS pixels. */
  readonly logoUrl: string
  readonly logoWidth: string
  readonly logoHeight: string
  readonly replyTo: string
  readonly unsubscribeEmail: string
  readonly invoices: readonly InvoiceLine[]
  readonly invoiceCount: number
  readonly manyInvoices: boolean
  readonly moreInvoices: number
  readonly hasAlso: boolean
  readonly also: readonly InvoiceLine[]
  /** What is asked for. */
  readonly total: string
  /** Everything that is open, where that is more than what is asked for. */
  readonly openTotal: string
  /** The open charges in it. */
  readonly charges: string
  readonly dueDateInWords: string
  readonly dueDay: string
  readonly daysPastDue: number
  readonly daysPastDueInWords: string
  readonly paymentLink: string
  readonly stopLink: string
  readonly references: readonly string[]
  /** PSE, Nequi: what the debtor's country pays with, where the entity says. */
  readonly waysToPay: string
  readonly statedAt: string
  readonly neutral: boolean
  /** Whom a message on WhatsApp greets, and where it says to pay or ask: never empty, for no parameter there may be. */
  readonly addressee: string
  readonly payAt: string
  readonly smsAmount: string
  readonly smsInvoice: string
}

/**
 * Turns facts into words. `dueDateInWords`, `dueDay` and `daysPastDue` speak of the invoice due first; `smsAmount` and
 * `smsInvoice` are empty unless the entity shows them in texts. Throws a RangeError on no invoice, or on two currencies.
 */
export const messageVariables = (facts: MessageFacts): MessageVariables => {
  const { language, debtor, entity } = facts
  const also = [...(facts.also ?? [])].sort(byDueDate)
  const invoices = [...facts.invoices].sort(byDueDate)
  const [first] = invoices
  if (first === undefined) throw new RangeError('a message is about at least one invoice')
  const { currency } = first.balance
  const asked = sumMoney(invoices.map(askedFor), currency)
  const open = sumMoney(
    invoices.map((invoice) => invoice.balance),
    currency,
  )
  const charges = sumMoney(
    invoices.flatMap((invoice) => invoice.charges ?? []),
    currency,
  )
  const total = formatMoney(asked, language)
  const daysPastDue = Math.max(0, daysBetween(first.dueDate, facts.statedAt))
  return {
    language,
    debtorName: calmName(debtor.name),
    givenName: calmName(debtor.givenName ?? ''),
    entityName: entity.name,
    entityShortName: entity.shortName,
    entityTaxId: entity.taxId,
    entityAddress: entity.address,
    // A number broken over two lines is misread; a text message writes these spaces plainly.
    entityPhone: entity.phone.replaceAll(' ', '\u00a0'),
    entityIn: entity.country === undefined ? {} : { [entity.country]: true },
    complaintsUrl: entity.complaintsUrl ?? '',
    logoUrl: entity.logo?.url ?? '',
    logoWidth: String(entity.logo?.width ?? ''),
    logoHeight: String(entity.logo?.height ?? ''),
    replyTo: entity.email.replyTo,
    unsubscribeEmail: entity.email.unsubscribe,
    invoices: invoices.slice(0, LISTED_INVOICES).map(lineIn(language)),
    invoiceCount: invoices.length,
    manyInvoices: invoices.length > 1,
    moreInvoices: Math.max(0, invoices.length - LISTED_INVOICES),
    hasAlso: also.length > 0,
    also: also.slice(0, LISTED_INVOICES).map(lineIn(language)),
    total,
    openTotal: open.amount === asked.amount ? '' : formatMoney(open, language),
    charges: charges.amount === 0 ? '' : formatMoney(charges, language),
    dueDateInWords: dateInWords(first.dueDate, language),
    dueDay: dayAndMonth(first.dueDate, language),
    daysPastDue,
    daysPastDueInWords: daysInWords(daysPastDue, language),
    paymentLink: facts.paymentLink ?? '',
    stopLink: facts.stopLink ?? '',
    references: facts.references ?? [],
    waysToPay: entity.waysToPay?.[debtor.country ?? entity.country ?? '']?.join(', ') ?? '',
    statedAt: dateInWords(facts.paymentsUpTo ?? facts.statedAt, language),
    neutral: facts.neutral ?? false,
    addressee: calmName(debtor.givenName ?? '') || UNNAMED[writtenLanguage(language)],
    payAt: facts.paymentLink ?? entity.phone,
    smsAmount: entity.showAmountInSms ? total : '',
    smsInvoice: entity.showInvoiceInSms && invoices.length === 1 ? first.number : '',
  }
}

const lineIn =
  (language: string) =>
  (invoice: StatedInvoice): InvoiceLine => ({
    number: invoice.number,
    amount: formatMoney(askedFor(invoice), language),
    dueDate: shortDate(invoice.dueDate, language),
    dueDateInWords: dateInWords(invoice.dueDate, language),
    description: invoice.description ?? '',
    instalments: invoice.instalments ?? '',
    link: invoice.paymentLink ?? '',
  })

const askedFor = ({ due, balance }: StatedInvoice): Money => due ?? balance

const byDueDate = (a: StatedInvoice, b: StatedInvoice): number =>
  a.dueDate === b.dueDate ? (a.number < b.number ? -1 : 1) : a.dueDate < b.dueDate ? -1 : 1
