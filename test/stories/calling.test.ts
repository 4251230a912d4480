import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { calling } from '../../lib/aws/calling.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { renderCall } from '../../lib/cli/call-commands.ts'
import { callAbout } from '../../lib/cli/page/call.ts'
import { visitOf } from '../../lib/cli/page/visit.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { placeCall } from '../../lib/usecases/place-call.ts'
import { type Story, stories, tell } from './story.ts'
import type { Said } from './upstream.ts'

stories()

const catalog = compileCatalog('catalog')
const made = (contact: string, more: object = {}): Said => ({
  name: 'ContactMade',
  detail: {
    contact: `crm:${contact}`,
    debtor: 'erp:Ana',
    channel: 'call',
    author: 'laura',
    result: 'reached',
    ...more,
  },
})

/** The evidence that Ana allowed calls does not hold. */
const takenBack: Said = { name: 'ConsentChanged', detail: { debtor: 'erp:Ana', scope: 'call', status: 'unknown' } }

/** Somebody of the team asks to call about an invoice's task; what the terminal answers, its first line first. */
async function asksToCall({ stage, now }: Story, id = 'F-1'): Promise<string[]> {
  const { endpoint, deployed } = stage.rehearsal
  const credentials = { accessKeyId: 'collector', secretAccessKey: 'collector' }
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
  const { LedgerTable: ledger = '', DebtorsTable: debtors = '', CatalogTable: shelf = '' } = deployed.outputs
  const task = await new StaffLedger(client, ledger).task(`collect/erp:${id}/1`)
  if (!task) throw new Error(`there is no task about ${id}`)
  const placed = await placeCall(
    calling(client, { ledger, debtors, catalog: shelf }, catalog, { now: () => now }),
    task,
    'laura',
  )
  client.destroy()
  return renderCall(placed, task.id, 'Comercial Andina', wordsFor('es')).split('\n')
}

/** The same button on the page: what it answers. */
async function asksOnThePage({ stage, now }: Story, form: Record<string, string>): Promise<string> {
  const { endpoint, deployed } = stage.rehearsal
  const credentials = { accessKeyId: 'collector', secretAccessKey: 'collector' }
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
  const { LedgerTable: ledger = '', DebtorsTable: debtors = '', CatalogTable: shelf = '' } = deployed.outputs
  const house = calling(client, { ledger, debtors, catalog: shelf }, catalog, { now: () => now })
  const options = { staff: new StaffLedger(client, ledger), calls: { calling: house, names: {} } }
  const visit = () => visitOf(new URL('http://127.0.0.1/call'), wordsFor('es'), now)
  const reply = await callAbout(options, new URLSearchParams(form), visit)
  client.destroy()
  return reply.kind === 'page' ? (reply.room?.content.text ?? '') : reply.kind === 'refused' ? reply.reason : reply.to
}

/** Ana owes so much that a person is to call her, and has allowed calls; today is Wednesday, 17 June, noon. */
async function aboutALot(phone: string | undefined = '+573001234567'): Promise<Story> {
  const story = await tell('2026-06-01', { ana: phone ? { phone } : {} })
  await story.hear(story.consent('Ana', 'call', 'granted'))
  await story.invoice('F-1', { due: '2026-06-10', amount: 20_000_000_00 })
  await story.until('2026-06-17')
  expect(await story.tasks()).toEqual(['collect aboveLimit F-1'])
  return story
}

describe('a call', () => {
  it('shows the number, whose it is, what is owed and what to say', async () => {
    const story = await aboutALot()
    const told = (await asksToCall(story)).join('\n').replaceAll('\u00a0', ' ')
    expect(told).toMatch(/^\+573001234567 {2}titular: Ana\n/)
    expect(told).toContain('Saldo: $20.000.000')
    expect(told).toContain('¿Hablo con Ana?')
    expect((await story.debtors())[0]?.recent.map(({ channel, reserved }) => [channel, reserved])).toContainEqual([
      'call',
      true,
    ])
  })

  it('that was let through stands in the way of the next one, with the rule and its source', async () => {
    const story = await aboutALot()
    await asksToCall(story)
    const told = await asksToCall(story)
    expect(told[0]).toBe('No se puede llamar: se llegó al máximo de contactos permitidos.')
    expect(told.join('\n')).toMatch(/Regla: CO, .*\n.*Ley 2300[\s\S]*Se puede desde: 2026-06-/)
    expect(told.join('\n')).not.toContain('+57')
  })

  it.each<[string, string, (story: Story) => Promise<void>]>([
    ['at night', 'a esta hora', (story) => story.until('2026-06-17 21:30')],
    ['after the payment', 'ya está pagada', (story) => story.pays('F-1')],
    ['while the invoice is held', 'está suspendida', (story) => story.hear(story.hold('H-1', { invoice: 'F-1' }))],
    ['while the debtor is held', 'está suspendido', (story) => story.hear(story.hold('H-1', { debtor: 'Ana' }))],
    ['without the consent that the law asks for', 'no ha autorizado', (story) => story.hear(takenBack)],
    ['after everything was stopped', 'pidió no recibir', (story) => story.hear(story.consent('Ana', 'all', 'revoked'))],
    ['after calls were stopped', 'pidió no recibir', (story) => story.hear(story.consent('Ana', 'call', 'revoked'))],
  ])('%s is refused, without a number', async (_, reason, before) => {
    const story = await aboutALot()
    await before(story)
    const told = (await asksToCall(story)).join('\n')
    expect(told).toContain(reason)
    expect(told).not.toContain('+57')
  })

  it('is asked for on the page with the same answer', async () => {
    const story = await aboutALot()
    const task = 'collect/erp:F-1/1'
    expect(await asksOnThePage(story, { task, author: '' })).toContain('who makes it')
    expect(await asksOnThePage(story, { task, author: 'laura' })).toContain('+573001234567')
    expect(await asksOnThePage(story, { task, author: 'luis' })).toContain('se llegó al máximo')
  })

  it('needs a number', async () => {
    const story = await aboutALot('')
    expect((await asksToCall(story)).join('\n')).toContain('no hay por dónde')
  })
})

describe('a contact outside', () => {
  it('takes the place of a reminder, and is on the timeline', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-17 07:30')
    await story.hear(made('C-1'))
    await story.hear(made('C-1'))
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.silences()).toContain('F-1 reminder-1 cap')
    const { endpoint, deployed } = story.stage.rehearsal
    const credentials = { accessKeyId: 'collector', secretAccessKey: 'collector' }
    const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
    const file = await new StaffLedger(client, String(deployed.outputs.LedgerTable)).file('erp:F-1')
    client.destroy()
    expect(file?.lines.filter(({ kind }) => kind === 'contact')).toMatchObject([
      { contact: { contact: 'crm:C-1', result: 'reached', author: 'laura', conversation: true } },
    ])
  })
})
