import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { reachOf } from '../../lib/cli/outside.ts'
import { renderTasks } from '../../lib/cli/staff.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { stories, tell } from './story.ts'

stories()

const PHONE = '+573001234567'
const MAIL = 'ana@cliente.example'
const answers = (text: string, more: object = {}) => ({
  name: 'ReplyReceived',
  detail: { reply: 'R-1', channel: 'email', from: MAIL, text, ...more },
})

/** Ana has had the first message about F-1; the next goes out on Tuesday the 9th, after a holiday. */
async function afterTheFirst(ana: object = { phone: PHONE }) {
  const story = await tell('2026-06-01', { ana })
  await story.invoice('F-1', { due: '2026-06-04' })
  await story.until('2026-06-02')
  return story
}

describe('a stop word', () => {
  it('by text stops texts before the next one, and leaves e-mail', async () => {
    const story = await afterTheFirst({ mail: false, phone: PHONE })
    await story.texts(PHONE, 'BAJA por favor')
    expect(await story.stops()).toEqual(['sms'])
    expect(await story.tasks()).toEqual([])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 sms before-due F-1'])
  })

  it('by e-mail stops e-mail', async () => {
    const story = await afterTheFirst()
    await story.hear(answers('Cancelar los correos\n\nEl lun, 1 jun 2026, Cartera escribió:\n> Su factura'))
    expect(await story.stops()).toEqual(['email'])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1', '2026-06-09 sms reminder-1 F-1'])
  })

  it('with "todo" stops every channel', async () => {
    const story = await afterTheFirst()
    await story.texts(PHONE, 'ALTO a todo')
    expect(await story.stops()).toEqual(['all'])
  })

  it('about calls stops calls, and no text', async () => {
    const story = await afterTheFirst({ mail: false, phone: PHONE })
    await story.texts(PHONE, 'No me llamen más')
    expect(await story.stops()).toEqual(['call'])
    expect(await story.tasks()).toEqual([])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 sms before-due F-1', '2026-06-09 sms reminder-1 F-1'])
  })

  it('stops everybody who has that number', async () => {
    const story = await afterTheFirst()
    await story.debtor('Luis', { phone: PHONE })
    await story.debtor('Eva', { phone: '+573007654321' })
    await story.texts(PHONE, 'STOP')
    expect(await story.stops('Ana')).toEqual(['sms'])
    expect(await story.stops('Luis')).toEqual(['sms'])
    expect(await story.stops('Eva')).toEqual([])
  })

  it('finds its debtors without a number or an address in any key', async () => {
    const story = await afterTheFirst()
    const keys = JSON.stringify(await story.everything()).match(/"(pk|sk)":[^,}]*/g) ?? []
    expect(keys.length).toBeGreaterThan(10)
    expect(keys.filter((key) => key.includes(PHONE) || key.includes(MAIL))).toEqual([])
  })

  it('of a number that is somebody else’s by now stops nobody who had it once', async () => {
    const story = await afterTheFirst()
    await story.debtor('Ana', { phone: '+573007654321' })
    await story.texts(PHONE, 'STOP')
    expect(await story.stops('Ana')).toEqual([])
    expect(await story.tasks()).toEqual(['answer unknownSender '])
  })

  it('holds against a message that is being claimed at that moment', async () => {
    const story = await afterTheFirst({ mail: false, phone: PHONE })
    await story.until('2026-06-09 06:00')
    story.troubles.duringClaim(async () => {
      void story.texts(PHONE, 'STOP')
    }, 20_000)
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 sms before-due F-1'])
  })
})

describe('any other answer', () => {
  it('holds the debtor for two business days, opens a task, and then the journey goes on', async () => {
    const story = await afterTheFirst()
    await story.until('2026-06-05')
    await story.hear(answers('¿Me pueden mandar otra vez la factura?'))
    expect(await story.tasks()).toEqual(['answer reply Ana'])
    const [ana] = await story.debtors()
    // A Friday before a holiday: Tuesday and Wednesday are for whoever answers.
    expect(ana?.holds['reply/R-1']).toMatchObject({
      author: 'puntual',
      reason: 'reply',
      until: '2026-06-11T05:00:00.000Z',
    })
    await story.until('2026-06-10')
    const heldSince = ['2026-06-01 email before-due F-1', '2026-06-05 email acknowledgement ']
    expect(await story.messages()).toEqual(heldSince)
    expect(await story.silences()).toContain('F-1 reminder-1 debtorHold')
    await story.until('2026-06-12')
    expect(await story.messages()).toEqual([...heldSince, '2026-06-11 email reminder-1 F-1'])
  })

  it('that the debt is paid, which "cancelar" says in Colombia, is no stop', async () => {
    const story = await afterTheFirst({ mail: false, phone: PHONE })
    await story.texts(PHONE, 'Ya cancelé')
    expect(await story.stops()).toEqual([])
    expect(await story.tasks()).toEqual(['answer reply Ana'])
  })

  it('told twice is one hold and one task', async () => {
    const story = await afterTheFirst()
    await story.hear(answers('Ya pagué'))
    await story.hear(answers('Ya pagué'))
    expect(await story.tasks()).toEqual(['answer reply Ana'])
    const [ana] = await story.debtors()
    expect(Object.keys(ana?.holds ?? {})).toEqual(['reply/R-1'])
  })

  it('stands on the timeline of the invoice, word for word, and in no event of ours', async () => {
    const story = await afterTheFirst()
    await story.hear(answers('Ya pagué ayer, revisen'))
    expect(await story.answers('F-1')).toEqual(['Ya pagué ayer, revisen'])
    expect(JSON.stringify(story.heard)).not.toContain('revisen')
    const lines = story.stage.rehearsal.deployed
      .ofType('AWS::Lambda::Function')
      .flatMap(({ name }) => story.stage.rehearsal.functions.logs(name))
    expect(JSON.stringify(lines)).not.toContain('revisen')
  })

  it('that also asks to stop does both', async () => {
    const story = await afterTheFirst()
    await story.texts(PHONE, 'STOP, ya pagué')
    expect(await story.stops()).toEqual(['sms'])
    expect(await story.tasks()).toEqual(['answer reply Ana'])
  })

  it('from nobody we know is for a person all the same', async () => {
    const story = await afterTheFirst()
    await story.texts('+573009998877', '¿Quiénes son\nustedes?')
    await story.hear(answers('Ya pagué'))
    expect((await story.tasks()).toSorted()).toEqual(['answer reply Ana', 'answer unknownSender '])
    const client = new DynamoDBClient(reachOf(story.stage.rehearsal.endpoint))
    const staff = new StaffLedger(client, story.stage.rehearsal.deployed.outputs.LedgerTable ?? '')
    const open = await staff.openTasks()
    const told = renderTasks(open, await staff.answers(open), wordsFor('es'))
    client.destroy()
    expect(told).toContain('SMS +573009998877: «¿Quiénes son ustedes?»')
    expect(told).toContain('Correo: «Ya pagué»')
    // A number and words of somebody we do not know stand in their one item, and go nowhere else.
    const theirs = (await story.everything()).filter((item) => /3009998877|Quiénes/.test(JSON.stringify(item)))
    expect(theirs).toEqual([expect.objectContaining({ sk: 'reply', from: '+573009998877' })])
  })

  it('that AWS hands over in a form we do not know is kept in quarantine', async () => {
    const story = await afterTheFirst()
    story.expects.refused = 1
    await story.texts('no number', 'hola')
    expect(await story.tasks()).toEqual([])
  })
})
