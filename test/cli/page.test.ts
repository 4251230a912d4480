import { get } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { findChromium } from '../../lib/cli/chromium.ts'
import { measureOf } from '../../lib/cli/page/measures.ts'
import { servePage } from '../../lib/cli/page/serve-page.ts'
import { DAY } from '../../lib/domain/time.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'
import { type Browser, openBrowser } from './browser.ts'

const START = Date.parse('2026-06-01T12:00:00Z')
const HOSTILE = `<script>alert("x")</script> & 'Hijos'`

let rehearsal: Rehearsal
let page: { url: string; close(): Promise<void> }
let browser: Browser

beforeAll(async () => {
  rehearsal = await boot({ assembly: assembly(), start: START })
  await tellStory()
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'none' }
  const client = new DynamoDBClient({ endpoint: rehearsal.endpoint, region: 'us-east-1', credentials })
  const staff = new StaffLedger(client, rehearsal.deployed.outputs.LedgerTable ?? '')
  page = await servePage({ rehearsal, staff, report: { invoices: 5 }, catalog: compileCatalog('catalog') })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await page?.close()
  await rehearsal?.stop()
})

/** Three debtors and five invoices in forty days: one pays late, one part, one is written to by text, one is on hold. */
async function tellStory(): Promise<void> {
  const tell = (detailType: string, detail: object) => {
    const occurredAt = new Date(rehearsal.world.now()).toISOString()
    return rehearsal.publish([{ source: 'erp', detailType, detail: { version: 1, occurredAt, ...detail } }])
  }
  const debtor = async (id: string, name: string, channel: 'email' | 'sms', address: string) => {
    const home = { kind: 'person', language: 'es-CO', country: 'CO', zone: 'America/Bogota', segment: 'consumer' }
    await tell('DebtorUpserted', { debtor: id, name, givenName: name.split(' ')[0], ...home })
    await tell('ContactPointUpserted', { debtor: id, contactPoint: channel, point: { channel, address } })
    await tell('ConsentChanged', { debtor: id, scope: channel, status: 'granted' })
  }
  const bill = (number: string, owner: string, amount: number, dueDate: string) =>
    tell('InvoiceIssued', {
      invoice: `erp:${number}`,
      debtor: owner,
      total: { amount, currency: 'COP' },
      issueDate: '2026-06-01',
      dueDate,
      paymentLink: `https://pagos.andina.example/f/${number}`,
    })
  const pay = (number: string, amount: number) =>
    tell('PaymentReceived', {
      payment: `bank:P-${number}-${amount}`,
      total: { amount, currency: 'COP' },
      allocations: [{ invoice: `erp:${number}`, amount }],
    })

  await debtor('erp:D-1', 'Ana Ruiz', 'email', 'ana@cliente.example')
  await debtor('erp:D-2', HOSTILE, 'email', 'hijos@cliente.example')
  await debtor('erp:D-3', 'Luis Peña', 'sms', '+573001234567')
  await debtor('erp:D-4', 'Eva Gil', 'email', 'eva@cliente.example')
  const flag = { debtor: 'erp:D-4', flag: 'doNotContact', status: 'raised', reason: 'Lo pidió', author: 'laura.mejia' }
  await tell('DebtorFlagChanged', flag)
  await bill('F-1', 'erp:D-1', 25000000, '2026-06-15')
  await bill('F-2', 'erp:D-1', 9990000, '2026-07-01')
  await bill('F-3', 'erp:D-2', 18000000, '2026-06-12')
  await bill('F-4', 'erp:D-3', 7500000, '2026-06-10')
  await bill('F-5', 'erp:D-2', 4000000, '2026-06-12')
  await tell('InvoiceIssued', { invoice: 'erp:F-9', debtor: 'erp:D-1', total: { amount: 12.5, currency: 'COP' } })
  await rehearsal.run(START + 9 * DAY)
  const hold = { hold: 'h-1', invoice: 'erp:F-5', reason: 'Reclamo', cause: 'dispute', author: 'servicio.clientes' }
  await tell('HoldPlaced', hold)
  await rehearsal.run(START + 20 * DAY)
  await pay('F-1', 10000000)
  await rehearsal.run(START + 23 * DAY)
  await pay('F-1', 15000000)
  await rehearsal.run(START + 40 * DAY)
  await tellTerms(tell)
  await rehearsal.run(START + 41 * DAY)
}

/** A plan half paid and a payment announced for it, charges on another invoice, and a source that counts one more than we have. */
async function tellTerms(tell: (detailType: string, detail: object) => Promise<unknown>): Promise<void> {
  const total = (amount: number) => ({ amount, currency: 'COP' })
  await tell('InvoiceIssued', {
    invoice: 'erp:F-6',
    debtor: 'erp:D-1',
    total: total(30000000),
    issueDate: '2026-07-10',
    dueDate: '2026-08-15',
    instalments: [
      { dueDate: '2026-08-15', amount: 10000000 },
      { dueDate: '2026-09-15', amount: 20000000 },
    ],
  })
  const allocations = [{ invoice: 'erp:F-6', amount: 10000000 }]
  await tell('PaymentReceived', { payment: 'bank:P-6', total: total(10000000), allocations })
  const invoices = [{ invoice: 'erp:F-6' }]
  await tell('PaymentScheduled', { payment: 'bank:P-7', total: total(20000000), dueOn: '2026-09-10', invoices })
  const missed = { payment: 'bank:P-8', total: total(5000000), dueOn: '2026-07-08', invoices }
  await tell('PaymentScheduled', missed)
  const charge = { invoice: 'erp:F-2', kind: 'interest', total: total(120000) }
  await tell('ChargePosted', { charge: 'erp:C-1', ...charge })
  await tell('ChargePosted', { charge: 'erp:C-2', ...charge })
  await tell('ChargeReversed', { charge: 'erp:C-2', invoice: 'erp:F-2', reason: 'Doble' })
  const period = { source: 'erp', from: '2026-06-01', upTo: '2026-06-30' }
  await tell('SourceWatermarkAdvanced', { ...period, documents: 6, totals: [total(65740000)] })
}

/** Opens an address and gives what went wrong while it was read: errors, and requests to anybody else. */
async function open(path: string): Promise<{ tab: Page; wrong: string[] }> {
  const tab = await browser.context.newPage()
  const wrong: string[] = []
  tab.on('console', (message) => wrong.push(`console ${message.type()}: ${message.text()}`))
  tab.on('pageerror', (fault) => wrong.push(`error: ${fault.message}`))
  tab.on('dialog', (dialog) => wrong.push(`dialog: ${dialog.message()}`))
  tab.on('request', (request) => {
    const url = request.url()
    if (!url.startsWith(page.url) && !url.startsWith('about:')) wrong.push(`request to ${url}`)
  })
  await tab.goto(new URL(path, page.url).href)
  return { tab, wrong }
}

/** Texts outside pictures whose contrast with what lies behind them is below 4.5 to 1 (WCAG AA), with that contrast. */
const HARD_TO_READ = `(() => {
  const channels = (colour) => (colour.match(/[\\d.]+/g) ?? []).map(Number)
  const light = (colour) => channels(colour).slice(0, 3)
    .map((value) => (value / 255 <= 0.03928 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, value, index) => sum + value * [0.2126, 0.7152, 0.0722][index], 0)
  const behind = (element) => {
    const { backgroundColor } = getComputedStyle(element)
    const isSolid = (channels(backgroundColor)[3] ?? 1) === 1
    return isSolid ? backgroundColor : element.parentElement ? behind(element.parentElement) : 'rgb(255, 255, 255)'
  }
  return [...document.querySelectorAll('body *:not(svg, svg *, script)')].flatMap((element) => {
    const said = [...element.childNodes].filter(({ nodeType }) => nodeType === 3).map(({ data }) => data).join('').trim()
    if (said === '' || element.getClientRects().length === 0) return []
    const [more, less] = [light(getComputedStyle(element).color), light(behind(element))].sort((a, b) => b - a)
    const contrast = (more + 0.05) / (less + 0.05)
    return contrast < 4.5 ? [said + ' ' + contrast.toFixed(2)] : []
  })
})()`

/** Controls that a screen reader could not name. */
const NAMELESS = `[...document.querySelectorAll('a:not([aria-hidden]), button, input:not([type=hidden]), select, textarea')]
  .filter((one) => !(one.getAttribute('aria-label') || one.textContent.trim() || one.labels?.length))
  .map((one) => one.outerHTML)`

const heading = (tab: Page): Promise<string> => tab.locator('h1').innerText()

/** Every address that the pages themselves lead to, one of each kind and language. */
const ADDRESSES = [
  '/',
  '/inbox',
  '/invoices',
  '/invoices?outcome=settled&q=f-1',
  '/invoices/erp%3AF-1',
  '/invoices/erp%3AF-5',
  '/debtors/erp%3AD-2',
  '/tasks',
  '/refused',
  '/totals',
  '/invoices?with=plan',
  '/invoices/erp%3AF-6',
  '/invoices/erp%3AF-2',
  '/debtors/erp%3AD-1',
  '/inbox/unsent',
  '/invoices?currency=COP&money=open&paidIn=2026-06-22',
]

describe('the page of a rehearsal', () => {
  it('leads from the overview to a message, as its debtor sees it', async () => {
    const { tab, wrong } = await open('/')
    expect(await heading(tab)).toBe('Resumen')
    await tab.getByRole('navigation').getByRole('link', { name: 'Mensajes' }).click()
    await tab.getByLabel('Dirección, deudor o factura').fill('ana@cliente.example')
    await tab.getByRole('button', { name: 'Buscar' }).click()
    const found = tab.locator('.inbox > li')
    expect(await found.count()).toBe(rehearsal.mail.sentTo('ana@cliente.example').length)
    await found.last().getByRole('link').click()

    const [first] = rehearsal.mail.sentTo('ana@cliente.example')
    expect(await heading(tab)).toBe(first?.subject)
    const facts = await tab.locator('dl').innerText()
    expect(facts).toContain('cartera@andina.example')
    expect(facts).toContain('Ana Ruiz')
    expect(facts).toContain(`touch=${first?.tags.touch}`)
    for (const width of ['Computador, 680 px', 'Teléfono, 390 px']) {
      const button = tab.frameLocator(`iframe[title="${width}"]`).getByRole('link', { name: 'Ver y pagar' })
      expect(await button.getAttribute('href')).toBe('https://pagos.andina.example/f/F-1')
    }
    const sandboxes = await tab.locator('iframe').evaluateAll((all) => all.map((one) => one.getAttribute('sandbox')))
    expect(sandboxes).toEqual(['', ''])
    expect(wrong).toEqual([])
    await tab.close()
  })

  it('shows any step for any debtor, as an e-mail, a text and on WhatsApp, before anything leaves', async () => {
    const before = rehearsal.mail.messages.length
    const { tab, wrong } = await open('/preview?debtor=erp%3AD-1')
    expect(await tab.getByLabel('Paso').inputValue()).toMatch(/^consumer-instalments\//)
    await tab.getByLabel('Deudor').fill('erp:D-1')
    await tab.getByLabel('Paso').selectOption('consumer-instalments/reminder-3')
    await tab.getByRole('button', { name: 'Ver', exact: true }).click()
    const shown = await tab.getByRole('heading', { level: 2 }).allInnerTexts()
    expect(shown.map((title) => title.split(':')[0])).toEqual(['Correo', 'SMS', 'WhatsApp'])
    const bubbles = await tab.locator('.bubble').allInnerTexts()
    expect(bubbles).toHaveLength(2)
    for (const bubble of bubbles) expect(bubble).toContain('Comercial Andina')
    const email = tab.frameLocator('iframe').first()
    expect(await email.getByRole('link', { name: 'F-2' }).getAttribute('href')).toContain('/f/F-2')
    expect(rehearsal.mail.messages).toHaveLength(before)
    expect(wrong).toEqual([])
    await tab.close()
  })

  it('lets no link of a message lead out of its frame', async () => {
    const [first] = rehearsal.mail.sentTo('ana@cliente.example')
    const { tab, wrong } = await open(`/inbox/${first?.id}`)
    const frame = tab.frameLocator('iframe').first()
    const refused = tab.waitForEvent('console', (message) => message.text().startsWith('Blocked opening'))
    await frame.getByRole('link', { name: 'Ver y pagar' }).click()
    await refused
    expect(await frame.getByRole('link', { name: 'Ver y pagar' }).isVisible()).toBe(true)
    expect(new URL(tab.url()).pathname).toBe(`/inbox/${first?.id}`)
    expect(wrong.filter((one) => one.startsWith('request'))).toEqual([])
    await tab.close()
  })

  it('leads from the overview to the timeline of an invoice, and from there to its messages', async () => {
    const { tab, wrong } = await open('/')
    await tab.getByRole('link', { name: 'pagada', exact: true }).click()
    await tab.getByRole('link', { name: 'erp:F-1' }).click()
    expect(await heading(tab)).toBe('Factura erp:F-1 pagada')
    const moments = await tab.locator('.timeline .what').allInnerTexts()
    expect(moments[0]).toBe('Factura emitida $250.000')
    expect(moments.slice(-2)).toEqual(['No se envió: Segundo recordatorio reminder-2', 'Fin de la gestión: pagada'])
    expect(moments).toContain('Pago recibido -$100.000')
    expect(moments).toContain('Pago recibido -$150.000')
    expect(moments).toContain('Correo al deudor: Primer recordatorio reminder-1')
    expect(
      moments.filter((moment) => /^Espera hasta el .* 2026, \d\d:\d\d: Primer recordatorio reminder-1$/.test(moment)),
    ).toHaveLength(1)
    const instants = await tab
      .locator('.timeline time')
      .evaluateAll((all) => all.map((one) => one.getAttribute('datetime')))
    expect(instants).toEqual(instants.toSorted())

    await tab.getByRole('link', { name: 'Leer el mensaje' }).first().click()
    expect(await heading(tab)).toBe(rehearsal.mail.sentTo('ana@cliente.example')[0]?.subject)
    expect(wrong).toEqual([])
    await tab.close()
  })

  it('leads from every figure of the overview to the list that it counts', async () => {
    const { tab } = await open('/')
    const figures = await tab
      .locator('.bars li')
      .evaluateAll((all) =>
        all.map((one) => [
          one.querySelector('a')?.getAttribute('href') ?? '',
          one.querySelector('.value')?.textContent,
        ]),
      )
    const weeks = await tab
      .locator('.weekly td a')
      .evaluateAll((all) => all.map((one) => [one.getAttribute('href'), '']))
    expect(figures.length).toBeGreaterThan(8)
    for (const [path = '', figure = ''] of [...figures, ...weeks]) {
      const answer = await (await fetch(new URL(path ?? '', page.url))).text()
      const count = /<p class="count">(.*?)<\/p>/.exec(answer)?.[1]?.replaceAll(/<[^>]*>/g, '') ?? 'nothing'
      expect([path, count]).toEqual([path, expect.stringMatching(/^\d+ de \d+/)])
      expect(count.split(/ de | · /).join(' ')).toContain(figure)
    }
    await tab.close()
  })

  it('says of a message that left after all from which day it was put off, and does not count it as not sent', async () => {
    const { tab } = await open('/invoices/erp%3AF-4')
    const moments = await tab.locator('.timeline .what').allInnerTexts()
    expect(moments).toContain('Aplazado desde el 26 jun 2026: Tercer recordatorio reminder-3')
    expect(moments.filter((moment) => moment.startsWith('No se envió'))).toEqual([])
    await tab.goto(new URL('/inbox/unsent', page.url).href)
    const unsent = await tab.locator('main').innerText()
    expect([unsent.includes('erp:F-5'), unsent.includes('erp:F-4')]).toEqual([true, false])
    await tab.close()
  })

  it('says by what a list is narrowed, and takes each filter back by a click', async () => {
    const { tab, wrong } = await open('/invoices?currency=COP&money=open&outcome=open')
    const chips = tab.locator('.chips li')
    expect(await chips.allInnerTexts()).toEqual([
      'Resultado: en curso ×',
      'Moneda: COP ×',
      'Con: Por cobrar ×',
      'Quitar todos',
    ])
    await tab.getByLabel('Factura, referencia o deudor').fill('f-2')
    await tab.getByRole('button', { name: 'Buscar' }).click()
    expect(await tab.locator('.count').innerText()).toMatch(/^1 de 6 · Por cobrar \$101\.100$/)
    await tab.getByRole('link', { name: 'Quitar el filtro Moneda: COP' }).click()
    expect(new URL(tab.url()).search).toBe('?q=f-2&outcome=open&money=open')
    await tab.getByRole('link', { name: 'Quitar todos' }).click()
    expect(await chips.count()).toBe(0)
    expect(wrong).toEqual([])
    await tab.close()
  })

  it('says what an invoice on hold waits for, what it is for, and who asked for it', async () => {
    const { tab } = await open('/invoices/erp%3AF-5')
    expect(await tab.locator('.lead').innerText()).toMatch(/^hay un reclamo sin resolver · se revisa el /)
    const line = tab.locator('.moment-fact', { hasText: 'Suspensión' })
    expect(await line.innerText()).toContain('hay un reclamo sin resolver · Reclamo · por servicio.clientes')
    await tab.close()
  })

  it('shows a plan as far as it is paid, and what is announced for it', async () => {
    const { tab, wrong } = await open('/invoices?with=plan')
    await tab.getByRole('link', { name: 'erp:F-6' }).click()
    const panels = tab.locator('.panels')
    expect(await panels.getByText('Cuota 1').locator('..').innerText()).toMatch(/pagada\s*\$100\.000\s*$/)
    expect(await panels.getByText('Cuota 2').locator('..').innerText()).toMatch(/por vencer\s*\$0 de \$200\.000/)
    expect(await panels.innerText()).toMatch(/10 sep 2026 · \$200\.000 · bank:P-7$/m)
    expect(await panels.innerText()).toMatch(/8 jul 2026 · \$50\.000 · bank:P-8 · no llegó$/m)
    expect(await tab.locator('.timeline').innerText()).toContain('$200.000 · bank:P-7 · 10 sep 2026')
    await tab.locator('main').getByRole('link', { name: 'Ana Ruiz' }).click()
    const coming = tab.locator('.panels section', { hasText: 'Lo que viene' })
    expect(await coming.locator('li').allInnerTexts()).toEqual([
      '14 jul 2026 Segundo recordatorio · erp:F-2',
      '10 ago 2026 hay un pago programado · erp:F-6',
      '10 sep 2026 pago programado · $200.000 · erp:F-6',
      '15 sep 2026 Cuota 2 de 2 · $200.000 · erp:F-6',
    ])
    expect(wrong).toEqual([])
    await tab.close()
  })

  it('says of no address of a debtor who is not to be contacted that it may be used', async () => {
    const { tab } = await open('/debtors/erp%3AD-4')
    expect(await tab.locator('.panels li', { hasText: 'eva@' }).innerText()).toMatch(/no se puede usar\s+no contactar$/)
    await tab.close()
  })

  it('counts what was collected as the terminal does, and what was paid too much beside it', () => {
    const nothing = { invoiced: 0, charged: 0, credited: 0, writtenOff: 0, open: 0 }
    const of = (code: string) => measureOf(code)?.of({ ...nothing, collected: 500, excess: 20 })
    expect([of('collected'), of('excess')]).toEqual([500, 20])
  })

  it('shows principal and charges apart, those that were reversed too', async () => {
    const { tab } = await open('/invoices?with=charges')
    await tab.getByRole('link', { name: 'erp:F-2' }).click()
    const panels = tab.locator('.panels')
    expect(await panels.getByText('Intereses', { exact: true }).locator('..').innerText()).toContain('$1.200 de $1.200')
    expect(await panels.locator('li', { hasText: 'erp:C-2' }).innerText()).toBe(
      '$1.200 Intereses · erp:C-2 · revertido',
    )
    await tab.close()
  })

  it('says where a source and our ledger differ, from the overview on', async () => {
    const { tab } = await open('/')
    const tile = tab.getByRole('link', { name: 'Totales sin cuadrar' })
    expect(await tile.innerText()).toMatch(/^1\s/)
    await tile.click()
    const card = tab.locator('.totals')
    expect(await card.locator('h2').innerText()).toBe('erp: 1 jun 2026 – 30 jun 2026 no cuadra')
    const rows = await card.locator('tbody tr').allInnerTexts()
    expect(rows.map((row) => row.split(/\s+/))).toEqual([
      ['Facturas', '6', '5', '1'],
      ['COP', '$657.400', '$644.900', '$12.500'],
    ])
    await tab.close()
  })

  it('shows a text on a telephone, with its encoding and its parts', async () => {
    const [first] = rehearsal.mail.sentTo('+573001234567')
    const { tab } = await open(`/inbox/${first?.id}`)
    expect(await tab.locator('.bubble').innerText()).toBe(first?.text)
    expect(await tab.locator('figcaption').innerText()).toBe(`GSM-7 · ${first?.text?.length} unidades · 1 parte`)
    expect(await tab.locator('dl').innerText()).toContain('erp:F-4')
    await tab.close()
  })

  it('shows the name of a hostile debtor as text, wherever it stands', async () => {
    for (const path of ['/invoices?q=f-3', '/inbox?q=hijos', '/debtors/erp%3AD-2', '/invoices/erp%3AF-3']) {
      const { tab, wrong } = await open(path)
      expect(await tab.locator('main').innerText()).toContain(HOSTILE)
      expect(await tab.locator('script').count()).toBe(0)
      expect(wrong).toEqual([])
      await tab.close()
    }
  })

  it('escapes what somebody searches for', async () => {
    const { tab, wrong } = await open(`/inbox?q=${encodeURIComponent('"><script>alert(1)</script>')}`)
    expect(await tab.locator('input[name=q]').inputValue()).toBe('"><script>alert(1)</script>')
    expect(await tab.locator('main').innerText()).toContain('Nada coincide con la búsqueda.')
    expect(wrong).toEqual([])
    await tab.close()
  })

  it('speaks English when asked, and stays with it', async () => {
    const { tab } = await open('/')
    await tab.getByRole('link', { name: 'English' }).click()
    expect(await heading(tab)).toBe('Overview')
    await tab.getByRole('navigation').getByRole('link', { name: 'Invoices' }).click()
    await tab.getByRole('link', { name: 'erp:F-1' }).click()
    const moments = await tab.locator('.timeline .what').allInnerTexts()
    expect(moments.at(-1)).toBe('The journey ended: settled')
    expect(moments).toContain('Payment received -$100,000 COP')
    expect(await tab.locator('html').getAttribute('lang')).toBe('en')
    await tab.goto(new URL('/totals?lang=en', page.url).href)
    expect(await tab.locator('.totals tbody tr').last().innerText()).toContain('$12,500 COP')
    await tab.close()
  })

  it('lists refused events with what was wrong, and leads nowhere when there is nothing', async () => {
    const { tab } = await open('/refused')
    expect(await tab.locator('.problems').innerText()).toContain('total.amount')
    const lost = await tab.goto(new URL('/invoices/erp%3AF-404', page.url).href)
    expect(lost?.status()).toBe(404)
    expect(await heading(tab)).toBe('No existe')
    await tab.close()
  })

  it('fits a phone of 390 px, asks nobody else for anything, and complains about nothing', async () => {
    const messages = ['ana@cliente.example', '+573001234567'].map((to) => `/inbox/${rehearsal.mail.sentTo(to)[0]?.id}`)
    const { tab, wrong } = await open('/')
    await tab.setViewportSize({ width: 390, height: 844 })
    for (const path of [...ADDRESSES, ...messages]) {
      await tab.goto(new URL(path, page.url).href)
      const wider = await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect({ path, wider, wrong }).toEqual({ path, wider: 0, wrong: [] })
    }
    await tab.close()
  })

  it('is readable and reachable: contrast of 4.5 to 1, and a name on whatever is pressed', async () => {
    const { tab } = await open('/')
    for (const path of ADDRESSES) {
      await tab.goto(new URL(path, page.url).href)
      expect([path, await tab.evaluate(HARD_TO_READ), await tab.evaluate(NAMELESS)]).toEqual([path, [], []])
    }
    await tab.close()
  })

  it('reads without changing anything, and sees what happens later', async () => {
    const { tab } = await open('/invoices/erp%3AF-3')
    const before = rehearsal.world.now()
    await tab.reload()
    expect(rehearsal.world.now()).toBe(before)
    const occurredAt = new Date(before).toISOString()
    const total = { amount: 18000000, currency: 'COP' }
    const detail = {
      version: 1,
      occurredAt,
      payment: 'bank:P-F-3',
      total,
      allocations: [{ invoice: 'erp:F-3', amount: 18000000 }],
    }
    await rehearsal.publish([{ source: 'bank', detailType: 'PaymentReceived', detail }])
    await rehearsal.run(before + DAY)
    await tab.reload()
    expect(await tab.locator('.timeline .what').allInnerTexts()).toContain('Pago recibido -$180.000')
    await tab.close()
  })

  it('answers to this machine only, and only to reading', async () => {
    const answer = await fetch(page.url, { method: 'POST' })
    expect(answer.status).toBe(405)
    expect(await statusFor('collections.example')).toBe(421)
    expect(await statusFor('127.0.0.1')).toBe(200)
    const { headers } = await fetch(page.url)
    expect(headers.get('content-security-policy')).toContain("default-src 'none'; style-src 'self';")
  })
})

const statusFor = (host: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get(page.url, { headers: { host } }, (response) => {
      response.resume()
      resolve(response.statusCode)
    }).on('error', reject)
  })

describe('the browser of the tests', () => {
  it('comes from npm on a machine that has none, or the error says what to install', async () => {
    if (process.platform !== 'linux' || process.arch !== 'x64') {
      await expect(findChromium('')).rejects.toThrow('install Chromium or Chrome')
      return
    }
    const bare = await openBrowser({ width: 800, height: 600 }, '')
    const tab = await bare.context.newPage()
    await tab.goto(page.url)
    expect(await heading(tab)).toBe('Resumen')
    expect((await findChromium('')).executable).toContain('/node_modules/.cache/chromium-')
    await bare.close()
  })
})
