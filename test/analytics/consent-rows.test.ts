import { expect, it } from 'vitest'
import { debtorRows } from '../../lib/analytics/rows/debtor-rows.ts'
import { unknownDebtor } from '../../lib/domain/debtor.ts'

const at = '2026-11-02T12:00:00.000Z'
const word = { status: 'revoked', stamp: `${at}#crm` } as const

it('tells words of one instant on two scopes apart, and never names a contact point', () => {
  const after = {
    ...unknownDebtor('crm:C-1'),
    consents: { email: word, sms: word, 'offer#sms': word, '+573001': word },
  }
  const rows = debtorRows({ after, at }, { zone: 'America/Bogota', op: 'S' }).filter(
    ({ entity }) => entity === 'consent',
  )
  expect(rows.map(({ channel }) => channel)).toEqual(['email', 'sms', 'sms', 'other'])
  expect(new Set(rows.map(({ id }) => id)).size).toBe(4)
  expect(JSON.stringify(rows)).not.toContain('573001')
})
