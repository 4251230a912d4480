import { describe, expect, it } from 'vitest'
import { LAYOUT_WORDS, type LayoutWords } from '../../lib/domain/layout-words.ts'
import type { MessageTemplate } from '../../lib/domain/message-text.ts'
import {
  layoutIn,
  type Speech,
  sourceKey,
  speakingAs,
  speakingsOf,
  type TextSources,
  templateIn,
} from '../../lib/domain/speech.ts'
import { sharedName } from '../../lib/domain/text-name.ts'

const speech: Speech = {
  address: { es: { su: { tu: 'tu', usted: 'su', vos: 'tu', ustedes: 'su' } } },
  glossary: { es: { factura: { CL: 'boleta', 'CL.ustedes': 'factura' }, acuerdo: { MX: 'convenio' } } },
  subjects: {
    es: {
      rent: {
        words: { factura: { other: 'mensualidad de arriendo', MX: 'renta' } },
        short: { factura: { other: 'arriendo' } },
      },
      plan: { words: { factura: { other: 'cuota de {su} {acuerdo}' } } },
    },
  },
}
const sms = (text: string, name = 'first', body = 'Sobre {su} pago'): MessageTemplate => ({
  tone: 1,
  sms: text,
  whatsapp: { name, language: 'es', body, neutral: 'Sobre un pago' },
})
const words = (text: string): Partial<LayoutWords> => Object.fromEntries(LAYOUT_WORDS.map((word) => [word, text]))
const sources: TextSources = {
  templates: {
    first: {
      es: sms('{Su} {factura}'),
      'es.ustedes': sms('Les escribimos', 'for_teams', 'Su pago'),
      en: sms('Your invoice'),
    },
  },
  layout: { html: '', text: '', words: { es: words('{Su} {factura}'), 'es-CL': { why: 'Sernac, {su}' } } },
  speech,
}

describe('the source of a text', () => {
  const kept = ['es', 'es-PE', 'es.ustedes', 'es-PE.vos', 'en']
  it.each([
    ['es-PE', 'vos', 'es-PE.vos'],
    ['es-PE', 'usted', 'es-PE'],
    ['es-PE', 'ustedes', 'es.ustedes'],
    ['es-AR', 'vos', 'es'],
    ['en', 'usted', 'en'],
    ['pt-BR', 'usted', undefined],
  ] as const)('in %s to %s is %s', (language, addressAs, key) => {
    expect(sourceKey((one) => kept.includes(one), { language, addressAs })).toBe(key)
  })
})

describe('a text as it is said', () => {
  it.each([
    ['es-PE', 'tu', 'Tu factura', 'first_tu'],
    ['es-CL', 'usted', 'Su boleta', 'first'],
    ['es-CL', 'ustedes', 'Les escribimos', 'for_teams'],
    ['en', 'usted', 'Your invoice', 'first'],
  ] as const)('in %s to %s: %s, on WhatsApp %s', (language, addressAs, text, name) => {
    expect(templateIn(sources, 'first', { language, addressAs })).toMatchObject({ sms: text, whatsapp: { name } })
  })

  it.each([
    ['es-CO', 'usted', 'first.rent', 'Su arriendo'],
    ['es-MX', 'tu', 'first.plan', 'Tu cuota de tu convenio'],
    ['es-CL', 'usted', 'first', 'Su boleta'],
    ['en', 'usted', 'first.rent', 'Your invoice'],
  ] as const)('in %s to %s as %s: %s', (language, addressAs, name, text) => {
    const said = templateIn(sources, name, { language, addressAs })
    expect(said?.sms).toBe(text)
    // Meta approved it once, for whatever is owed.
    expect(said?.whatsapp?.body).toBe(templateIn(sources, 'first', { language, addressAs })?.whatsapp?.body)
  })

  it('has its short words where there is no room: in a text message, and in the subject of an e-mail', () => {
    const [subject, preview, heading, opening, closing] = Array.from({ length: 5 }, () => '{Su} {factura}')
    const email = { subject, preview, heading, opening, closing } as Required<MessageTemplate>['email']
    const said = templateIn({ ...sources, templates: { first: { es: { tone: 1, email } } } }, 'first.rent', {
      language: 'es-CO',
      addressAs: 'usted',
    })
    expect(said?.email).toMatchObject({ subject: 'Su arriendo', heading: 'Su mensualidad de arriendo' })
  })

  it('is said of invoices where a message is about things of several kinds', () => {
    expect(sharedName('reminder-2.rent', ['reminder-1.rent', 'reminder-2.rent'])).toBe('reminder-2.rent')
    expect(sharedName('reminder-2.rent', ['reminder-2.rent', 'reminder-1.clinic'])).toBe('reminder-2')
    expect(sharedName('reminder-2.rent', ['reminder-2'])).toBe('reminder-2')
  })

  it('is nothing in a language without words, nor without a template', () => {
    expect(templateIn(sources, 'first', { language: 'pt-BR', addressAs: 'usted' })).toBeUndefined()
    expect(templateIn(sources, 'last', { language: 'es', addressAs: 'usted' })).toBeUndefined()
    expect(layoutIn(sources, { language: 'pt-BR', addressAs: 'usted' }).words).toEqual({})
  })

  it('has the words of its country around it, and those of its language where the country has none', () => {
    const chilean = layoutIn(sources, { language: 'es-CL', addressAs: 'vos' }).words['es-CL']
    expect([chilean?.why, chilean?.stop]).toEqual(['Sernac, tu', 'Tu boleta'])
    expect(layoutIn(sources, { language: 'es-PE', addressAs: 'vos' }).words['es-PE']?.why).toBe('Tu factura')
  })
})

describe('how a debtor is spoken to', () => {
  const policy = { languages: ['es-AR', 'en'] }

  it('is what the policy says, else the legal entity, else usted', () => {
    expect(speakingAs({ language: 'es', addressAs: 'tu' }, { addressAs: 'vos' }).addressAs).toBe('tu')
    expect(speakingAs({ language: 'es' }, { addressAs: 'vos' }).addressAs).toBe('vos')
    expect(speakingAs({ language: 'es' }, undefined).addressAs).toBe('usted')
  })

  it('is each form that some entity has, and one where the language has no forms', () => {
    const said = (addressAs?: 'ustedes') =>
      speakingsOf({ ...policy, ...(addressAs && { addressAs }) }, [{ addressAs: 'vos' }, {}], speech).map(
        (one) => `${one.language} ${one.addressAs}`,
      )
    expect(said()).toEqual(['es-AR usted', 'es-AR vos', 'en usted'])
    expect(said('ustedes')).toEqual(['es-AR ustedes', 'en usted'])
  })
})
