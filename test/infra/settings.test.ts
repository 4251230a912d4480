import { describe, expect, it } from 'vitest'
import { settingsOf, UnknownStage } from '../../lib/infra/settings.ts'

const settings = {
  stage: 'test',
  emailDomain: 'facturas.example.com',
  contactConcurrency: 5,
  logRetentionDays: 90,
} as const
const company = { ...settings, defaultEntity: 'andina', entities: { andina: { zone: 'America/Bogota' } } }

describe('settings of a deployment', () => {
  it('leaves a channel out that the company does not name', () => {
    expect(settingsOf({ ...company, sms: {} })).toEqual({
      ...settings,
      sendingBegins: 'everything',
      booksZone: 'America/Bogota',
      morningHourUtc: 11,
    })
  })

  it('takes over each channel that it names', () => {
    const sms = { pinpointApplicationId: 'a'.repeat(32), originationArn: 'arn:aws:sms-voice:us-east-1:1:pool/p' }
    expect(settingsOf({ ...company, alarmEmail: 'a@example.com', sms, upstreamAccountIds: ['444455556666'] })).toEqual({
      ...settings,
      sendingBegins: 'everything',
      booksZone: 'America/Bogota',
      morningHourUtc: 11,
      alarmEmail: 'a@example.com',
      pinpointApplicationId: sms.pinpointApplicationId,
      smsOriginationArn: sms.originationArn,
      upstreamAccountIds: ['444455556666'],
    })
  })

  it('deploys to the stage of the command line, before that of the company', () => {
    expect(settingsOf(company, 'production').stage).toBe('production')
    expect(settingsOf(company, undefined).stage).toBe('test')
  })

  it('begins in production by writing to nobody, until somebody says so', () => {
    expect(settingsOf(company, 'production').sendingBegins).toBe('dryRun')
    expect(settingsOf(company, 'production', 'everything').sendingBegins).toBe('everything')
    expect(settingsOf(company, 'test').sendingBegins).toBe('everything')
  })

  it.each([
    ['America/Bogota', 11],
    ['America/Monterrey', 12],
    ['America/Sao_Paulo', 9],
    ['Asia/Tokyo', 21],
  ])('knows when it is six in the morning in %s', (zone, hour) => {
    expect(settingsOf({ ...company, entities: { andina: { zone } } }).morningHourUtc).toBe(hour)
  })

  it('refuses a stage that does not exist, and says which do', () => {
    expect(() => settingsOf(company, 'prod')).toThrow(UnknownStage)
    expect(() => settingsOf(company, 'prod')).toThrow('the stage is "prod"; allowed: test or production')
  })
})
