import { expect, it } from 'vitest'
import { answerSaid, renderRefused } from '../../lib/cli/staff.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { readArrival } from '../../lib/contracts/intake.ts'

const words = wordsFor('en')
const ERASE = '\u001b[2J'

it('an event in quarantine is told line by line, each mistake once, and moves no cursor', () => {
  const detail = {
    ...{ version: 1, occurredAt: '2026-06-01T12:00:00Z', invoice: 'erp:F-1', hold: 'H-1', author: 'ana' },
    reason: `sin\r\nmotivo "${ERASE}\u009b31m\u202e`,
    [`x${ERASE}`]: 1,
  }
  const body = JSON.stringify({ id: 'e-1', source: `erp${ERASE}`, 'detail-type': 'HoldPlaced', detail })
  const arrival = readArrival(body)
  const problems = arrival.kind === 'refused' ? arrival.problems : []
  const at = '2026-06-01T12:01:00.000Z'
  const [head, id, ...told] = renderRefused(
    [{ id: 'e-1', source: `erp${ERASE}`, name: 'HoldPlaced', at, problems, body }],
    words,
  ).split('\n')
  expect([head, id]).toEqual(['2026-06-01 12:01 UTC  HoldPlaced from erp\\u{1b}[2J', '  e-1'])
  expect(told).toEqual([
    '  reason: "sin\\r\\nmotivo \\"\\u001b[2J\\u{9b}31m\\u{202e}" — must be 1 to 280 characters, without line breaks or control characters',
    expect.stringMatching(/^ {2}\(event\): "\{.*" — has fields nobody knows: x\\u\{1b\}\[2J$/),
  ])
})

it('what somebody answered stays on its line', () => {
  const reply = { id: 'R-1', channel: 'sms', at: '', text: ` ya\r\npagué ${ERASE}`, debtors: [], invoices: [] } as const
  expect(answerSaid(reply, words)).toBe('Text: «ya pagué \\u{1b}[2J»')
})
