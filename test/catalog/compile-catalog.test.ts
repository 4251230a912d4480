import { cpSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { readCatalog } from '../../lib/catalog/compiled-catalog.ts'
import { CatalogCopy } from './catalog-copy.ts'

let copy: CatalogCopy
beforeEach(() => {
  copy = new CatalogCopy()
})
afterEach(() => copy.remove())

describe('a sound catalog', () => {
  it('compiles to one piece of JSON that reads back the same', () => {
    const catalog = compileCatalog(copy.folder)
    const file = join(copy.folder, '..', 'catalog.json')
    writeFileSync(file, JSON.stringify(catalog))
    expect(readCatalog(file)).toEqual(catalog)
    expect(readCatalog(new URL(`file://${file}`)).company.defaultEntity).toBe('comercial-andina')
  })

  it('fills in what a policy and a company leave out', () => {
    copy.edit('policies/consumer-instalments.yaml', /unappliedCashDays: \d+/, '')
    copy.edit('company.yaml', /window:\n(?: {2}.*\n)+/, '')
    const { company, policies } = compileCatalog(copy.folder)
    expect(policies['consumer-instalments']?.policy.unappliedCashDays).toBe(30)
    expect(company.window).toEqual({ days: ['mon', 'tue', 'wed', 'thu', 'fri'], from: '08:00', to: '18:00' })
    expect(company.entities['comercial-andina']?.showAmountInSms).toBe(false)
  })

  it('gives a policy another hash when a value changes, and the same one when only its layout does', () => {
    const hash = () => compileCatalog(copy.folder).policies['b2b-30-days']?.hash
    const before = hash()
    copy.edit(
      'policies/b2b-30-days.yaml',
      'offset: { from: dueDate, days: -5, count: business }',
      'offset: { count: business, days: -5, from: dueDate } # moved',
    )
    expect(hash()).toBe(before)
    copy.edit('policies/b2b-30-days.yaml', 'days: -5', 'days: -6')
    expect(hash()).not.toBe(before)
    expect(before).toMatch(/^[0-9a-f]{16}$/)
  })

  it('leaves the packs of other readers alone', () => {
    cpSync(join(copy.folder, 'policies'), join(copy.folder, 'prices'), { recursive: true })
    expect(copy.mistakes()).toEqual([])
  })

  it('is not read by code of another format', () => {
    const file = join(copy.folder, '..', 'catalog.json')
    writeFileSync(file, JSON.stringify({ ...compileCatalog(copy.folder), format: 99 }))
    expect(() => readCatalog(file)).toThrow('catalog format 99; this code reads format 3: compile the catalog again')
  })
})

describe('a mistake', () => {
  const policy = 'policies/consumer-instalments.yaml'
  const template = 'templates/reminder-1/es.yaml'

  it('of a misspelt key is one mistake, not two', () => {
    copy.edit(policy, 'graceDays: 1', 'graceDay: 1')
    expect(copy.mistakes()).toHaveLength(1)
  })

  it('of a value left out is shown where its block begins', () => {
    copy.edit(policy, '    level: 2\n', '')
    expect(copy.mistakes()).toEqual([
      expect.objectContaining({
        place: copy.placeOf(policy, 'id: reminder-2'),
        path: 'steps[2].level',
        given: 'nothing',
        allowed: 'a whole number from 0 to 9',
        mend: 'give "level" a value',
      }),
    ])
  })

  it('of syntax is shown at its line', () => {
    copy.edit(policy, 'graceDays: 1', 'graceDays: 1\ngraceDays: 2')
    expect(copy.mistakes()[0]).toMatchObject({
      place: copy.placeOf(policy, 'graceDays: 2'),
      path: '(syntax)',
      given: '"graceDays: 2"',
      mend: 'keep one of the two',
    })
  })

  it('of a file in no known place, or with a name that is no language, is not passed over', () => {
    renameSync(join(copy.folder, policy), join(copy.folder, 'policies/consumer-instalments.yml'))
    renameSync(
      join(copy.folder, 'templates/reminder-3/en.yaml'),
      join(copy.folder, 'templates/reminder-3/english.yaml'),
    )
    rmSync(join(copy.folder, 'templates/layout.txt'))
    rmSync(join(copy.folder, 'templates/other-call/pt-BR.yaml'))
    const found = copy.mistakes().map(({ file, path, mend }) => ({ file, path, mend }))
    expect(found).toContainEqual({
      file: 'catalog/policies/consumer-instalments.yml',
      path: '(the file)',
      mend: 'move, rename or remove it',
    })
    expect(found).toContainEqual({
      file: 'catalog/templates/reminder-3/english.yaml',
      path: '(the file)',
      mend: 'rename the file',
    })
    expect(found).toContainEqual({ file: 'catalog/templates/layout.txt', path: '(the file)', mend: 'add it' })
    expect(found).toContainEqual({
      file: 'catalog/policies/b2b-30-days.yaml',
      path: 'languages[6]',
      mend: 'add "call" to templates/other-call/pt-BR.yaml',
    })
  })

  it('of texting without a way out is shown at the channel', () => {
    copy.edit('company.yaml', /sms:\n {2}pinpointApplicationId.*\n/, '')
    copy.edit('company.yaml', /aggregators:\n.*\n.*\nroutes:\n.*\n/, '')
    expect(copy.mistakes().find(({ file }) => file.endsWith('consumer-instalments.yaml'))).toMatchObject({
      path: 'steps[0].channels[2]',
      given: '"sms"',
      mend: 'add "sms" to company.yaml',
    })
  })

  it('does not hide the others: all are told at once, in one message a person can read', () => {
    copy.edit(policy, 'graceDays: 1', 'graceDays: -1')
    copy.edit('policies/b2b-30-days.yaml', 'then: handOver', 'then: handover')
    copy.edit(template, '{{dueDay}} y está', '{{dueDays}} y está')
    expect(copy.mistakes().map(({ path }) => path)).toEqual(['afterLast.then', 'graceDays', 'email.subject'])
    expect(() => compileCatalog(copy.folder)).toThrow(
      [
        'the catalog has 3 mistakes:',
        '',
        `${copy.placeOf('policies/b2b-30-days.yaml', 'handover')}  afterLast.then`,
        '  given    "handover"',
        '  allowed  one of "handOver", "exhaust"',
        '  mend     write "handOver"',
      ].join('\n'),
    )
  })
})
