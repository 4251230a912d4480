import { describe, expect, it } from 'vitest'
import { dateInWords, dayAndMonth, daysInWords, shortDate } from '../../lib/domain/date-text.ts'

describe('a date in words', () => {
  it.each([
    ['2026-06-05', 'es-CO', 'viernes 5 de junio de 2026', '5 jun 2026', '5 de junio'],
    ['2026-06-05', 'en', 'Friday, June 5, 2026', 'Jun 5, 2026', 'June 5'],
    ['2028-02-29', 'es-MX', 'martes 29 de febrero de 2028', '29 feb 2028', '29 de febrero'],
    ['2026-09-30', 'es', 'miércoles 30 de septiembre de 2026', '30 sep 2026', '30 de septiembre'],
    ['2026-09-30', 'es-PE', 'miércoles 30 de setiembre de 2026', '30 set 2026', '30 de setiembre'],
    ['2026-09-30', 'pt-BR', 'quarta-feira, 30 de setembro de 2026', '30 set 2026', '30 de setembro'],
    ['2026-03-01', 'pt-BR', 'domingo, 1º de março de 2026', '1 mar 2026', '1º de março'],
    ['2027-01-03', 'en', 'Sunday, January 3, 2027', 'Jan 3, 2027', 'January 3'],
  ])('writes %s in %s', (date, language, full, short, day) => {
    expect([dateInWords(date, language), shortDate(date, language), dayAndMonth(date, language)]).toEqual([
      full,
      short,
      day,
    ])
  })

  it('refuses a date that does not exist and a language it cannot write', () => {
    expect(() => dateInWords('2026-02-29', 'es')).toThrow(RangeError)
    expect(() => dateInWords('2026-02-28', 'de')).toThrow('dates cannot be written in "de": use es, en or pt')
  })

  it('counts one day as one day', () => {
    expect([
      daysInWords(1, 'es'),
      daysInWords(8, 'es'),
      daysInWords(1, 'en'),
      daysInWords(0, 'en'),
      daysInWords(2, 'pt'),
    ]).toEqual(['1 día', '8 días', '1 day', '0 days', '2 dias'])
  })
})
