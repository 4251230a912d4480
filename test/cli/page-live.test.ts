import { request } from 'node:http'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { calling } from '../../lib/aws/calling.ts'
import { DynamoPolicyShelf } from '../../lib/aws/dynamo-debtors.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { NAMES_IN } from '../../lib/cli/events-page.ts'
import { busOf, Live } from '../../lib/cli/live.ts'
import { readPortfolio } from '../../lib/cli/page/reading.ts'
import { servePage } from '../../lib/cli/page/serve-page.ts'
import { DAY, HOUR } from '../../lib/domain/time.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'
import { policy } from '../domain/given.ts'
import { type Browser, openBrowser } from './browser.ts'

const START = Date.parse('2026-06-01T12:00:00Z')

let rehearsal: Rehearsal
let shelf: DynamoPolicyShelf
let live: Live
let page: { url: string; close(): Promise<void> }
let browser: Browser
const faults: unknown[] = []

beforeAll(async () => {
  rehearsal = await boot({ assembly: assembly(), start: START })
  await introduce('erp:D-1', 'Ana Ruiz', 'ana@cliente.example')
  for (const [number, dueDate] of [
    ['F-1', '2026-06-15'],
    ['F-2', '2026-06-20'],
  ])
    await tell('InvoiceIssued', {
      invoice: `erp:${number}`,
      debtor: 'erp:D-1',
      total: { amount: 25000000, currency: 'COP' },
      issueDate: '2026-06-01',
      dueDate,
    })
  await rehearsal.run(START + DAY)
  live = new Live(rehearsal, (fault) => faults.push(fault))
  const credentials = { accessKeyId: 'operator', secretAccessKey: 'none' }
  const client = new DynamoDBClient({ endpoint: rehearsal.endpoint, region: 'us-east-1', credentials })
  const staff = new StaffLedger(client, rehearsal.deployed.outputs.LedgerTable ?? '')
  shelf = new DynamoPolicyShelf(client, rehearsal.deployed.outputs.CatalogTable ?? '')
  const {
    LedgerTable: ledger = '',
    DebtorsTable: debtors = '',
    CatalogTable: catalog = '',
  } = rehearsal.deployed.outputs
  const compiled = compileCatalog('catalog')
  const clock = { now: () => rehearsal.world.now() }
  const calls = {
    calling: calling(client, { ledger, debtors, catalog }, compiled, clock),
    catalog: compiled,
    bus: busOf(rehearsal),
  }
  page = await servePage({ rehearsal, staff, live, zone: 'America/Bogota', calls })
  browser = await openBrowser()
})

afterAll(async () => {
  await browser?.close()
  await page?.close()
  await rehearsal?.stop()
})

function tell(detailType: string, detail: object): Promise<unknown> {
  const occurredAt = new Date(rehearsal.world.now()).toISOString()
  return rehearsal.publish([{ source: 'erp', detailType, detail: { version: 1, occurredAt, ...detail } }])
}

async function introduce(debtor: string, name: string, address: string): Promise<void> {
  const home = { kind: 'person', language: 'es-CO', country: 'CO', zone: 'America/Bogota', segment: 'consumer' }
  await tell('DebtorUpserted', { debtor, name, givenName: name.split(' ')[0], ...home })
  await tell('ContactPointUpserted', { debtor, contactPoint: 'mail', point: { channel: 'email', address } })
  await tell('ConsentChanged', { debtor, scope: 'email', status: 'granted' })
}

/** Opens an address and gives what went wrong while it was read: errors, and requests to anybody else. */
async function open(path: string): Promise<{ tab: Page; wrong: string[] }> {
  const tab = await browser.context.newPage()
  const wrong: string[] = []
  tab.on('console', (message) => wrong.push(`console ${message.type()}: ${message.text()}`))
  tab.on('pageerror', (fault) => wrong.push(`error: ${fault.message}`))
  tab.on('request', (sent) => {
    const url = sent.url()
    if (!url.startsWith(page.url) && !url.startsWith('about:')) wrong.push(`request to ${url}`)
  })
  await tab.goto(new URL(path, page.url).href)
  return { tab, wrong }
}

/** Presses a button of the clock and waits until the page shows another instant, at which the clock stands. */
async function press(tab: Page, name: string): Promise<void> {
  const before = await tab.locator('.clock time').getAttribute('datetime')
  await tab.getByRole('button', { name }).click()
  await tab.locator(`.clock[data-running="no"] time:not([datetime="${before}"])`).waitFor()
}

const shownInstant = async (tab: Page): Promise<number> =>
  Date.parse((await tab.locator('.clock time').getAttribute('datetime')) ?? '')

describe('the clock of the page', () => {
  it('shows the simulated instant in the zone of the company, and what is next', async () => {
    const { tab } = await open('/')
    expect(await tab.locator('.clock .now').innerText()).toContain('2 jun 2026, 07:00 America/Bogota')
    expect(await shownInstant(tab)).toBe(START + DAY)
    expect(await tab.locator('.clock .next').innerText()).toMatch(/^Lo próximo: /)
    await tab.close()
  })

  it('goes a day, and to the next thing planned', async () => {
    const { tab } = await open('/invoices')
    await press(tab, '+1 día')
    expect(await shownInstant(tab)).toBe(START + 2 * DAY)
    expect(new URL(tab.url()).pathname).toBe('/invoices')
    const next = rehearsal.world.next()
    await press(tab, 'Siguiente temporizador')
    expect(await shownInstant(tab)).toBe(next)
    await tab.close()
  })

  it('brings a reminder into the inbox when its day has come', async () => {
    const { tab, wrong } = await open('/inbox')
    const before = await tab.locator('.inbox > li').count()
    for (let day = 0; day < 20 && rehearsal.mail.messages.length === before; day++) await press(tab, '+1 día')
    expect(rehearsal.mail.messages.length).toBeGreaterThan(before)
    expect(await tab.locator('.inbox > li').count()).toBe(rehearsal.mail.messages.length)
    expect(await tab.locator('.inbox .subject').first().innerText()).toBe(rehearsal.mail.messages.at(-1)?.subject)
    expect(wrong).toEqual([])
    await tab.close()
  })

  it('plays an hour at a time until somebody clicks', async () => {
    const { tab, wrong } = await open('/')
    const began = rehearsal.world.now()
    const hour = () => tab.waitForResponse((answer) => answer.url().endsWith('/clock'))
    const first = hour()
    await tab.getByRole('button', { name: 'Reproducir' }).click()
    await first
    for (let hours = 1; hours < 3; hours++) await hour()
    await tab.locator('h1').click()
    await tab.getByRole('button', { name: 'Reproducir' }).waitFor()
    await live.rest()
    const played = rehearsal.world.now() - began
    expect(played).toBeGreaterThanOrEqual(3 * HOUR)
    expect(played % HOUR).toBe(0)
    expect(wrong).toEqual([])
    await tab.close()
  })

  it('says where it is going while it moves, and stops when it is told to', async () => {
    const began = rehearsal.world.now()
    let passed = () => {}
    const gate = new Promise<void>((resolve) => {
      passed = resolve
    })
    rehearsal.world.at(began + 3 * DAY, 'a long piece of work', () => gate)
    const moving = live.advance(began + 30 * DAY)
    const { tab } = await open('/')
    await tab.locator('.clock', { hasText: 'El reloj corre hasta el' }).waitFor()
    await tab.goto(new URL('/publish', page.url).href)
    await tab.getByRole('button', { name: 'Publicar', exact: true }).click()
    expect(await tab.getByRole('alert').innerText()).toContain('publique cuando se detenga')
    await tab.getByRole('button', { name: 'Detener' }).click()
    passed()
    await moving
    await tab.locator('.clock[data-running="no"]').waitFor()
    expect(rehearsal.world.now()).toBeLessThan(began + 4 * DAY)
    await tab.close()
  })
})

describe('the machine of an invoice', () => {
  it('marks where the journey waits, and its end after a payment that is published in the form', async () => {
    const { tab, wrong } = await open('/invoices/erp%3AF-2')
    const present = tab.locator('.stop.present')
    expect(await present.getAttribute('data-state')).toMatch(/^(WaitFor|OnHold)/)
    expect(await tab.locator('.machine > p').innerText()).toMatch(
      /^Está en «Espera al recordatorio» desde el .*, hasta el /,
    )
    const definition = rehearsal.deployed.ofType('AWS::StepFunctions::StateMachine')[0]?.properties.DefinitionString
    const states = Object.keys(JSON.parse(String(definition)).States)
    const drawn = await tab.locator('.stop').evaluateAll((all) => all.map((one) => one.getAttribute('data-state')))
    expect(drawn.toSorted()).toEqual(states.toSorted())

    await tab.getByRole('link', { name: 'Publicar un pago de esta factura' }).click()
    await tab.getByRole('button', { name: 'Publicar', exact: true }).click()
    expect(new URL(tab.url()).pathname).toBe('/invoices/erp%3AF-2')
    expect(await tab.locator('.timeline .what').allInnerTexts()).toContain('Pago recibido -$250.000')
    expect(await tab.locator('h1').innerText()).toBe('Factura erp:F-2 pagada')
    expect(await tab.locator('.stop.over').getAttribute('data-state')).toBe('EndJourney')
    expect(await tab.locator('.stop.present').count()).toBe(0)
    expect(wrong).toEqual([])
    await tab.close()
  })
})

describe('a message that waits for approval', () => {
  it('is among the tasks with two buttons, and leaves once somebody presses the right one', async () => {
    const approval = { withinDays: 5, then: 'handOver' } as const
    const [step] = policy.steps.filter(({ level }) => level === 1)
    if (!step) throw new Error('the policy has no first reminder')
    const asking = {
      ...policy,
      id: 'consumer-instalments',
      personAbove: {},
      steps: [{ ...step, template: 'reminder-1', approval }],
    }
    await shelf.keep({ hash: 'asks-first', policy: asking })
    const today = new Date(rehearsal.world.now() - 4 * DAY).toISOString().slice(0, 10)
    const total = { amount: 25000000, currency: 'COP' }
    const bill = { invoice: 'erp:F-3', debtor: 'erp:D-2', total, issueDate: today, dueDate: today }
    const order = { adoption: 'O-1', invoice: 'erp:F-3', policy: asking.id, hash: 'asks-first', author: 'Luz' }
    await introduce('erp:D-2', 'Eva Gil', 'eva@cliente.example')
    await introduce('erp:D-3', 'Luz Paz', 'luz@cliente.example')
    await tell('PolicyAdopted', order)
    await tell('InvoiceIssued', bill)
    await tell('PolicyAdopted', { ...order, invoice: 'erp:F-4' })
    await tell('InvoiceIssued', { ...bill, invoice: 'erp:F-4', debtor: 'erp:D-3' })
    const sent = rehearsal.mail.messages.length
    await live.advance(rehearsal.world.now() + 3 * DAY)
    await live.advance(Math.ceil(rehearsal.world.now() / DAY) * DAY + 6 * HOUR)

    const { tab, wrong } = await open('/tasks')
    const asked = (id: string) => tab.locator('tr', { hasText: 'Aprobar un mensaje' }).filter({ hasText: id })
    await asked('erp:F-4').getByLabel('Quién decide').fill('Carla')
    await asked('erp:F-4').getByRole('button', { name: 'Aprobar' }).click()
    await tab.waitForLoadState()
    // It is one in the night in Bogotá: what was approved has not left yet.
    await tab.getByLabel('Quién decide').fill('Carla')
    await tab.getByLabel('Por qué no').fill('Habla con el gerente')
    await tab.getByRole('button', { name: 'Retirar el sí' }).click()
    await tab.waitForLoadState()
    expect(await tab.getByRole('button', { name: 'Retirar el sí' }).count()).toBe(0)

    await tab.goto(new URL('/tasks', page.url).href)
    const row = asked('erp:F-3')
    await row.getByLabel('Quién decide').fill('Carla')
    await row.getByRole('button', { name: 'Aprobar' }).click()
    await tab.waitForLoadState()
    expect(new URL(tab.url()).pathname).toBe('/invoices/erp%3AF-3')
    expect(await tab.locator('.timeline .what').allInnerTexts()).toEqual(
      expect.arrayContaining(['Se pidió aprobar un mensaje', 'Mensaje aprobado']),
    )
    await live.advance(rehearsal.world.now() + 6 * DAY)
    const to = rehearsal.mail.messages.slice(sent).flatMap((message) => message.to)
    expect([to.includes('eva@cliente.example'), to.includes('luz@cliente.example')]).toEqual([true, false])
    await tab.goto(new URL('/tasks', page.url).href)
    expect(await tab.locator('tr', { hasText: 'Aprobar un mensaje' }).count()).toBe(0)
    expect(wrong).toEqual([])
    await tab.close()
  })
})

describe('a call', () => {
  it('is made from the list of tasks, and its end noted with one button', async () => {
    await introduce('erp:D-4', 'Rosa Díaz', 'rosa@cliente.example')
    const point = { channel: 'sms', address: '+573001234567' }
    await tell('ContactPointUpserted', { debtor: 'erp:D-4', contactPoint: 'phone', point })
    await tell('ConsentChanged', { debtor: 'erp:D-4', scope: 'call', status: 'granted' })
    const today = new Date(rehearsal.world.now()).toISOString().slice(0, 10)
    const bill = { debtor: 'erp:D-4', total: { amount: 20_000_000_00, currency: 'COP' } }
    await tell('InvoiceIssued', { ...bill, invoice: 'erp:F-5', issueDate: today, dueDate: today })
    await live.advance(rehearsal.world.now() + 12 * DAY)
    // Noon on a weekday in Bogotá: the law lets a person call.
    const noon = Math.ceil(rehearsal.world.now() / DAY) * DAY + 17 * HOUR
    const weekday =
      [noon, noon + DAY, noon + 2 * DAY].find((day) => ![0, 6].includes(new Date(day).getUTCDay())) ?? noon
    await live.advance(weekday)

    const { tab, wrong } = await open('/tasks')
    await tab.getByLabel('Quién llama').fill('Carla')
    await tab.locator('tr', { hasText: 'erp:F-5' }).getByRole('button', { name: 'Llamar' }).click()
    expect(await tab.locator('pre').innerText()).toContain('+573001234567  titular: Rosa Díaz')
    await tab.getByRole('button', { name: 'prometió pagar' }).click()
    expect(await tab.getByRole('alert').innerText()).toContain('Qué día: el día que prometió')
    expect(wrong.splice(0)).toEqual([expect.stringContaining('status of 422')])
    await tab.getByLabel('Qué día').fill(new Date(weekday + 3 * DAY).toISOString().slice(0, 10))
    await tab.getByLabel('Cuánto').fill('5000000')
    await tab.getByRole('button', { name: 'prometió pagar' }).click()
    expect(new URL(tab.url()).pathname).toBe('/invoices/erp%3AF-5')
    expect(await tab.locator('.timeline').innerText()).toMatch(
      /Llamada\s+prometió pagar \$5\.000\.000 para el .* · por Carla/,
    )
    await tab.goto(new URL('/tasks', page.url).href)
    expect(await tab.locator('tr', { hasText: 'erp:F-5' }).count()).toBe(0)
    expect(wrong).toEqual([])
    await tab.close()
  })
})

describe("an answer from an address that is nobody's", () => {
  it('is among the tasks with its words and where it came from', async () => {
    await tell('ReplyReceived', { reply: 'r-9', channel: 'email', from: 'nadie@otra.example', text: '¿Quiénes son?' })
    await live.rest()
    const { tab, wrong } = await open('/tasks')
    const row = tab.locator('tr', { hasText: 'Responder al deudor' }).filter({ hasText: 'nadie@otra.example' })
    expect(await row.innerText()).toContain('Correo nadie@otra.example: «¿Quiénes son?»')
    expect(wrong).toEqual([])
    await tab.close()
  })
})

describe('the form for events', () => {
  it('begins with the documented example, true at the simulated instant', async () => {
    const { tab } = await open('/publish?event=HoldPlaced')
    expect(await tab.getByLabel('author').inputValue()).toBe('laura.mejia')
    expect(await tab.getByLabel('occurredAt').inputValue()).toBe(new Date(rehearsal.world.now()).toISOString())
    await tab.close()
  })

  it.each(NAMES_IN)(
    'makes an event of %s that is taken, about an invoice in another currency than the example',
    async (name) => {
      await issue(`P-${name}`, { amount: 90000, currency: 'USD' })
      const leads = await publishFrom(`/publish?event=${name}&invoice=${encodeURIComponent(`erp:P-${name}`)}`)
      expect(leads).not.toBe('/publish')
      expect(leads).not.toBe('/refused')
    },
  )

  it('says what only the intake refuses, beside the field, and that it is among the refused', async () => {
    await issue('P-USD', { amount: 90000, currency: 'USD' })
    const { tab } = await open('/publish?event=ChargePosted&invoice=erp%3AP-USD')
    expect(await tab.locator('[id="f.total.amount"]').inputValue()).toBe('900')
    await tab.locator('[id="f.total.currency"]').fill('COP')
    await tab.getByRole('button', { name: 'Publicar', exact: true }).click()
    expect(await tab.getByRole('alert').innerText()).toContain('quedó entre los rechazados')
    expect(await tab.locator('.field', { hasText: 'total.currency' }).locator('.problems').innerText()).toBe(
      'total.currency USD, la moneda de la factura erp:P-USD (dice COP)',
    )
    await tab.close()
  })

  it('takes back what stands: a hold, a charge and a payment of the invoice it was opened for', async () => {
    await issue('P-BACK')
    const form = (name: string) => publishFrom(`/publish?event=${name}&invoice=erp%3AP-BACK`)
    const invoice = async () =>
      (await readPortfolio(rehearsal)).invoices.find(({ invoice: { id } }) => id === 'erp:P-BACK')?.invoice
    const owed = (await invoice())?.balance ?? 0
    for (const name of ['HoldPlaced', 'ChargePosted', 'ChargePosted', 'PaymentReceived']) await form(name)
    expect(Object.keys((await invoice())?.charges ?? {})).toHaveLength(2)
    expect((await invoice())?.balance).toBe(0)
    for (const name of ['HoldReleased', 'ChargeReversed', 'PaymentReversed'])
      expect(await form(name)).toBe('/invoices/erp%3AP-BACK')
    const after = await invoice()
    expect(Object.values(after?.holds ?? {})).toEqual([expect.objectContaining({ releasedAt: expect.any(String) })])
    expect(Object.values(after?.charges ?? {}).map(({ reversed }) => reversed)).toContain(true)
    expect(after?.paid).toBeLessThan(owed)
  })

  it('speaks of the invoices a debtor has, or of the debtor alone', async () => {
    await issue('P-THEIRS')
    const { tab } = await open('/publish?event=CreditNoteIssued&debtor=erp%3AD-1')
    expect((await readPortfolio(rehearsal)).invoices.map(({ invoice }) => invoice.id)).toContain(
      await tab.locator('[id="f.invoice"]').inputValue(),
    )
    await tab.close()
    expect(await publishFrom('/publish?event=HoldPlaced&debtor=erp%3AD-1')).toBe('/debtors/erp%3AD-1')
    expect(await publishFrom('/publish?event=HoldReleased&debtor=erp%3AD-1')).toBe('/debtors/erp%3AD-1')
    const held = (await readPortfolio(rehearsal)).debtor('erp:D-1').holds
    expect(
      Object.values(held).filter(({ author, releasedAt }) => author !== 'puntual' && releasedAt === undefined),
    ).toEqual([])
  })

  it('says beside the field what the contract does not take, and sends it only when asked again', async () => {
    const { tab, wrong } = await open('/publish?event=InvoiceIssued')
    await tab.getByLabel('total.amount').fill('250.000,00')
    await tab.getByRole('button', { name: 'Publicar', exact: true }).click()
    const field = tab.locator('.field', { hasText: 'total.amount' })
    expect(await field.locator('.problems').innerText()).toContain('un número entero de centavos')
    expect(await field.locator('.problems').innerText()).toContain('250.000,00')
    expect(await field.locator('input').inputValue()).toBe('250.000,00')

    await tab.getByLabel('Enviar igual').check()
    await tab.getByRole('button', { name: 'Publicar', exact: true }).click()
    expect(new URL(tab.url()).pathname).toBe('/refused')
    expect(await tab.locator('.problems').last().innerText()).toContain('250.000,00')
    expect(wrong).toEqual([
      'console error: Failed to load resource: the server responded with a status of 422 (Unprocessable Entity)',
    ])
    await tab.close()
  })
})

describe('the page as a guest of a browser', () => {
  it('takes forms from itself only', async () => {
    const before = rehearsal.world.now()
    const { origin, host } = new URL(page.url)
    expect(await post({ origin: 'http://evil.example' })).toBe(403)
    expect(await post({ origin: 'null' })).toBe(403)
    expect(await post({})).toBe(403)
    expect(await post({ origin, 'sec-fetch-site': 'cross-site' })).toBe(403)
    expect(await post({ origin: `http://evil.example`, host: 'evil.example' })).toBe(421)
    expect(rehearsal.world.now()).toBe(before)
    expect(await post({ origin, host, 'sec-fetch-site': 'same-origin' })).toBe(303)
    await live.rest()
    expect(rehearsal.world.now()).toBe(before + DAY)
  })

  it('leads nowhere but to itself, whatever a form asks for', async () => {
    const { origin } = new URL(page.url)
    const headers = { origin, 'content-type': 'application/x-www-form-urlencoded' }
    for (const back of ['//evil.example/', 'https://evil.example/', '/\\evil.example']) {
      const body = new URLSearchParams({ go: 'stop', back })
      const answer = await fetch(`${origin}/clock`, { method: 'POST', headers, body, redirect: 'manual' })
      expect(answer.headers.get('location')).toBe('/')
    }
  })

  it('fits a phone of 390 px, asks nobody else for anything, and complains about nothing', async () => {
    const { tab, wrong } = await open('/')
    await tab.setViewportSize({ width: 390, height: 844 })
    for (const path of ['/', '/invoices/erp%3AF-1', '/debtors/erp%3AD-1', ...NAMES_IN.map(formOf)]) {
      await tab.goto(new URL(path, page.url).href)
      const wider = await tab.evaluate('document.documentElement.scrollWidth - window.innerWidth')
      expect({ path, wider, wrong }).toEqual({ path, wider: 0, wrong: [] })
    }
    await tab.goto(new URL('/debtors/erp%3AD-1', page.url).href)
    const bottom = "document.querySelector('.more').getBoundingClientRect().bottom"
    const gap = await tab.evaluate(`document.querySelector('.panels').getBoundingClientRect().top - ${bottom}`)
    expect(gap).toBeGreaterThanOrEqual(16)
    await tab.close()
  })

  it('has never broken the rehearsal', () => {
    expect(faults).toEqual([])
  })
})

/** An invoice of Ana's, recorded. */
async function issue(number: string, total = { amount: 25000000, currency: 'COP' }): Promise<void> {
  const [issueDate, dueDate] = ['2026-06-01', '2026-12-15']
  await tell('InvoiceIssued', { invoice: `erp:${number}`, debtor: 'erp:D-1', total, issueDate, dueDate })
  await live.rest()
}

/** Publishes a form as it is, and gives where that leads. */
async function publishFrom(path: string): Promise<string> {
  const { tab } = await open(path)
  await tab.getByRole('button', { name: 'Publicar', exact: true }).click()
  // A tab that is closed while it loads can keep Chromium waiting for a minute.
  await tab.waitForLoadState()
  const { pathname } = new URL(tab.url())
  await tab.close()
  return pathname
}

const formOf = (name: string) => `/publish?event=${name}`

const post = (headers: Readonly<Record<string, string>>): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const type = { 'content-type': 'application/x-www-form-urlencoded' }
    const sent = request(
      new URL('/clock', page.url),
      { method: 'POST', headers: { ...type, ...headers } },
      (answer) => {
        answer.resume()
        resolve(answer.statusCode)
      },
    )
    sent.on('error', reject)
    sent.end('go=day')
  })
