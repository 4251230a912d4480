import { describe, expect } from 'vitest'
import { itTells } from './catalog-copy.ts'

describe('a mistake in a text', () => {
  const template = 'templates/reminder-1/es.yaml'

  itTells([
    [
      'a variable that does not exist',
      template,
      '{{dueDateInWords}} y todavía',
      '{{ dueDateInWord }} y todavía',
      '{{ dueDateInWord }}',
      {
        path: 'email.opening',
        given: '{{dueDateInWord}}',
        allowed: expect.stringContaining('dueDateInWords'),
        mend: 'write {{dueDateInWords}}',
      },
    ],
    [
      'a section that does not exist',
      template,
      '{{#givenName}}Hola, {{givenName}}:{{/givenName}}',
      '{{#givenNames}}Hola:{{/givenNames}}',
      '{{#givenNames}}',
      { path: 'email.opening', mend: 'write {{#givenName}}' },
    ],
    [
      'a partial',
      template,
      'este es el detalle',
      '{{> saludo}} este es el detalle',
      '{{> saludo}}',
      { path: 'email.opening', given: '{{> saludo}}', allowed: 'no partials: there are none' },
    ],
    [
      'a value that would not be escaped',
      template,
      'este es el detalle',
      '{{{debtorName}}} este es el detalle',
      '{{{debtorName}}}',
      { path: 'email.opening', mend: 'write {{debtorName}}' },
    ],
    [
      'a section that is never closed',
      template,
      'este es el detalle',
      '{{#paymentLink}} este es el detalle',
      '{{#paymentLink}} este',
      { path: 'email.opening', given: 'Unclosed section "paymentLink"' },
    ],
    [
      'an amount in a text message',
      template,
      '{{^neutral}}{{^manyInvoices}}{factura}',
      '{{^neutral}}{{total}} {{^manyInvoices}}{factura}',
      '{{total}}',
      { path: 'sms', given: '{{total}}', allowed: expect.not.stringContaining('total') },
    ],
    [
      'no words for when payment data is old',
      'templates/formal-notice/en.yaml',
      /\n {4}\{\{#neutral\}\}[\s\S]*?\{\{\/neutral\}\}/,
      '\n    To whom it may concern.',
      '|',
      { path: 'email.opening', allowed: expect.stringContaining('{{#neutral}}…{{/neutral}}') },
    ],
    [
      'an unknown variable in the frame',
      'templates/layout.html',
      '<title>{{subject}}',
      '<title>{{sujeto}}',
      '{{sujeto}}',
      { path: '(text)', given: '{{sujeto}}', allowed: expect.stringContaining('words.button') },
    ],
    [
      'a word that the frame is not given',
      'templates/layout.en.yaml',
      'button: View and pay\n',
      '',
      'buttonFallback',
      { path: 'button', given: 'nothing', mend: 'give "button" a value' },
    ],
  ])

  // A text whose tags are sound is looked at as it would be sent.
  itTells([
    [
      'a text message of two parts',
      template,
      'Si ya hay pago, gracias.',
      'Si ya hay pago, muchas gracias y hasta pronto.',
      '>-',
      {
        path: 'sms',
        allowed: expect.stringContaining('160 characters with the longest values'),
        mend: 'shorten it: each part is paid for',
      },
    ],
    [
      'a word of a country on WhatsApp, where one text is approved for all',
      template,
      '{tiene} un pago pendiente desde',
      '{tiene} una {factura} pendiente desde',
      'reminder_1\n  language',
      { path: 'whatsapp.name', given: '"reminder_1"', allowed: expect.stringContaining('one wording under one name') },
    ],
    [
      'a sign that a text message cannot carry',
      template,
      'Si ya hay pago, gracias.',
      'Si ya hay pago, 🙂.',
      '>-',
      { path: 'sms', allowed: 'the letters of GSM-7, in which 🙂 cannot be written' },
    ],
    [
      'a word between braces that no table has',
      template,
      '{Tiene} {{invoiceCount}} {facturas} pendientes',
      '{Tien} {{invoiceCount}} {facturas} pendientes',
      '{Tien}',
      { path: 'email.subject', given: '{Tien}', mend: 'write {tiene}' },
    ],
    [
      'a subject that mailers would cut',
      'templates/reminder-2/en.yaml',
      'let us agree on a date{{/manyInvoices}}{{/neutral}}"',
      'let us agree on a date that suits both of us well enough{{/manyInvoices}}{{/neutral}}"',
      '"{{#neutral',
      { path: 'email.subject', allowed: expect.stringContaining('at most 78 characters'), mend: 'shorten it' },
    ],
  ])
})
