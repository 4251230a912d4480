const LINE = ['number', 'amount', 'dueDate', 'dueDateInWords', 'description', 'instalments', 'link'] as const

/** What an e-mail may name, and what each list holds. A text message sees less, so that a lock screen does too. */
export const EMAIL_VARIABLES = {
  scalars: [
    'debtorName',
    'givenName',
    'entityName',
    'entityShortName',
    'entityTaxId',
    'entityAddress',
    'entityPhone',
    ...['AR', 'BR', 'CL', 'CO', 'MX', 'PE'].map((country) => `entityIn.${country}`),
    'complaintsUrl',
    'replyTo',
    'unsubscribeEmail',
    'invoiceCount',
    'manyInvoices',
    'moreInvoices',
    'hasAlso',
    'total',
    'openTotal',
    'charges',
    'dueDateInWords',
    'dueDay',
    'daysPastDue',
    'daysPastDueInWords',
    'paymentLink',
    'waysToPay',
    'statedAt',
    'neutral',
  ],
  lists: { invoices: LINE, also: LINE, references: ['.'] },
} as const satisfies VariableList

/** What a text message may name: neither amounts nor invoice numbers, except the two that the entity switches on. */
export const SMS_VARIABLES = {
  scalars: [
    'entityShortName',
    'entityPhone',
    'invoiceCount',
    'manyInvoices',
    'dueDay',
    'daysPastDueInWords',
    'paymentLink',
    'stopLink',
    'smsAmount',
    'smsInvoice',
    'neutral',
  ],
  lists: {},
} as const satisfies VariableList

/** The names a text may use: plain ones, and lists with the names valid inside them. */
export interface VariableList {
  readonly scalars: readonly string[]
  readonly lists: Readonly<Record<string, readonly string[]>>
}
