import { describe, expect, it } from 'vitest'
import { EVENTS_IN } from '../../lib/contracts/events.ts'
import { readConsents } from '../../lib/usecases/import/read-consents.ts'

const NOW = Date.parse('2026-06-01T12:00:00Z')
const HEADER = 'Deudor;Canal;Autorización;Cláusula;Versión;Fecha;Soporte;Finalidad'
const read = (...lines: string[]) => readConsents([HEADER, ...lines].join('\n'), NOW, 'America/Bogota')

describe('a file of consents', () => {
  it('becomes an event for each line, as of the first minute of its date where the company is, with its evidence', () => {
    const { details, rows, problems } = read(
      'erp:D-1;email;sí;Cláusula 9;2025-03;2025-09-15;Contrato 881;servicio',
      'erp:D-2;mensaje de texto;revocado;;;2026-02-01;Llamada 12;',
      'erp:D-3;todo;;;;2026-02-01;;',
    )
    expect(rows).toBe(3)
    expect(details).toEqual([
      {
        ...{ version: 1, occurredAt: '2025-09-15T05:00:00.000Z', debtor: 'erp:D-1', scope: 'email', status: 'granted' },
        purpose: 'service',
        evidence: { clause: 'Cláusula 9', version: '2025-03', date: '2025-09-15', text: 'Contrato 881' },
      },
      {
        ...{ version: 1, occurredAt: '2026-02-01T05:00:00.000Z', debtor: 'erp:D-2', scope: 'sms', status: 'revoked' },
        evidence: 'Llamada 12',
      },
    ])
    expect(problems.map(({ line, column, value }) => [line, column, value])).toEqual([[4, 'Autorización', '']])
    for (const detail of details) expect(EVENTS_IN.ConsentChanged.safeParse(detail).success).toBe(true)
  })

  it('imported twice says the very same', () => {
    const line = 'erp:D-1;email;sí;Cláusula 9;2025-03;2025-09-15;;'
    expect(read(line).details).toEqual(readConsents(`${HEADER}\n${line}`, NOW + 86_400_000, 'America/Bogota').details)
  })

  it('takes a word of today and none of tomorrow, on the calendar of the company', () => {
    const evening = Date.parse('2026-06-02T02:00:00Z')
    const days = ['2026-06-01', '2026-06-02'].map((day) => `erp:D-1;email;sí;;;${day};Contrato 881;`)
    const { details, problems } = readConsents([HEADER, ...days].join('\n'), evening, 'America/Bogota')
    expect(details).toHaveLength(1)
    expect(problems).toMatchObject([
      { line: 3, value: '2026-06-02', allowed: 'a day that has come: today is 2026-06-01' },
    ])
    expect(readConsents([HEADER, ...days].join('\n'), evening, 'Europe/Madrid').problems).toEqual([])
  })

  it('names each line that cannot be read, with its column and what is allowed', () => {
    const { details, problems } = read(
      'D-1;email;sí;;;2025-09-15;Acta 1;',
      'erp:D-1;email;quizás;;;2025-09-15;Acta 1;',
      'erp:D-1;email;sí;;;15/09/2025;Acta 1;',
      'erp:D-1;email;sí;;;2027-01-01;Acta 1;',
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

  it('takes no grant that nobody can prove, and no channel that nobody knows; a revocation needs no proof', () => {
    const { details, problems } = read(
      'erp:D-1;email;sí;;;2025-09-15;;',
      'erp:D-1;paloma;sí;;;2025-09-15;Acta 1;',
      'erp:D-1;llamada;no;;;2025-09-15;;',
    )
    expect(details).toMatchObject([{ scope: 'call', status: 'revoked' }])
    expect(problems.map(({ line, column, value, allowed }) => `${line} ${column} ${value}: ${allowed}`)).toEqual([
      expect.stringMatching(/^2 Soporte : where the consent is on record/),
      expect.stringMatching(/^3 Canal paloma: one of all, email, .*a column named contact point/),
    ])
    const point = 'Deudor;Punto de contacto;Autorización;Fecha;Soporte\nerp:D-1;m-2;sí;2025-09-15;Acta 1'
    expect(readConsents(point, NOW, 'UTC').details).toMatchObject([{ scope: 'm-2', status: 'granted' }])
  })

  it('without one of its columns is refused whole, with the names it may have', () => {
    expect(() => readConsents('Deudor;Canal;Fecha\nerp:D-1;email;2025-09-15', NOW, 'UTC')).toThrow(
      /status, consent, estado/,
    )
  })
})
