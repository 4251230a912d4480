import { describe, expect, it } from 'vitest'
import { providerFor, routesOf } from '../../lib/domain/routing.ts'

describe('a number', () => {
  it.each([
    ['+525512345678', 'puente'],
    ['+12425551234', 'isla'],
    ['+12125551234', 'norte'],
    ['+573001234567', 'aws'],
  ])('%s goes to %s: the longest calling code wins', (number, provider) => {
    expect(providerFor({ '1': 'norte', '1242': 'isla', '52': 'puente', other: 'aws' }, number)).toBe(provider)
  })

  it('that no route names is taken by nobody', () => {
    expect(providerFor({ '52': 'puente' }, '+573001234567')).toBeUndefined()
  })
})

describe('a channel', () => {
  it('is taken by AWS everywhere unless a route says otherwise, and by nobody where there is neither', () => {
    expect(routesOf({ sms: { originationArn: 'arn' } })).toEqual({ sms: { other: 'aws' } })
    expect(routesOf({ whatsapp: {}, routes: { sms: { '52': 'puente' } } })).toEqual({
      sms: { '52': 'puente' },
      whatsapp: { other: 'aws' },
    })
    expect(routesOf({ sms: {} })).toEqual({})
  })
})
