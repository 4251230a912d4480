import { describe, expect, it } from 'vitest'
import type { TouchRecord } from '../../../lib/domain/touch-record.ts'
import type { Evidence } from '../../../lib/domain/verify/evidence.ts'
import { twice } from '../../../lib/domain/verify/twice.ts'

/** An acknowledgement that left at an hour of one day. */
const acknowledged = (id: string, debtor: string, hour: number): TouchRecord => {
  const at = new Date(Date.UTC(2026, 5, 1, hour)).toISOString()
  return {
    ...{ id, debtor, debtorVersion: 1, entity: 'andina', class: 'receipt', level: 0, template: 'acknowledgement' },
    ...{ language: 'es', currency: 'COP', total: 0, claimedAt: at, status: 'sent', members: [] },
    attempts: [{ channel: 'email', contactPoint: 'mail', at, outcome: 'accepted' }],
  }
}

const found = (...touches: TouchRecord[]) =>
  twice({
    ...{ debtor: 'A', timelines: {}, invoices: [], contacts: [], asOf: Date.parse('2026-06-05'), touches },
    rulesFor: (): Evidence['rulesFor'] extends (touch: TouchRecord) => infer Rules ? Rules : never => {
      throw new Error('asked for the law of an acknowledgement')
    },
  }).map(({ touch }) => touch)

describe('acknowledgements', () => {
  it('of one day are one too many', () => {
    expect(found(acknowledged('a', 'A', 15), acknowledged('b', 'A', 16))).toEqual(['b'])
  })

  it('of two debtors who were found to be one later are their own', () => {
    expect(found(acknowledged('a', 'A', 15), acknowledged('b', 'B', 16))).toEqual([])
    expect(found(acknowledged('a', 'A', 15), acknowledged('b', 'B', 16), acknowledged('c', 'A', 17))).toEqual(['c'])
  })
})
