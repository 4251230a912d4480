import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb'
import { PinpointClient } from '@aws-sdk/client-pinpoint'
import { PinpointSMSVoiceV2Client } from '@aws-sdk/client-pinpoint-sms-voice-v2'
import { SESClient } from '@aws-sdk/client-ses'
import { describe, expect, it } from 'vitest'
import { ASK_AGAIN } from '../../lib/aws/asking-again.ts'
import { outcomeOf, SEND_ONCE } from '../../lib/aws/sending.ts'
import { sesEmail } from '../../lib/aws/ses-email.ts'
import { endUserMessagingSms, pinpointSms } from '../../lib/aws/sms.ts'
import type { SendOutcome } from '../../lib/ports.ts'
import { type Behaviour, CREDENTIALS, provider } from './provider.ts'

const EMAIL = {
  touch: 'T-1',
  to: 'ana@cliente.example',
  from: '"Comercial Andina" <cartera@andina.example>',
  replyTo: 'cartera@andina.example',
  unsubscribe: { mail: 'baja@andina.example', link: 'https://stop.example/s/abcdefghjkmn' },
  subject: 'Factura F-1001',
  html: '<p>Hola</p>',
  text: 'Hola',
}
const TEXT = { touch: 'T-1', to: '+573001234567', text: 'Hola' }

/** A client as it sends in production, unless it is told to be less patient. */
const settings = (endpoint: string, requestTimeout: number = SEND_ONCE.requestHandler.requestTimeout) => ({
  ...SEND_ONCE,
  ...CREDENTIALS,
  endpoint,
  requestHandler: { ...SEND_ONCE.requestHandler, requestTimeout },
})

type Sender = 'SES' | 'Pinpoint' | 'End User Messaging'

const SENDERS: Record<Sender, (endpoint: string, patience?: number) => Promise<SendOutcome>> = {
  SES: (...where) => sesEmail(new SESClient(settings(...where)), 'set')(EMAIL),
  Pinpoint: (...where) => pinpointSms(new PinpointClient(settings(...where)), 'app')(TEXT),
  'End User Messaging': (...where) =>
    endUserMessagingSms(new PinpointSMSVoiceV2Client(settings(...where)), 'origin')(TEXT),
}
const senders: Sender[] = ['SES', 'Pinpoint', 'End User Messaging']

const sesError = (status: number, code: string): Behaviour => ({
  status,
  body: `<ErrorResponse><Error><Type>Sender</Type><Code>${code}</Code><Message>no</Message></Error></ErrorResponse>`,
})
const smsError = (status: number, type: string): Behaviour => ({
  status,
  type: 'application/x-amz-json-1.0',
  body: JSON.stringify({ __type: type, message: 'no' }),
})

async function outcome(sender: Sender, behaviour: Behaviour): Promise<[SendOutcome, number]> {
  await using there = await provider(behaviour)
  const answer = await SENDERS[sender](there.endpoint)
  return [answer, there.requests()]
}

describe('a send over the wire', () => {
  it.each(senders)('of %s that is reset may have left, and is made once', async (sender) => {
    expect(await outcome(sender, 'reset')).toEqual([{ kind: 'unknown', problem: expect.any(String) }, 1])
  })

  it.each(senders)('of %s that is never answered may have left, and is made once', async (sender) => {
    await using there = await provider('silence')
    expect(await SENDERS[sender](there.endpoint, 200)).toEqual({ kind: 'unknown', problem: 'TimeoutError' })
    expect(there.requests()).toBeLessThan(2)
  })

  it.each(senders)('of %s that ends in an error of the service may have left, and is made once', async (sender) => {
    for (const status of [500, 502, 503, 504])
      expect(await outcome(sender, { status, body: '' })).toEqual([{ kind: 'unknown', problem: expect.any(String) }, 1])
  })

  it.each(senders)('of %s to nobody has not left, and is made again later', async (sender) => {
    const there = await provider('silence')
    await there[Symbol.asyncDispose]()
    expect(await SENDERS[sender](there.endpoint)).toEqual({ kind: 'notSent', again: true, problem: 'ECONNREFUSED' })
  })

  it.each([
    ['Throttling', 400, true],
    ['LimitExceededException', 400, true],
    ['MessageRejected', 400, false],
    ['MailFromDomainNotVerifiedException', 400, true],
    ['InvalidParameterValue', 400, false],
  ])('of SES that is refused with %s has not left', async (code, status, again) => {
    const [answer, requests] = await outcome('SES', sesError(status, code))
    expect([answer, requests]).toMatchObject([{ kind: 'notSent', again }, 1])
  })

  it.each([
    ['ThrottlingException', 400, true],
    ['ValidationException', 400, false],
    ['ConflictException', 400, false],
  ])('of a text that is refused with %s has not left', async (type, status, again) => {
    const answer = await outcome('End User Messaging', smsError(status, type))
    expect(answer).toEqual([{ kind: 'notSent', again, problem: type }, 1])
  })

  it('of Pinpoint that is throttled as a whole has not left', async () => {
    const body = JSON.stringify({ __type: 'TooManyRequestsException', Message: 'slow down' })
    const [answer, requests] = await outcome('Pinpoint', { status: 429, body, type: 'application/json' })
    expect([answer, requests]).toMatchObject([{ kind: 'notSent', again: true }, 1])
  })
})

it('a client in production is patient for ten seconds, fewer than its function lives, and throws then', () => {
  expect(SEND_ONCE).toEqual({
    maxAttempts: 1,
    requestHandler: { requestTimeout: 10_000, connectionTimeout: 3_000, throwOnRequestTimeout: true },
  })
})

describe('what a failed send means', () => {
  const failure = (fields: object) => Object.assign(new Error('no'), fields)
  it.each([
    [
      'a name that does not resolve',
      failure({ code: 'ENOTFOUND' }),
      { kind: 'notSent', again: true, problem: 'ENOTFOUND' },
    ],
    ['a resolver that is busy', failure({ code: 'EAI_AGAIN' }), { kind: 'notSent', again: true, problem: 'EAI_AGAIN' }],
    ['no route', failure({ code: 'EHOSTUNREACH' }), { kind: 'notSent', again: true, problem: 'EHOSTUNREACH' }],
    ['a broken pipe', failure({ code: 'EPIPE', name: 'Error' }), { kind: 'unknown', problem: 'Error' }],
    ['a hang-up', failure({ code: 'ECONNRESET', name: 'Error' }), { kind: 'unknown', problem: 'Error' }],
    ['an answer nobody can read', new SyntaxError('x'), { kind: 'unknown', problem: 'SyntaxError' }],
    ['something that is no error', 'boom', { kind: 'unknown', problem: 'boom' }],
    [
      'an answer of 400',
      failure({ name: 'BadRequestException', $metadata: { httpStatusCode: 400 } }),
      { kind: 'notSent', again: false, problem: 'BadRequestException' },
    ],
    [
      'an answer of 500',
      failure({ name: 'Internal', $metadata: { httpStatusCode: 500 } }),
      { kind: 'unknown', problem: 'Internal' },
    ],
  ])('%s', (_, cause, means) => {
    expect(outcomeOf(cause)).toEqual(means)
  })
})

it('a client whose requests may be repeated gives up one without an answer, and makes it four times', async () => {
  await using there = await provider('reset')
  const client = new DynamoDBClient({ ...ASK_AGAIN, ...CREDENTIALS, endpoint: there.endpoint })
  await expect(client.send(new GetItemCommand({ TableName: 'Ledger', Key: { pk: { S: 'a' } } }))).rejects.toThrow()
  expect(there.requests()).toBe(4)
  const { requestTimeout, throwOnRequestTimeout } = ASK_AGAIN.requestHandler
  expect(throwOnRequestTimeout).toBe(true)
  expect(4 * requestTimeout).toBeLessThan(60_000)
})
