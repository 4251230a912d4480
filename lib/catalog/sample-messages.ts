import type { Entity } from '../contracts/company.ts'
import {
  type MessageFacts,
  type MessageVariables,
  messageVariables,
  type StatedInvoice,
} from '../domain/message-variables.ts'
import { currencyAt } from '../domain/money.ts'
import { remembered, rememberedWith } from '../domain/remembered.ts'

/** A link of the length that payment pages use: 30 characters. */
const link = 'https://pago.example/f/7Hq2Kd9'

/** The address of our own stop page, which is this long. */
const OWN_PAGE = 'https://abcdefghijklmnopqrstuvwxyz234567.lambda-url.us-east-1.on.aws/s'

/** A Wednesday in September: the longest date there is, in Spanish and in English. */
const longestDate = '2026-09-30'

const invoices = (count: number, currency: string): readonly StatedInvoice[] =>
  Array.from({ length: count }, (_, index) => ({
    number: `FV-2026-${String(1293 + index).padStart(6, '0')}`,
    balance: { amount: 1_234_567_890, currency },
    dueDate: longestDate,
    description: 'Cuota 11 de 12, contrato 2026-000481',
  }))

/** The words of those messages, which every text of the language is composed with. */
export const sampleVariables = (entity: Entity, language: string): readonly MessageVariables[] =>
  variablesOf(entity)(language)

const variablesOf = rememberedWith((entity: Entity) =>
  remembered((language: string) => sampleMessages(entity, language).map(messageVariables), 100),
)

/** The longest messages that an entity would really send in a language: long names, one invoice and many, with and without its extras. */
export const sampleMessages = (entity: Entity, language: string): readonly MessageFacts[] => {
  const base = {
    language,
    entity,
    debtor: {
      name: 'Distribuidora y Comercializadora de Materiales de Construcción del Occidente S.A.S.',
      givenName: 'María de los Ángeles',
    },
    statedAt: '2026-12-30',
    paymentLink: link,
    stopLink: `${entity.stopUrl ?? OWN_PAGE}/abcdefghjkmn`,
    references: ['Convenio 14821, referencia 0002-0260-0129-3'],
  }
  const currency = currencyAt(entity.country) ?? 'USD'
  return [
    { ...base, invoices: invoices(1, currency) },
    { ...base, invoices: invoices(250, currency) },
    { ...base, invoices: invoices(1, currency), also: invoices(3, currency) },
    { ...base, invoices: invoices(1, currency), neutral: true, paymentsUpTo: '2026-12-23' },
    { ...base, invoices: invoices(250, currency), neutral: true, paymentLink: undefined },
    {
      ...base,
      debtor: { name: base.debtor.name },
      invoices: invoices(1, currency),
      paymentLink: undefined,
      references: [],
    },
  ]
}
