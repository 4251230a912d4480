import { describe, expect, it } from 'vitest'
import { EVENTS_IN } from '../../lib/contracts/events.ts'
import { readConsents } from '../../lib/usecases/import/read-consents.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const HEADER = 'Deudor;Canal;Autorización;Cláusula;Versión;Fecha;Soporte;Finalidad'
const read = (...lines: string[]) => readConsents([HEADER, ...lines].join('\n'), NOW)

describe('a file of consents', () => {
  it('becomes an event for each line, as of noon of its date, with its evidence', () => {
    const { details, rows, problems } = read(
      'erp:D-1;email;sí;Cláusula 9;2025-03;2025-09-15;Contrato 881;servicio',
      'erp:D-2;mensaje de texto;revocado;;;2026-02-01;Llamada 12;',
      'erp:D-3;todo;;;;2026-02-01;;',
    )
    expect(rows).toBe(3)
    expect(details).toEqual([
      {
        ...{ version: 1, occurredAt: '2025-09-15T12:00:00Z', debtor: 'erp:D-1', scope: 'email', status: 'granted' },
        purpose: 'service',
        evidence: { clause: 'Cláusula 9', version: '2025-03', date: '2025-09-15', text: 'Contrato 881' },
      },
      {
        ...{ version: 1, occurredAt: '2026-02-01T12:00:00Z', debtor: 'erp:D-2', scope: 'sms', status: 'revoked' },
        evidence: 'Llamada 12',
      },
    ])
    expect(problems.map(({ line, column, value }) => [line, column, value])).toEqual([[4, 'Autorización', '']])
    for (const detail of details) expect(EVENTS_IN.ConsentChanged.safeParse(detail).success).toBe(true)
  })

  it('imported twice says the very same', () => {
    const line = 'erp:D-1;email;sí;Cláusula 9;2025-03;2025-09-15;;'
    expect(read(line).details).toEqual(readConsents(`${HEADER}\n${line}`, NOW + 86_400_000).details)
  })

  it('names each line that cannot be read, with its column and what is allowed', () => {
    const { details, problems } = read(
      'D-1;email;sí;;;2025-09-15;;',
      'erp:D-1;email;quizás;;;2025-09-15;;',
      'erp:D-1;email;sí;;;15/09/2025;;',
      'erp:D-1;email;sí;;;2027-01-01;;',
      'erp:D-1;email;sí;Cláusula 9;;2025-09-15;;',
    )
    expect(details).toEqual([])
    expect(problems.map(({ line, column, value }) => `${line} ${column} ${value}`)).toEqual([
      '2 Deudor D-1',
      '3 Autorización quizás',
      '4 Fecha 15/09/2025',
      '5 Fecha 2027-01-01',
      expect.stringMatching(/^6 /),
    ])
  })

  it('without one of its columns is refused whole, with the names it may have', () => {
    expect(() => readConsents('Deudor;Canal;Fecha\nerp:D-1;email;2025-09-15', NOW)).toThrow(/status, consent, estado/)
  })
})
