import { describe, expect, it } from 'vitest'
import { correct } from '../../lib/cli/correct.ts'
import { dayOrInstantOption, instantOption } from '../../lib/cli/instant-option.ts'
import { UserError } from '../../lib/cli/user-error.ts'
import { verify } from '../../lib/cli/verify-command.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { iso } from '../../lib/domain/time.ts'

describe('an instant on the command line', () => {
  it('is read with its offset', () => {
    expect(instantOption('--at', '2028-02-29T10:00:00-05:00')).toBe(Date.UTC(2028, 1, 29, 15))
    expect(instantOption('--at', '2026-12-05T14:59Z')).toBe(Date.UTC(2026, 11, 5, 14, 59))
    try {
      instantOption('--at', '2026-06-01')
      expect.unreachable()
    } catch (fault) {
      expect(fault instanceof UserError && fault.in('es')).toBe(
        '--at es "2026-06-01"; debe ser un instante que exista, como 2026-06-01T08:00:00-05:00',
      )
    }
  })

  it.each([
    ['2026-06-01', 'America/Bogota', '2026-06-01T05:00:00.000Z', '2026-06-02T04:59:59.999Z'],
    ['2026-09-06', 'America/Santiago', '2026-09-06T04:00:00.000Z', '2026-09-07T02:59:59.999Z'],
    ['2026-06-01T08:00-05:00', 'America/Santiago', '2026-06-01T13:00:00.000Z', '2026-06-01T13:00:00.000Z'],
  ])('covers the whole of %s in %s where a day will do', (written, zone, first, last) => {
    expect(dayOrInstantOption('--since', written)(zone).map(iso)).toEqual([first, last])
  })

  it.each(['2026-02-30T10:00:00Z', '2026-06-31', '2027-02-29', '2026-06-01T25:00:00Z', '2026-06-01T08:00:00', 'ayer'])(
    'is no %s: every command that reads one says so',
    async (written) => {
      const noStack = () => Promise.reject(new Error('nothing is to be opened'))
      const words = wordsFor('es')
      const mistake = { correction: 'precio', author: 'luz', yes: false }
      const answers = await Promise.all([
        verify(undefined, { since: written, json: false }, '.', noStack, words).catch(String),
        correct([], { ...mistake, since: written }, '.', noStack, words).catch(String),
        correct(['t'], { ...mistake, until: written }, '.', noStack, words).catch(String),
      ])
      const told = (option: string) =>
        `UserError: ${option} is "${written}"; it must be a day or an instant that exists, such as 2026-06-01 or 2026-06-01T08:00:00-05:00`
      expect(answers).toEqual([told('--since'), told('--since'), told('--until')])
    },
  )
})
