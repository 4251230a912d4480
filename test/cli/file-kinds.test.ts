import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { Company } from '../../lib/contracts/company.ts'
import { FILE_KINDS, type FileKindName, readFileLine } from '../../lib/usecases/import/file-kinds.ts'
import { Mapping } from '../../lib/usecases/import/mapping.ts'
import { readRows } from '../../lib/usecases/import/read-rows.ts'
import { Understanding } from '../../lib/usecases/import/understand.ts'

const AT = Date.parse('2026-06-01T15:00:00Z')
const company = Company.parse(parse(readFileSync('catalog/company.yaml', 'utf8')))

/** What the lines of a file say: each event without its version, or what is wrong with the line. */
function said(kind: FileKindName, lines: readonly string[], mapping: object = {}) {
  const { headers, rows } = readRows(lines.join('\n'))
  const learns = new Understanding(headers, Mapping.parse({ source: 'erp', ...mapping }), FILE_KINDS[kind], company)
  learns.see(rows)
  const how = learns.settle()
  return rows.flatMap((row): readonly unknown[] => {
    const line = readFileLine(FILE_KINDS[kind], row, how, AT)
    if (!('events' in line)) return line.map(({ column, value, allowed }) => `${column} ${value}: ${allowed}`)
    return line.events.map(({ name, detail }) => ({
      name,
      ...(typeof detail === 'object' ? detail : {}),
      version: undefined,
    }))
  })
}

describe('a file of debtors', () => {
  it('describes who they are and how to reach them, in three languages', () => {
    const [debtor, email, phone] = said('debtors', [
      'Cliente;Razón social;Tipo;Correo;Celular',
      'D-1;Ferretería El Nogal;Persona jurídica;pagos@nogal.example;+573001234567',
    ])
    const at = { occurredAt: '2026-06-01T15:00:00.000Z', debtor: 'erp:D-1' }
    const home = { country: 'CO', zone: 'America/Bogota', language: 'es-CO' }
    expect(debtor).toEqual({ name: 'Ferretería El Nogal', ...at, ...home, kind: 'company' })
    expect(email).toMatchObject({ contactPoint: 'email', point: { channel: 'email', address: 'pagos@nogal.example' } })
    expect(phone).toMatchObject({ contactPoint: 'sms', point: { channel: 'sms', address: '+573001234567' } })
    expect(said('debtors', ['Devedor,Nome,Tipo,País,Idioma', 'erp:D-2,Ana,PF,BR,pt-BR'])).toEqual([
      { name: 'Ana', ...at, debtor: 'erp:D-2', country: 'BR', language: 'pt-BR', kind: 'person' },
    ])
  })

  it('may have mobile numbers as their country writes them, where the line or the mapping says which that is', () => {
    const of = (lines: readonly string[], mapping = {}) =>
      said('debtors', ['cliente;nombre;país;celular', ...lines], mapping).filter(
        (one) => !JSON.stringify(one).includes('Ana"'),
      )
    const point = (address: string) => [expect.objectContaining({ point: { channel: 'sms', address } })]
    expect(of(['D-1;Ana;CO;300 111 2233'])).toEqual(point('+573001112233'))
    expect(of(['D-1;Ana;MX;55 1234 5678'])).toEqual(point('+525512345678'))
    expect(of(['D-1;Ana;;(300) 111-2233'], { country: 'CO' })).toEqual(point('+573001112233'))
    for (const line of ['D-1;Ana;;300 111 2233', 'D-1;Ana;MX;300 111'])
      expect(of([line])).toEqual([expect.stringMatching(/^celular .*the line or the mapping says "country"/)])
  })

  it('takes no word for a country or an entity that no mapping and no company has', () => {
    const countries = { '57': { country: 'CO', zone: 'America/Bogota', language: 'es-CO' } }
    for (const word of ['constructor', '__proto__', 'toString'])
      expect(said('debtors', ['debtor,name,country', `D-1,Ana,${word}`], { countries })).toEqual([
        `country ${word}: one of 57, as in the mapping`,
      ])
    expect(() => said('debtors', ['debtor,name', 'D-1,Ana'], { entity: 'constructor' })).toThrow(/entity \(of the map/)
  })

  it('names what is no address and no country', () => {
    expect(said('debtors', ['debtor,name,country,email', 'D-1,Ana,Colombia,ana'])).toEqual([
      expect.stringMatching(/^email ana: must be an e-mail address/),
    ])
    for (const [country, language, column] of [
      ['ZZ', 'es-CO', 'country ZZ'],
      ['CO', 'xx-CO', 'language xx-CO'],
      ['CO', 'es-YY', 'language es-YY'],
    ])
      expect(said('debtors', ['debtor,name,country,language', `D-1,Ana,${country},${language}`])).toEqual([
        expect.stringMatching(new RegExp(`^${column}: must be an? `)),
      ])
    expect(said('debtors', ['debtor,name,country', 'D-1,Ana,Colombia'])).toEqual([
      expect.stringMatching(/^country Colombia: must be an ISO 3166 code/),
    ])
  })
})

describe('a file of contact points', () => {
  it('says one way to reach somebody on each line, and whose it is', () => {
    expect(
      said('contact-points', [
        'deudor;canal;dirección;rol;vigente;punto de contacto',
        'D-1;correo;ana@cliente.example;codeudor;no;m-2',
        'D-1;SMS;+573001234567;;;',
        'D-1;paloma;3;;;',
      ]),
    ).toEqual([
      expect.objectContaining({ contactPoint: 'm-2', role: 'coDebtor', active: false }),
      expect.objectContaining({ contactPoint: 'sms', point: { channel: 'sms', address: '+573001234567' } }),
      expect.stringMatching(/^canal paloma/),
    ])
  })
})

describe('a file of consents', () => {
  it('says the same as puntual consents import, in the dates of the file', () => {
    expect(
      said('consents', [
        'Deudor;Canal;Autorización;Cláusula;Versión;Fecha;Soporte',
        'D-1;correo;sí;Cláusula 9;2025-03;15/09/2025;Contrato 881',
        'D-1;sms;sí;;;15/09/2027;Contrato 881',
        'D-1;sms;sí;Cláusula 9;;15/09/2025;Contrato 881',
      ]),
    ).toEqual([
      expect.objectContaining({
        ...{ debtor: 'erp:D-1', scope: 'email', status: 'granted', occurredAt: '2025-09-15T05:00:00.000Z' },
        evidence: { clause: 'Cláusula 9', version: '2025-03', date: '2025-09-15', text: 'Contrato 881' },
      }),
      expect.stringMatching(/^Fecha 15\/09\/2027: a day that has come: the file was dropped on 2026-06-01/),
      expect.stringMatching(/^Versión : /),
    ])
  })
})

describe('a file of payments', () => {
  it('pays an invoice, by a reference, or on account', () => {
    const header = 'Recibo;Factura;Cliente;Referencia;Valor;Moneda;Fecha de pago'
    const lines = [
      'P-1;F-1;;;100,50;COP;2026-05-20',
      'P-2;;;RF-9;20,00;COP;2026-05-20',
      'P-3;;D-1;;5,00;COP;2026-05-20',
    ]
    const common = { name: 'PaymentReceived', occurredAt: '2026-05-20T20:00:00.000Z' }
    const total = (amount: number) => ({ total: { amount, currency: 'COP' } })
    expect(said('payments', [header, ...lines])).toEqual([
      { ...common, ...total(10_050), payment: 'erp:P-1', allocations: [{ invoice: 'erp:F-1', amount: 10_050 }] },
      { ...common, ...total(2_000), payment: 'erp:P-2', reference: 'RF-9' },
      { ...common, ...total(500), payment: 'erp:P-3', debtor: 'erp:D-1' },
    ])
    // One of this morning is told as of now: at three in the afternoon it would be ahead of everybody.
    expect(said('payments', [header, 'P-5;F-1;;;1,00;COP;2026-06-01'])).toMatchObject([
      { occurredAt: '2026-06-01T15:00:00.000Z' },
    ])
    // Whatever column of a receipt holds its number.
    expect(said('payments', [header.replace('Recibo', 'Pago'), ...lines])).toHaveLength(3)
    expect(said('payments', [header, 'P-4;;;;5,00;COP;2026-05-20'])).toEqual([
      expect.stringContaining('needs allocations, a reference or a debtor'),
    ])
  })
})

describe('files that correct what was told before', () => {
  const at = '2026-06-01T15:00:00.000Z'

  it('move a due date, change a total, or both, each once for one content', () => {
    expect(
      said('amendments', [
        'Factura;Nuevo vencimiento;Nuevo valor;Moneda;Fecha',
        'F-1;30/06/2026;;;',
        'F-2;;1500,50;MXN;28/05/2026',
        'F-3;;;;',
        'F-4;30/06/2026;;;02/06/2026',
        'F-5;30/06/2062;;;',
      ]),
    ).toEqual([
      {
        name: 'InvoiceAmended',
        occurredAt: at,
        invoice: 'erp:F-1',
        amendment: 'file-20260601T150000000',
        dueDate: '2026-06-30',
      },
      {
        ...{ name: 'InvoiceAmended', occurredAt: '2026-05-28T14:00:00.000Z', invoice: 'erp:F-2' },
        ...{ amendment: 'file-20260601T150000000', total: { amount: 150050, currency: 'MXN' } },
      },
      'Nuevo vencimiento : a new due date, or a new total',
      'Fecha 02/06/2026: a day that has come: the file was dropped on 2026-06-01',
      'Nuevo vencimiento 30/06/2062: is at most 366 days after occurredAt; later: a plan in instalments',
    ])
    expect(said('amendments', ['invoice,due date', 'F-1,2026-06-30'])).toHaveLength(1)
    expect(() => said('amendments', ['invoice', 'F-1'])).toThrow(/due date/)
  })

  it('take a credit note off an invoice', () => {
    expect(said('credit-notes', ['Nota de crédito;Factura afectada;Valor;Moneda', 'NC-1;F-1;200,00;COP'])).toEqual([
      {
        ...{ name: 'CreditNoteIssued', occurredAt: at, creditNote: 'erp:NC-1', invoice: 'erp:F-1' },
        total: { amount: 20000, currency: 'COP' },
      },
    ])
  })

  it('end an invoice that nobody collects any more', () => {
    expect(
      said('voids', [
        'factura;estado;motivo',
        'F-1;anulada;duplicada',
        'F-2;castigada;',
        'F-3;pagada;',
        'F-4;Cancelada;',
      ]),
    ).toEqual([
      { name: 'InvoiceVoided', occurredAt: at, invoice: 'erp:F-1', reason: 'duplicada' },
      { name: 'InvoiceWrittenOff', occurredAt: at, invoice: 'erp:F-2', reason: 'Archivo' },
      'estado pagada: void (anulada) or written off (castigada); cancelada may mean that it was paid',
      expect.stringMatching(/^estado Cancelada: void \(anulada\)/),
    ])
  })

  it('take a payment back, in whole or in part', () => {
    expect(
      said('reversals', ['payment,reversal,amount,currency,reason', 'P-1,,,,Cheque devuelto', 'P-2,R-9,10.00,USD,']),
    ).toEqual([
      {
        name: 'PaymentReversed',
        occurredAt: at,
        payment: 'erp:P-1',
        reversal: 'file-2026-06-01-all',
        reason: 'Cheque devuelto',
      },
      {
        name: 'PaymentReversed',
        occurredAt: at,
        payment: 'erp:P-2',
        reversal: 'R-9',
        amount: 1000,
        reason: 'Pago devuelto',
      },
    ])
  })
})

describe('a file of open balances', () => {
  const open = (...lines: readonly string[]) =>
    said('invoices', ['invoice,customer,issue date,due date,amount,currency,payment link,description', ...lines])

  it('may say where each is paid, at the hosts of the entity alone, and what it is for', () => {
    const { paymentLinkHosts: [host = ''] = [] } = company.entities[company.defaultEntity] ?? {}
    expect(open(`F-1,C-1,2026-05-01,2026-06-01,10.00,COP,https://${host}/p/1,Sofá`)).toMatchObject([
      { paymentLink: `https://${host}/p/1`, description: 'Sofá' },
    ])
    expect(open('F-1,C-1,2026-05-01,2026-06-01,10.00,COP,https://elsewhere.example/1,')).toEqual([
      expect.stringMatching(/^payment link https:.*: an https address at /),
    ])
  })

  it('says of an invoice that is issued later than tomorrow that it is too early', () => {
    expect(open('F-1,C-1,2026-06-05,2026-07-01,10.00,COP,,')).toEqual([
      expect.stringMatching(/^issue date 2026-06-05: what is at most a day ahead of 2026-06-01/),
    ])
  })
})

describe('a file of closed history', () => {
  const header = 'invoice,customer,issue date,due date,amount,currency,paid date'

  it('says that each invoice was settled, and when it was paid', () => {
    expect(said('history', [header, 'F-1,D-1,2025-01-15,2025-02-14,9.50,COP,2025-03-01'])).toEqual([
      expect.objectContaining({ name: 'InvoiceIssued', settledOn: '2025-03-01' }),
      expect.objectContaining({
        name: 'PaymentReceived',
        payment: 'erp:pay-F-1',
        occurredAt: '2025-03-01T20:00:00.000Z',
      }),
    ])
  })

  it('says of a day that has not come in which column it stands', () => {
    expect(said('history', [header, 'F-1,D-1,2025-01-15,2025-02-14,9.50,COP,2026-07-01'])).toEqual([
      expect.stringMatching(/^paid date 2026-07-01: what is at most a day ahead of 2026-06-01/),
    ])
  })

  it('takes nothing that is open', () => {
    expect(said('history', [header, 'F-1,D-1,2025-01-15,2025-02-14,9.50,COP,'])).toEqual([
      expect.stringMatching(/^paid date : the day on which it was settled/),
    ])
  })
})

describe('files of arrangements', () => {
  it('hold an invoice until the promised day is over', () => {
    expect(said('promises', ['factura;fecha prometida;fecha;gestor', 'F-1;2026-06-12;2026-05-30;Luz'])).toEqual([
      {
        ...{
          name: 'HoldPlaced',
          occurredAt: '2026-05-30T14:00:00.000Z',
          hold: 'promise-erp:F-1-2026-06-12',
          invoice: 'erp:F-1',
        },
        ...{
          reason: 'Promesa de pago para el 2026-06-12',
          author: 'Luz',
          cause: 'promise',
          until: '2026-06-13T05:00:00.000Z',
        },
      },
    ])
  })

  it('divide an invoice into the instalments of a plan, which add up to the cent', () => {
    const header = 'factura;acuerdo;saldo;moneda;cuotas;fecha'
    const instalments = [
      { dueDate: '2026-07-01', amount: 5_050 },
      { dueDate: '2026-08-01', amount: 5_000 },
    ]
    expect(said('plans', [header, 'F-1;A-7;100,50;COP;2026-07-01 50,50 | 2026-08-01 50,00;2026-05-30'])).toEqual([
      {
        ...{
          name: 'InvoiceAmended',
          occurredAt: '2026-05-30T14:00:00.000Z',
          invoice: 'erp:F-1',
          amendment: 'plan-A-7',
        },
        ...{ total: { amount: 10_050, currency: 'COP' }, instalments },
      },
    ])
    expect(said('plans', [header, 'F-1;A-7;100,50;COP;2026-07-01 50,50 | 2026-08-01 49,00;2026-05-30'])).toEqual([
      expect.stringMatching(/must add up to the total/),
    ])
    expect(said('plans', [header, 'F-1;A-7;100,50;COP;mañana;2026-05-30'])).toEqual([
      expect.stringMatching(/^cuotas mañana: a date as YYYY-MM-DD and an amount for each/),
    ])
    const json = '"[{""dueDate"":""2026-07-01"",""amount"":""50.50""},{""dueDate"":""2026-08-01"",""amount"":50}]"'
    expect(said('plans', ['invoice,plan,amount,currency,instalments', `F-1,A-7,100.50,COP,${json}`])).toEqual([
      expect.objectContaining({ instalments }),
    ])
    expect(said('plans', ['invoice,plan,amount,currency,instalments', 'F-1,A-7,100.50,COP,[1'])).toEqual([
      expect.stringMatching(/^instalments \[1: a date/),
    ])
  })
})

describe('a promise and a plan', () => {
  it('of a day that nobody promises are refused, so that no mistyped year silences an invoice', () => {
    expect(
      said('promises', [
        'factura;fecha prometida;fecha',
        'F-1;2026-09-05;2026-06-01',
        'F-2;2099-01-01;2026-06-01',
        'F-3;2026-05-29;2026-05-30',
      ]),
    ).toEqual([
      expect.objectContaining({ name: 'HoldPlaced', until: '2026-09-06T05:00:00.000Z' }),
      expect.stringMatching(/^fecha prometida 2099-01-01: until is at most 180 days after occurredAt/),
      'fecha prometida 2026-05-29: the day on which it was made (2026-05-30) or later',
    ])
    const plan = (first: string, second: string) =>
      said('plans', ['factura;acuerdo;saldo;moneda;cuotas', `F-1;A-1;100,00;COP;${first} 50,00 | ${second} 50,00`])
    expect(plan('2026-07-01', '2027-07-01')).toEqual([expect.objectContaining({ name: 'InvoiceAmended' })])
    for (const far of [plan('2099-07-01', '2099-08-01'), plan('2026-07-01', '2099-07-01')])
      expect(far).toEqual([expect.stringMatching(/at most 366 days after the one before/)])
  })
})

describe('a list of whom nobody contacts', () => {
  it('raises a flag, or takes back the consent to one channel', () => {
    const at = { occurredAt: '2026-05-30T05:00:00.000Z', author: 'erp' }
    expect(
      said('do-not-contact', [
        'deudor,canal,causa,motivo,fecha',
        'D-1,,,,2026-05-30',
        'D-2,,fallecido,Acta 12,2026-05-30',
        'crm:D-3,sms,,Pidió no recibir mensajes,2026-05-30',
        'D-4,,mal genio,,2026-05-30',
        'D-5,sms,fallecido,,2026-05-30',
      ]),
    ).toEqual([
      {
        name: 'DebtorFlagChanged',
        ...at,
        debtor: 'erp:D-1',
        flag: 'doNotContact',
        status: 'raised',
        reason: 'Lista de no contactar',
      },
      { name: 'DebtorFlagChanged', ...at, debtor: 'erp:D-2', flag: 'deceased', status: 'raised', reason: 'Acta 12' },
      {
        name: 'ConsentChanged',
        ...at,
        debtor: 'crm:D-3',
        scope: 'sms',
        status: 'revoked',
        evidence: 'Pidió no recibir mensajes',
      },
      expect.stringMatching(/^causa mal genio/),
      expect.objectContaining({ name: 'DebtorFlagChanged', debtor: 'erp:D-5', flag: 'deceased' }),
    ])
  })

  it('may name addresses alone, whoever has them, of which the report says nothing', () => {
    const lines = ['Correo;Motivo;Fecha', 'Ana@Cliente.example;Registro nacional;30/05/2026', ';;', 'ana;;']
    const [stop, ...wrong] = said('do-not-contact', lines)
    expect(stop).toEqual({
      ...{ name: 'AddressStopped', occurredAt: '2026-05-30T05:00:00.000Z', address: 'ana@cliente.example' },
      ...{ reason: 'Registro nacional', author: 'erp' },
    })
    expect(wrong).toEqual([expect.stringMatching(/^debtor /), expect.stringMatching(/^Correo ana: must be an e-mail/)])
    expect(() => said('do-not-contact', ['motivo', 'x'])).toThrow(/a column named customer/)
  })

  it('reads a number as its country writes it, where the line says which country that is', () => {
    const stopped = [expect.objectContaining({ name: 'AddressStopped', address: '+573009998877' })]
    expect(said('do-not-contact', ['teléfono,país', '300 999 8877,CO'])).toEqual(stopped)
    expect(said('do-not-contact', ['dirección,país', '300 999 8877,CO'])).toEqual(stopped)
    expect(said('do-not-contact', ['dirección', '300 999 8877'])).toEqual([expect.stringMatching(/^dirección 300 999/)])
    expect(said('contact-points', ['deudor,canal,celular,país', 'D-1,sms,300 999 8877,CO'])).toEqual([
      expect.objectContaining({ point: { channel: 'sms', address: '+573009998877' } }),
    ])
  })

  it('may stop an e-mail address and a number in one line, and refuses a channel that nobody knows', () => {
    const lines = [
      'Cliente;Correo;Teléfono;Canal',
      ';ana@x.example;+573001234567;',
      'D-1;;+576015550100;correo',
      'D-1;;;paloma',
    ]
    expect(said('do-not-contact', lines)).toEqual([
      expect.objectContaining({ name: 'AddressStopped', address: 'ana@x.example' }),
      expect.objectContaining({ name: 'AddressStopped', address: '+573001234567' }),
      expect.objectContaining({ name: 'ConsentChanged', debtor: 'erp:D-1', scope: 'email', status: 'revoked' }),
      expect.objectContaining({ name: 'AddressStopped', address: '+576015550100' }),
      expect.stringMatching(/^Canal paloma: one of all, email/),
    ])
  })
})
