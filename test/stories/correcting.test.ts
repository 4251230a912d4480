import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs'
import { describe, expect, it } from 'vitest'
import { DynamoDebtors } from '../../lib/aws/dynamo-debtors.ts'
import { Records } from '../../lib/aws/records.ts'
import { correct } from '../../lib/cli/correct.ts'
import { reachOf } from '../../lib/cli/outside.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { ROOT } from '../assembly.ts'
import { saySending } from './say-sending.ts'
import { type Story, stories, tell } from './story.ts'

stories()

const PHONE = '+573001234567'
const FIRST = '2026-06-01 email before-due F-1'
const WRONG = { correction: 'precios', author: 'ana', template: 'before-due', yes: true }
const SORRY = '2026-06-02 email correction '

/** Puts an order into the queue of contacts, and lets it happen. */
async function contact(story: Story, MessageBody: string, minutes = 5): Promise<void> {
  const { endpoint, deployed } = story.stage.rehearsal
  const queue = new SQSClient(reachOf(endpoint))
  await queue.send(new SendMessageCommand({ QueueUrl: deployed.outputs.ContactQueueUrl, MessageBody }))
  queue.destroy()
  if (minutes > 0) await story.minutes(minutes)
}

/** Orders a correction as staff would, and lets what is ordered happen. */
async function orders(story: Story, said: object = {}, ids: readonly string[] = []): Promise<string> {
  const { endpoint, deployed } = story.stage.rehearsal
  const { LedgerTable: ledger = '', DebtorsTable: debtors = '' } = deployed.outputs
  const client = new DynamoDBClient(reachOf(endpoint))
  const outside = {
    records: new Records(client, { ledger, debtors }),
    debtors: new DynamoDebtors(client, debtors),
    contact: (body: string) => contact(story, body, 0),
  }
  const told = await correct(ids, { ...WRONG, ...said }, ROOT, async () => outside, wordsFor('es'))
  await story.minutes(5)
  client.destroy()
  return told
}

/** Ana has had the first message about F-1; it is Tuesday the 2nd, in office hours unless told. */
async function afterTheFirst(at = '10:00', ana: object = { phone: PHONE }) {
  const story = await tell('2026-06-01', { ana })
  await story.invoice('F-1', { due: '2026-06-04' })
  await story.until(`2026-06-02 ${at}`)
  return story
}

describe('a message that was a mistake', () => {
  it('is shown with whom it reached and what would be said, before anything is ordered', async () => {
    const story = await afterTheFirst()
    const told = await orders(story, { yes: false })
    expect(told).toMatch(/recibirían la disculpa\s+1/)
    expect(told).toContain('El mensaje que le enviamos el 1 de junio fue un error nuestro.')
    expect(told).toContain('--correction precios --yes')
    expect(await story.messages()).toEqual([FIRST])
  })

  it('is corrected once, to where it went, without a sum, and stands on the timeline', async () => {
    const story = await afterTheFirst()
    await orders(story)
    expect(await orders(story)).toMatch(/^0 disculpas/)
    expect(await story.messages()).toEqual([FIRST, SORRY])
    const [, letter] = await story.letters()
    expect(letter?.text).toContain('Le pedimos disculpas')
    expect(letter?.text).not.toMatch(/F-1|250\.000|pague|pago/i)
    expect(await story.corrected('F-1')).toEqual(['ana sent'])
  })

  it('is corrected once though the order comes twice at the same moment', async () => {
    const story = await afterTheFirst()
    await Promise.all([orders(story), orders(story)])
    expect(await story.messages()).toEqual([FIRST, SORRY])
  })

  it('is corrected once though its reader was found to be another debtor since', async () => {
    const story = await afterTheFirst()
    await orders(story)
    await story.debtor('Bea', { mail: 'ana@cliente.example' })
    await story.hear({ name: 'DebtorMerged', detail: { debtor: 'erp:Bea', merged: 'erp:Ana' } })
    await story.until('2026-06-03 10:00')
    const again = { correction: 'precios', touch: (await story.books()).touches[0]?.id, author: 'ana' }
    expect(await orders(story)).toMatch(/^0 disculpas/)
    await contact(story, JSON.stringify(again))
    expect(await story.messages()).toEqual([FIRST, SORRY])
  })

  it('reaches with the same order whoever a provider would not take it for at first', async () => {
    const story = await afterTheFirst()
    story.provider('ana@cliente.example', 'THROTTLED', 1)
    await orders(story)
    expect(await story.messages()).toEqual([FIRST])
    expect(await orders(story)).toMatch(/^1 disculpas/)
    expect(await story.messages()).toEqual([FIRST, SORRY])
    expect(await orders(story)).toMatch(/^0 disculpas/)
  })

  it('under another name is another mistake', async () => {
    const story = await afterTheFirst()
    await orders(story)
    await orders(story, { correction: 'fechas' })
    expect(await story.messages()).toEqual([FIRST, SORRY, SORRY])
  })

  it('waits for the same order at an hour that the law allows', async () => {
    const story = await afterTheFirst('21:30')
    await orders(story)
    expect(await story.messages()).toEqual([FIRST])
    expect(await story.silences()).toContain('F-1 correction hours')
    await story.until('2026-06-03 09:00')
    await orders(story)
    expect(await story.messages()).toEqual([FIRST, '2026-06-03 email correction '])
  })

  it('is not corrected with whoever stopped that channel, by any other way', async () => {
    const story = await afterTheFirst()
    await story.hear({ name: 'ConsentChanged', detail: { debtor: 'erp:Ana', scope: 'email', status: 'revoked' } })
    await orders(story)
    expect(await story.messages()).toEqual([FIRST])
    expect(await story.silences()).toContain('F-1 correction optedOut')
  })

  it('is not corrected while the switch is down', async () => {
    const story = await afterTheFirst()
    await saySending(story, { kind: 'stop', cause: 'killSwitch' })
    await orders(story)
    expect(await story.messages()).toEqual([FIRST])
    await saySending(story, { kind: 'resume' })
    await orders(story)
    expect(await story.messages()).toEqual([FIRST, SORRY])
  })

  it('on WhatsApp is corrected in a template of its own', async () => {
    const zone = 'America/Mexico_City'
    const ana = { country: 'MX', language: 'es-CO', zone, consents: ['whatsapp'], mail: false as const }
    const story = await tell('2026-06-05', { zone, ana })
    const point = { channel: 'whatsapp', address: '+525512345678' }
    await story.hear({ name: 'ContactPointUpserted', detail: { debtor: 'erp:Ana', contactPoint: 'wa', point } })
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-09')
    await orders(story, { template: 'reminder-1' })
    const [, letter] = await story.letters()
    expect(letter?.text).toContain('Le escribe Comercial Andina: el mensaje que le enviamos el 8 de junio fue un error')
  })

  it.each([
    ['nobody', { author: '' }, 'say who corrects'],
    ['a mistake without a name', { correction: 'a b' }, 'say who corrects'],
    ['no message at all', { template: undefined }, 'say which messages were wrong'],
    ['a day that is none', { since: 'ayer' }, '--since is "ayer"'],
  ])('is refused at the door with %s', async (_, said, sentence) => {
    const nobody = () => Promise.reject(new Error('nobody asks the stack'))
    await expect(correct([], { ...WRONG, ...said }, ROOT, nobody, wordsFor('es'))).rejects.toThrow(sentence)
  })
})
