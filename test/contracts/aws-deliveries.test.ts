import { describe, expect, it } from 'vitest'
import { readArrival } from '../../lib/contracts/intake.ts'

/** Events as AWS writes them, whole: what we do not read is there too. */
const mail = {
  timestamp: '2026-06-01T13:00:00.000Z',
  source: 'cartera@andina.example',
  sourceArn: 'arn:aws:ses:us-east-1:111122223333:identity/andina.example',
  sendingAccountId: '111122223333',
  messageId: '0100019571c6d5a0-b7d6fa8c-0f5c-4d7b-9a0f-3f6a54f3c3a1-000000',
  destination: ['Ana@cliente.example'],
  headersTruncated: false,
  headers: [{ name: 'From', value: 'cartera@andina.example' }],
  commonHeaders: { from: ['cartera@andina.example'], to: ['Ana@cliente.example'], subject: 'Su factura' },
  tags: {
    'ses:source-tls-version': ['TLSv1.3'],
    'ses:configuration-set': ['Puntual'],
    'ses:source-ip': ['192.0.2.0'],
    'ses:from-domain': ['andina.example'],
    'ses:caller-identity': ['ContactDebtor'],
    touch: ['a1b2c3d4e5f6a1b2c3d4e5f6'],
  },
}
const ses = (name: string, detail: object) => ({
  version: '0',
  id: '15226fe5-c283-a862-e5e5-0a29ad450fd9',
  'detail-type': name,
  source: 'aws.ses',
  account: '111122223333',
  time: '2026-06-01T13:00:03Z',
  region: 'us-east-1',
  resources: ['arn:aws:ses:us-east-1:111122223333:configuration-set/Puntual'],
  detail: { mail, ...detail },
})
const bounce = (bounceType: string, bounceSubType: string) => ({
  eventType: 'Bounce',
  bounce: {
    feedbackId: '0100019571c6d8a1-11aa22bb-000000',
    bounceType,
    bounceSubType,
    bouncedRecipients: [
      {
        emailAddress: 'Ana@cliente.example',
        action: 'failed',
        status: '5.1.1',
        diagnosticCode: 'smtp; 550 5.1.1 user unknown',
      },
    ],
    timestamp: '2026-06-01T13:00:02.512Z',
    reportingMTA: 'dsn; a8-50.smtp-out.amazonses.com',
  },
})
const complaint = (complaintFeedbackType: string | null) => ({
  eventType: 'Complaint',
  complaint: {
    feedbackId: '0100019571c6d8a1-33cc44dd-000000',
    complaintSubType: null,
    complainedRecipients: [{ emailAddress: 'Ana@cliente.example' }],
    timestamp: '2026-06-02T08:15:00.000Z',
    userAgent: 'Amazon SES Mailbox Simulator',
    complaintFeedbackType,
    arrivalDate: '2026-06-02T08:14:58.000Z',
  },
})
const delivery = {
  eventType: 'Delivery',
  delivery: {
    timestamp: '2026-06-01T13:00:01.204Z',
    processingTimeMillis: 1204,
    recipients: ['Ana@cliente.example'],
    smtpResponse: '250 2.6.0 Message received',
    remoteMtaIp: '192.0.2.9',
    reportingMTA: 'a8-50.smtp-out.amazonses.com',
  },
}
const delay = {
  eventType: 'DeliveryDelay',
  deliveryDelay: {
    timestamp: '2026-06-01T14:00:00.095Z',
    delayType: 'TransientCommunicationFailure',
    expirationTime: '2026-06-02T13:00:00.914Z',
    delayedRecipients: [{ emailAddress: 'Ana@cliente.example', status: '4.4.1', diagnosticCode: 'smtp; 421 4.4.1' }],
  },
}
const text = (state: string) => ({
  version: '0',
  id: '5c0fa4f8-e4ba-ed02-6101-c795472fccd0',
  'detail-type': 'Text Message Delivery Status Updated',
  source: 'aws.sms-voice',
  account: '111122223333',
  time: '2026-06-01T13:00:05Z',
  region: 'us-east-1',
  resources: [],
  detail: {
    eventType: state,
    eventVersion: '1.0',
    eventTimestamp: Date.parse('2026-06-01T13:00:04.377Z'),
    isFinal: true,
    originationPhoneNumber: 'ANDINA',
    destinationPhoneNumber: '+573001234567',
    isoCountryCode: 'CO',
    isInternationalSend: true,
    mcc: '732',
    mnc: '101',
    carrierName: 'Comcel',
    messageId: 'ed23196c-75ce-4727-93ee-7bf72b64998f',
    messageRequestTimestamp: Date.parse('2026-06-01T13:00:03.978Z'),
    messageEncoding: 'GSM',
    messageType: 'TRANSACTIONAL',
    messageStatus: state.slice('TEXT_'.length),
    messageStatusDescription: 'Message has been accepted by phone carrier',
    context: { touch: 'a1b2c3d4e5f6a1b2c3d4e5f6' },
    totalMessageParts: 1,
    totalMessagePrice: 0.06087,
    totalCarrierFee: 0,
    protectConfiguration: { protectConfigurationId: 'protect-e06e5d722c31', protectStatus: 'ALLOW' },
  },
})

const reportOf = (event: object) => {
  const arrival = readArrival(JSON.stringify(event))
  return arrival.kind === 'delivery' ? arrival.report : arrival
}

describe('a report of SES', () => {
  it.each([
    ['a message that left', { eventType: 'Send', send: {} }, { status: 'sent', at: '2026-06-01T13:00:00.000Z' }],
    ['a delivery', delivery, { status: 'delivered', at: '2026-06-01T13:00:01.204Z' }],
    ['a delay', delay, { status: 'delayed', reason: 'TransientCommunicationFailure' }],
    [
      'a bounce for good',
      bounce('Permanent', 'General'),
      { status: 'bounced', reason: 'Permanent/General', addresses: ['ana@cliente.example'] },
    ],
    [
      'a bounce for now',
      bounce('Transient', 'MailboxFull'),
      { status: 'undelivered', reason: 'Transient/MailboxFull' },
    ],
    ['a bounce nobody understands', bounce('Undetermined', 'Undetermined'), { status: 'undelivered' }],
    ['a complaint', complaint('abuse'), { status: 'complained', reason: 'abuse', at: '2026-06-02T08:15:00.000Z' }],
    ['a complaint without a type', complaint(null), { status: 'complained' }],
    ['a message taken out of the spam folder', complaint('not-spam'), { status: 'delivered' }],
    [
      'a rejection',
      { eventType: 'Reject', reject: { reason: 'Bad content' } },
      { status: 'undelivered', reason: 'Reject' },
    ],
  ])('%s is read', (_, detail, report) => {
    const common = { touch: 'a1b2c3d4e5f6a1b2c3d4e5f6', channel: 'email', providerId: mail.messageId }
    expect(reportOf(ses('Email event', detail))).toMatchObject({ ...common, ...report })
  })

  it('that lacks what it is about is kept in quarantine, by the name of the field', () => {
    const { bounce: _, ...broken } = bounce('Permanent', 'General')
    expect(reportOf(ses('Email Bounced', broken))).toMatchObject({ kind: 'refused', problems: [{ path: 'bounce' }] })
  })
})

describe('a report of End User Messaging', () => {
  it.each([
    ['TEXT_QUEUED', 'sent'],
    ['TEXT_SUCCESSFUL', 'atCarrier'],
    ['TEXT_DELIVERED', 'delivered'],
    ['TEXT_INVALID', 'bounced'],
    ['TEXT_BLOCKED', 'bounced'],
    ['TEXT_TTL_EXPIRED', 'undelivered'],
    ['TEXT_CARRIER_UNREACHABLE', 'undelivered'],
    // A filter of the carrier says nothing of the number.
    ['TEXT_CARRIER_BLOCKED', 'undelivered'],
    ['TEXT_SPAM', 'undelivered'],
    ['TEXT_PROTECT_BLOCKED', 'undelivered'],
    ['TEXT_OF_TOMORROW', 'sent'],
  ])('%s means %s', (state, status) => {
    expect(reportOf(text(state))).toEqual({
      touch: 'a1b2c3d4e5f6a1b2c3d4e5f6',
      channel: 'sms',
      providerId: 'ed23196c-75ce-4727-93ee-7bf72b64998f',
      status,
      at: '2026-06-01T13:00:04.377Z',
      reason: state,
      addresses: ['+573001234567'],
    })
  })
})
