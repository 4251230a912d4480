import { describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { sampleMessages } from '../../lib/catalog/sample-messages.ts'
import { compose, type MessageLayout, type MessageTemplate } from '../../lib/domain/message-text.ts'
import { type MessageFacts, messageVariables } from '../../lib/domain/message-variables.ts'
import { currencyAt } from '../../lib/domain/money.ts'
import { OTHER_CALL } from '../../lib/domain/other-call.ts'
import { CHANNELS } from '../../lib/domain/policy.ts'
import { formsOf, layoutIn, type Speaking, templateIn } from '../../lib/domain/speech.ts'

/** Only the policy of Colombian services has them. */
const OF_SUSPENSION = ['suspension-warning', 'suspension-notice']
const WITHOUT_SMS = ['formal-notice', ...OF_SUSPENSION]

const catalog = compileCatalog('catalog')
const entityOf = (language: string) =>
  catalog.company.entities[language === 'es-CO' ? 'comercial-andina' : 'grupo-norteno']!

const policies = Object.values(catalog.policies).map(({ policy }) => policy)
const languages = [...new Set(policies.flatMap((policy) => policy.languages))]
/** Every language that a policy claims, in every form of address that it has, whatever the company has chosen. */
const ways = languages.flatMap((language) =>
  formsOf(language, catalog.speech).map((addressAs): Speaking => ({ language, addressAs })),
)
const written = Object.keys(catalog.templates).filter((id) => id !== OTHER_CALL)
const all = written.flatMap((id) =>
  ways.flatMap((as) => {
    const template = templateIn(catalog, id, as)
    return template ? [{ id, as, ...as, template, layout: layoutIn(catalog, as) }] : []
  }),
)

/** Words that shame, threaten, or lend a message a weight in law that it does not have. */
const forbidden =
  /deudor|moros|\bmora\b|\bdeuda|embarg|demanda|juzgado|judicial|jur[ií]dic|legal(?!ly)|abogad|central(es)? de riesgo|buró|datacr[eé]dito|reporte negativo|últim[ao] (aviso|oportunidad)|urgente|inmediat|sanci[oó]n|por qué no|delinquen|devedor|inadimpl|d[ií]vida|cart[oó]rio|protest|serasa|\bspc\b|advogad|por que não|debtor|lawsuit|court|attorney|immediately|final warning|penalt/i

/** What gives a form away, by the form; each is refused in the words of the others. */
const FORMS = {
  tu: /(?<!\p{L})(tú|contigo|tienes|puedes|quieres|llámanos|responde)(?!\p{L})/iu,
  usted: /(?<!\p{L})(usted|le|tiene|puede|quiere|pague|llámenos|responda|pagó)(?!\p{L})/iu,
  vos: /(?<!\p{L})(vos|tenés|podés|querés|llamanos|respondé)(?!\p{L})/iu,
  ustedes: /(?<!\p{L})(ustedes|les|tienen|pueden|quieren|paguen|llámennos|respondan|pagaron)(?!\p{L})/iu,
} as const

interface Said {
  readonly facts: MessageFacts
  readonly parts: readonly string[]
  readonly sms: { readonly sms: string; readonly encoding: string; readonly parts: number } | undefined
  readonly chat: string
}

function saidOf(template: MessageTemplate, layout: MessageLayout, facts: MessageFacts): Said {
  const variables = messageVariables(facts)
  const email = compose({ channel: 'email', template, layout, variables })
  const sms = template.sms === undefined ? undefined : compose({ channel: 'sms', template, layout, variables })
  const chat = compose({ channel: 'whatsapp', template, layout, variables })
  return {
    facts,
    parts: email.channel === 'email' ? [email.subject, email.html, email.text] : [],
    sms: sms?.channel === 'sms' ? sms : undefined,
    chat: chat.channel === 'whatsapp' ? chat.text : '',
  }
}

describe.each(all)(
  '$id in $language to $addressAs, with the longest values',
  ({ id, language, as, template, layout }) => {
    const samples = sampleMessages(entityOf(language), language).map((facts) => saidOf(template, layout, facts))
    const every = samples.flatMap(({ parts, sms, chat }) => [...parts, ...(sms ? [sms.sms] : []), chat])

    it('leaves no tag, no brace, no empty value and no doubled stop behind', () => {
      expect(every.length).toBe(samples.length * (WITHOUT_SMS.includes(id) ? 4 : 5))
      for (const words of every)
        expect(words).not.toMatch(/[{}]|undefined|null|NaN|\[object|\.\.(?!\.)|\(\)| {2}[^ ]* *:$/)
    })

    it('has a subject that mailers show whole', () => {
      for (const { parts } of samples) {
        expect(parts[0]?.length).toBeGreaterThan(10)
        expect(parts[0]?.length).toBeLessThanOrEqual(78)
      }
    })

    // "Su factura del 30 de septiembre" names the day of issue for everybody who reads it; ours is the due date.
    it('says of the day in a subject that it is the due date', () => {
      for (const { parts } of samples) expect(parts[0]).not.toMatch(/\p{L} (del|de) \d+ de/u)
    })

    it('says who writes, the balance, how to answer and how to stop, in both parts', () => {
      for (const { parts, facts } of samples) {
        const variables = messageVariables(facts)
        for (const part of parts.slice(1)) {
          expect(part).toContain(facts.entity.name)
          expect(part).toContain(variables.total)
          expect(part).toContain(variables.entityPhone)
          expect(part).toContain(facts.stopLink)
          expect(part).toContain(facts.paymentLink ?? facts.entity.taxId)
        }
      }
    })

    it('thanks whoever has already paid', () => {
      for (const { parts } of samples) expect(parts[2]).toMatch(/gracias|thank you|obrigado/)
    })

    it('presses nobody while it is not known who has paid', () => {
      for (const { parts, facts } of samples.filter((one) => one.facts.neutral)) {
        expect(facts.neutral).toBe(true)
        expect(parts[2]).not.toMatch(
          /pag(a|á|ue|uen) ahora|pagar el saldo|noticias (tuyas|suyas)|pay the balance|without news|pague o saldo|notícias suas/i,
        )
        expect(parts[0]).not.toMatch(/vencid|pendiente|respuesta|overdue|past due|answer|em aberto|resposta/i)
        expect(parts[2]).not.toMatch(/\n{3}/)
        expect(parts[1]).not.toMatch(/<p[^>]*>\s*<\/p>/)
      }
    })

    it('never shames, threatens or pretends', () => {
      for (const words of every) expect(words).not.toMatch(forbidden)
    })

    it('speaks to its reader in one way, on every channel', () => {
      if (!language.startsWith('es')) return expect(as.addressAs).toBe('usted')
      const [, , text] = samples[0]?.parts ?? []
      expect(`${text} ${samples[0]?.chat}`).toMatch(FORMS[as.addressAs])
      const others = Object.entries(FORMS).filter(([form]) => form !== as.addressAs)
      for (const words of every) for (const [, other] of others) expect(words).not.toMatch(other)
    })

    it('costs one part as a text, names the company, and shows neither amount nor invoice', () => {
      for (const { sms, facts } of samples) {
        if (!sms) {
          expect(WITHOUT_SMS).toContain(id)
          continue
        }
        expect(sms).toMatchObject({ encoding: 'GSM-7', parts: 1 })
        expect(sms.sms.startsWith(`${facts.entity.shortName}: `)).toBe(true)
        expect(sms.sms).toContain(facts.paymentLink ?? facts.entity.phone)
        expect(sms.sms).not.toMatch(/\$|FV-|COP|MXN/)
      }
    })
  },
)

describe('the shipped templates', () => {
  it('carry no accent into a text that would change a word', () => {
    // "pagó" without its accent is "pago": what a text cannot carry is phrased around, not stripped.
    for (const { template } of all) expect(template.sms ?? '').not.toMatch(/[áíóúÁÍÓÚãõâêôç]/)
  })

  it('are kept once for all of Spanish, and once more for the people of a company', () => {
    for (const id of written)
      expect(Object.keys(catalog.templates[id] ?? {})).toEqual(
        OF_SUSPENSION.includes(id) ? ['es'] : ['en', 'es.ustedes', 'es', 'pt-BR'],
      )
  })

  it('differ from country to country in the words that the countries have for a thing', () => {
    const body = (language: string) =>
      templateIn(catalog, 'reminder-2', { language, addressAs: 'usted' })?.email?.opening
    expect(body('es-CO')).toContain('un acuerdo de pago')
    expect(body('es-MX')).toContain('un convenio de pago')
    expect(body('es-CL')).toContain('un convenio de pago')
    expect(body('es-AR')).toContain('un plan de pagos')
    expect(body('es-CL')).toContain('Su boleta')
    expect(body('es-EC')).toBe(body('es'))
  })

  it('are approved by Meta under one name for one wording', () => {
    const byName = new Map<string, Set<string>>()
    for (const { template } of all) {
      const { name = '', language = '', body = '' } = template.whatsapp ?? {}
      const key = `${name} ${language}`
      byName.set(key, (byName.get(key) ?? new Set()).add(body))
    }
    expect([...byName].filter(([, bodies]) => bodies.size > 1)).toEqual([])
  })

  it('fit a second part when the entity shows amount and invoice', () => {
    for (const { template, layout, language } of all) {
      if (template.sms === undefined) continue
      for (const facts of sampleMessages(entityOf(language), language)) {
        const entity = { ...facts.entity, showAmountInSms: true, showInvoiceInSms: true }
        const variables = messageVariables({ ...facts, entity })
        const sms = compose({ channel: 'sms', template, layout, variables })
        expect(sms).toMatchObject({ encoding: 'GSM-7' })
        expect(sms.channel === 'sms' && sms.parts <= 2).toBe(true)
      }
    }
  })
})

describe.each(policies)('the policy $id', (policy) => {
  it('has words for every step, language, channel and form of address that it claims', () => {
    for (const as of ways.filter(({ language }) => policy.languages.includes(language)))
      for (const { template, channels } of policy.steps)
        for (const channel of channels)
          expect(templateIn(catalog, template, as)?.[channel], `${template} ${as.language} ${channel}`).toBeTruthy()
    expect(policy.steps.flatMap(({ channels }) => channels).every((one) => CHANNELS.includes(one))).toBe(true)
  })

  it('says what is too little and what is a matter for a person in the money of every country that it claims', () => {
    const countries = policy.languages.flatMap((language) => language.split('-')[1] ?? [])
    const currencies = countries.flatMap((country) => currencyAt(country) ?? [])
    expect(currencies).toHaveLength(countries.length)
    for (const currency of currencies) {
      expect(policy.minimumAmount[currency], currency).toBeGreaterThan(0)
      // A policy may leave every sum to the machine, but not that of one country alone.
      const isEver = Object.keys(policy.personAbove).length > 0
      expect(policy.personAbove[currency] ?? 0, currency).toBeGreaterThan(isEver ? 0 : -1)
    }
  })
})

describe('a reminder by text of several invoices', () => {
  it.each(all.filter(({ id, template }) => /^reminder/.test(id) && template.sms))(
    'says how many: $id in $language to $addressAs',
    ({ language, template, layout }) => {
      const [one, many] = sampleMessages(entityOf(language), language)
      if (!one || !many) throw new Error('there are no samples')
      const said = (facts: MessageFacts) => {
        const message = compose({ channel: 'sms', template, layout, variables: messageVariables(facts) })
        return message.channel === 'sms' ? message.sms : ''
      }
      expect(said(many)).toMatch(/\b250 (facturas|boletas|invoices|faturas) /)
      expect(said(one)).not.toMatch(/\b(facturas|boletas|invoices|faturas) /)
    },
  )
})
