import { describe, expect, it } from 'vitest'
import { correct } from '../../lib/cli/correct.ts'
import { instantOption, instantOrDayOption } from '../../lib/cli/instant-option.ts'
import { UserError } from '../../lib/cli/user-error.ts'
import { verify } from '../../lib/cli/verify-command.ts'
import { wordsFor } from '../../lib/cli/words.ts'

describe('an instant on the command line', () => {
  it('is read with its offset, and a day from its midnight where a day will do', () => {
    expect(instantOption('--at', '2028-02-29T10:00:00-05:00')).toBe(Date.UTC(2028, 1, 29, 15))
    expect(instantOption('--at', '2026-12-05T14:59Z')).toBe(Date.UTC(2026, 11, 5, 14, 59))
    expect(instantOrDayOption('--since', '2026-06-01')).toBe(Date.UTC(2026, 5, 1))
    try {
      instantOption('--at', '2026-06-01')
      expect.unreachable()
    } catch (fault) {
      expect(fault instanceof UserError && fault.in('es')).toBe(
        '--at es "2026-06-01"; debe ser un instante que exista, como 2026-06-01T08:00:00-05:00',
      )
    }
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
