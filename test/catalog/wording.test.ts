import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { phraseOf, phrasesIn } from '../../lib/catalog/phrases.ts'
import { CatalogCopy, itFinds } from './catalog-copy.ts'

let copy: CatalogCopy
beforeEach(() => {
  copy = new CatalogCopy()
})
afterEach(() => copy.remove())

const CO = 'templates/reminder-2/es.yaml'
const MX = 'templates/reminder-2/es.ustedes.yaml'

describe('words that no text may say', () => {
  itFinds(
    '%s',
    [
      ['a threat', CO, '{Le} pedimos {ponerse}', 'O habrá embargo. {Le} pedimos {ponerse}', 'embargo', 'CO threats'],
      [
        'a threat, whatever its accents',
        MX,
        'Les pedimos pagar',
        'ÚLTIMA OPORTUNIDAD: les pedimos pagar',
        'ÚLTIMA',
        'threats',
      ],
      [
        'what looks like a court',
        MX,
        'Les pedimos pagar',
        'Se iniciará cobro judicial. Les pedimos pagar',
        'cobro judicial',
        'judicial-appearance',
      ],
      [
        'a Colombian asked why',
        CO,
        '{Le} pedimos {ponerse}',
        '{Cuéntenos} por qué no {pagó}. {Le} pedimos {ponerse}',
        'por qué no {pagó}',
        'CO ask-reason (Ley 2300 de 2023',
      ],
      [
        'the same in a text that a Colombian may get in English',
        'templates/reminder-2/en.yaml',
        'opening: |',
        'opening: |\n    Tell us the reason for the delay.',
        'reason for the delay',
        'CO ask-reason',
      ],
      [
        'a name for the person',
        CO,
        '{Le} pedimos {ponerse}',
        'Estimado deudor, {le} pedimos {ponerse}',
        'deudor',
        'decent company',
      ],
      [
        'an exposure',
        'templates/layout.es.yaml',
        'answer: ',
        'answer: Si no, informaremos a su empleador. ',
        'informaremos a su empleador',
        'CO third-parties',
      ],
    ],
    ({ copy, found, file }, said, rule) => {
      const mistake = found.find((one) => one.file === file && one.allowed.includes(rule))
      const [path, line] = copy.placeOf(file.replace('catalog/', ''), said).split(':')
      expect(`${mistake?.file}:${mistake?.line}`).toBe(`${path}:${line}`)
    },
  )

  itFinds(
    'nor %s',
    [
      ['capitals', CO, '{Le} pedimos {ponerse}', 'URGENTE. {Le} pedimos {ponerse}', '"URGENTE"'],
      ['two exclamation marks', CO, 'lo antes posible.', 'lo antes posible!!', '"!!"'],
      [
        'a link that is written out',
        CO,
        'lo antes posible.',
        'en https://pagos.ejemplo/x',
        '"https://pagos.ejemplo/x"',
      ],
      ['a link that only looks like words', CO, 'lo antes posible.', 'en bit.ly/x1', '"bit.ly/x1"'],
      ['tú beside usted', CO, 'lo antes posible.', 'lo antes posible, que tú puedes.', '"puedes"'],
    ],
    ({ found }, given) => {
      expect(found.map((mistake) => mistake.given)).toContain(given)
    },
  )
})

describe('the tone of a text', () => {
  it('does not reach above its level', () => {
    copy.edit('templates/reminder-1/es.yaml', 'A todos', 'Este es un aviso formal. A todos')
    expect(copy.mistakes().find(({ given }) => given === '"aviso formal"')).toMatchObject({
      allowed: expect.stringContaining('tone 1'),
    })
  })

  it('does not fall from one step to the next, in any language', () => {
    copy.edit('policies/b2b-30-days.yaml', /template: reminder-3/, 'template: reminder-1')
    const found = copy.mistakes().filter(({ allowed }) => allowed.includes('at least as firm'))
    expect(new Set(found.map(({ path }) => path))).toEqual(new Set(['steps[3].template']))
    const languages = found.map(({ allowed }) => / in ([\w-]+) this has/.exec(allowed)?.[1])
    expect(languages).toEqual(['es-MX', 'es-CO', 'es-PE', 'es-CL', 'es-AR', 'en', 'pt-BR'])
  })
})

describe('what a text must carry', () => {
  itFinds(
    '%s',
    [
      ['a way out of texts', CO, '{{#stopLink}}Baja: {{stopLink}}{{/stopLink}}', '', 'CO unsubscribe'],
      ['who writes', CO, '{{entityShortName}}:\n', 'Su proveedor:\n', 'CO creditor-identity'],
      [
        'to whom alone money goes',
        'templates/layout.es.yaml',
        ' El pago se hace únicamente a {{entityName}}.',
        '',
        'MX payee',
      ],
      [
        'a number to complain to',
        'templates/layout.es.yaml',
        / al \{\{entityPhone\}\}\. Contesta/,
        '. Contesta',
        'MX complaints',
      ],
      ['where the company is', 'templates/layout.txt', ' | {{entityAddress}}', '', 'MX agent-identity'],
      ['what is owed on which invoice', 'templates/layout.txt', '{{words.balance}}: {{total}}\n', '', 'MX debt-basis'],
    ],
    ({ found }, rule) => {
      expect(found.some(({ allowed }) => allowed.includes(rule))).toBe(true)
    },
  )

  it('a way out, on WhatsApp too', () => {
    copy.edit('templates/reminder-1/es.yaml', /Para no recibir más\s+mensajes, \{responda\} BAJA\./, 'Gracias.')
    expect(copy.mistakes()).toMatchObject([{ path: 'whatsapp', allowed: expect.stringContaining('CO unsubscribe') }])
  })

  it('every variable that its channel needs, in every language', () => {
    copy.edit(MX, '{{#smsAmount}} por {{smsAmount}}{{/smsAmount}}', '')
    expect(copy.mistakes()).toMatchObject([{ path: 'sms', given: 'a text without {{smsAmount}}' }])
  })

  it('and a rule of a pack that no check knows is a mistake of its own', () => {
    copy.edit('law/CO.yaml', 'id: creditor-identity', 'id: creditors-name')
    expect(copy.mistakes()).toMatchObject([{ file: 'catalog/law/CO.yaml', given: '"creditors-name"' }])
  })
})

describe('a phrase', () => {
  it.each([
    ['por que no pago', 'Díganos ¿por qué\n  no pagó?', true],
    ['embargo', 'sin embargos', false],
    ['deudor', 'acreedor', false],
    ['su factura', 'su {{#x}}factura{{/x}}', true],
  ])('%s in %s: %s', (phrase, text, found) => {
    expect([phraseOf(phrase).test(text), phrasesIn(text, [phrase]).length > 0]).toEqual([found, found])
  })
})
