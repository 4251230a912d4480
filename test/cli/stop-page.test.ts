import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { DynamoDebtors } from '../../lib/aws/dynamo-debtors.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { Live } from '../../lib/cli/live.ts'
import { servePage } from '../../lib/cli/page/serve-page.ts'
import { DAY } from '../../lib/domain/time.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'
import { type Browser, openBrowser } from './browser.ts'

const START = Date.parse('2026-06-01T12:00:00Z')
const faults: unknown[] = []
let rehearsal: Rehearsal
let client: DynamoDBClient
let page: { url: string; close(): Promise<void> }
let browser: Browser

beforeAll(async () => {
  rehearsal = await boot({ assembly: assembly(), start: START })
  const occurredAt = new Date(START).toISOString()
  const home = { kind: 'person', language: 'es-CO', country: 'CO', zone: 'America/Bogota' }
  const said: readonly (readonly [string, object])[] = [
    ['DebtorUpserted', { debtor: 'erp:D-1', name: 'Ana Ruiz', givenName: 'Ana', ...home }],
    [
      'ContactPointUpserted',
      { debtor: 'erp:D-1', contactPoint: 'mail', point: { channel: 'email', address: 'ana@cliente.example' } },
    ],
    ['ConsentChanged', { debtor: 'erp:D-1', scope: 'email', status: 'granted', evidence: 'Contrato 14821' }],
    [
      'InvoiceIssued',
      {
        invoice: 'erp:F-1',
        debtor: 'erp:D-1',
        total: { amount: 25000000, currency: 'COP' },
        issueDate: '2026-06-01',
        dueDate: '2026-06-04',
      },
    ],
  ]
  await rehearsal.publish(
    said.map(([detailType, detail]) => ({ source: 'erp', detailType, detail: { version: 1, occurredAt, ...detail } })),
  )
  await rehearsal.run(START + DAY)
  const live = new Live(rehearsal, (fault) => faults.push(fault))
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'none' }
  client = new DynamoDBClient({ endpoint: rehearsal.endpoint, region: 'us-east-1', credentials })
  const staff = new StaffLedger(client, rehearsal.deployed.outputs.LedgerTable ?? '')
  page = await servePage({ rehearsal, staff, live, zone: 'America/Bogota' })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await page?.close()
  client?.destroy()
  await rehearsal?.stop()
})

const at = (path: string) => new URL(path, page.url).href
const ana = () => new DynamoDebtors(client, rehearsal.deployed.outputs.DebtorsTable ?? '').debtor('erp:D-1')

describe('a message on the page, in a browser', () => {
  it('is answered as the debtor would, and the answer is for a person', async () => {
    const tab = await browser.context.newPage()
    await tab.goto(at(`/inbox/${rehearsal.mail.messages[0]?.id}`))
    await tab.locator('textarea[name=text]').fill('¿Me pueden llamar?')
    await tab.locator('form[action^="/answer"] button').click()
    await tab.waitForLoadState()
    expect(Object.values((await ana()).holds).map(({ reason }) => reason)).toEqual(['reply'])
    await tab.goto(at('/invoices/erp:F-1'))
    expect(await tab.locator('main').innerText()).toContain('¿Me pueden llamar?')
    await tab.close()
  })

  it('leads to its stop page, where looking changes nothing and the button stops e-mail', async () => {
    const tab = await browser.context.newPage()
    await tab.goto(at(`/inbox/${rehearsal.mail.messages[0]?.id}`))
    const link = tab.locator(`a[href^="${rehearsal.deployed.outputs.StopUrl}"]`)
    await tab.goto((await link.getAttribute('href')) ?? '')
    expect(await tab.locator('h1').innerText()).toBe('Dejar de recibir mensajes')
    expect((await ana()).consents.email?.status).toBe('granted')
    await tab.locator('button').click()
    await tab.locator('[role=status]').waitFor()
    expect(await tab.locator('h1').innerText()).toBe('Listo')
    expect((await ana()).consents.email?.status).toBe('revoked')
    expect(faults).toEqual([])
    await tab.close()
  })
})
