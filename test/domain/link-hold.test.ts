import { describe, expect, it } from 'vitest'
import { afterPerson, nothingDead, stillDead, toLookAt, withAlive, withDead } from '../../lib/domain/link-hold.ts'
import { iso, MINUTE } from '../../lib/domain/time.ts'
import { MONDAY_8 as NOW } from './given.ts'

const LINK = 'https://pagos.andina.example/f/F-1'
const found = { link: LINK, invoice: 'erp:F-1', because: 'gone', asked: { currency: 'COP', amounts: [1] } } as const
const none = nothingDead('andina', 'pagos.andina.example')
const held = withDead(none, found, NOW)

describe('what a dead link keeps back', () => {
  it('is looked at again every five minutes, by one of all who wait', () => {
    expect([toLookAt(none, NOW), toLookAt(held, NOW + 5 * MINUTE - 1)]).toEqual([undefined, undefined])
    const again = toLookAt(held, NOW + 5 * MINUTE)
    expect(again).toMatchObject({ ...found, since: iso(NOW) })
    const after = stillDead(held, again ?? { ...found, since: '', lookedAt: '' }, 'failing', NOW + 5 * MINUTE)
    expect(after.dead).toMatchObject({ because: 'failing', since: iso(NOW), lookedAt: iso(NOW + 5 * MINUTE) })
    expect(toLookAt(after, NOW + 6 * MINUTE)).toBeUndefined()
  })

  it('leaves once that link is alive, not another', () => {
    expect(withAlive(held, ['https://pagos.andina.example/f/F-2'])).toBe(held)
    expect(withAlive(held, [LINK])).toEqual({ ...none, revision: 2 })
    expect(withAlive(none, [LINK])).toBe(none)
  })

  it('leaves when a person says so, and that link keeps nobody back until it was alive once', () => {
    const said = { by: 'ana', reason: 'uno solo', at: NOW }
    const forgiven = afterPerson(held, said)
    expect(forgiven).toMatchObject({ forgiven: [LINK], said: { ...said, at: iso(NOW) } })
    expect(forgiven.dead).toBeUndefined()
    expect(withDead(forgiven, found, NOW)).toBe(forgiven)
    expect(withDead(forgiven, { ...found, link: `${LINK}0` }, NOW).dead?.link).toBe(`${LINK}0`)
    expect(withDead(withAlive(forgiven, [LINK]), found, NOW).dead?.link).toBe(LINK)
  })
})
