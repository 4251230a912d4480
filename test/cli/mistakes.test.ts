import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { HELP } from '../../lib/cli/help.ts'
import { helpFor } from '../../lib/cli/help-for.ts'
import { main } from '../../lib/cli/main.ts'
import { ROOT } from '../assembly.ts'
import { CatalogCopy } from '../catalog/catalog-copy.ts'

afterEach(() => vi.restoreAllMocks())

/** What a command says on stderr, with the exit code before it. */
async function said(...words: string[]): Promise<string> {
  return saidIn(ROOT, ...words)
}

async function saidIn(root: string, ...words: string[]): Promise<string> {
  const lines: string[] = []
  vi.spyOn(process.stderr, 'write').mockImplementation((line) => {
    lines.push(String(line))
    return true
  })
  return `${await main(words, root)} ${lines.join('')}`
}

describe('a mistake at the keyboard', () => {
  it.each([
    [['cobrar'], '1 no hay un comando "cobrar"; vea puntual --help\n'],
    [['cobrar', '--lang', 'en'], '1 there is no command "cobrar"; see puntual --help\n'],
    [['cobrar', '--lang=en'], '1 there is no command "cobrar"; see puntual --help\n'],
    [['invoice', 'F-1'], '1 "F-1" no es un id: debe ser "origen:número", como erp:F-1001\n'],
    [['hold', 'erp:F-1'], '1 falta --author: diga quién, o por qué, entre comillas\n'],
    [['rehearse', '--invoices', '3'], '1 --invoices es "3"; debe ser un número entero de 100 a 10000\n'],
    [['tasks', '--lang', 'fr'], '1 --lang es "fr"; debe ser uno de es, en\n'],
    [
      ['call'],
      '1 diga sobre cuál tarea: puntual call TASK --author A, y luego puntual call done TASK --author A --result R [--until DATE] [--amount M] [--point P] [--note N]\n',
    ],
    [['call', 'collect/erp:F-1/1'], '1 falta --author: diga quién, o por qué, entre comillas\n'],
    [['call', 'done', 'T', '--lang', 'en'], '1 --author is missing: say who, or why, in quotes\n'],
    [['contacts'], '1 diga cuál archivo: puntual contacts import ARCHIVO.csv\n'],
    [['contacts', '--lang', 'en'], '1 say which file: puntual contacts import FILE.csv\n'],
    [['plan', '--from', '/nowhere.csv'], '1 /nowhere.csv no se puede abrir (ENOENT): dé la ruta de un archivo\n'],
    [
      ['drop', '/nowhere.csv', '--kind', 'invoices', '--lang', 'en'],
      '1 /nowhere.csv cannot be opened (ENOENT): give the path of a file\n',
    ],
  ])('%j is said in the language of what is printed', async (words, told) => {
    expect(await said(...words)).toBe(told)
  })

  it('is told of a form of address where the language has one alone', async () => {
    expect(await said('preview', 'rent', 'reminder-1', '--language', 'pt-BR', '--as', 'vos')).toBe(
      '1 --as es "vos"; en pt-BR los textos tratan a todos igual: quítelo\n',
    )
  })

  it('finds in the help of a command what that command takes, and no other', () => {
    const help = helpFor('catalog', 'en')
    expect(help.match(/^ {2}puntual \w+ [\w|]+/gm)).toEqual([
      '  puntual catalog check|preview',
      '  puntual catalog publish',
      '  puntual catalog adopt',
      '  puntual catalog history',
    ])
    expect(help).toContain('--rehearsal')
    expect(helpFor('call', 'es')).not.toContain('puntual catalog')
    expect(helpFor('rehearse', 'es')).toContain('--headless')
    expect(helpFor('dashboards', 'en')).not.toContain('--stack')
    expect(helpFor('cobrar', 'es')).toBe(HELP.es)
  })

  it('does not hide an option that nobody knows', async () => {
    expect(await said('tasks', '--nope')).toMatch(/^1 no se entiende la orden \(.*'--nope'/)
  })
})

it('tells a mistake in the settings before the rehearsal begins, with its line and no trace', async () => {
  const copy = new CatalogCopy()
  copy.edit('company.yaml', /^emailDomain: .*$/m, 'emailDomain: 12')
  const told = await saidIn(join(copy.folder, '..'), 'rehearse', '--headless')
  copy.remove()
  expect(told).toMatch(
    /^1 the catalog has 1 mistake:\n\ncatalog\/company\.yaml:\d+:\d+ {2}emailDomain\n {2}given +12\n/,
  )
  expect(told).not.toContain('    at ')
})

it('explains the same commands and options in both languages', () => {
  const named = (text: string) => text.match(/(?<=^ {2})(puntual|npm)( [a-z]+)+|--[a-z]+/gm)
  expect(named(HELP.es)).toEqual(named(HELP.en))
})
