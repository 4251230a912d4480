import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { describe, expect, it } from 'vitest'
import { calling } from '../../lib/aws/calling.ts'
import { DynamoAdoptions } from '../../lib/aws/dynamo-adoptions.ts'
import { DynamoDebtors, DynamoPolicyShelf } from '../../lib/aws/dynamo-debtors.ts'
import { DynamoEditions } from '../../lib/aws/dynamo-editions.ts'
import { eventBus } from '../../lib/aws/event-bus.ts'
import { OpenJourneys } from '../../lib/aws/open-journeys.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { type Adopting, adopt, type Ordered } from '../../lib/cli/adopt.ts'
import { catalog } from '../../lib/cli/catalog-commands.ts'
import { reachOf } from '../../lib/cli/outside.ts'
import { renderInvoice } from '../../lib/cli/staff.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import type { Publisher } from '../../lib/ports.ts'
import { ROOT } from '../assembly.ts'
import { type Story, stories, tell } from './story.ts'

stories()

const words = wordsFor('es')

/** The bus as staff reach it, which is lost after so many orders. */
function busThatBreaks(bus: Publisher, most: number): Publisher {
  let left = most
  return {
    async publish(events) {
      await bus.publish(events.slice(0, left))
      left -= events.length
      if (left < 0) throw new Error('interrupted')
    },
  }
}

/** The tables of the story's stack, for as long as somebody looks. */
async function withTables<Answer>(
  { stage: { rehearsal } }: Story,
  look: (client: DynamoDBClient, output: (name: string) => string) => Promise<Answer>,
): Promise<Answer> {
  const client = new DynamoDBClient(reachOf(rehearsal.endpoint))
  try {
    return await look(client, (name) => rehearsal.deployed.outputs[name] ?? '')
  } finally {
    client.destroy()
  }
}

async function adopts(
  story: Story,
  policy: string | undefined,
  said: Partial<Ordered> = {},
  most = Number.POSITIVE_INFINITY,
): Promise<string> {
  const answer = await withTables(story, async (client, output) => {
    const tables = { ledger: output('LedgerTable'), debtors: output('DebtorsTable'), catalog: output('CatalogTable') }
    const events = new EventBridgeClient(reachOf(story.stage.rehearsal.endpoint))
    const outside: Adopting = {
      adoptions: new DynamoAdoptions(client, tables.catalog),
      bus: busThatBreaks(eventBus(events, output('EventBusName'), 'staff'), most),
      caller: async () => 'staff',
      calling: (compiled, clock) => calling(client, tables, compiled, clock),
      debtors: new DynamoDebtors(client, tables.debtors),
      deployedEdition: () => output('Edition'),
      editions: new DynamoEditions(client, tables.catalog),
      now: async () => story.now,
      openJourneys: new OpenJourneys(client, tables.ledger),
      shelf: new DynamoPolicyShelf(client, tables.catalog),
    }
    return adopt(policy, { all: false, yes: false, ...said }, ROOT, async () => outside, words)
  })
  await story.minutes(1)
  return answer
}

const moves = (told: string): string[] =>
  told.match(/^ {2}erp:.*$/gm)?.map((line) => line.replaceAll(/\s+/g, ' ').trim()) ?? []

/** What a person reads of an invoice. */
const fileOf = (story: Story, id: string): Promise<string> =>
  withTables(story, async (client, output) => {
    const file = await new StaffLedger(client, output('LedgerTable')).file(`erp:${id}`)
    if (!file) throw new Error(`there is no invoice ${id}`)
    return renderInvoice(file, words)
  })

const historyOf = (story: Story): Promise<string> =>
  withTables(story, (client, output) => {
    const stack = async () => ({
      adoptions: new DynamoAdoptions(client, output('CatalogTable')),
      caller: async () => 'staff',
      editions: new DynamoEditions(client, output('CatalogTable')),
      deployedEdition: () => output('Edition'),
      now: async () => story.now,
    })
    return catalog(['history'], { yes: false }, ROOT, stack, words)
  })

/** Ana owes F-1 and F-2 since the 1st and has had the first reminder of both; Luis is not due yet. */
async function afterTheFirst(): Promise<Story> {
  const story = await tell('2026-06-02')
  await story.debtor('Luis', { mail: 'luis@cliente.example', segment: 'retail' })
  await story.invoice('F-1', { due: '2026-06-01' })
  await story.invoice('F-2', { due: '2026-06-01' })
  await story.invoice('L-1', { due: '2026-06-20', debtor: 'Luis' })
  await story.until('2026-06-05')
  expect(await story.messages()).toEqual(['2026-06-03 email reminder-1 F-1 F-2'])
  return story
}

describe('journeys that follow another policy', () => {
  it('go on by its days, and hear nothing twice', async () => {
    const story = await afterTheFirst()
    const plan = await adopts(story, 'consumer-flexible')
    expect(moves(plan)).toEqual(
      expect.arrayContaining([
        'erp:F-1 reminder-2 2026-06-10 → reminder-2 2026-06-30',
        'erp:L-1 before-due 2026-06-17 → before-due 2026-06-17',
      ]),
    )
    expect(plan).toContain('Nada ha cambiado')
    const typos: readonly (readonly [Partial<Ordered>, RegExp])[] = [
      [{ of: 'nope' }, /^--of is "nope"; it must be one of .*consumer-instalments/],
      [{ segment: 'retial', by: 'carla', yes: true }, /^--segment is "retial"; it must be one of .*retail/],
      [{ invoice: 'erp:NOPE' }, /^--invoice is "erp:NOPE", and no invoice of that name has a journey that runs/],
    ]
    for (const [said, why] of typos) await expect(adopts(story, 'consumer-flexible', said)).rejects.toThrow(why)
    expect(await adopts(story, 'consumer-flexible', { of: 'b2b-30-days' })).toContain('No hay nada que cambiar')
    const done = await adopts(story, 'consumer-flexible', { invoice: 'erp:F-1', by: 'carla', yes: true })
    expect(moves(done)).toHaveLength(1)
    await story.until('2026-07-01')
    expect(await story.messages()).toEqual([
      '2026-06-03 email reminder-1 F-1 F-2',
      '2026-06-10 email reminder-2 F-2',
      '2026-06-17 email reminder-3 F-2',
      '2026-06-17 email before-due L-1',
      '2026-06-22 email reminder-1 L-1',
      '2026-06-30 email reminder-2 F-1',
      '2026-06-30 email reminder-2 L-1',
    ])
    expect(await fileOf(story, 'F-1')).toMatch(
      /La gestión sigue otra política: consumer-instalments \w{16} → consumer-flexible \w{16}\n/,
    )
    await story.pays('F-1')
    await story.until('2026-07-02')
    expect(await story.outcome('F-1')).toBe('settled')
  })

  it('are found again where the order was interrupted, and moved once', async () => {
    const story = await afterTheFirst()
    const order = { by: 'carla', reason: 'quincena', yes: true, of: 'consumer-instalments' }
    await expect(adopts(story, 'consumer-flexible', order, 1)).rejects.toThrow('interrupted')
    await story.minutes(1)
    const again = await adopts(story, 'consumer-flexible', order)
    expect(moves(again)).toHaveLength(2)
    expect(moves(await adopts(story, 'consumer-flexible', order))).toEqual([])
    expect(await adopts(story, 'consumer-flexible')).toMatch(/Ya la siguen +3/)
    const lines = await Promise.all(['F-1', 'F-2', 'L-1'].map((id) => fileOf(story, id)))
    for (const file of lines) expect(file.match(/sigue otra política/g)).toHaveLength(1)
    const history = await historyOf(story)
    const told = 'adopt consumer-flexible --of consumer-instalments  carla [staff]: quincena'
    expect(history).toContain(`${told} (sin terminar: córrala otra vez)`)
    expect(history).toContain(`${told} (2 gestiones)`)
    // The third order moved nothing, and is none.
    expect(history.split('\n')).toHaveLength(3)
  })

  it('say one message for all that is late in a quicker schedule', async () => {
    const story = await tell('2026-06-02')
    await story.invoice('F-1', { due: '2026-06-01' })
    await story.until('2026-06-03')
    await adopts(story, 'consumer-flexible', { by: 'carla', yes: true })
    await story.until('2026-06-24')
    expect(await story.messages()).toEqual(['2026-06-03 email reminder-1 F-1'])
    const plan = await adopts(story, 'consumer-strict', { by: 'carla', yes: true })
    expect(moves(plan)).toEqual(['erp:F-1 reminder-2 2026-06-30 → reminder-2 2026-06-24'])
    await story.until('2026-07-10')
    expect((await story.messages()).slice(1)).toEqual([
      '2026-06-24 email reminder-2 F-1',
      '2026-06-30 email reminder-3 F-1',
    ])
  })

  it.each([
    ['consumer-flexible', '2026-06-30'],
    ['consumer-strict', '2026-06-10'],
  ])('lose no reminder that was on its way and did not leave: %s', async (policy, day) => {
    const story = await afterTheFirst()
    await story.pays('F-2')
    const order = { invoice: 'erp:F-1', policy, adoption: 'A-1', author: 'carla' }
    const ordered = () => story.say({ name: 'PolicyAdopted', detail: order })
    story.troubles.mailIsRejectedWhile(ordered, 5_000, 'throttled')
    await story.until('2026-06-10')
    expect(await fileOf(story, 'F-1')).toContain(policy)
    await story.until('2026-07-01')
    const second = (await story.messages()).filter((line) => line.endsWith('reminder-2 F-1'))
    expect(second).toEqual([`${day} email reminder-2 F-1`])
  })

  it('are named soundly', async () => {
    const story = await afterTheFirst()
    await expect(adopts(story, 'gentle')).rejects.toThrow('POLICY is "gentle"; it must be one of b2b-30-days')
    await expect(adopts(story, undefined, { entity: 'acme' })).rejects.toThrow('--entity is "acme"')
    await expect(adopts(story, undefined, { invoice: 'F-1' })).rejects.toThrow('"F-1"')
    await expect(adopts(story, 'consumer-flexible', { yes: true })).rejects.toThrow('--by')
    expect(moves(await adopts(story, 'consumer-strict', { segment: 'retail' }))).toHaveLength(1)
    expect(await adopts(story, undefined)).toContain('No hay nada que cambiar.')
  })
})
