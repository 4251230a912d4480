import { describe, expect, it } from 'vitest'
import type { LayoutWords } from '../../lib/domain/layout-words.ts'
import { type ComposedMessage, compose, type MessageTemplate } from '../../lib/domain/message-text.ts'
import { type MessageFacts, messageVariables } from '../../lib/domain/message-variables.ts'

const facts: MessageFacts = {
  language: 'es-CO',
  debtor: { name: 'Ana Gómez', givenName: 'Ana' },
  entity: {
    name: 'Andina S.A.S.',
    shortName: 'Andina',
    taxId: 'NIT 1',
    address: 'Calle 1',
    phone: '+57 601 555 0100',
    email: { replyTo: 'cartera@andina.example', unsubscribe: 'baja@andina.example' },
    showAmountInSms: false,
    showInvoiceInSms: false,
  },
  invoices: [{ number: 'F-1', balance: { amount: 125_000_000, currency: 'COP' }, dueDate: '2026-06-05' }],
  paymentLink: 'https://pagos.andina.example/f/1?a=1&b=2',
  statedAt: '2026-06-12',
}

const template: MessageTemplate = {
  tone: 1,
  email: {
    subject: '{{debtorName}}, {{daysPastDueInWords}}',
    preview: 'Vista',
    heading: 'Encabezado',
    opening: 'Hola, {{debtorName}}:\n\nSu pago vence\nel {{dueDateInWords}}.\n',
    closing: 'Gracias, le escribe {{entityName}}.',
  },
  sms: '{{entityShortName}}: aquí está {{total}}{{smsAmount}} {{smsInvoice}} {{paymentLink}}',
}

const words: LayoutWords = {
  received: '',
  receivedSubject: '',
  receivedSms: '',
  corrected: 'x',
  correctedSubject: 'x',
  correctedSms: 'x',
  correctedChat: 'x',
  correctedName: 'x',
  correctedLanguage: 'x',
  button: '',
  buttonFallback: '',
  balance: '',
  charges: '',
  openTotal: '',
  invoice: '',
  instalments: '',
  dueDate: '',
  description: '',
  amount: '',
  total: '',
  also: 'También',
  moreInvoices: '',
  references: '',
  waysToPay: '',
  statedAt: '',
  signature: '',
  answer: '',
  why: '',
  stop: '',
  stopAction: '',
  stopSubject: 'Cancelar correos',
  complaints: '',
}

const layout = {
  html: '<p>{{#opening}}[{{.}}]{{/opening}}</p><a href="{{paymentLink}}">{{words.button}}</a><a href="{{stopLinkAddress}}"></a>{{total}}',
  text: '{{#opening}}[{{.}}]{{/opening}} {{paymentLink}}\n\n\n\n{{#closing}}{{.}}{{/closing}}',
  words: { 'es-CO': words },
}

const email = (changed: Partial<MessageFacts> = {}): Extract<ComposedMessage, { channel: 'email' }> => {
  const message = compose({ channel: 'email', template, layout, variables: messageVariables({ ...facts, ...changed }) })
  if (message.channel !== 'email') throw new Error('asked for an e-mail')
  return message
}

const sms = (changed: Partial<MessageFacts['entity']> = {}, other: Partial<MessageFacts> = {}) => {
  const variables = messageVariables({ ...facts, ...other, entity: { ...facts.entity, ...changed } })
  const message = compose({ channel: 'sms', template, layout, variables })
  if (message.channel !== 'sms') throw new Error('asked for a text')
  return message
}

describe('an e-mail', () => {
  it('states the facts in words, in both its parts', () => {
    const { subject, html, text } = email()
    expect(subject).toBe('Ana Gómez, 7 días')
    expect(html).toContain('[Hola, Ana Gómez:][Su pago vence el viernes 5 de junio de 2026.]')
    expect(html).toContain('$1.250.000')
    expect(text).toBe(
      '[Hola, Ana Gómez:][Su pago vence el viernes 5 de junio de 2026.] https://pagos.andina.example/f/1?a=1&b=2\n\nGracias, le escribe Andina S.A.S.\n',
    )
  })

  it('escapes what a debtor is called in the HTML, and in nothing else', () => {
    const { subject, html, text } = email({ debtor: { name: `<b>"Ñ" & 'Co'</b>` } })
    expect(html).toContain('Hola, &#60;b&#62;&#34;Ñ&#34; &#38; &#39;Co&#39;&#60;/b&#62;:')
    expect(text).toContain(`Hola, <b>"Ñ" & 'Co'</b>:`)
    expect(subject).toBe(`<b>"Ñ" & 'Co'</b>, 7 días`)
  })

  it('does not read a tag out of a value', () => {
    expect(email({ debtor: { name: '{{total}}' } }).text).toContain('Hola, {{total}}:')
  })

  it('gives a way to stop that a mail program can open', () => {
    expect(email().html).toContain('href="mailto:baja@andina.example?subject=Cancelar%20correos"')
  })

  it.each([
    ['a line end', 'Ana\r\nBcc: todos@example.com'],
    ['a lone line feed', 'Ana\nBcc: todos@example.com'],
    ['a Unicode line separator', 'Ana\u2028x'],
    ['a null', 'Ana\u0000'],
    ['a change of direction', 'Ana\u202egmoc'],
  ])('is refused when a name holds %s', (_, name) => {
    expect(() => email({ debtor: { name } })).toThrow('debtorName is')
  })

  it('is refused when an invoice number or a reference holds a line end', () => {
    const invoice = { number: 'F\n1', balance: { amount: 1, currency: 'COP' }, dueDate: '2026-06-05' }
    expect(() => email({ invoices: [invoice] })).toThrow('number is "F\\n1"')
    expect(() => email({ references: ['a\rb'] })).toThrow('references is "a\\rb"')
  })

  it.each([
    'http://pagos.andina.example/f/1',
    'javascript:alert(1)',
    'https://banco.example@evil.example/',
    'https://a b.example',
  ])('is refused when its button would lead to %s', (paymentLink) => {
    expect(() => email({ paymentLink })).toThrow('paymentLink is')
  })

  it('is refused in a language that the layout has no words in, and without a template', () => {
    expect(() => email({ language: 'en' })).toThrow('the layout has no words in en')
    const variables = messageVariables(facts)
    expect(() => compose({ channel: 'email', template: { tone: 0, sms: 'x' }, layout, variables })).toThrow('no e-mail')
    expect(() => compose({ channel: 'sms', template: { tone: 0 }, layout, variables })).toThrow('no text message')
  })
})

describe('a text message', () => {
  it('shows neither amount nor invoice, whatever its template asks for', () => {
    expect(sms().sms).toBe('Andina: aqui esta https://pagos.andina.example/f/1?a=1&b=2')
  })

  it('shows the amount and the invoice where the entity says so', () => {
    expect(sms({ showAmountInSms: true }).sms).toContain('$1.250.000 ')
    expect(sms({ showAmountInSms: true }).sms).not.toContain('F-1')
    expect(sms({ showInvoiceInSms: true }).sms).toContain(' F-1 ')
    expect(sms({ showInvoiceInSms: true }).sms).not.toContain('1.250.000')
  })

  it('names no single invoice when it speaks of several', () => {
    const [invoice] = facts.invoices
    const invoices = invoice === undefined ? [] : [invoice, { ...invoice, number: 'F-2' }]
    expect(sms({ showInvoiceInSms: true }, { invoices }).sms).not.toContain('F-')
  })

  it('says how it travels and what it costs', () => {
    expect(sms()).toMatchObject({ encoding: 'GSM-7', parts: 1, septets: 58 })
  })
})

describe('the variables of a message', () => {
  const invoice = (number: string, dueDate: string) => ({ number, dueDate, balance: { amount: 100, currency: 'MXN' } })

  it('speaks of the invoice due first, and adds up all of them', () => {
    const invoices = [invoice('B', '2026-06-10'), invoice('A', '2026-06-05')]
    expect(messageVariables({ ...facts, language: 'es-MX', invoices })).toMatchObject({
      dueDateInWords: 'viernes 5 de junio de 2026',
      daysPastDue: 7,
      total: '$2.00 MXN',
      manyInvoices: true,
      invoices: [{ number: 'A' }, { number: 'B' }],
    })
  })

  it('lists fifty invoices and counts the others', () => {
    const invoices = Array.from({ length: 53 }, (_, index) => invoice(`F-${index}`, '2026-06-05'))
    const variables = messageVariables({ ...facts, invoices })
    expect([variables.invoices.length, variables.moreInvoices, variables.invoiceCount]).toEqual([50, 3, 53])
  })

  it('counts no days past due before the due date', () => {
    expect(messageVariables({ ...facts, statedAt: '2026-06-01' }).daysPastDue).toBe(0)
  })

  it('refuses two currencies in one message, and a message about nothing', () => {
    const invoices = [...facts.invoices, invoice('B', '2026-06-10')]
    expect(() => messageVariables({ ...facts, invoices })).toThrow('MXN is never added to COP')
    expect(() => messageVariables({ ...facts, invoices: [] })).toThrow('at least one invoice')
  })
})
