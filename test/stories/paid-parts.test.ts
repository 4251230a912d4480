import { expect, it } from 'vitest'
import type { ContactPoint } from '../../lib/domain/debtor.ts'
import type { SendOutcome } from '../../lib/domain/touch-record.ts'
import { leave } from '../../lib/usecases/leave.ts'

const point: ContactPoint = {
  id: 'p',
  channel: 'sms',
  address: '+573001234567',
  role: 'holder',
  active: true,
  stamp: '',
}
const never = () => Promise.reject(new Error('a text on its way asks nothing'))

/** What is known of a text of so many letters once its provider has answered. */
const sent = (letters: number, answer: SendOutcome): Promise<SendOutcome> =>
  leave(
    {
      channels: { sms: async () => answer },
      sending: { read: never, say: never, count: async () => undefined },
      clock: { now: () => 0 },
    },
    { channel: 'sms', message: { touch: 't', to: point.address, text: 'a'.repeat(letters) } },
    't',
    point,
  )

it('a text that leaves in several parts says so, because each is paid for', async () => {
  const accepted = { kind: 'accepted', providerId: '1' } as const
  expect(await sent(160, accepted)).toEqual(accepted)
  expect(await sent(161, accepted)).toEqual({ ...accepted, parts: 2 })
  expect(await sent(307, { kind: 'unknown', problem: 'timeout' })).toEqual({
    kind: 'unknown',
    problem: 'timeout',
    parts: 3,
  })
  const notSent = { kind: 'notSent', again: true, problem: 'Throttled' } as const
  expect(await sent(307, notSent)).toEqual(notSent)
})
