import { expect, it } from 'vitest'
import { renderBacklog } from '../../lib/cli/backlog.ts'
import { wordsFor } from '../../lib/cli/words.ts'

const waiting = [
  { task: 'collect/F-1/1', debtor: 'erp:D-1', currency: 'COP', balance: 100_000_00, dueDate: '2026-06-01' },
  { task: 'collect/F-2/1', debtor: 'erp:D-2', currency: 'COP', balance: 300_000_00, dueDate: '2026-06-01' },
  { task: 'collect/F-3/1', debtor: 'erp:D-2', currency: 'USD', balance: 50_00, dueDate: '2026-05-20' },
]
const plain = (text: string): string => text.replaceAll('\u00a0', ' ')

it('shows whose turn comes when, with what is at stake', () => {
  expect(
    plain(renderBacklog(waiting, '2026-07-01', 1, wordsFor('es')))
      .split('\n')
      .map((line) => line.trim()),
  ).toEqual([
    '2 deudores sin un canal permitido: 2 días de trabajo, 1 por día',
    expect.stringMatching(/^1\. erp:D-2 +\$ ?300\.000 \+ \$50,00 USD, desde 2026-05-20, en 1 día hábil$/),
    expect.stringMatching(/^2\. erp:D-1 +\$ ?100\.000, desde 2026-06-01, en 2 días hábiles$/),
  ])
  expect(renderBacklog([], '2026-07-01', 1, wordsFor('en'))).toBe('Nobody waits for a turn.')
})
