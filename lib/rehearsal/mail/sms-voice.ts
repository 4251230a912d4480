import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Principal, Service } from '../gateway/calls.ts'
import { asFields, type Fields, only, optionalFlag, optionalText, text } from '../gateway/fields.ts'
import type { DeliveryReports } from './delivery-reports.ts'
import type { Answer, Mail } from './mail.ts'

/** AWS End User Messaging SMS (SMS and voice v2): SendTextMessage. */
export class SmsVoice implements Service {
  readonly #mail: Mail
  readonly #reports: DeliveryReports

  constructor(mail: Mail, reports: DeliveryReports) {
    this.#mail = mail
    this.#reports = reports
  }

  async call(operation: string, input: Fields, principal: Principal): Promise<unknown> {
    if (operation !== 'SendTextMessage') throw new NotRehearsed(`sms-voice:${operation}`)
    only(input, 'sms-voice:SendTextMessage', [
      ...['DestinationPhoneNumber', 'OriginationIdentity', 'MessageBody', 'MessageType', 'Context', 'TimeToLive'],
      ...[
        'MaxPrice',
        'DryRun',
        'ConfigurationSetName',
        'ProtectConfigurationId',
        'Keyword',
        'DestinationCountryParameters',
      ],
    ])
    const to = text(input, 'DestinationPhoneNumber')
    if (!/^\+?[1-9]\d{6,14}$/.test(to))
      throw new AwsError('ValidationException', 'Invalid DestinationPhoneNumber.', 400, {
        Reason: 'FIELD_VALIDATION_FAILED',
      })
    const answer = this.#mail.takeAnswer(to)
    refuse(answer, to)
    const context = Object.fromEntries(
      Object.entries(asFields(input.Context ?? {}, 'Context')).map(([name, value]) => [name, String(value)]),
    )
    // A dry run is checked like a real one and goes nowhere.
    if (optionalFlag(input, 'DryRun')) return { MessageId: 'dry-run' }
    const captured = this.#mail.capture({
      channel: 'sms',
      from: optionalText(input, 'OriginationIdentity') ?? '',
      to: [to],
      text: text(input, 'MessageBody'),
      headers: {},
      tags: context,
      raw: JSON.stringify(input),
      principal,
    })
    this.#reports.sms(captured, answer, context, optionalText(input, 'MessageType') ?? 'TRANSACTIONAL')
    return { MessageId: captured.id }
  }
}

function refuse(answer: Answer, to: string): void {
  switch (answer) {
    case 'accept':
    case 'bounce':
    case 'complain':
    case 'fail':
      return
    case 'OPT_OUT':
      throw new AwsError('ConflictException', 'The destination has opted out.', 400, {
        Reason: 'DESTINATION_PHONE_NUMBER_OPTED_OUT',
        ResourceType: 'opt-out-list',
        ResourceId: to,
      })
    case 'THROTTLED':
      throw new AwsError('ThrottlingException', 'Rate exceeded.')
    case 'reject':
    case 'PERMANENT_FAILURE':
    case 'DUPLICATE':
      throw new AwsError('ValidationException', 'The destination cannot be reached.', 400, {
        Reason: 'DESTINATION_COUNTRY_BLOCKED',
      })
    case 'TEMPORARY_FAILURE':
    case 'TIMEOUT':
    case 'UNKNOWN_FAILURE':
      throw new AwsError('InternalServerException', 'The service cannot answer now.', 500)
  }
}
