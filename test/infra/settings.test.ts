import { describe, expect, it } from 'vitest'
import { settingsOf, UnknownStage } from '../../lib/infra/settings.ts'

const company = {
  stage: 'test',
  emailDomain: 'facturas.example.com',
  contactConcurrency: 5,
  logRetentionDays: 90,
} as const

describe('settings of a deployment', () => {
  it('leaves a channel out that the company does not name', () => {
    expect(settingsOf({ ...company, sms: {} })).toEqual(company)
  })

  it('takes over each channel that it names', () => {
    const sms = { pinpointApplicationId: 'a'.repeat(32), originationArn: 'arn:aws:sms-voice:us-east-1:1:pool/p' }
    expect(settingsOf({ ...company, alarmEmail: 'a@example.com', sms, upstreamAccountIds: ['444455556666'] })).toEqual({
      ...company,
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

  it('refuses a stage that does not exist, and says which do', () => {
    expect(() => settingsOf(company, 'prod')).toThrow(UnknownStage)
    expect(() => settingsOf(company, 'prod')).toThrow('the stage is "prod"; allowed: test or production')
  })
})
