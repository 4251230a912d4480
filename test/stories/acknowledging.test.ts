import { describe, expect, it } from 'vitest'
import { saySending } from './say-sending.ts'
import { stories, tell } from './story.ts'

stories()

const PHONE = '+573001234567'
const MAIL = 'ana@cliente.example'
const answers = (reply: string, more: object = {}) => ({
  name: 'ReplyReceived',
  detail: { reply, channel: 'email', from: MAIL, text: '¿Me mandan la factura?', ...more },
})
const FIRST = '2026-06-01 email before-due F-1'
const RECEIVED = '2026-06-02 email acknowledgement '

/** Ana has had the first message about F-1; it is Tuesday the 2nd, in office hours unless told. */
async function afterTheFirst(at = '10:00', ana: object = { phone: PHONE }) {
  const story = await tell('2026-06-01', { ana })
  await story.invoice('F-1', { due: '2026-06-04' })
  await story.until(`2026-06-02 ${at}`)
  return story
}

describe('an answer by e-mail', () => {
  it('is acknowledged once, to where the message went, by no other way', async () => {
    const story = await afterTheFirst()
    await story.hear(answers('R-1'))
    await story.until('2026-06-02 12:00')
    expect(await story.messages()).toEqual([FIRST, RECEIVED])
    const [, letter] = await story.letters()
    expect(letter?.to).toBe(MAIL)
    expect(letter?.headers['auto-submitted']).toBe('auto-replied')
    expect(letter?.headers['list-unsubscribe']).toContain('http')
    expect(letter?.text).toContain('Recibimos su mensaje')
    expect(letter?.text).not.toMatch(/F-1|250\.000|pague|pago/i)
    expect(await story.acknowledged('F-1')).toEqual(['sent'])
  })

  it('told twice, and a second answer of the day, get no second one', async () => {
    const story = await afterTheFirst()
    await story.hear(answers('R-1'), answers('R-1'))
    await story.until('2026-06-02 11:00')
    await story.hear(answers('R-1'), answers('R-2'))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([FIRST, RECEIVED])
  })

  it('of a machine, or with a stop word alone, gets none', async () => {
    const story = await afterTheFirst()
    await story.hear(answers('R-1', { automatic: true }))
    await story.hear(answers('R-2', { text: 'BAJA' }))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([FIRST])
    expect(await story.tasks()).toEqual(['answer reply Ana'])
  })

  it('that also stops this channel gets none', async () => {
    const story = await afterTheFirst('10:00', { mail: false, phone: PHONE })
    await story.texts(PHONE, 'No me escriban más por aquí. ¿Me mandan la factura?')
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual(['2026-06-01 sms before-due F-1'])
  })

  it('at night gets none, not even later, and says why on the invoice', async () => {
    const story = await afterTheFirst('21:30')
    await story.hear(answers('R-1'))
    await story.until('2026-06-03 18:00')
    expect(await story.messages()).toEqual([FIRST])
    expect(await story.silences()).toContain('F-1 acknowledgement hours')
  })

  it('of somebody whom a flag protects gets none', async () => {
    const story = await afterTheFirst()
    await story.hear(story.flag('Ana', 'represented', 'raised'))
    await story.hear(answers('R-1'))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([FIRST])
    expect(await story.silences()).toContain('F-1 acknowledgement represented')
  })

  it('of somebody who has paid meanwhile is acknowledged too', async () => {
    const story = await afterTheFirst()
    await story.pays('F-1')
    await story.hear(answers('R-1', { text: 'Ya pagué' }))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([FIRST, RECEIVED])
  })

  it('from nobody we know gets none', async () => {
    const story = await afterTheFirst()
    await story.hear(answers('R-1', { from: 'nadie@otra.example' }))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([FIRST])
  })

  it.each(['between claim and send', 'between send and record'] as const)(
    'whose sender dies %s is never acknowledged twice',
    async (when) => {
      const story = await afterTheFirst()
      story.troubles.senderDies(when)
      await story.hear(answers('R-1'))
      await story.until('2026-06-02 13:00')
      expect(await story.messages()).toEqual(when === 'between claim and send' ? [FIRST] : [FIRST, RECEIVED])
      // The provider's own report says that the second one left after all.
      expect(await story.acknowledged('F-1')).toEqual([when === 'between claim and send' ? 'unknown' : 'sent'])
    },
  )
})

describe('an answer to no message of ours', () => {
  /** F-1 is due in a month: nobody has written to Ana yet. */
  async function beforeTheFirst(at = '10:00') {
    const story = await tell('2026-06-01', { ana: { phone: PHONE } })
    await story.invoice('F-1', { due: '2026-06-30' })
    await story.until(`2026-06-02 ${at}`)
    return story
  }

  it('is acknowledged to where it came from, once', async () => {
    const story = await beforeTheFirst()
    await story.hear(answers('R-1'), answers('R-1'))
    await story.until('2026-06-02 12:00')
    await story.hear(answers('R-2'))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([RECEIVED])
    const [letter] = await story.letters()
    expect(letter?.to).toBe(MAIL)
    expect(letter?.text).toContain('Recibimos su mensaje')
  })

  it('is not where others have that address too: nobody knows who wrote', async () => {
    const story = await beforeTheFirst()
    await story.debtor('Luis', { mail: MAIL })
    await story.hear(answers('R-1'))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([])
    expect((await story.tasks()).sort()).toEqual(['answer reply Ana', 'answer reply Luis'])
  })

  it('of somebody who owes nothing is left to the person who answers', async () => {
    const story = await tell('2026-06-02')
    await story.hear(answers('R-1'))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([])
    expect(await story.tasks()).toEqual(['answer reply Ana'])
  })

  it('at night is not, and what is owed says why', async () => {
    const story = await beforeTheFirst('21:30')
    await story.hear(answers('R-1'))
    await story.until('2026-06-03 18:00')
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toContain('F-1 acknowledgement hours')
  })
})

describe('an answer by text', () => {
  it('is acknowledged by text, in one part, and only to whom we wrote', async () => {
    const story = await afterTheFirst('10:00', { mail: false, phone: PHONE })
    await story.debtor('Luis', { mail: false, phone: PHONE })
    await story.texts(PHONE, 'Ya pagué')
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual(['2026-06-01 sms before-due F-1', '2026-06-02 sms acknowledgement '])
    const [, letter] = await story.letters()
    expect(letter?.text.length).toBeLessThanOrEqual(160)
    expect(await story.tasks()).toEqual(['answer reply Ana', 'answer reply Luis'])
  })
})

describe('an answer by WhatsApp', () => {
  it('is acknowledged there, in words of our own', async () => {
    const consents = ['whatsapp']
    const story = await tell('2026-06-01', { ana: { mail: false, consents } })
    const point = { channel: 'whatsapp', address: PHONE }
    await story.hear({ name: 'ContactPointUpserted', detail: { debtor: 'erp:Ana', contactPoint: 'wa', point } })
    await story.invoice('F-1', { due: '2026-06-04' })
    await story.until('2026-06-02 10:00')
    await story.hear(answers('R-1', { channel: 'whatsapp', from: PHONE }))
    await story.until('2026-06-02 12:00')
    expect(await story.messages()).toEqual([
      '2026-06-01 whatsapp before-due F-1',
      '2026-06-02 whatsapp acknowledgement ',
    ])
    expect((await story.letters()).at(-1)?.text).toContain('recibimos su mensaje, gracias')
  })
})

describe('an answer while sending is stopped', () => {
  it('gets none, and its invoice says why', async () => {
    const story = await afterTheFirst()
    await saySending(story, { kind: 'stop', cause: 'killSwitch' })
    await story.hear(answers('R-1'))
    await story.until('2026-06-02 13:00')
    expect(await story.messages()).toEqual([FIRST])
    expect(await story.silences()).toContain('F-1 acknowledgement killSwitch')
    expect(await story.tasks()).toEqual(['answer reply Ana'])
  })
})
