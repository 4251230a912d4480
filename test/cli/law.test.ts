import { beforeEach, describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { law } from '../../lib/cli/law-commands.ts'
import { UserError } from '../../lib/cli/user-error.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { unknownRecord } from '../../lib/domain/debtor-record.ts'
import type { Decreed } from '../../lib/domain/law/book.ts'
import type { OnRecord } from '../../lib/domain/verify/evidence.ts'
import { MemoryDebtors } from '../../lib/simulation/memory-debtors.ts'
import { MemoryHolidays } from '../../lib/simulation/memory-holidays.ts'
import { anasWords, issued, open } from '../domain/given.ts'

const catalog = compileCatalog('catalog')
const read = () => catalog
const NOW = Date.parse('2026-11-27T12:00:00Z')
const lines = (text: string) => text.split('\n').map((line) => line.trim().replace(/ {2,}/g, ': '))

let holidays: MemoryHolidays
let debtors: MemoryDebtors
beforeEach(async () => {
  holidays = new MemoryHolidays()
  debtors = new MemoryDebtors()
  const recent = [
    {
      touch: 't',
      at: '2026-12-01T15:00:00.000Z',
      class: 'overdue',
      channel: 'email',
      entity: 'andina',
      currency: 'COP',
    },
  ] as const
  const before = unknownRecord('erp:D-1')
  const after = { ...before, version: 1, words: { 'erp:D-1': anasWords }, recent }
  await debtors.save([{ before, after }], '2026-12-01T15:00:00.000Z')
})

/** One open invoice of whoever is asked about. */
const of = async (debtor: string): Promise<OnRecord> => {
  const none = { entries: [], openings: [], handOvers: [], claims: [] }
  const invoice = open([issued()])
  return { debtor, timelines: {}, invoices: [{ invoice, ...none }], touches: [], contacts: [] }
}

/** What a command prints; options as the command line reads them. */
function say(
  command: string,
  said: Partial<Parameters<typeof law>[1]> = {},
  lang: 'es' | 'en' = 'en',
): Promise<string> {
  const stack = async () => ({ debtors, holidays, records: { of }, now: async () => NOW })
  return law(command.split(' '), { debtor: false, ...said }, read, stack, wordsFor(lang))
}

describe('puntual law explain', () => {
  it('tells the verdict, the rule, where it is written, what else is in the way, and what comes next', async () => {
    const text = await say('explain', { place: 'CO', at: '2027-01-09T15:00:00-05:00', channel: 'call' })
    expect(lines(text)).toEqual([
      'Not allowed: outside the hours that are allowed.',
      'Instant: Sat, 01/09/2027, 15:00 (America/Bogota); 2027-01-09T20:00:00.000Z',
      'Medium: Call',
      'Layer: CO',
      'Rule: hours',
      expect.stringMatching(/^Source: Ley 2300 de 2023, arts.1-3 .* \(read in stored material\) https:/),
      ...Array(4).fill(expect.stringMatching(/\(read in stored material\)/)),
      'high confidence',
      'Also in the way: CO recommended: hours',
      'company: hours',
      'Next allowed: Tue, 01/12/2027, 08:00 (America/Bogota); 2027-01-12T13:00:00.000Z',
      'Consent: asked for by CO',
      'Rules that hold: CO · CO recommended · company',
      'This is no legal advice; see docs/law.md.',
    ])
  })

  it('cites the law that forbids it too where a margin says no first', async () => {
    const text = await say('explain', { place: 'BR-SP', at: '2026-12-05T14:00:00-03:00', channel: 'call' })
    const told = lines(text)
    const from = told.findIndex((line) => line.startsWith('Also in the way'))
    expect(told).toContain('Layer: BR recommended')
    expect(told.slice(from, from + 5)).toEqual([
      'Also in the way: BR-SP: hours',
      expect.stringMatching(/^Lei 15\.426\/2014, art\. 2: .*, 2014-05-22 \(read in stored material\) https:/),
      'high confidence',
      'BR-SP recommended: hours',
      'company: hours',
    ])
  })

  it('counts what the debtor was told, and says it in Spanish', async () => {
    const text = await say('explain erp:D-1', { debtor: true, at: '2026-12-01T11:00:00-05:00' }, 'es')
    expect(lines(text)).toEqual(
      expect.arrayContaining([
        'No permitido: ya se hicieron los contactos que la regla permite.',
        'Capa: CO',
        'Regla: co-1-per-day',
        'También lo impide: CO recommended: per-day',
        'CO recommended: per-week',
        'Se podrá: lun, 07/12/2026, 08:00 (America/Bogota); 2026-12-07T13:00:00.000Z',
      ]),
    )
  })

  /** What is said of Ana when these are her words, at an hour the law allows. */
  const about = async (more: Partial<typeof anasWords>, lang: 'es' | 'en', at = '2026-12-07T10:00:00-05:00') => {
    const before = unknownRecord('erp:D-2')
    const after = { ...before, version: 1, words: { 'erp:D-2': { ...anasWords, ...more } } }
    debtors = new MemoryDebtors()
    await debtors.save([{ before, after }], '2026-11-01T15:00:00.000Z')
    return lines(await say('explain erp:D-2', { debtor: true, at }, lang))
  }
  const stamp = '2026-11-01T12:00:00.000Z'
  const granted = { all: { status: 'granted', stamp } } as const

  it('names whatever else forbids the contact: a flag, a hold, a stop on every way', async () => {
    const silent = await about(
      {
        flags: { deceased: { status: 'raised', stamp, reason: 'lo dijo la hija', author: 'luz' } },
        holds: { caso: { placedAt: stamp, reason: 'en estudio', author: 'luz' } },
        consents: { all: { status: 'revoked', stamp } },
      },
      'es',
    )
    expect(silent[0]).toBe(
      'La ley lo permite, pero: fallecido; suspendido: en estudio, luz; por este medio no hay por dónde.',
    )
    expect(silent).toContain('Por dónde: mail: pidió no recibir mensajes')
    const free = await about({ consents: granted }, 'en')
    expect(free[0]).toBe('The law allows it.')
    expect(free).toContain('Ways: mail: may be used')
  })

  it('keeps the hours the debtor asked for', async () => {
    const hours = { value: { days: [2], from: 9 * 60, to: 10 * 60 }, stamp }
    const text = await about({ consents: granted, preference: { hours } }, 'es')
    expect(text[0]).toBe('No permitido: fuera de las horas permitidas.')
    expect(text).toContain('Capa: preference')
  })

  it('says when a text would be allowed and is not sent all the same, so close to closing', async () => {
    const text = await say('explain', { place: 'CO', at: '2027-01-12T17:45:00-05:00', channel: 'sms' })
    expect(text).toMatch(/^The law allows it\.[\s\S]*Puntual does not send so close to closing/)
    expect(await say('explain', { place: 'CO', at: '2027-01-12T17:00:00-05:00', channel: 'sms' })).not.toMatch(
      /closing/,
    )
  })

  it('names the clocks of every zone that must agree, and the margin that is no law', async () => {
    const text = await say('explain', { place: 'ES', at: '2026-11-30T08:30:00Z' })
    expect(text).toContain('Mon, 11/30/2026, 09:30 (Europe/Madrid); Mon, 11/30/2026, 08:30 (Atlantic/Canary)')
    expect(text).toContain('a margin the pack recommends; it is no law')
  })

  it('says that a holiday table has ended', async () => {
    expect(await say('explain', { place: 'CO', at: '2029-01-10T10:00:00-05:00' })).toContain(
      'the table ends before that date',
    )
  })

  it.each([
    ['explain', {}, 'say about whom'],
    ['', {}, 'say what about the law'],
    ['explain', { place: 'Colombia' }, '"Colombia" has no law pack; allowed are AR, AR-C'],
    ['explain', { place: 'CO', at: '2027-01-09T15:00' }, '--at is "2027-01-09T15:00"; it must be an instant'],
    ['explain', { place: 'CO', at: '2026-02-30T10:00:00Z' }, '--at is "2026-02-30T10:00:00Z"; it must be an instant'],
    ['explain erp:D-1', { debtor: true, at: '2026-12-07T10:00:00+99:00' }, '"2026-12-07T10:00:00+99:00"; it must be'],
    ['explain', { place: 'CO', channel: 'fax' }, '--channel is "fax"; it must be one of email, sms'],
    ['explain erp:D-9', { debtor: true }, 'there is no debtor erp:D-9'],
    ['holiday', {}, 'use puntual law holiday list | add CO'],
    ['holiday add CO 2026-12-07', { name: 'x' }, '--author is missing'],
    ['holiday add CO 2026-12-07', { author: 'carla' }, '--name is missing'],
    ['holiday add FR 2026-12-07', { name: 'x', author: 'carla' }, '"FR" has no law pack'],
    ['holiday add CO 2026-02-30', { name: 'x', author: 'carla' }, '"2026-02-30" is no date'],
    ['holiday remove CO 2026-12-08', { reason: 'x', author: 'carla' }, '2026-12-08 was not decreed for CO'],
  ])('refuses "%s" %j in a sentence', async (command, said, expected) => {
    const refused = await say(command, said).catch((fault: unknown) => fault)
    expect(refused).toBeInstanceOf(UserError)
    expect(String(refused)).toContain(expected)
  })
})

describe('puntual law holiday', () => {
  const who = { author: 'carla' }
  const onThatDay = () => say('explain erp:D-1', { debtor: true, at: '2026-12-07T10:00:00-05:00' })

  it('adds a day that holds from then on, with whoever decreed it', async () => {
    expect(await onThatDay()).toMatch(/^The law allows it/)
    expect(await say('holiday add CO 2026-12-07', { ...who, name: 'Día cívico' })).toBe(
      '2026-12-07 is a holiday in CO, within five minutes.',
    )
    expect(await onThatDay()).toMatch(/^Not allowed: it is a holiday \(Día cívico\)\./)
    expect(await say('holiday list')).toBe('2026-12-07  CO  Día cívico  (carla, 2026-11-27T12:00:00.000Z)')
  })

  it('counts where a place is asked about too; without an account the answer says that nobody looked', async () => {
    await say('holiday add CO 2026-12-07', { ...who, name: 'Día cívico' })
    const asked = { place: 'CO', at: '2026-12-07T10:00:00-05:00' }
    expect(await say('explain', asked)).toMatch(/^Not allowed: it is a holiday \(Día cívico\)\./)
    const noStack = () => Promise.reject(new UserError('no hay pila', 'there is no stack'))
    const alone = (said: object) =>
      law(['explain'], { debtor: false, ...asked, ...said }, read, noStack, wordsFor('es'))
    const unread = 'Sin los festivos decretados: no se consultaron, porque no hay pila.'
    expect(await alone({})).toMatch(new RegExp(`^La ley lo permite\\.[\\s\\S]*\n${unread}$`))
    await expect(alone({ rehearsal: true })).rejects.toThrow('there is no stack')
  })

  it('takes a day back with a new entry: nothing is forgotten', async () => {
    await say('holiday add co 2026-12-07', { ...who, name: 'Día cívico' })
    await expect(say('holiday remove CO 2026-12-07', who)).rejects.toThrow('--reason is missing')
    // A later instant: the two entries of one instant would be one.
    const later = {
      ...holidays,
      decreed: () => holidays.decreed(),
      decree: (entry: Decreed) => holidays.decree({ ...entry, at: '2026-11-28T12:00:00.000Z' }),
    }
    const stack = async () => ({ debtors, holidays: later, records: { of }, now: async () => NOW })
    await law(
      'holiday remove CO 2026-12-07'.split(' '),
      { debtor: false, ...who, reason: 'era un rumor' },
      read,
      stack,
      wordsFor('es'),
    )
    expect(await onThatDay()).toMatch(/^The law allows it/)
    expect(await say('holiday list')).toBe('No holiday has been decreed.')
    expect(await holidays.decreed()).toHaveLength(2)
  })
})
