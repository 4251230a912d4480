import { expect, it } from 'vitest'
import { importContacts } from '../../lib/cli/import/import-contacts.ts'

const HEAD = 'Contacto;Deudor;Fecha;Canal;Gestor;Resultado;Facturas;Nota;Fecha de promesa;Monto;Moneda'

it('reads contacts that were made outside', () => {
  const line =
    'crm:C-1;erp:D-1;2026-06-17T15:40:00-05:00;call;laura;promise;erp:F-1 erp:F-2;Paga el viernes;2026-06-19;150000;COP'
  expect(importContacts(`${HEAD}\n${line}\ncrm:C-2;erp:D-2;2026-06-18T10:00:00Z;visit;luis;noAnswer;;;;;\n`)).toEqual([
    {
      version: 1,
      contact: 'crm:C-1',
      debtor: 'erp:D-1',
      occurredAt: '2026-06-17T15:40:00-05:00',
      channel: 'call',
      author: 'laura',
      result: 'promise',
      invoices: ['erp:F-1', 'erp:F-2'],
      note: 'Paga el viernes',
      until: '2026-06-19',
      promised: { amount: 150_000_00, currency: 'COP' },
    },
    expect.objectContaining({ contact: 'crm:C-2', channel: 'visit', result: 'noAnswer' }),
  ])
})

it('refuses the whole file with every mistake at its line', () => {
  const read = () => importContacts(`${HEAD}\nC-1;erp:D-1;ayer;call;laura;promise;;;;150.000;COP\n`)
  expect(read).toThrow(/line 2 {2}occurredAt[\s\S]*instant[\s\S]*line 2 {2}contact[\s\S]*source:external-id/)
  expect(read).toThrow(/line 2 {2}amount\n {2}given {4}"150\.000"\n {2}allowed .*3 decimals and COP has 2/)
  expect(() => importContacts('Contacto;Deudor\ncrm:C-1;erp:D-1\n')).toThrow(/a column named result, resultado/)
})
