import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { pricesOf } from '../../lib/catalog/routed-prices.ts'
import { planFromFile, renderPlanFromFile } from '../../lib/cli/plan-from-file.ts'
import { PlanWho } from '../../lib/cli/plan-who.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { Company } from '../../lib/contracts/company.ts'
import { EXAMPLES_IN } from '../../lib/contracts/examples.ts'
import { LedgerRefused } from '../../lib/usecases/import/ledger-refused.ts'
import { ROOT } from '../assembly.ts'
import { CatalogCopy } from '../catalog/catalog-copy.ts'

/** A Monday in Bogotá, nine in the morning. */
const NOW = Date.parse('2026-06-01T14:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'plan-'))
afterAll(() => rmSync(folder, { recursive: true }))

function file(name: string, ...lines: readonly string[]): string {
  const path = join(folder, name)
  writeFileSync(path, lines.join('\n'))
  return path
}

const HEAD = 'factura;cliente;fecha de emisión;vencimiento;importe;moneda;fecha de pago;correo;celular'
const line = (invoice: string, customer: string, mail = '', phone = '', paid = '', issued = '2026-05-01'): string =>
  `${invoice};${customer};${issued};2026-06-04;900000,50;COP;${paid};${mail};${phone}`
const company = Company.parse(parse(readFileSync(join(ROOT, 'catalog', 'company.yaml'), 'utf8')))
const CONSENTS = 'deudor;canal;estado;fecha;soporte'

/** Four debtors who owe: one agreed to e-mail, one to nothing, one has no address, one agreed to texts alone. */
let ledger = ''
let consents = ''
beforeAll(() => {
  ledger = file(
    'ledger.csv',
    HEAD,
    line('F-1', 'Ana', 'ana@cliente.example'),
    line('F-2', 'Ana', 'ana@cliente.example', '+573001234567'),
    line('F-3', 'Beto', 'beto@cliente.example'),
    line('F-4', 'Caro'),
    line('F-5', 'Dora', 'dora@cliente.example', '+573007654321'),
    line('F-6', 'Eva', 'eva@cliente.example', '', '2026-05-20'),
  )
  consents = file(
    'consents.csv',
    CONSENTS,
    'ledger:Ana;email;sí;2025-09-15;Contrato',
    'ledger:Dora;sms;sí;2025-09-15;Contrato',
    'erp:Ana;sms;sí;2025-09-15;Contrato',
  )
})

describe('the plan of a file', () => {
  it('tells by channel who would be written to, and how many no lawful channel reaches', async () => {
    const { plan, problems, strangers } = await planFromFile(ROOT, { from: ledger, consents }, NOW)
    expect(problems).toEqual([])
    expect(strangers).toBe(1)
    expect(plan).toMatchObject({
      debtors: 4,
      contacted: 2,
      byChannel: { email: 1, sms: 1 },
      withoutAWay: { noConsent: 1, noContactPoint: 1 },
      daysOfWork: 1,
    })
  })

  it('says of each debtor who would be contacted, when, by what and at what cost, and who they are only when asked', async () => {
    const written = async (personal: boolean) => {
      const path = join(folder, 'who.csv')
      {
        using who = new PlanWho(path, pricesOf(join(ROOT, 'catalog'), company), personal)
        await planFromFile(ROOT, { from: ledger, consents }, NOW, { who })
      }
      return readFileSync(path, 'utf8').trimEnd().split('\r\n')
    }
    const [head, first, ...others] = await written(false)
    expect(head).toBe('\uFEFFdebtor,when,zone,channel,level,invoices,cost,currency,reason')
    expect(first).toBe('ledger:Ana,2026-06-01 10:27,America/Bogota,email,0,ledger:F-1 ledger:F-2,0.0001,USD,')
    expect(others.filter((row) => row.startsWith('ledger:Caro'))).toEqual([
      expect.stringMatching(/^ledger:Caro,2026-06-0\d \d\d:\d\d,America\/Bogota,,,ledger:F-4,,,noContactPoint$/),
    ])
    expect(others.join('\n')).not.toMatch(/@|\+57/)
    expect((await written(true))[1]).toBe(`${first},Cliente Ana,ana@cliente.example`)
  })

  it('is made some debtors at a time, so that a large file is never in memory as events', async () => {
    const debtors = Array.from({ length: 501 }, (_, index) => `D-${index}`)
    const from = file('many.csv', HEAD, ...debtors.map((id, index) => line(`F-${index}`, id, `${id}@cliente.example`)))
    const agreed = file('agreed.csv', CONSENTS, ...debtors.map((id) => `ledger:${id};email;sí;2025-09-15;Contrato`))
    const heard: unknown[] = []
    const progress = (...told: readonly number[]) => void heard.push(told)
    const { plan, strangers } = await planFromFile(ROOT, { from, consents: agreed }, NOW, { progress })
    expect(heard).toEqual([
      [500, 501],
      [501, 501],
    ])
    expect([plan.debtors, plan.contacted, plan.byChannel, strangers]).toEqual([501, 501, { email: 501 }, 0])
  })

  it('supposes no consent, and says so', async () => {
    const made = await planFromFile(ROOT, { from: ledger }, NOW)
    expect(made.plan).toMatchObject({ contacted: 0, byChannel: {}, withoutAWay: { noConsent: 3, noContactPoint: 1 } })
    expect(renderPlanFromFile(made, { from: ledger }, wordsFor('es'))).toMatch(
      /^Sin --consents, .*nadie ha autorizado[\s\S]*el deudor no ha autorizado este canal +3\n/,
    )
  })

  it('waits with first messages for the day that the settings give each debtor', async () => {
    const catalog = new CatalogCopy()
    try {
      catalog.edit(
        'company.yaml',
        'defaultPolicy:',
        "firstContacts: { from: '2026-06-09', percent: [0, 0] }\ndefaultPolicy:",
      )
      const atOnce = await planFromFile(ROOT, { from: ledger, consents }, NOW)
      const later = await planFromFile(join(catalog.folder, '..'), { from: ledger, consents }, NOW)
      expect(Object.keys(atOnce.plan.messages).sort()[0]).toBe('2026-06-01')
      expect(Object.keys(later.plan.messages).sort()[0]).toBe('2026-06-11')
      expect(later.plan.contacted).toBe(2)
    } finally {
      catalog.remove()
    }
  })

  it('is that of the events, where the file holds them', async () => {
    const told = (name: 'DebtorUpserted' | 'ContactPointUpserted' | 'ConsentChanged' | 'InvoiceIssued', more: object) =>
      JSON.stringify({ source: 'erp', 'detail-type': name, detail: { ...EXAMPLES_IN[name].detail, ...more } })
    const debtor = 'erp:D-1'
    const at = { debtor, occurredAt: '2026-05-01T12:00:00Z' }
    const point = { contactPoint: 'mail', point: { channel: 'email', address: 'ana@cliente.example' } }
    const total = { amount: 900_000_00, currency: 'COP' }
    const from = file(
      'feed.ndjson',
      told('DebtorUpserted', { ...at, country: 'CO', zone: 'America/Bogota' }),
      told('ContactPointUpserted', { ...at, ...point }),
      told('ConsentChanged', { ...at, scope: 'email', status: 'granted' }),
      told('InvoiceIssued', { ...at, invoice: 'erp:F-1', total, issueDate: '2026-05-01', dueDate: '2026-06-04' }),
      told('InvoiceIssued', { ...at, invoice: 'erp:F-2', total: { ...total, currency: 'XXX' } }),
    )
    const { plan, problems } = await planFromFile(ROOT, { from }, NOW)
    expect(plan).toMatchObject({ debtors: 1, contacted: 1, byChannel: { email: 1 } })
    expect(problems).toEqual([
      expect.objectContaining({ file: from, line: 5, column: 'InvoiceIssued total.currency', value: 'XXX' }),
    ])
  })

  it('leaves out, with its line, what cannot be read and what has not happened', async () => {
    const from = file(
      'odd.csv',
      HEAD,
      line('F-1', 'Ana', 'ana en casa'),
      line('F-2', 'Beto', '', '3001234567'),
      line('F-3', 'Caro', '', '+576015550100'),
      line('F-4', 'Dora', 'dora@cliente.example', '', '2026-06-30'),
    )
    const { plan, problems } = await planFromFile(ROOT, { from }, NOW)
    expect(problems.map(({ line: at, column, value }) => `${at} ${column} ${value}`)).toEqual([
      '2 correo ana en casa',
      '3 celular 3001234567',
      '5 PaymentReceived occurredAt 2026-06-30',
    ])
    expect(plan.debtors).toBe(2)
  })

  it('is refused where no column leads to a debtor', async () => {
    const from = file(
      'bare.csv',
      'factura;cliente;fecha;vencimiento;importe;moneda',
      'F-1;A;2026-05-01;2026-06-04;9,50;COP',
    )
    await expect(planFromFile(ROOT, { from }, NOW)).rejects.toThrow(LedgerRefused)
    await expect(planFromFile(ROOT, { from }, NOW)).rejects.toThrow(/a way to reach debtors: a column named email/)
  })
})
