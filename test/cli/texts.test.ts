import { describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { contentHash } from '../../lib/catalog/content-hash.ts'
import { readPrices } from '../../lib/catalog/read-prices.ts'
import { booklet } from '../../lib/cli/booklet.ts'
import { preview } from '../../lib/cli/preview.ts'
import { wordsFor } from '../../lib/cli/words.ts'

const nobody = () => Promise.reject(new Error('a sample asks nobody'))

describe('the booklet of texts', () => {
  const catalog = compileCatalog('catalog')
  const text = booklet(catalog, readPrices('catalog/prices/aws.yaml'), wordsFor('es'))

  it('has every text of every policy, language and channel, each with its hash', () => {
    for (const { policy } of Object.values(catalog.policies))
      for (const language of policy.languages)
        for (const { id, template } of policy.steps) {
          const words = catalog.templates[template]?.[language]
          expect(text).toContain(`### ${id}, ${language}:`)
          expect(text).toContain(contentHash(words))
        }
    const chapters = text.split('\n### ').slice(1)
    const channels = Object.values(catalog.policies).flatMap(({ policy }) =>
      policy.languages.flatMap(() =>
        policy.steps.map(({ channels: one }) => one.reduce((sum, channel) => sum + (channel === 'call' ? 1 : 2), 0)),
      ),
    )
    const languages = new Set(Object.values(catalog.policies).flatMap(({ policy }) => policy.languages))
    // Each channel of a step twice, in its own words and in neutral ones, and a call once. Then acknowledgement and apology, on
    // each once, and the script of the other calls, which has no channel to be told.
    const notices = [...[...languages, ...languages].map(() => 3), ...[...languages].map(() => 0)]
    expect(chapters.map((chapter) => [...chapter.matchAll(/^\*\*/gm)].length)).toEqual([...channels, ...notices])
    expect(text).toContain('> Comercial Andina: el mensaje que le enviamos el 30 de septiembre fue un error nuestro.')
  })

  it('has the script of each step that is a call, and of calls that no step asks for', () => {
    const calls = Object.values(catalog.policies).flatMap(({ policy }) =>
      policy.steps.filter(({ channels }) => channels.includes('call')).flatMap(() => policy.languages),
    )
    expect(calls.length).toBeGreaterThan(0)
    expect([...text.matchAll(/^\*\*Llamada\*\*$/gm)]).toHaveLength(calls.length)
    expect(text).toMatch(/^> «Llamo por un pago de .*30 de septiembre/m)
    expect(text).toContain('> "Ligo sobre a fatura FV-2026-001293')
  })

  it('says what a text saves that leaves without its accents', () => {
    const [template] = Object.values(catalog.policies).flatMap(({ policy }) =>
      policy.steps.map((step) => step.template),
    )
    const words = catalog.templates[template ?? '']?.['es-CO']
    const accented = { ...words, tone: 1, sms: `${words?.sms} ¡Así será más fácil!` }
    const changed = { ...catalog, templates: { ...catalog.templates, [template ?? '']: { 'es-CO': accented } } }
    const said = booklet(changed, readPrices('catalog/prices/aws.yaml'), wordsFor('es'))
    expect(said).toMatch(/GSM-7, \d+ caracteres, \d partes?; transliterado: con todas sus letras sería UCS-2, 3 partes/)
  })

  it('says what the law is, what a part costs, and where to sign', () => {
    expect(text).toContain('CO: Ley 2300 de 2023')
    expect(text).toContain('- PE: 0.2325 USD')
    expect(text).toMatch(/GSM-7, \d+ caracteres, 1 parte/)
    expect(text).toContain('Firma: ___')
    expect(text).not.toMatch(/\{\{|undefined|NaN/)
  })
})

describe('a preview', () => {
  it('shows a step on every channel that has words for it', async () => {
    const shown = await preview(['consumer-instalments', 'reminder-2'], 'es-CO', '.', nobody, wordsFor('es'))
    expect(shown).toContain('── Correo')
    expect(shown).toContain('── SMS (GSM-7')
    expect(shown).toContain('── WhatsApp')
    expect(shown).not.toMatch(/\{\{|undefined/)
  })

  it.each([
    [['consumo'], 'POLICY is "consumo"; it must be one of b2b-30-days, b2b-60-days, '],
    [['b2b-30-days', 'x'], 'STEP is "x"'],
  ])('of %j says what there is', async (asked, said) => {
    await expect(preview(asked, undefined, '.', nobody, wordsFor('es'))).rejects.toThrow(said)
  })
})
