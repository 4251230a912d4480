import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parse } from 'yaml'
import { checkAddress } from '../../lib/catalog/check-wording.ts'
import { readYaml } from '../../lib/catalog/yaml-source.ts'
import { Wording } from '../../lib/contracts/wording.ts'

const wording = Wording.parse(parse(readFileSync('catalog/wording.yaml', 'utf8')))

const refused = (text: string): string[] => {
  const { source } = readYaml('text.yaml', `said: ${JSON.stringify(text)}\n`)
  if (source === undefined) throw new Error('the sample is no YAML')
  return checkAddress([{ source, path: ['said'], text }], 'es-AR', wording).map(({ given }) => given)
}

// A form out of place is named as wording.yaml lists it, without accents.
it.each([
  ['Tu factura venció. Si podés pagarla hoy, gracias.', []],
  ['Tu factura venció. Si puedes pagarla hoy, gracias.', []],
  ['Su factura venció. Si puede pagar hoy, gracias. Le escribimos por ella.', []],
  ['Tu factura venció. Si podés pagarla hoy, gracias; si tenés dudas, puedes llamar.', ['"puedes"']],
  ['Su factura venció. Le escribimos por ella; responda con una fecha, si podés.', ['"podes"']],
])('in %s the forms of address out of place are %j', (text, out) => {
  expect(refused(text)).toEqual(out)
})
