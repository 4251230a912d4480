import { expect, it } from 'vitest'
import { debtorRows } from '../../lib/analytics/rows/debtor-rows.ts'
import { NO_WORDS } from '../../lib/domain/debtor.ts'
import { type DebtorRecord, mergedRecord, mergeSaid, unknownRecord, withWords } from '../../lib/domain/debtor-record.ts'

const at = '2026-11-02T12:00:00.000Z'
const word = { status: 'revoked', stamp: `${at}#crm` } as const
const mapping = { zone: 'America/Bogota', op: 'S' } as const
const saying = (id: string, consents: Readonly<Record<string, typeof word>>): DebtorRecord =>
  withWords(unknownRecord(id), id, { ...NO_WORDS, consents })
const stops = (before: DebtorRecord | undefined, after: DebtorRecord) =>
  debtorRows({ ...(before && { before }), after, at }, mapping).filter(({ entity }) => entity === 'consent')

it('tells words of one instant on two scopes apart, and never names a contact point', () => {
  const rows = stops(undefined, saying('crm:C-1', { email: word, sms: word, 'offer#sms': word, '+573001': word }))
  expect(rows.map(({ channel }) => channel)).toEqual(['email', 'sms', 'sms', 'other'])
  expect(new Set(rows.map(({ id }) => id)).size).toBe(4)
  expect(JSON.stringify(rows)).not.toContain('573001')
})

it('keeps a stop one when a merge tells it again, under the debtor it belongs to now', () => {
  const [one, other] = [unknownRecord('crm:C-1'), saying('crm:C-2', { email: word })]
  const [before] = stops(undefined, other)
  const both = mergedRecord(one, other, mergeSaid('crm:C-1', 'crm:C-2', at))
  const [after, ...more] = stops(one, { ...one, ...both, version: 2 })
  expect(more).toEqual([])
  expect([after?.id, after?.debtor]).toEqual([before?.id, 'crm:C-1'])
  expect(after?.version).toBeGreaterThan(before?.version ?? 0)
})
