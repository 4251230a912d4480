import { afterAll, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { lettersFor } from '../../lib/cli/preview-letters.ts'
import { issued, debtor as known, open } from '../domain/given.ts'
import { CatalogCopy } from './catalog-copy.ts'

/** A group with a legal entity in each of the five countries: two of them say tú and vos, and one segment says tú. */
const COUNTRIES = {
  CO: ['NIT 900.000.000-1', 'COP', 'America/Bogota', 'usted'],
  MX: ['RFC ABC010101AA1', 'MXN', 'America/Mexico_City', 'usted'],
  PE: ['RUC 20100000001', 'PEN', 'America/Lima', 'usted'],
  CL: ['RUT 76.000.000-K', 'CLP', 'America/Santiago', 'tu'],
  AR: ['CUIT 30-00000000-0', 'ARS', 'America/Argentina/Buenos_Aires', 'vos'],
} as const
type Country = keyof typeof COUNTRIES

const entityIn = (country: Country) => {
  const [taxId, , zone, addressAs] = COUNTRIES[country]
  return `  grupo-${country.toLowerCase()}:
    name: Grupo ${country} S.A.
    shortName: Grupo ${country}
    taxId: ${taxId}
    country: ${country}
    zone: ${zone}
    languageDefault: es-${country}
    addressAs: ${addressAs}
    address: Calle Real 100, Centro
    phone: '+57 601 555 0100'
    logo: { url: https://logos.andina.example/${country}.png, width: 160, height: 40 }
    email: { from: cobros@andina.example, replyTo: cobros@andina.example, unsubscribe: baja@andina.example }
    stopUrl: https://andina.example/b
    waysToPay: { CO: [PSE, Nequi], MX: [SPEI, OXXO], PE: [Yape], CL: [Webpay] }
    paymentLinkHosts: [pagos.andina.example]
`
}

const copy = new CatalogCopy()
copy.edit(
  'company.yaml',
  /\nentities:\n[\s\S]*?\ndefaultEntity: .*\n/,
  `\nentities:\n${(['CO', 'MX', 'PE', 'CL', 'AR'] as const).map(entityIn).join('\n')}\ndefaultEntity: grupo-co\n`,
)
copy.edit('policies/consumer-flexible.yaml', '\nwhenToUse', '\naddressAs: tu\nwhenToUse')
const catalog = compileCatalog(copy.folder)
afterAll(() => copy.remove())

/** What a debtor of a country would read of the second reminder of a policy: the e-mail's page, its text, and WhatsApp. */
function readIn(country: Country, policyId: string, profile: { givenName?: string } = { givenName: 'ANA MARÍA' }) {
  const policy = catalog.policies[policyId]?.policy
  const step = policy?.steps.find(({ id }) => id === 'reminder-2')
  if (!policy || !step || !known.profile) throw new Error('the shipped catalog has this step')
  const [, currency, zone] = COUNTRIES[country]
  const entity = `grupo-${country.toLowerCase()}`
  const invoice = open([issued({ entity, dueDate: '2026-09-01' }, currency)])
  const { givenName: _, ...plain } = known.profile
  const name = 'RUIZ PEREZ ANA MARIA'
  const debtor = { ...known, profile: { ...plain, ...profile, name, country, language: `es-${country}`, zone } }
  const letters = lettersFor(debtor, [invoice], { policy, step }, catalog, Date.parse('2026-09-15T15:00:00Z'))
  const [email, , chat] = letters ?? []
  if (email?.letter.channel !== 'email' || !chat) throw new Error('every channel has words')
  return { subject: email.letter.message.subject, html: email.letter.message.html, text: email.text, chat: chat.text }
}

describe('a message of each country', () => {
  it.each([
    ['CO', 'Formas de pago: PSE, Nequi'],
    ['MX', 'Formas de pago: SPEI, OXXO'],
    ['PE', 'Formas de pago: Yape'],
    ['CL', 'Formas de pago: Webpay'],
  ] as const)('names in %s what people pay with there, where the entity says', (country, ways) => {
    const { html, text } = readIn(country, 'consumer-instalments')
    expect(text).toContain(ways)
    expect(html.replaceAll(/<[^>]*>/g, '')).toContain(ways)
    expect(readIn('AR', 'consumer-instalments').text).not.toContain('Formas de pago')
  })

  it.each([
    ['CO', 'Su cuota', 'acuerdo de pago', 'Equipo de cartera', 'martes 1 de septiembre de 2026'],
    ['MX', 'Su mensualidad', 'convenio de pago', 'Crédito y cobranza', 'martes 1 de septiembre de 2026'],
    ['PE', 'Su cuota', 'acuerdo de pago', 'Créditos y cobranzas', 'martes 1 de setiembre de 2026'],
    ['CL', 'Tu cuota', 'convenio de pago', 'Equipo de cobranza', 'Sernac'],
    ['AR', 'Tu cuota', 'plan de pagos', 'Administración y cobranzas', 'respondé este mail'],
  ] as const)('in %s says it as the country does', (country, ...said) => {
    const { text } = readIn(country, 'consumer-instalments')
    for (const words of [...said, 'Crédito: F-1']) expect(text).toContain(words)
    expect(text).not.toMatch(/factura|boleta/i)
  })

  it.each(['CO', 'MX', 'PE', 'CL', 'AR'] as const)(
    'in %s has name, tax number, address, complaints and logo of its entity',
    (country) => {
      const { html, text } = readIn(country, 'consumer-instalments')
      for (const one of [
        `Grupo ${country} S.A.`,
        COUNTRIES[country][0],
        'Calle Real 100, Centro',
        'cobros@andina.example',
      ])
        for (const part of [html, text]) expect(part).toContain(one)
      expect(html).toContain(
        `<img src="https://logos.andina.example/${country}.png" width="160" height="40" alt="Grupo ${country}"`,
      )
    },
  )

  it.each([
    ['CO', /: \$500\n/],
    ['MX', /: \$500\.00 MXN\n/],
    ['PE', /: S\/500\.00\n/],
    ['CL', /: \$50\.000\n/],
    ['AR', /: \$500,00 ARS\n/],
  ] as const)('in %s writes money as the country does', (country, money) => {
    expect(readIn(country, 'consumer-instalments').text).toMatch(money)
  })
})

describe('how a reader is spoken to', () => {
  it('follows the legal entity, and the segment before it', () => {
    const greeted = (country: Country, policy: string) =>
      /([Ss]i ya \S+), gracias/.exec(readIn(country, policy).chat)?.[1]
    expect(greeted('PE', 'consumer-instalments')).toBe('Si ya pagó')
    expect(greeted('AR', 'consumer-instalments')).toBe('Si ya pagaste')
    expect(greeted('PE', 'consumer-flexible')).toBe('Si ya pagaste')
    expect(greeted('AR', 'b2b-30-days')).toBe('Si ya pagaron')
    expect(readIn('AR', 'consumer-flexible').text).not.toMatch(/podés|tenés|respondé/)
  })

  it('is by the given name in calm letters, or by nothing', () => {
    const named = readIn('MX', 'consumer-instalments')
    const nameless = readIn('MX', 'consumer-instalments', {})
    expect([named.text.split('\n')[4], named.chat.slice(0, 17)]).toEqual(['Hola, Ana María:', 'Hola, Ana María. '])
    expect([nameless.text.split('\n')[4], nameless.chat.slice(0, 16)]).toEqual(['Buen día:', 'Hola, buen día. '])
    for (const { text, chat } of [named, nameless]) expect(`${text}${chat}`).not.toMatch(/RUIZ|PEREZ|MARÍA/)
  })
})

it('calls what is owed by its name in each country, and never the invoice of another trade', () => {
  expect(
    (['CO', 'MX', 'PE', 'CL', 'AR'] as const).map((country) =>
      ['consumer-instalments', 'school-fees', 'clinic', 'rent', 'subscription', 'payment-agreement'].map(
        (policy) => readIn(country, policy).subject.split(' ')[1],
      ),
    ),
  ).toEqual([
    ['cuota', 'pensión', 'cuenta', 'arriendo', 'mensualidad', 'cuota'],
    ['mensualidad', 'colegiatura', 'cuenta', 'renta', 'mensualidad', 'pago'],
    ['cuota', 'pensión', 'cuenta', 'alquiler', 'mensualidad', 'cuota'],
    ['cuota', 'mensualidad', 'cuenta', 'arriendo', 'mensualidad', 'cuota'],
    ['cuota', 'cuota', 'cuenta', 'alquiler', 'cuota', 'cuota'],
  ])
})
