import { describe, expect, it } from 'vitest'
import { Subjects } from '../../lib/contracts/speech.ts'
import { CatalogCopy, itTells } from './catalog-copy.ts'

describe('a mistake in a policy or in company.yaml', () => {
  const policy = 'policies/consumer-instalments.yaml'

  itTells([
    [
      'a misspelt key',
      policy,
      'graceDays: 1',
      'graceDay: 1',
      'graceDay',
      {
        path: 'graceDay',
        given: 'the key "graceDay"',
        allowed: expect.stringContaining('minimumAmount'),
        mend: 'write "graceDays"',
      },
    ],
    [
      'a misspelt key inside a list',
      policy,
      '    template: reminder-2',
      '    tmplate: reminder-2',
      'tmplate',
      {
        path: 'steps[2].tmplate',
        allowed: 'the keys id, level, class, offset, channels, template, consequence, approval',
        mend: 'write "template"',
      },
    ],
    [
      'a channel that does not exist',
      policy,
      '[whatsapp, sms, email]',
      '[whatsapp, sms, e-mail]',
      'e-mail',
      {
        path: 'steps[2].channels[2]',
        given: '"e-mail"',
        allowed: 'one of "email", "sms", "whatsapp", "call"',
        mend: 'write "email"',
      },
    ],
    [
      'a part of the debt that is paid twice',
      'company.yaml',
      '[collectionCost, fee, interest, principal]',
      '[interest, fee, interest, principal]',
      '[interest, fee',
      {
        path: 'entities.comercial-andina.allocationOrder',
        allowed: 'each of collectionCost, fee, interest, principal once',
      },
    ],
    [
      'a provider that is not there',
      'company.yaml',
      "'52': puente",
      "'52': puerta",
      'puerta',
      { path: 'routes.sms.52', given: '"puerta"', allowed: expect.stringContaining('one of aws, puente') },
    ],
    ...[
      'http://mensajes.puente.example/v1',
      'https://ana@mensajes.puente.example/v1',
      'https://10.0.0.7/v1',
      'https://mensajes.puente.example:8443/v1',
      'https://mensajes.puente.example/v1?a=b',
    ].map((address): [string, string, string, string, string, object] => [
      `the address ${address} of an aggregator`,
      'company.yaml',
      'https://mensajes.puente.example/v1/messages',
      address,
      address,
      { path: 'aggregators.puente.url', allowed: expect.stringContaining('https:// with a host name') },
    ]),
    [
      'a number in words',
      policy,
      'graceDays: 1',
      'graceDays: uno',
      'uno',
      {
        path: 'graceDays',
        given: '"uno"',
        allowed: 'a whole number from 0 to 60',
        mend: 'change the value to one that is allowed',
      },
    ],
    [
      'an amount with decimals',
      policy,
      'COP: 2000000',
      'COP: 20000.50',
      '20000.50',
      { path: 'minimumAmount.COP', given: '20000.5', allowed: expect.stringContaining('a whole number') },
    ],
    [
      'a currency that does not exist',
      policy,
      'COP: 2000000',
      'COL: 2000000',
      'COL',
      { path: 'minimumAmount.COL', given: 'the key "COL"', allowed: expect.stringContaining('COP') },
    ],
    [
      'an offset from nowhere',
      policy,
      'from: dueDate, days: 9',
      'from: dueDay, days: 9',
      'dueDay, days: 9',
      {
        path: 'steps[2].offset.from',
        given: '"dueDay"',
        allowed: 'one of "dueDate", "previousTouch"',
        mend: 'write "dueDate"',
      },
    ],
    [
      'a form of address that does not exist',
      policy,
      'graceDays: 1',
      'addressAs: tú\ngraceDays: 1',
      'tú\n',
      { path: 'addressAs', given: '"tú"', allowed: 'one of tu, usted, vos, ustedes', mend: 'write "tu"' },
    ],
    [
      'a country that is none',
      'glossary.yaml',
      'AR: el PDF',
      'ARG: el PDF',
      'ARG',
      { path: 'es.el PDF o el XML.ARG', allowed: expect.stringContaining('an ISO 3166 country code') },
    ],
    [
      'a form that is left out',
      'address.yaml',
      'su: { tu: tu, vos: tu, ustedes: su }',
      'su: { tu: tu, vos: tu }',
      '{ tu: tu, vos: tu }',
      { path: 'es.su.ustedes', given: 'nothing', mend: 'give "ustedes" a value' },
    ],
    [
      'a sender outside the verified domain',
      'company.yaml',
      'from: cartera@andina.example',
      'from: cartera@otra.example',
      'cartera@otra.example',
      { path: 'entities.comercial-andina.email.from', allowed: 'an address at the emailDomain, andina.example' },
    ],
    [
      'a tax number of another country',
      'company.yaml',
      'taxId: NIT 900',
      'taxId: RUC 900',
      'RUC 900',
      { path: 'entities.comercial-andina.taxId', allowed: 'the number with its kind, as CO calls it: "NIT …"' },
    ],
    [
      'a logo at a host of others',
      'company.yaml',
      '    # logo: { url: https://www.andina.example/logo.png',
      '    logo: { url: https://imagenes.otra.example/logo.png',
      'https://imagenes',
      { path: 'entities.comercial-andina.logo.url', allowed: 'an address at the emailDomain, andina.example' },
    ],
    [
      'a logo that fills the screen',
      'company.yaml',
      '    # logo: { url: https://www.andina.example/logo.png, width: 160',
      '    logo: { url: https://www.andina.example/logo.png, width: 1600',
      '1600',
      { path: 'entities.comercial-andina.logo.width', allowed: 'a whole number of pixels from 16 to 560' },
    ],
    [
      'a subject that nothing is said of',
      'policies/rent.yaml',
      'template: reminder-2.rent',
      'template: reminder-2.rents',
      'reminder-2.rents',
      { path: 'steps[2].template', allowed: expect.stringContaining('clinic, rent'), mend: 'write "rent"' },
    ],
    [
      'a zone that does not exist',
      'company.yaml',
      'America/Bogota',
      'America/Bogotá',
      'America/Bogotá',
      {
        path: 'entities.comercial-andina.zone',
        given: '"America/Bogotá"',
        allowed: 'an IANA time zone such as "America/Bogota"',
      },
    ],
    [
      'an account of eleven digits',
      'company.yaml',
      'logRetentionDays: 90',
      "logRetentionDays: 90\nupstreamAccountIds: ['11112222333']",
      "'11112222333'",
      { path: 'upstreamAccountIds[0]', given: '"11112222333"', allowed: expect.stringContaining('12 digits') },
    ],
    [
      'a report that does not say the hour as others do',
      'company.yaml',
      'logRetentionDays: 90',
      "logRetentionDays: 90\nreports: [{ name: semanal, every: week, at: '7am', currency: COP, to: [a@andina.example] }]",
      "'7am'",
      { path: 'reports[0].at', given: '"7am"', allowed: 'a time of day such as "07:00"' },
    ],
    [
      'a report to no address',
      'company.yaml',
      'logRetentionDays: 90',
      'logRetentionDays: 90\nreports: [{ name: semanal, every: week, currency: COP, to: [gerencia] }]',
      'gerencia',
      { path: 'reports[0].to[0]', given: '"gerencia"', allowed: expect.stringContaining('an e-mail address') },
    ],
    [
      'a report of everything, though its readers do not see everything',
      'company.yaml',
      'logRetentionDays: 90',
      `logRetentionDays: 90
dashboards:
  principalArn: arn:aws:quicksight:us-east-1:111122223333:group/default/cartera
  currency: COP
  rowRules: [{ group: consumo, businessUnits: [consumer] }]
reports: [{ name: semanal, every: week, currency: COP, to: [a@andina.example] }]`,
      '{ name: semanal',
      { path: 'reports[0].businessUnits', allowed: expect.stringContaining('rowRules limit what its readers see') },
    ],
    [
      'a page for stopping texts without https',
      'company.yaml',
      'stopUrl: https://andina.example/b\n',
      'stopUrl: http://andina.example/b\n',
      'http://andina.example/b',
      { path: 'entities.comercial-andina.stopUrl', allowed: expect.stringContaining('https://') },
    ],
    [
      'a window that closes before it opens',
      'company.yaml',
      "to: '18:00'",
      "to: '07:00'",
      "'07:00'",
      { path: 'window.to', given: '"07:00"', allowed: 'a time after "from"' },
    ],
  ])

  // What only shows once the files are sound by themselves.
  itTells([
    [
      'an aggregator to which no number is led',
      'company.yaml',
      "'52': puente, other",
      'other',
      'url: https://mensajes',
      { path: 'aggregators.puente', allowed: 'an aggregator that routes leads some calling code to' },
    ],
    [
      'an aggregator of the examples in production',
      'company.yaml',
      'stage: test',
      'stage: production',
      'https://mensajes.puente.example/v1/messages',
      { path: 'aggregators.puente.url', allowed: expect.stringContaining('reserved for examples') },
    ],
  ])

  itTells([
    [
      'an id that is not the name of its file',
      policy,
      'id: consumer-instalments',
      'id: consumer-installments',
      'consumer-installments',
      { path: 'id', allowed: '"consumer-instalments", the name of the file' },
    ],
    [
      'a template that does not exist',
      policy,
      'template: reminder-2',
      'template: reminder-22',
      'reminder-22',
      { path: 'steps[2].template', mend: 'write "reminder-2"' },
    ],
    [
      'a channel without words',
      'policies/b2b-30-days.yaml',
      /channels: \[email\](\n {4}template: formal-notice)/,
      'channels: [sms]$1',
      'sms',
      { path: 'steps[4].channels[0]', given: '"sms"', mend: 'add "sms" to templates/formal-notice/es.ustedes.yaml' },
    ],
    [
      'a language without words',
      policy,
      'es-AR, en, pt-BR]',
      'es-AR, pt-PT]',
      'pt-PT',
      { path: 'languages[5]', given: '"pt-PT"', mend: 'add templates/layout.pt-PT.yaml' },
    ],
    [
      'a template firmer than its step',
      policy,
      'template: reminder-1',
      'template: reminder-3',
      'reminder-3',
      { path: 'steps[1].template', allowed: expect.stringContaining('templates/reminder-3/es.yaml has tone 3') },
    ],
    [
      'a default policy that does not exist',
      'company.yaml',
      'defaultPolicy: consumer-instalments',
      'defaultPolicy: consumer',
      'consumer\nsegments',
      { path: 'defaultPolicy', given: '"consumer"', allowed: expect.stringContaining('b2b-30-days') },
    ],
  ])
})

describe('the accounts of other systems', () => {
  it('are part of company.yaml', () => {
    const copy = new CatalogCopy()
    copy.edit('company.yaml', 'logRetentionDays: 90', "logRetentionDays: 90\nupstreamAccountIds: ['111122223333']")
    expect(copy.mistakes()).toEqual([])
    copy.remove()
  })
})

it('a subject needs a word for the countries that are not listed', () => {
  const told = Subjects.safeParse({ en: { rent: { words: { invoice: { US: 'rent invoice' } } } } })
  expect(told.error?.issues).toMatchObject([{ message: '"other", for the countries that are not listed' }])
})

describe('a mistake in the words of a subject', () => {
  itTells([
    [
      'a word of a subject that no text has between braces',
      'subjects.yaml',
      'it may simply have slipped your mind: { other: dates',
      'it may have slipped your mind: { other: dates',
      '{ other: dates',
      { allowed: 'a word that some text of this language has between braces' },
    ],
    [
      'a marked word of a subject that no table has',
      'subjects.yaml',
      "{ other: 'ajuste al {acuerdo de pago}' }",
      "{ other: 'ajuste al {acuerdo de pagos}' }",
      "{ other: 'ajuste al {acuerdo de pagos}' }",
      { given: '{acuerdo de pagos}' },
    ],
  ])
})
