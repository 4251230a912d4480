import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkForm, checkMarks } from '../../lib/catalog/check-speech.ts'
import { checkAddress } from '../../lib/catalog/check-wording.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { readYaml } from '../../lib/catalog/yaml-source.ts'
import { Wording } from '../../lib/contracts/wording.ts'
import type { AddressAs } from '../../lib/domain/address-as.ts'
import { said } from '../../lib/domain/speech.ts'

const wording = Wording.parse(parse(readFileSync('catalog/wording.yaml', 'utf8')))
const { speech } = compileCatalog('catalog')

const textOf = (text: string) => {
  const { source } = readYaml('text.yaml', `said: ${JSON.stringify(text)}\n`)
  if (source === undefined) throw new Error('the sample is no YAML')
  return [{ source, path: ['said'], text }]
}

describe('a word of another form than the text is said in', () => {
  it.each([
    ['vos', 'Tu factura venció. Si podés pagarla hoy, gracias.', []],
    ['tu', 'Tu factura venció. Si puedes pagarla hoy, gracias.', []],
    ['usted', 'Su factura venció. Si puede pagar hoy, gracias. Le escribimos por ella.', []],
    ['ustedes', 'Su factura venció. Les escribimos por ella.', []],
    ['vos', 'Tu factura venció. Si podés pagarla hoy, gracias; si tenés dudas, puedes llamar.', ['"puedes"']],
    ['usted', 'Su factura venció. Le escribimos por ella; responda con una fecha, si podés.', ['"podés"']],
    ['ustedes', 'Su factura venció. Le escribimos por ella.', ['"le"']],
    // An accent parts a payment from "you paid", and an order to vos from what a person does.
    ['tu', 'Tu pago del lunes sigue pendiente.', []],
    ['vos', 'Pagá hoy.', []],
    ['vos', 'Paga hoy.', ['"paga"']],
    // Commands to oneself say who is meant whatever the verb; no table could list them.
    ['usted', 'Ayúdate a ti mismo: comunícate hoy.', ['"Ayúdate"']],
    ['usted', 'Hablamos contigo, o te buscamos a ti.', ['"te"', '"contigo"', '"ti"']],
    ['tu', 'Acércate, o ayúdate con el enlace: es un trámite sin límite.', []],
    ['tu', 'Acérquese hoy.', ['"Acérquese"']],
    ['usted', 'Acérquese hoy.', []],
    ['vos', 'Comuníquense hoy.', ['"Comuníquense"']],
    ['ustedes', 'Comuníquense hoy.', []],
  ] satisfies [AddressAs, string, string[]][])('to %s, in %j: %j', (addressAs, text, out) => {
    expect(checkForm(textOf(text), { language: 'es-AR', addressAs }, speech).map(({ given }) => given)).toEqual(out)
  })

  it('in Portuguese is found by the words of wording.yaml', () => {
    const mixed = 'Você pode pagar a tua fatura.'
    expect(checkAddress(textOf(mixed), 'pt-BR', wording).map(({ given }) => given)).toHaveLength(1)
  })
})

describe('a word between braces', () => {
  it.each([
    ['{Su} {factura} vence.', 'tu', 'es-CO', 'Tu factura vence.'],
    ['{Su} {factura} vence.', 'usted', 'es-CL', 'Su boleta vence.'],
    ['{Su} {factura} vence.', 'ustedes', 'es-CL', 'Su factura vence.'],
    ['{{#x}}{Puede}{{/x}} pagar {{total}}', 'vos', 'es-AR', '{{#x}}Podés{{/x}} pagar {{total}}'],
    ['{Reclamos}', 'usted', 'es-CO', 'Peticiones, quejas y reclamos'],
    ['{Reclamos}', 'usted', 'es-EC', 'Reclamos'],
  ] satisfies [string, AddressAs, string, string][])('%s to %s in %s is %j', (text, addressAs, language, out) => {
    expect(said(text, { language, addressAs }, speech)).toBe(out)
  })

  it.each([
    ['{Suu} factura', '{Suu}', 'write {su}'],
    ['{su factura', 'a brace of its own', 'close it, or take it away'],
    ['{xylophone} y más', '{xylophone}', 'take the braces away, or add the word to a table'],
  ])('that no table has is refused: %s', (text, given, mend) => {
    expect(checkMarks(textOf(text), 'es', speech)).toMatchObject([{ given, mend }])
  })

  it('is refused in a language without tables', () => {
    expect(checkMarks(textOf('{your} invoice'), 'fr', speech)).toMatchObject([
      { given: '{your}', allowed: expect.stringContaining('none in "fr"') },
    ])
  })
})
