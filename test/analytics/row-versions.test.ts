import { expect, it } from 'vitest'
import { rowsOf } from '../../lib/analytics/kinds.ts'
import { NO_WORDS } from '../../lib/domain/debtor.ts'
import { unknownRecord, withWords } from '../../lib/domain/debtor-record.ts'
import { addDays } from '../../lib/domain/time.ts'
import type { Attempt, TouchRecord } from '../../lib/domain/touch-record.ts'
import type { Task } from '../../lib/ports.ts'
import type { LakeFact } from '../../lib/usecases/map-to-lake.ts'
import { heldIn } from '../personal-values.ts'

const at = '2026-11-02T12:00:00.000Z'
const rows = (fact: LakeFact) => rowsOf(fact, { zone: 'America/Bogota', op: 'S' })

const attempt = (outcome?: Attempt['outcome']): Attempt => ({
  ...{ channel: 'sms', contactPoint: 'p', at },
  ...(outcome && { outcome }),
})
const touch = (status: TouchRecord['status'], ...outcomes: readonly Attempt['outcome'][]): TouchRecord => ({
  ...{ id: 't', debtor: 'crm:C-1', debtorVersion: 1, entity: 'co', class: 'overdue', level: 1, template: 'reminder-1' },
  ...{ language: 'es', currency: 'COP', total: 1, members: [], claimedAt: at, status, attempts: outcomes.map(attempt) },
})

it('each change of a message is newer than the one before, and so is each change of an attempt', () => {
  const life = [
    touch('claimed', undefined),
    touch('claimed', 'notSent'),
    touch('claimed', 'notSent', undefined),
    touch('unknown', 'notSent', 'unknown'),
    touch('sent', 'notSent', 'accepted'),
  ]
  const told = life.flatMap((after) => rows({ kind: 'touch', after, at }))
  const versions = (id: string) => told.filter((row) => row.id === id).map(({ version }) => version)
  const rising = (some: readonly number[]) => some.every((one, index) => index === 0 || one > (some[index - 1] ?? 0))
  expect(versions('t')).toHaveLength(5)
  expect([versions('t'), rising(versions('t'))]).toEqual([versions('t'), true])
  expect(versions('t/2')).toHaveLength(3)
  expect([versions('t/2'), rising(versions('t/2'))]).toEqual([versions('t/2'), true])
})

it.each([
  [59, ['takenBack']],
  [61, []],
  [89, []],
])('a contact of %i days ago that is gone from a record was taken back, or is forgotten', (days, said) => {
  const debtor = unknownRecord('crm:C-1')
  const made = { touch: 't', at: `${addDays(at.slice(0, 10), -days)}T12:00:00.000Z`, entity: 'co' }
  const recent = [{ ...made, class: 'overdue', channel: 'sms' }] as const
  const told = rows({ kind: 'debtor', before: { ...debtor, recent }, after: { ...debtor, version: 2 }, at })
  expect(told.filter(({ entity }) => entity === 'contact').map(({ status }) => status)).toEqual(said)
})

it('an answer that an earlier release called by the id of Meta brings no number', () => {
  const name = 'whatsapp-wamidHBgMNTI1NTEyMzQ1Njc4FQIAEQQ='.replace('=', '')
  const task: Task = {
    ...{
      id: `answer/${name}/crm:C-1`,
      kind: 'answer',
      status: 'open',
      reason: 'reply',
      openedAt: at,
      due: '2026-11-04',
    },
  }
  const holds = { [`reply/${name}`]: { reason: 'reply', author: 'puntual', placedAt: at } }
  const after = withWords(unknownRecord('crm:C-1'), 'crm:C-1', { ...NO_WORDS, holds })
  const told = [...rows({ kind: 'task', task, at }), ...rows({ kind: 'debtor', after, at })]
  expect(told.map(({ entity }) => entity)).toEqual(['task', 'debtor', 'hold'])
  expect(heldIn(name, ['+525512345678'])).toEqual(['+525512345678'])
  expect(heldIn(JSON.stringify(told), ['+525512345678'])).toEqual([])
})
