import { describe, expect, it } from 'vitest'
import { changesBetween, whyNotPublished } from '../../lib/domain/edition-change.ts'

const sms = (text: string) => ({ templates: { first: { 'es-CO': { tone: 1, sms: text } } } })
const policy = (hash: string) => ({ policies: { b2b: { hash } } })

describe('what changes between two editions', () => {
  it('is each piece that differs, with its words before and after', () => {
    expect(changesBetween({ ...sms('Hola'), ...policy('a') }, { ...sms('Buen día'), ...policy('a') })).toEqual([
      { path: 'templates/first/es-CO/sms', before: 'Hola', after: 'Buen día' },
    ])
  })

  it('is nothing between the same', () => {
    expect(changesBetween(sms('Hola'), sms('Hola'))).toEqual([])
  })

  it.each([
    ['a changed text', sms('Hola'), sms('Buen día'), undefined],
    ['a new text', sms('Hola'), { templates: { ...sms('Hola').templates, last: { en: { sms: 'Hello' } } } }, undefined],
    ['a text that is gone', sms('Hola'), { templates: {} }, 'gone'],
    ['a changed policy', policy('a'), policy('b'), undefined],
    ['a policy that is gone', policy('a'), { policies: {} }, 'gone'],
    [
      'words of WhatsApp',
      { templates: { first: { en: { whatsapp: { body: 'Hi' } } } } },
      { templates: { first: { en: { whatsapp: { body: 'Hello' } } } } },
      'whatsapp',
    ],
    [
      'another form of address, in which Meta has approved nothing',
      { policies: { b2b: { hash: 'a', policy: {} } } },
      { policies: { b2b: { hash: 'b', policy: { addressAs: 'tu' } } } },
      'whatsapp',
    ],
    [
      'a word of a form',
      { speech: { address: { es: { su: { tu: 'tu' } } } } },
      { speech: { address: { es: { su: { tu: 'tú' } } } } },
      'whatsapp',
    ],
    [
      'a word of a country, which no template of WhatsApp has',
      { speech: { glossary: { es: { correo: { AR: 'mail' } } } } },
      { speech: { glossary: { es: { correo: { AR: 'correo' } } } } },
      undefined,
    ],
  ])('may be published or not: %s', (_, before, after, why) => {
    expect(whyNotPublished(changesBetween(before, after))?.why).toBe(why)
  })
})
