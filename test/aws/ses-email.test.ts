import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import { mockClient } from 'aws-sdk-client-mock'
import { beforeEach, describe, expect, it } from 'vitest'
import { sesEmail } from '../../lib/aws/ses-email.ts'
import { readMessage } from '../../lib/rehearsal/mail/mime.ts'

const client = new SESClient({})
const ses = mockClient(client)
const MESSAGE = {
  touch: '5f0d2b7c9e4a41b8a6c3d0e1',
  to: 'ana.ruiz@cliente.example',
  from: '"Comercial Andina S.A.S." <cartera@andina.example>',
  replyTo: 'respuestas@andina.example',
  unsubscribe: { mail: 'baja@andina.example', link: 'https://stop.example/s/abcdefghjkmn' },
  subject: 'Recordatorio: su factura venció el 5 de junio, señora Núñez',
  html: '<p>Sí, señora: «$250.000» – ñandú</p>',
  text: 'Sí, señora: «$250.000» – ñandú',
}

beforeEach(() => {
  ses.reset()
  ses.on(SendRawEmailCommand).resolves({ MessageId: 'M-1' })
})

async function sent(message = MESSAGE) {
  const outcome = await sesEmail(client, 'puntual-set')(message)
  const [call, ...more] = ses.commandCalls(SendRawEmailCommand)
  expect(more).toEqual([])
  const input = call!.args[0].input
  const raw = Buffer.from(input.RawMessage?.Data ?? '').toString('latin1')
  return { outcome, input, raw }
}

describe('an e-mail', () => {
  it('goes to the debtor alone, through the configuration set, with the touch as its tag', async () => {
    const { outcome, input } = await sent()
    expect(outcome).toEqual({ kind: 'accepted', providerId: 'M-1' })
    expect({ ...input, RawMessage: undefined }).toEqual({
      RawMessage: undefined,
      Destinations: ['ana.ruiz@cliente.example'],
      ConfigurationSetName: 'puntual-set',
      Tags: [{ Name: 'touch', Value: '5f0d2b7c9e4a41b8a6c3d0e1' }],
    })
  })

  it('says who writes, who answers, and how to make it stop', async () => {
    const { raw } = await sent()
    const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replaceAll(/\r\n[ \t]+/g, ' ')
    expect(head).toMatch(/^From: "?Comercial Andina S\.A\.S\."? <cartera@andina\.example>$/m)
    expect(head).toMatch(/^To: ana\.ruiz@cliente\.example$/m)
    expect(head).toMatch(/^Reply-To: respuestas@andina\.example$/m)
    expect(head).toMatch(
      /^List-Unsubscribe: <https:\/\/stop\.example\/s\/abcdefghjkmn>, <mailto:baja@andina\.example>$/m,
    )
    expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m)
    expect(head).toMatch(/^Message-ID: <5f0d2b7c9e4a41b8a6c3d0e1@andina\.example>$/m)
    expect(head).not.toMatch(/^(Cc|Bcc):/m)
  })

  it('is plain ASCII on the wire, and reads as it was written', async () => {
    const { raw } = await sent()
    expect([...raw].every((letter) => letter.charCodeAt(0) < 128)).toBe(true)
    const read = readMessage(raw)
    expect(read.headers.subject).toBe(MESSAGE.subject)
    expect(read.html?.trim()).toBe(MESSAGE.html)
    expect(read.text?.trim()).toBe(MESSAGE.text)
  })

  it('cannot be given a header by what a debtor is called', async () => {
    const { raw } = await sent({ ...MESSAGE, subject: 'Hola\r\nBcc: otra@persona.example', to: 'ana@cliente.example' })
    expect(raw.slice(0, raw.indexOf('\r\n\r\n'))).not.toMatch(/^Bcc:/m)
  })

  it('that is refused says so, and no second one is tried', async () => {
    const refusal = Object.assign(new Error('no'), { name: 'MessageRejected', $metadata: { httpStatusCode: 400 } })
    ses.on(SendRawEmailCommand).rejects(refusal)
    expect((await sent()).outcome).toEqual({ kind: 'notSent', again: false, problem: 'MessageRejected' })
  })
})
