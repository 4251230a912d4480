import { describe, expect, it } from 'vitest'
import { correct } from '../../lib/cli/correct.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import type { TouchRecord } from '../../lib/ports.ts'
import { MemoryDebtors } from '../../lib/simulation/memory-debtors.ts'
import { ROOT } from '../assembly.ts'
import { touchOf } from '../domain/verify/on-record.ts'

/** A message to a debtor of its own, claimed at an instant. */
const sent = (id: string, claimedAt: string): TouchRecord =>
  touchOf({ id, debtor: `erp:${id}`, claimedAt, entity: 'comercial-andina', language: 'es-CO', template: 'before-due' })

const LAST_OF_JULY = sent('julio', '2026-08-01T04:59:59.999Z')
const FIRST_OF_AUGUST = sent('agosto', '2026-08-01T05:00:00.000Z')
const LATE_ON_THE_31ST = sent('31', '2026-09-01T04:30:00.000Z')
const BOUNCED: TouchRecord = {
  ...touchOf({ ...sent('rebotado', '2026-08-15T15:00:00.000Z'), status: 'failed' }),
  receipt: { status: 'bounced', at: '2026-08-15T15:00:09.000Z' },
}
const SEPTEMBER = sent('septiembre', '2026-09-01T05:00:00.000Z')

/** Says of which messages an order asks pardon. */
async function ordered(ids: readonly string[], said: { readonly since?: string; readonly until?: string }) {
  const touches = [LAST_OF_JULY, FIRST_OF_AUGUST, BOUNCED, LATE_ON_THE_31ST, SEPTEMBER]
  const orders: string[] = []
  const outside = {
    records: {
      touches: async function* () {
        yield* touches
      },
    },
    debtors: new MemoryDebtors(),
    contact: async (body: string) => void orders.push(JSON.parse(body).touch),
  }
  const how = { correction: 'precios', author: 'ana', yes: true, ...said }
  await correct(ids, how, ROOT, async () => outside, wordsFor('es'))
  return orders
}

describe('the messages that a correction is about', () => {
  it('are those of whole days in the zone of the default entity, but for what did not arrive', async () => {
    expect(await ordered([], { since: '2026-08-01', until: '2026-08-31' })).toEqual(['agosto', '31'])
    expect(await ordered([], { since: '2026-08-31', until: '2026-08-31' })).toEqual(['31'])
  })

  it('are those up to an instant', async () => {
    expect(await ordered([], { since: '2026-07-01', until: '2026-08-01T04:59:59.999Z' })).toEqual(['julio'])
  })

  it('are all that were named: ids of none are told, and nobody is written to', async () => {
    expect(await ordered(['31', 'agosto'], {})).toEqual(['agosto', '31'])
    await expect(ordered(['31', 'F-9', 'f-10'], {})).rejects.toThrow(/has these ids.*: F-9, f-10$/)
    await expect(ordered(['31', 'agosto'], { until: '2026-08-01' })).rejects.toThrow(/: 31$/)
  })
})
