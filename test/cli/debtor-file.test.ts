import { describe, expect, it } from 'vitest'
import { renderDebtor } from '../../lib/cli/debtor-file.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { type DebtorFact, told } from '../../lib/domain/debtor-fact.ts'
import { linesBetween } from '../../lib/domain/debtor-line.ts'
import { unknownRecord, withWords } from '../../lib/domain/debtor-record.ts'
import { united } from '../../lib/domain/united.ts'
import { anasWords, open } from '../domain/given.ts'

const at = '2026-06-02T15:20:00.000Z'
const FACTS: readonly DebtorFact[] = [
  {
    kind: 'contactPoint',
    occurredAt: at,
    id: 'fiador',
    channel: 'sms',
    address: '+573001234567',
    role: 'guarantor',
    active: true,
  },
  {
    ...{ kind: 'consent', occurredAt: at, scope: 'email', purpose: 'service', status: 'granted' },
    evidence: { clause: 'Cláusula 9', version: '2025-03', date: '2025-09-15' },
  },
  { kind: 'flag', occurredAt: at, flag: 'hardship', status: 'raised', reason: 'perdió el empleo', author: 'luz' },
  { kind: 'preference', occurredAt: at, channel: 'sms', hours: { days: [1, 5], from: 840, to: 1080 } },
  { kind: 'holdPlaced', occurredAt: at, hold: 'caso-1', reason: 'revisión', author: 'luz' },
]

const words = FACTS.reduce((known, fact) => told(known, fact) ?? known, anasWords)
const record = withWords(unknownRecord('erp:D-1'), 'erp:D-1', words)
const file = {
  debtor: united(record),
  openInvoices: [open()],
  timeline: [{ id: 'erp:D-1', version: 1, at, lines: linesBetween(unknownRecord('erp:D-1'), record) }],
}

describe('a debtor on the command line', () => {
  const told = renderDebtor(file, { consentFor: ['email', 'sms'] }, wordsFor('es'))

  it.each([
    ['who it is', 'erp:D-1  Ana Ruiz'],
    ['which way may be used', /mail Correo ana@cliente\.example +titular: se puede usar/],
    ['why another may not', /fiador SMS \+573001234567 +fiador: falta la autorización/],
    ['what was agreed, and where that is written', /email +autorizado, 2025-09-15, Cláusula 9 2025-03 2025-09-15/],
    ['what stops everything, and who says so', /dificultades económicas +SÍ, 2026-06-02, luz: perdió el empleo/],
    ['how the debtor would like it', /Horario +lun vie 14:00–18:00/],
    ['what is suspended', /caso-1 +luz, revisión/],
    ['what is owed', /erp:F-1 vence 2026-06-30/],
    ['what happened, without addresses', /2026-06-02 15:20 {2}Punto de contacto fiador: SMS, fiador, en uso/],
  ])('says %s', (_, line) => {
    expect(told).toMatch(line)
  })

  it('speaks English as well, and leaves no code untranslated', () => {
    const english = renderDebtor(file, { consentFor: ['email', 'sms'] }, wordsFor('en'))
    expect(english).toContain('guarantor: consent is missing')
    expect(english).not.toMatch(/noConsent|dificultades|autoriza|coDebtor/)
  })
})
