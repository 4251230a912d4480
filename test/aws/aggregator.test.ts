import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { describe, expect, it } from 'vitest'
import { textByAggregator, whatsappByAggregator } from '../../lib/aws/aggregator.ts'
import { isSignatureOf, signatureOf } from '../../lib/aws/signature.ts'
import type { SendOutcome } from '../../lib/ports.ts'
import { hearAggregator } from '../../lib/usecases/hear-aggregator.ts'
import { type Behaviour, provider } from './provider.ts'

const SECRET = 'secreto-de-ejemplo'
const SIGNED_AT = 1_780_927_200
const clock = { now: () => SIGNED_AT * 1000 }
const TEXT = {
  touch: '9f2c61d0a4b7e83510c6d2fa',
  to: '+525512345678',
  text: 'Hola, Ana.',
  sender: 'GNorteno',
}
const at = (url: string) => ({ url, secret: async () => SECRET, clock })

/** The two examples of docs/channels.md: what we ask of an aggregator, and what it tells us. */
const [asked, told] = [...readFileSync('docs/channels.md', 'utf8').matchAll(/```http\n([\s\S]*?)\n```/g)].map(
  ([, text = '']) => {
    const [head = '', body = ''] = text.split('\n\n')
    const [start = '', ...lines] = head.split('\n')
    const headers = Object.fromEntries(lines.map((line) => line.split(': ')))
    return { start, headers, body }
  },
)

async function outcome(behaviour: Behaviour, send = textByAggregator): Promise<[SendOutcome, number]> {
  await using there = await provider(behaviour)
  const answer = await send(at(there.endpoint))(TEXT)
  return [answer, there.requests()]
}
const saying = (status: number, body: object = {}): Behaviour => ({ status, body: JSON.stringify(body) })

describe('what an aggregator is asked', () => {
  it('is the example of the page for it, to the letter of its signature', async () => {
    const seen: object[] = []
    const server = createServer((request, response) => {
      let body = ''
      request.setEncoding('utf8').on('data', (part) => {
        body += part
      })
      request.on('end', () => {
        const { method, url, headers } = request
        seen.push({ start: `${method} ${url}`, headers, body })
        response.writeHead(202).end('{"message":"p-77"}')
      })
    })
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
    const address = server.address()
    const port = typeof address === 'object' && address !== null ? address.port : 0
    const sent = await textByAggregator(at(`http://127.0.0.1:${port}/v1/messages`))(TEXT)
    await new Promise((closed) => server.close(closed))
    expect(sent).toEqual({ kind: 'accepted', providerId: 'p-77' })
    expect(seen).toEqual([{ ...asked, headers: expect.objectContaining(asked?.headers) }])
  })

  it('on WhatsApp is free text only within a day of what the debtor wrote', async () => {
    const form = { kind: 'text', body: 'Gracias', heardAt: clock.now() - 25 * 3_600_000 } as const
    const late = await whatsappByAggregator(at('http://127.0.0.1:1'))({ touch: 'T', to: TEXT.to, form })
    expect(late).toMatchObject({ kind: 'notSent', again: false, problem: expect.stringContaining('24 hours') })
  })

  it('is nothing while its secret cannot be read', async () => {
    await using there = await provider(saying(202))
    const aggregator = { ...at(there.endpoint), secret: () => Promise.reject(new RangeError('no')) }
    expect(await textByAggregator(aggregator)(TEXT)).toEqual({ kind: 'notSent', again: true, problem: 'RangeError' })
    expect(there.requests()).toBe(0)
  })
})

describe('an answer', () => {
  it.each<[status: number, body: object, meaning: object]>([
    [202, { message: 'p-1' }, { kind: 'accepted', providerId: 'p-1' }],
    [200, [], { kind: 'accepted', providerId: '' }],
    ...[401, 402, 403, 404, 405, 429, 503].map((status): [number, object, object] => [
      status,
      {},
      { kind: 'notSent', again: true },
    ]),
    [302, {}, { kind: 'notSent', again: true }],
    [400, {}, { kind: 'notSent', again: false }],
    [409, {}, { kind: 'notSent', again: false }],
    [422, { error: 'refused' }, { kind: 'notSent', again: false }],
    [422, { error: 'optedOut' }, { kind: 'notSent', again: false, optedOut: true }],
    ...[408, 500, 502, 504].map((status): [number, object, object] => [status, {}, { kind: 'unknown' }]),
  ])('of %i %j means what the page says, and is asked for once', async (status, body, meaning) => {
    const [answer, requests] = await outcome(saying(status, body))
    expect(answer).toMatchObject(meaning)
    expect('optedOut' in answer).toBe('optedOut' in meaning)
    expect(requests).toBe(1)
  })

  it('that breaks off may have left, and a door that is shut has taken nothing', async () => {
    expect(await outcome('reset')).toMatchObject([{ kind: 'unknown' }, 1])
    const there = await provider('silence')
    await there[Symbol.asyncDispose]()
    expect(await textByAggregator(at(there.endpoint))(TEXT)).toEqual({
      ...{ kind: 'notSent', again: true, problem: 'ECONNREFUSED' },
    })
  })
})

describe('what an aggregator tells', () => {
  /** The example of the page, asked with what differs. */
  async function hear(differs: object = {}, now = clock.now()) {
    const published: unknown[] = []
    const request = {
      aggregator: 'puente',
      isPost: true,
      seconds: Number(told?.headers['puntual-timestamp']),
      signature: told?.headers['puntual-signature'] ?? '',
      body: told?.body ?? '',
      ...differs,
    }
    const secrets = new Map([['puente', async () => SECRET]])
    const publisher = { publish: async (events: readonly unknown[]) => void published.push(...events) }
    const answer = await hearAggregator(
      { clock: { now: () => now }, publisher, secrets, isSigned: isSignatureOf },
      request,
    )
    return { ...answer, published }
  }

  it('is the example of the page: a report of ours, and an answer as a help desk would tell it', async () => {
    const { status, published } = await hear()
    expect(status).toBe(202)
    expect(published).toEqual([
      { name: 'MessageReported', detail: expect.objectContaining({ id: TEXT.touch, status: 'delivered' }) },
      {
        name: 'ReplyReceived',
        detail: {
          version: 1,
          occurredAt: '2026-06-08T14:03:00.000Z',
          reply: 'puente-in-5',
          channel: 'sms',
          from: TEXT.to,
          text: 'Pago el viernes',
        },
      },
    ])
  })

  it.each([
    ['a changed body', { body: told?.body.replace('viernes', 'jueves') }, 401],
    ['a changed time', { seconds: SIGNED_AT + 1 }, 401],
    ['no time', { seconds: Number.NaN }, 401],
    ['no signature', { signature: '' }, 401],
    ['the name of nobody', { aggregator: 'nadie' }, 404],
    ['a look', { isPost: false }, 405],
    ['a book', { body: 'x'.repeat(500_001) }, 413],
  ])('with %s is kept by nobody', async (_, differs, status) => {
    expect(await hear(differs)).toMatchObject({ status, published: [] })
  })

  it('is too late after five minutes, and too early before', async () => {
    const minutes = (count: number) => clock.now() + count * 60_000
    expect((await hear({}, minutes(5))).status).toBe(202)
    expect((await hear({}, minutes(5) + 1)).status).toBe(401)
    expect((await hear({}, minutes(-5) - 1)).status).toBe(401)
  })

  it('and is signed but is not what the page says is refused by field, and nothing of it is kept', async () => {
    const body = JSON.stringify({ version: 1, reports: [{ id: 'T', status: 'arrived' }], answers: [] })
    const { status, problems, published } = await hear({ body, signature: signatureOf(SECRET, SIGNED_AT, body) })
    expect([status, published]).toEqual([400, []])
    expect(problems).toContainEqual({
      path: 'reports.0.status',
      allowed: 'one of sent, delayed, undelivered, delivered, read, bounced',
    })
    expect(JSON.stringify(problems)).not.toContain('arrived')
  })
})
