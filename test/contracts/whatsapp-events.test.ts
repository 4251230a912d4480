import { describe, expect, it } from 'vitest'
import { readArrival } from '../../lib/contracts/intake.ts'

const AT = '1780927200'
/** A notification of Meta in the envelopes of AWS: End User Messaging Social, then SNS. */
function told(value: object) {
  const entry = { id: 'waba', changes: [{ field: 'messages', value: { messaging_product: 'whatsapp', ...value } }] }
  const Message = JSON.stringify({ context: {}, whatsAppWebhookEntry: JSON.stringify(entry), messageId: 'm' })
  const arrival = readArrival(JSON.stringify({ Type: 'Notification', Timestamp: '2026-06-08T14:00:00.000Z', Message }))
  if (arrival.kind !== 'whatsapp') throw new Error(JSON.stringify(arrival))
  return arrival
}
const status = (more: object) => ({
  ...{ id: 'wamid.A', status: 'sent', timestamp: AT, recipient_id: '573001234567', biz_opaque_callback_data: 'T' },
  ...more,
})
const failed = (code: number) => status({ status: 'failed', errors: [{ code, title: 'x' }] })
const message = (more: object) => ({ id: 'wamid.B=', from: '573001234567', timestamp: AT, type: 'text', ...more })
const written = (from: string) => told({ messages: [message({ from, text: { body: 'SAIR' } })] }).replies

describe('a status of WhatsApp', () => {
  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'read'],
    ['failed', 'undelivered'],
    ['deleted', 'sent'],
    ['warning', 'sent'],
    ['of-tomorrow', 'sent'],
  ])('%s means %s', (said, means) => {
    expect(told({ statuses: [status({ status: said })] }).reports).toMatchObject([{ touch: 'T', status: means }])
  })

  it.each([
    [131026, 'bounced', undefined],
    [131049, 'undelivered', undefined],
    [131050, 'undelivered', 'stopped'],
    ...[132000, 132001, 132015, 132016, 131031, 131042, 131048, 131005, 133010, 368, 200].map(
      (code) => [code, 'undelivered', 'ours'] as const,
    ),
    ...[131000, 131047, 131056, 130472].map((code) => [code, 'undelivered', undefined] as const),
  ] as const)('that failed with %i is %s, and what is behind it is %s', (code, means, trouble) => {
    const [report] = told({ statuses: [failed(code)] }).reports
    expect([report?.status, report?.reason, report?.trouble]).toEqual([means, `failed/${code}`, trouble])
  })

  it('names the account by its number of today', () => {
    const { reports } = told({ statuses: [status({ recipient_id: '5215512345678' })] })
    expect(reports).toMatchObject([{ addresses: ['+525512345678'] }])
  })

  it('that names no message of ours is counted, and one that nobody can read hides no other', () => {
    const { id: _, ...broken } = status({})
    const { biz_opaque_callback_data: __, ...foreign } = failed(131042)
    const news = told({ statuses: [broken, foreign, status({})], messages: [{ type: 'text' }, message({})] })
    expect(news).toMatchObject({ reports: [{ touch: 'T' }], replies: [{ from: '+573001234567' }] })
    expect([news.unmatched, news.unread]).toEqual([1, 2])
  })
})

describe('somebody who writes on WhatsApp', () => {
  it.each([
    ['Colombia', '573001234567', '+573001234567'],
    ['Mexico, by an old account', '5215512345678', '+525512345678'],
    ['Belo Horizonte, by an old account', '553187654321', '+5531987654321'],
    ['Belo Horizonte', '5531987654321', '+5531987654321'],
    ['a landline of São Paulo', '551130031234', '+551130031234'],
    ['Buenos Aires', '5491158749895', '+5491158749895'],
    ['Buenos Aires, without the 9', '541158749895', '+5491158749895'],
    ['nowhere', '12', '+12'],
  ])('from %s is known by the number of today', (_, account, from) => {
    expect(written(account)).toMatchObject([{ from, text: 'SAIR', reply: 'whatsapp-wamid.B=' }])
  })

  it('without showing a number is heard all the same', () => {
    const { from: _, ...hidden } = message({ text: { body: 'BAJA' } })
    const [reply] = told({ messages: [hidden] }).replies
    expect(reply).toMatchObject({ text: 'BAJA' })
    expect(reply && 'from' in reply).toBe(false)
  })
})
