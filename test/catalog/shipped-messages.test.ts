import { describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { sampleMessages } from '../../lib/catalog/sample-messages.ts'
import { compose } from '../../lib/domain/message-text.ts'
import { messageVariables } from '../../lib/domain/message-variables.ts'

/** Only the policy of Colombian services has them. */
const OF_SUSPENSION = ['suspension-warning', 'suspension-notice']

const catalog = compileCatalog('catalog')
const entityOf = (language: string) =>
  catalog.company.entities[language === 'es-CO' ? 'comercial-andina' : 'grupo-norteno']!

const all = Object.entries(catalog.templates).flatMap(([id, languages]) =>
  Object.entries(languages).flatMap(([language, template]) =>
    sampleMessages(entityOf(language), language).map((facts, sample) => ({ id, language, template, facts, sample })),
  ),
)

/** Words that shame, threaten, or lend a message a weight in law that it does not have. */
const forbidden =
  /deudor|moros|\bmora\b|\bdeuda|embarg|demanda|juzgado|judicial|jur[ií]dic|legal(?!ly)|abogad|central(es)? de riesgo|buró|datacr[eé]dito|reporte negativo|últim[ao] (aviso|oportunidad)|urgente|inmediat|sanci[oó]n|por qué no|delinquen|devedor|inadimpl|d[ií]vida|cart[oó]rio|protest|serasa|\bspc\b|advogad|por que não|debtor|lawsuit|court|attorney|immediately|final warning|penalt/i

describe.each(all)(
  '$id in $language, with the longest values (sample $sample)',
  ({ template, facts, id, language }) => {
    const variables = messageVariables(facts)
    const email = compose({ channel: 'email', template, layout: catalog.layout, variables })
    const sms =
      template.sms === undefined ? undefined : compose({ channel: 'sms', template, layout: catalog.layout, variables })
    const parts = email.channel === 'email' ? [email.subject, email.html, email.text] : []
    const said = [...parts, ...(sms?.channel === 'sms' ? [sms.sms] : [])]

    it('leaves no tag, no empty value and no doubled stop behind', () => {
      expect(said.length).toBe(['formal-notice', ...OF_SUSPENSION].includes(id) ? 3 : 4)
      for (const words of said) {
        expect(words).not.toMatch(/\{\{|\}\}|undefined|null|NaN|\[object|\.\.(?!\.)|\(\)| {2}[^ ]* *:$/)
      }
    })

    it('has a subject that mailers show whole', () => {
      expect(parts[0]?.length).toBeGreaterThan(10)
      expect(parts[0]?.length).toBeLessThanOrEqual(78)
    })

    it('says who writes, the balance, how to answer and how to stop, in both parts', () => {
      for (const part of parts.slice(1)) {
        expect(part).toContain(facts.entity.name)
        expect(part).toContain(variables.total)
        expect(part).toContain(variables.entityPhone)
        expect(part).toContain(facts.stopLink)
        expect(part).toContain(facts.paymentLink ?? facts.entity.taxId)
      }
    })

    it('thanks whoever has already paid', () => {
      expect(parts[2]).toMatch(/gracias|thank you|obrigado/)
    })

    it('presses nobody while it is not known who has paid', () => {
      if (!facts.neutral) return
      expect(parts[2]).not.toMatch(
        /pague ahora|pagar el saldo|noticias suyas|pay the balance|without news|pague o saldo|notícias suas/i,
      )
      expect(parts[2]).not.toMatch(/\n{3}/)
      expect(parts[1]).not.toMatch(/<p[^>]*>\s*<\/p>/)
    })

    it('never shames, threatens or pretends', () => {
      for (const words of said) expect(words).not.toMatch(forbidden)
    })

    it('speaks of "usted" or "você"', () => {
      if (language !== 'en')
        for (const words of said) expect(words).not.toMatch(/\b(tú|tu|tus|te|tienes|puedes|paga ya|contigo)\b/i)
    })

    it('costs one part as a text, names the company, and shows neither amount nor invoice', () => {
      if (sms?.channel !== 'sms') return expect(['formal-notice', ...OF_SUSPENSION]).toContain(id)
      expect(sms).toMatchObject({ encoding: 'GSM-7', parts: 1 })
      expect(sms.sms.startsWith(`${facts.entity.shortName}: `)).toBe(true)
      expect(sms.sms).toContain(facts.paymentLink ?? facts.entity.phone)
      expect(sms.sms).not.toMatch(/\$|FV-|COP|MXN/)
    })
  },
)

describe('the shipped templates', () => {
  it('carry no accent into a text that would change a word', () => {
    // "pagó" without its accent is "pago": what a text cannot carry is phrased around, not stripped.
    for (const { template } of all) expect(template.sms ?? '').not.toMatch(/[áíóúÁÍÓÚãõâêôç]/)
  })

  it('exist in Colombian and Mexican Spanish, in English and in Brazilian Portuguese', () => {
    for (const [id, languages] of Object.entries(catalog.templates))
      expect(Object.keys(languages)).toEqual(OF_SUSPENSION.includes(id) ? ['es-CO'] : ['en', 'es-CO', 'es-MX', 'pt-BR'])
  })

  it('fit a second part when the entity shows amount and invoice', () => {
    for (const { template, facts } of all) {
      if (template.sms === undefined) continue
      const entity = { ...facts.entity, showAmountInSms: true, showInvoiceInSms: true }
      const variables = messageVariables({ ...facts, entity })
      const sms = compose({ channel: 'sms', template, layout: catalog.layout, variables })
      expect(sms).toMatchObject({ encoding: 'GSM-7' })
      expect(sms.channel === 'sms' && sms.parts <= 2).toBe(true)
    }
  })
})
