import { describe, expect, it } from 'vitest'
import type { TimelineLine } from '../../lib/aws/staff-ledger.ts'
import { renderInvoice } from '../../lib/cli/staff.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import type { TouchRecord } from '../../lib/domain/touch-record.ts'
import { open } from '../domain/given.ts'

const at = '2026-06-03T14:00:00.000Z'
const invoice = open()
const of = { invoice: invoice.id, generation: 1 }

/** The task of a call as it is recorded, once it is made or while it waits to be. */
const touchOf = (status: TouchRecord['status']): TouchRecord => ({
  ...{ id: 't-1', debtor: 'erp:D-1', debtorVersion: 3, entity: 'comercial-andina', class: 'overdue', level: 2 },
  ...{ template: 'reminder-2', language: 'es-CO', currency: 'COP', total: 100_00, claimedAt: at, status },
  attempts: [{ channel: 'call', contactPoint: 'phone', at }],
  members: [{ ...of, version: 2, step: 'call', level: 2, balance: 100_00, asked: 100_00, dueDate: '2026-06-01' }],
})

const told = (line: TimelineLine): string =>
  renderInvoice({ invoice, parts: [], instalments: [], lines: [line] }, wordsFor('es'))
    .split('\n')
    .at(-1) ?? ''
const call = (status: TouchRecord['status']): TimelineLine => ({
  ...{ at, kind: 'touch', touch: touchOf(status), step: 'call', level: 2, balance: 100_00 },
})

describe("an invoice's file in a terminal", () => {
  it('says of a task that nobody has made that it is a task, not that a call was sent', () => {
    expect(told(call('sent'))).toContain('Tarea de llamar al deudor: call, nivel 2 ($100)')
    expect(told(call('failed'))).toContain('Llamada call, nivel 2: no se pudo enviar')
  })

  it.each([
    ['correction', 'No se envió disculpa por un mensaje equivocado: '],
    ['acknowledgement', 'No se envió acuse de recibo: '],
    ['reminder-2', 'No se envió reminder-2: '],
  ])('says what a %s that did not leave is', (step, words) => {
    expect(told({ at, kind: 'suppressed', suppressed: { ...of, step, reason: 'paid', at } })).toContain(words)
  })
})
