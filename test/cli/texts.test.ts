import { describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { contentHash } from '../../lib/catalog/content-hash.ts'
import { readPrices } from '../../lib/catalog/read-prices.ts'
import { booklet } from '../../lib/cli/booklet.ts'
import { preview, rendered, shownOf } from '../../lib/cli/preview.ts'
import { lettersFor } from '../../lib/cli/preview-letters.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { unknownRecord } from '../../lib/domain/debtor-record.ts'
import { otherCallOf } from '../../lib/domain/other-call.ts'
import { speakingsOf, templateIn } from '../../lib/domain/speech.ts'
import { united } from '../../lib/domain/united.ts'
import { anasWords, issued, MONDAY_8, open } from '../domain/given.ts'

const nobody = () => Promise.reject(new Error('a sample asks nobody'))

const catalog = compileCatalog('catalog')

describe('the booklet of texts', () => {
  const text = booklet(catalog, readPrices('catalog/prices/aws.yaml'), wordsFor('es'))

  it('has every text of every policy, language and channel once, each with its hash', () => {
    const entities = Object.values(catalog.company.entities)
    const uses = Object.values(catalog.policies).flatMap(({ policy }) =>
      speakingsOf(policy, entities, catalog.speech).flatMap((as) =>
        [...policy.steps, { template: otherCallOf(policy), channels: ['call'] as const }].map(
          ({ template, channels }) => ({
            ...{ template, as, channels },
          }),
        ),
      ),
    )
    for (const { template, as } of uses) {
      const spanish = as.language.startsWith('es')
      expect(text).toContain(`### ${template}, ${as.language}${spanish ? `, ${as.addressAs}` : ''}: `)
      expect(text).toContain(contentHash(templateIn(catalog, template, as)))
    }
    const chapters = text.split('\n### ').slice(1)
    const channels = Map.groupBy(uses, ({ template, as }) => `${template} ${as.language} ${as.addressAs}`)
    const ways = new Set(uses.map(({ as }) => `${as.language} ${as.addressAs}`))
    const marked = (channel: string) => (channel === 'call' ? 1 : 2)
    const written = [...channels.values()].map((one) =>
      [...new Set(one.flatMap((use) => use.channels))].reduce((sum, channel) => sum + marked(channel), 0),
    )
    // Each channel twice, in its own words and in neutral ones, and a call once. Then acknowledgement and apology, on each once.
    const sizes = chapters.map((chapter) => [...chapter.matchAll(/^\*\*/gm)].length)
    expect(sizes.slice(0, written.length).sort()).toEqual(written.toSorted())
    expect(sizes.slice(written.length)).toEqual([...ways, ...ways].map(() => 3))
    expect(text).toContain('> Comercial Andina: el mensaje que le enviamos el 30 de septiembre fue un error nuestro.')
    expect(text).toContain('- reminder-2 (nivel 2): `reminder-2.instalment`, WhatsApp, SMS, Correo')
  })

  it('has the script of each step that is a call, and of calls that no step asks for', () => {
    const policies = Object.values(catalog.policies).map(({ policy }) => policy)
    expect(policies.some(({ steps }) => steps.some(({ channels }) => channels.includes('call')))).toBe(true)
    for (const policy of policies) expect(text).toContain(`- llamadas que ningún paso pide: \`${otherCallOf(policy)}\``)
    expect(text).toContain('### other-call.rent, es-CO, usted: tono 1')
    expect(text).toMatch(/^> «Llamo por un pago de .*30 de septiembre/m)
    expect(text).toContain('> "Estou ligando a respeito da sua fatura com vencimento em ')
  })

  it('says what a text saves that leaves without its accents', () => {
    const [template] = Object.values(catalog.policies).flatMap(({ policy }) =>
      policy.steps.map((step) => step.template),
    )
    const words = templateIn(catalog, template ?? '', { language: 'es-CO', addressAs: 'usted' })
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
    const shown = await preview(
      ['consumer-instalments', 'reminder-2'],
      { language: 'es-CO' },
      '.',
      nobody,
      wordsFor('es'),
    )
    expect(shown).toContain('── Correo')
    expect(shown).toContain('── SMS (GSM-7')
    expect(shown).toContain('── WhatsApp')
    expect(shown).not.toMatch(/\{\{|undefined/)
  })

  it('speaks to its reader in the form of address it is asked for', async () => {
    const as = 'vos'
    const step = ['consumer-instalments', 'reminder-2']
    const shown = await preview(step, { language: 'es-AR', as }, '.', nobody, wordsFor('es'))
    expect(shown).toMatch(/Tu cuota/)
    expect(shown).toMatch(/podés pagar[\s\S]*tenés que/)
  })

  it('to a debtor says why it would not go by a channel, and has the script of a call', () => {
    const mobile = { address: '+573001112233', role: 'holder', active: true, stamp: '1' } as const
    const contactPoints = [
      ...anasWords.contactPoints,
      { ...mobile, id: 'chat', channel: 'whatsapp' } as const,
      { ...mobile, id: 'phone', channel: 'call' } as const,
    ]
    // A word on everything is no word on WhatsApp.
    const consents = { all: { status: 'granted', stamp: '1' } } as const
    const bill = open([issued({ entity: 'comercial-andina' })])
    const words = { ...anasWords, consents, contactPoints }
    const ana = united({ ...unknownRecord('erp:D-1'), version: 3, words: { 'erp:D-1': words } })
    const policy = catalog.policies['services-suspension']?.policy
    const letters = (id: string) => {
      const step = policy?.steps.find((one) => one.id === id)
      if (!policy || !step) throw new Error(`the shipped policy has the step ${id}`)
      return lettersFor(ana, [bill], { policy, step }, catalog, MONDAY_8) ?? []
    }
    const why = (id: string) => letters(id).map(({ letter: { channel }, not = 'leaves' }) => `${channel} ${not}`)
    expect(why('reminder-1')).toEqual(['email leaves', 'sms noAddress', 'whatsapp noConsent'])
    expect(why('call')).toEqual(['email leaves', 'sms notInStep', 'whatsapp notInStep', 'call leaves'])
    const told = rendered(letters('call').map(shownOf), wordsFor('es'))
    expect(told).toContain('No saldría por aquí: el paso no usa este canal. Así se vería.')
    expect(told).toMatch(/── Llamada\n\n«Buen día, mi nombre es …, de Comercial Andina\.[\s\S]*«Llamo por un pago de /)
  })

  it('to a debtor is in their own language, and a wish for another is not ignored', async () => {
    const asked = preview(['rent', 'reminder-1', 'erp:D-1'], { language: 'en' }, '.', nobody, wordsFor('es'))
    await expect(asked).rejects.toThrow('erp:D-1 is written to in their own language: leave it out')
  })

  it('names the forms of address that there are', async () => {
    const asked = preview(['consumer-instalments', 'reminder-2'], { as: 'ud' }, '.', nobody, wordsFor('en'))
    await expect(asked).rejects.toThrow('must be one of tu, usted, vos, ustedes')
  })

  it.each([
    [['consumo'], 'POLICY is "consumo"; it must be one of b2b-30-days, b2b-60-days, '],
    [['b2b-30-days', 'x'], 'STEP is "x"'],
  ])('of %j says what there is', async (asked, said) => {
    await expect(preview(asked, {}, '.', nobody, wordsFor('es'))).rejects.toThrow(said)
  })
})
