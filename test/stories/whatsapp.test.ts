import { describe, expect, it, onTestFinished } from 'vitest'
import { exportedRows } from '../../lib/cli/lake/fill-lake.ts'
import { textNamed } from '../../lib/domain/text-name.ts'
import { wamidOf } from '../../lib/rehearsal/mail/wamid.ts'
import { heldIn } from '../personal-values.ts'
import { heardBy } from './heard-by.ts'
import { type Story, stories, tell } from './story.ts'

stories()

const NUMBER = '+525512345678'
const MEXICAN = { country: 'MX', language: 'es-CO', zone: 'America/Mexico_City' }

/** Ana is on WhatsApp and owes F-1 since the 4th: her first reminder is due on Monday the 8th. */
async function onWhatsApp(consents: readonly string[], ana: object = { mail: false }): Promise<Story> {
  const story = await tell('2026-06-05', { zone: MEXICAN.zone, ana: { ...MEXICAN, consents, ...ana } })
  const point = { channel: 'whatsapp', address: NUMBER }
  await story.hear({ name: 'ContactPointUpserted', detail: { debtor: 'erp:Ana', contactPoint: 'wa', point } })
  await story.invoice('F-1', { due: '2026-06-04' })
  return story
}

/** An answer on WhatsApp that a help desk hands on with the id that Meta gave it. */
const answerOfDesk = (reply: string) => ({
  name: 'ReplyReceived',
  detail: { reply, channel: 'whatsapp', from: NUMBER, text: 'Mejor el lunes' },
})

const receipts = async (story: Story) =>
  (await story.books()).touches.map(
    ({ template, status, receipt }) => `${textNamed(template).text} ${status} ${receipt?.status}`,
  )

describe('a debtor who agreed to WhatsApp', () => {
  it('reads the approved template, and its statuses come back by touch', async () => {
    const story = await onWhatsApp(['whatsapp'])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-08 whatsapp reminder-1 F-1'])
    const [letter] = await story.letters()
    expect(letter?.text.trim()).toBe(
      'Hola, Ana. Le escribe Comercial Andina: tiene un pago pendiente desde el 4 de junio. A todos se nos pasa una fecha alguna vez; puede ponerse al día aquí: +57 601 555 0100. Si ya pagó, gracias. Para no recibir más mensajes, responda BAJA.',
    )
    expect(await receipts(story)).toEqual(['reminder-1 sent read'])
    expect(await story.deliveries()).toEqual([
      'whatsapp sent sent',
      'whatsapp delivered delivered',
      'whatsapp read read',
    ])
  })

  it('stops it by answering BAJA, on WhatsApp alone', async () => {
    const story = await onWhatsApp(['whatsapp', 'email'], {})
    await story.hear({ name: 'PreferenceChanged', detail: { debtor: 'erp:Ana', channel: 'whatsapp' } })
    await story.until('2026-06-09')
    story.stage.rehearsal.whatsapp.hear(NUMBER, 'BAJA', 'in-1')
    await story.until('2026-06-16')
    expect(await story.stops()).toEqual(['whatsapp'])
    expect(await story.messages()).toEqual(['2026-06-08 whatsapp reminder-1 F-1', '2026-06-15 email reminder-2 F-1'])
  })

  it('who answers anything else is left to a person, with what was written on the timeline', async () => {
    const story = await onWhatsApp(['whatsapp'])
    await story.until('2026-06-09')
    story.stage.rehearsal.whatsapp.hear(NUMBER, 'Pago el viernes', 'in-2')
    await story.until('2026-06-10')
    expect(await story.tasks()).toEqual(['answer reply Ana'])
    expect(await story.answers('F-1')).toEqual(['Pago el viernes'])
  })

  it('has the number, which Meta writes into its ids, in no event, log, history or row of the lake', async () => {
    const story = await onWhatsApp(['whatsapp'])
    await story.until('2026-06-09')
    const { rehearsal } = story.stage
    rehearsal.whatsapp.hear(NUMBER, 'Pago el viernes', 'in-1')
    await story.hear(answerOfDesk(wamidOf(NUMBER, 'in-2').replace(/\W/g, '')))
    await story.until('2026-06-10')
    expect(await story.answers('F-1')).toHaveLength(2)
    const inside = JSON.stringify(await story.everything())
    expect(heldIn(inside, [NUMBER])).toEqual([NUMBER])
    const functions = rehearsal.deployed.ofType('AWS::Lambda::Function')
    const outside = {
      events: story.heard,
      logs: functions.flatMap(({ name }) => rehearsal.functions.logs(name)),
      histories: rehearsal.machines.executions(),
      lake: await exportedRows(rehearsal, MEXICAN.zone),
    }
    for (const [where, told] of Object.entries(outside)) {
      const text = JSON.stringify(told)
      expect(text.length, where).toBeGreaterThan(500)
      expect(heldIn(text, [NUMBER]), where).toEqual([])
    }
  })

  it('has it an hour later, once, when the provider is down at that time', async () => {
    const story = await onWhatsApp(['whatsapp'])
    story.provider(NUMBER, 'THROTTLED', 1)
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-08 whatsapp reminder-1 F-1'])
    expect(await story.touches()).toEqual(['reminder-1 released', 'reminder-1 sent'])
  })

  it('and has no account there gets the next channel, whose number may be the same', async () => {
    const story = await onWhatsApp(['whatsapp', 'sms'], { mail: false, phone: NUMBER })
    story.provider(NUMBER, 'bounce', 1)
    await story.until('2026-06-10')
    expect(await story.messages()).toEqual(['2026-06-08 whatsapp reminder-1 F-1', '2026-06-09 sms reminder-1 F-1'])
    expect(await receipts(story)).toEqual(['reminder-1 failed bounced', 'reminder-1 sent delivered'])
  })
})

/** The same, of whose messages nothing has been reported yet. */
async function unreported(consents: readonly string[], ana: object = { mail: false }) {
  const story = await onWhatsApp(consents, ana)
  const { whatsapp } = story.stage.rehearsal
  const usual = whatsapp.delay
  whatsapp.delay = 365 * 24 * 3_600_000
  onTestFinished(() => {
    whatsapp.delay = usual
  })
  await story.until('2026-06-09 07:00')
  const [touch] = (await story.books()).touches
  return { story, touch: touch?.id }
}

describe('an account that WhatsApp knows by an old number', () => {
  it('is stopped by SAIR from Belo Horizonte, and a message that nobody can read hides no other', async () => {
    const brazilian = { country: 'BR', language: 'pt-BR', zone: 'America/Sao_Paulo' }
    const story = await tell('2026-06-05', { zone: brazilian.zone, ana: { ...brazilian, consents: ['whatsapp'] } })
    const point = { channel: 'whatsapp', address: '+5531987654321' }
    await story.hear({ name: 'ContactPointUpserted', detail: { debtor: 'erp:Ana', contactPoint: 'wa', point } })
    story.expects.refused = 1
    const written = { timestamp: String(Math.floor(story.now / 1000)), type: 'text', text: { body: 'SAIR' } }
    await story.meta({
      messages: [{ type: 'unreadable' }, { id: 'wamid.A', from: '553187654321', ...written }],
      statuses: [{ status: 'sent' }],
    })
    expect(await story.stops()).toEqual(['whatsapp'])
  })

  it('is used no more once it has none, though Meta says so of +521', async () => {
    const { story, touch } = await unreported(['whatsapp', 'sms'], { mail: false, phone: NUMBER })
    await story.meta({ statuses: [story.refusedByMeta(touch, 131026, '5215512345678')] })
    expect(await story.unreachable()).toEqual([`${NUMBER} bounced`])
    const [ana] = await story.debtors()
    expect(ana?.contactPoints.map(({ id, barred }) => `${id} ${barred ?? 'fine'}`)).toEqual([
      'phone fine',
      'wa bounced',
    ])
  })

  it('and that nobody knows leaves its answer to a person', async () => {
    const story = await onWhatsApp(['whatsapp'])
    const written = { timestamp: String(Math.floor(story.now / 1000)), type: 'text', text: { body: 'BAJA' } }
    await story.meta({
      messages: [
        { id: 'wamid.C', from: '12', ...written },
        { id: 'wamid.D', ...written },
      ],
    })
    expect(await story.tasks()).toEqual(['answer unknownSender ', 'answer unknownSender '])
  })
})

describe('what Meta refuses', () => {
  it('because its receiver asked for no more is a stop on WhatsApp, and nowhere else', async () => {
    const { story, touch } = await unreported(['whatsapp', 'sms'], { mail: false, phone: NUMBER })
    await story.meta({ statuses: [story.refusedByMeta(touch, 131050, '525512345678')] })
    await story.until('2026-06-10')
    expect(await story.stops()).toEqual(['whatsapp'])
    expect(await story.messages()).toEqual(['2026-06-08 whatsapp reminder-1 F-1', '2026-06-09 sms reminder-1 F-1'])
  })

  it('because a template is paused stops sending, so that not everybody gets a dearer text', async () => {
    const { story, touch } = await unreported(['whatsapp', 'sms'], { mail: false, phone: NUMBER })
    await story.stage.redeploy((catalog) => {
      const guard = { ...catalog.company.guard, channelFails: { atLeast: 0, percent: 0 } }
      return { ...catalog, company: { ...catalog.company, guard } }
    })
    const paused = story.refusedByMeta(touch, 132015, '525512345678')
    await story.meta({ statuses: [paused, paused] })
    expect(heardBy('ChannelFails', story)).toBe(1)
    await story.until('2026-06-10')
    expect(await story.messages()).toEqual(['2026-06-08 whatsapp reminder-1 F-1'])
    expect(await story.silences()).toContain('F-1 reminder-1 outOfBand')
  })
})

describe('a number on WhatsApp without opt-in', () => {
  it('gets nothing there, not even with a word on everything: the next channel is used', async () => {
    const story = await onWhatsApp(['all'], {})
    await story.hear({ name: 'PreferenceChanged', detail: { debtor: 'erp:Ana', channel: 'whatsapp' } })
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-08 email reminder-1 F-1'])
  })

  it('is left to a person when there is no other way', async () => {
    const story = await onWhatsApp(['all'])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['collect noConsent F-1'])
  })
})
