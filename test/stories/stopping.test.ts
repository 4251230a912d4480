import { describe, expect, it } from 'vitest'
import { stories, tell } from './story.ts'

stories()

const PHONE = '+573001234567'
const ONE_CLICK = 'List-Unsubscribe=One-Click'

/** Ana has had the first message about F-1, and the next goes out on Tuesday the 9th: Monday is a holiday. */
async function afterTheFirst(ana: object = { phone: PHONE }) {
  const story = await tell('2026-06-01', { ana })
  await story.invoice('F-1', { due: '2026-06-04' })
  await story.until('2026-06-02')
  return story
}

describe('an address that stands on a list', () => {
  it('gets nothing, whoever has it and whoever comes to have it, until a newer consent', async () => {
    const story = await tell('2026-06-01', { ana: { phone: PHONE } })
    const stop = { reason: 'Registro de números excluidos', author: 'cumplimiento' }
    await story.hear({ name: 'AddressStopped', detail: { address: 'ana@cliente.example', ...stop } })
    expect(await story.stops()).toHaveLength(1)
    await story.hear({ name: 'AddressStopped', detail: { address: '+573007654321', ...stop } })
    await story.debtor('Luis', { mail: false, phone: '+573007654321' })
    await story.debtor('Eva', { mail: 'ana@cliente.example' })
    for (const debtor of ['Ana', 'Luis', 'Eva']) await story.invoice(`${debtor}-1`, { due: '2026-06-04', debtor })
    await story.hear(story.consent('Eva', 'mail', 'granted'))
    await story.until('2026-06-02')
    const sent = (await story.messages()).sort()
    expect(sent).toEqual(['2026-06-01 email before-due Eva-1', '2026-06-01 sms before-due Ana-1'])
  })
})

describe('the stop link of a message', () => {
  it('is in both of its parts, and in the header of the one click', async () => {
    const story = await afterTheFirst()
    const [letter] = await story.letters()
    const link = await story.stopLink()
    const code = /[a-z0-9]{12}$/.exec(link)?.[0] ?? 'none'
    expect(link).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/function-url\/\w+\/s\/[a-z0-9]{12}$/)
    expect(letter?.headers['list-unsubscribe']).toContain('<mailto:baja@andina.example>')
    expect(letter?.headers['list-unsubscribe-post']).toBe(ONE_CLICK)
    expect(letter?.text).toContain(`https://andina.example/b/${code}`)
  })

  it('is at the end of a text, for whoever cannot answer it', async () => {
    const story = await afterTheFirst({ mail: false, phone: PHONE })
    const [letter] = await story.letters()
    expect(letter?.text).toMatch(/ Baja: andina\.example\/b\/[a-z0-9]{12}$/)
  })

  it('is another one in each message', async () => {
    const story = await afterTheFirst({})
    await story.until('2026-06-09')
    expect(await story.stopLink(0)).not.toBe(await story.stopLink(1))
  })
})

describe('looking at the stop page', () => {
  it('changes nothing, however often a scanner or a preview looks', async () => {
    const story = await afterTheFirst()
    const link = await story.stopLink()
    for (let times = 0; times < 3; times++) expect((await story.visit(link)).status).toBe(200)
    expect(await story.stops()).toEqual([])
    await story.until('2026-06-09')
    expect(await story.messages()).toContain('2026-06-09 email reminder-1 F-1')
  })

  it('shows a form in the language of the message, the company and nothing of the debtor', async () => {
    const story = await afterTheFirst()
    const { body, headers } = await story.visit(await story.stopLink())
    expect(body).toContain('<html lang="es">')
    expect(body).toContain('Comercial Andina S.A.S.')
    expect(body).toContain('Este mensaje no era para mí')
    expect(body).not.toMatch(/Ana|F-1|250|cliente\.example/)
    expect(headers).toMatchObject({ 'cache-control': 'no-store', 'referrer-policy': 'no-referrer' })
    expect(String(headers['content-security-policy'])).toContain("default-src 'none'")
  })
})

describe('one click', () => {
  it.each([
    ['a form', ONE_CLICK, 'application/x-www-form-urlencoded'],
    [
      'a form in parts',
      '--b\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n',
      'multipart/form-data; boundary=b',
    ],
  ])('as %s stops e-mail before the next message, and no other channel', async (_, form, type) => {
    const story = await afterTheFirst()
    const { status, body } = await story.visit(await story.stopLink(), form, type)
    expect(status).toBe(200)
    expect(body).toContain('Listo')
    expect(await story.stops()).toEqual(['email'])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1', '2026-06-09 sms reminder-1 F-1'])
  })

  it('given twice is given once', async () => {
    const story = await afterTheFirst()
    const link = await story.stopLink()
    await story.visit(link, ONE_CLICK)
    await story.visit(link, ONE_CLICK)
    expect(await story.stops()).toEqual(['email'])
  })

  it('wins against a message that is being claimed at that moment', async () => {
    const story = await afterTheFirst()
    const link = await story.stopLink()
    await story.until('2026-06-09 06:00')
    story.troubles.duringClaim(async () => {
      void story.visit(link, 'choice=all')
    }, 5_000)
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1'])
    expect(await story.stops()).toEqual(['all'])
  })

  it('is not a POST that asks for nothing', async () => {
    const story = await afterTheFirst()
    const { status, body } = await story.visit(await story.stopLink(), 'choice=everything')
    expect(status).toBe(400)
    expect(body).toContain('Hay que elegir una de las tres opciones')
    expect(await story.stops()).toEqual([])
  })
})

describe('the form of the stop page', () => {
  it('stops every channel when that is asked', async () => {
    const story = await afterTheFirst()
    await story.visit(await story.stopLink(), 'choice=all')
    expect(await story.stops()).toEqual(['all'])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1'])
  })

  it('takes the address off a debtor whose message reached somebody else, and leaves the debtor the other', async () => {
    const story = await afterTheFirst()
    await story.visit(await story.stopLink(), 'choice=wrongPerson')
    expect(await story.unreachable()).toEqual(['ana@cliente.example wrongPerson'])
    expect(await story.tasks()).toEqual(['answer wrongPerson Ana'])
    await story.until('2026-06-09')
    expect(await story.messages()).toEqual(['2026-06-01 email before-due F-1', '2026-06-09 sms reminder-1 F-1'])
  })
})

describe('a forged link', () => {
  it('changes nothing, and is answered like a true one', async () => {
    const story = await afterTheFirst()
    const link = await story.stopLink()
    const forged = link.replace(/[a-z0-9]{12}$/, 'abcdefghjkmn')
    const touch = (await story.books()).touches[0]?.id ?? ''
    const byTouch = link.replace(/[a-z0-9]{12}$/, touch)
    const known = await story.visit(link)
    for (const other of [forged, byTouch, link.slice(0, -1), link.replace(/[a-z0-9]{12}$/, '')]) {
      expect(await story.visit(other)).toEqual(known)
      expect((await story.visit(other, 'choice=all')).status).toBe(200)
    }
    expect(await story.stops()).toEqual([])
  })

  it('cannot be made from the tables: they hold no code that works', async () => {
    const story = await afterTheFirst()
    const code = /[a-z0-9]{12}$/.exec(await story.stopLink())?.[0] ?? 'none'
    expect(JSON.stringify(await story.everything())).not.toContain(code)
  })
})
