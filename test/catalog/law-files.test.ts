import { readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CatalogError } from '../../lib/catalog/catalog-error.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { readLaw } from '../../lib/catalog/read-law.ts'
import { CatalogCopy, itFinds } from './catalog-copy.ts'

let copy: CatalogCopy
beforeEach(() => {
  copy = new CatalogCopy()
})
afterEach(() => copy.remove())

const CO = 'law/CO.yaml'
const TABLE = 'law/holidays/CO.yaml'

describe('a mistake in a law pack', () => {
  itFinds(
    'of %s is told at its line',
    [
      [
        'hours that run backwards',
        CO,
        "'07:00-19:00'",
        "'19:00-07:00'",
        'statute.hours.week.mon-fri[0]',
        '"19:00-07:00"',
        'hours of one day such as "08:00-18:00"',
      ],
      [
        'a day that is named twice',
        CO,
        "sat: ['08:00-15:00']",
        "fri-sat: ['08:00-15:00']",
        'statute.hours.week.fri-sat',
        '["08:00-15:00"]',
        'each day once',
      ],
      [
        'days that run backwards',
        CO,
        "mon-fri: ['07:00-19:00']",
        "fri-mon: ['07:00-19:00']",
        'statute.hours.week.fri-mon',
        '["07:00-19:00"]',
        'days from the earlier to the later: mon-fri',
      ],
      [
        'a medium that does not exist',
        CO,
        'media: [sms, email, whatsapp]',
        'media: [sms, mail]',
        'content.required[1].media',
        '["sms","mail"]',
        'all, or a list of email, sms, whatsapp, call, visit, letter, push',
      ],
      [
        'a zone that does not exist',
        CO,
        'America/Bogota',
        'America/Bogotá',
        'zones[0]',
        '"America/Bogotá"',
        'an IANA time zone such as "America/Bogota"',
      ],
      [
        'a cap that allows nothing',
        CO,
        'max: 1',
        'max: 0',
        'statute.caps[0].max',
        '0',
        'at least 1: none at all is "hours" without days',
      ],
      [
        'numbers where there is only a bill',
        'law/PA.yaml',
        'statute:',
        "statute:\n  hours: { media: all, week: { mon: ['08:00-18:00'] } }",
        'statute',
        expect.stringContaining('hours'),
        'no hours and no caps while the status is pendingBill: what is only recommended goes under "recommended"',
      ],
      [
        'a holiday in the wrong year',
        TABLE,
        "'2026-01-12'",
        "'2027-01-12'",
        'years.2026[1].date',
        '"2027-01-12"',
        'a date of 2026 after the one before it, up to 2028-12-31',
      ],
      [
        'a table that ends in a year it does not have',
        'law/holidays/MX.yaml',
        "through: '2028-12-31'",
        "through: '2029-12-31'",
        'through',
        '"2029-12-31"',
        'a date of the last year in the file, 2028',
      ],
      [
        'a parent that is no pack',
        'law/ES.yaml',
        'parent: EU',
        'parent: EA',
        'parent',
        '"EA"',
        'a pack of catalog/law',
      ],
    ],
    ({ found, file }, path, given, allowed) => {
      const mistake = found.find((one) => one.file === file && one.path === path && one.allowed === allowed)
      expect(mistake).toMatchObject({ given })
      expect(mistake?.line).toBeGreaterThan(1)
    },
  )

  it('of a file that is missing or has another’s name is told too', () => {
    rmSync(join(copy.folder, 'law/default.yaml'))
    renameSync(join(copy.folder, 'law/PE.yaml'), join(copy.folder, 'law/PERU.yaml'))
    renameSync(join(copy.folder, 'law/holidays/CO.yaml'), join(copy.folder, 'law/holidays.txt'))
    const found = copy.mistakes().map(({ file, path, mend }) => `${file} ${path}: ${mend}`)
    expect(found).toEqual(
      expect.arrayContaining([
        'catalog/law/default.yaml (the file): add it',
        'catalog/law/PERU.yaml jurisdiction: make the two the same',
        'catalog/law/CO.yaml statute.holidays: add law/holidays/CO.yaml',
        'catalog/law/holidays.txt (the file): move, rename or remove it',
      ]),
    )
  })
})

describe('a holiday table that is about to end', () => {
  const mistakes = (today: string) => {
    try {
      compileCatalog(copy.folder, today)
      return []
    } catch (fault) {
      if (!(fault instanceof CatalogError)) throw fault
      return fault.mistakes
    }
  }

  it('fails the build in its last 90 days, and says what to add', () => {
    copy.edit('law/holidays/MX.yaml', "through: '2028-12-31'", "through: '2028-12-30'")
    expect(mistakes('2028-10-01')).toEqual([])
    expect(mistakes('2028-10-02')).toEqual([
      {
        file: 'catalog/law/holidays/MX.yaml',
        line: 3,
        column: 10,
        path: 'through',
        given: 'the last date looked up is 2028-12-30',
        allowed: '2028-12-31 or later, 90 days from 2028-10-02: beyond the table contact falls to once a week',
        mend: 'add the holidays of MX for 2029, and raise "through"',
      },
    ])
  })

  it('fails the build wherever it is, because debtors live anywhere, and no rehearsal, which names no day', () => {
    copy.edit('law/holidays/PE.yaml', "through: '2028-12-31'", "through: '2028-12-30'")
    expect(mistakes('2028-10-01')).toEqual([])
    expect(mistakes('2028-10-02').map(({ file }) => file)).toEqual(['catalog/law/holidays/PE.yaml'])
    expect(mistakes('2028-10-03').length).toBeGreaterThan(20)
    expect(compileCatalog(copy.folder).law.tables.PE?.through).toBe('2028-12-30')
  })
})

describe('docs/law.md', () => {
  it('has a line for each pack, as sure of it as the pack is', () => {
    const rows = readFileSync('docs/law.md', 'utf8')
      .split('\n')
      .flatMap((line) => /^\| ([A-Z]{2}\S*) \|/.exec(line)?.[1] ?? [])
      .sort()
    const page = readFileSync('docs/law.md', 'utf8')
    const packs = readLaw('catalog').packs.map(({ value }) => value)
    expect(rows).toEqual(packs.map(({ jurisdiction }) => jurisdiction).sort())
    for (const { jurisdiction, name, status, confidence } of packs)
      expect(page).toContain(
        `| ${jurisdiction} | ${name} | ${status} | ${confidence.overall} | ${confidence.hours} | ${confidence.caps} |`,
      )
  })
})
