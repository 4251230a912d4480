import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Principal, Service } from '../gateway/calls.ts'
import { asFields, type Fields, only, optionalText, text } from '../gateway/fields.ts'
import type { DeliveryReports } from './delivery-reports.ts'
import type { Answer, Mail } from './mail.ts'

interface Status {
  readonly DeliveryStatus: string
  readonly StatusCode: number
  readonly StatusMessage: string
}

/** Pinpoint SendMessages for SMS: always 200, with a status per address. */
export class Pinpoint implements Service {
  readonly #mail: Mail
  readonly #reports: DeliveryReports

  constructor(mail: Mail, reports: DeliveryReports) {
    this.#mail = mail
    this.#reports = reports
  }

  async call(operation: string, input: Fields, principal: Principal): Promise<unknown> {
    if (operation !== 'SendMessages') throw new NotRehearsed(`mobiletargeting:${operation}`)
    const request = asFields(input.MessageRequest, 'MessageRequest')
    only(request, 'mobiletargeting:SendMessages', ['Addresses', 'MessageConfiguration', 'Context', 'TraceId'])
    const configuration = asFields(request.MessageConfiguration, 'MessageConfiguration')
    only(configuration, 'mobiletargeting:SendMessages', ['SMSMessage'])
    const message = asFields(configuration.SMSMessage, 'SMSMessage')
    const contexts = Object.fromEntries(
      Object.entries(asFields(request.Context ?? {}, 'Context')).map(([name, value]) => [name, String(value)]),
    )
    const Result: Record<string, unknown> = {}
    for (const [address, details] of Object.entries(asFields(request.Addresses, 'Addresses'))) {
      const channel = text(asFields(details, `Addresses.${address}`), 'ChannelType')
      if (channel !== 'SMS') throw new NotRehearsed(`mobiletargeting:SendMessages on the channel ${channel}`)
      Result[address] = this.#sendOne(address, message, contexts, principal)
    }
    if (Object.keys(Result).length === 0) throw new AwsError('BadRequestException', 'No addresses.')
    return { ApplicationId: text(input, 'ApplicationId'), Result }
  }

  #sendOne(address: string, message: Fields, context: Readonly<Record<string, string>>, principal: Principal): object {
    const answer = this.#mail.takeAnswer(address)
    const status = statusOf(answer)
    if (status.DeliveryStatus !== 'SUCCESSFUL') return status
    const captured = this.#mail.capture({
      channel: 'sms',
      from: optionalText(message, 'OriginationNumber') ?? optionalText(message, 'SenderId') ?? '',
      to: [address],
      text: text(message, 'Body'),
      headers: {},
      tags: context,
      raw: JSON.stringify(message),
      principal,
    })
    this.#reports.sms(captured, answer, context, optionalText(message, 'MessageType') ?? 'TRANSACTIONAL')
    return { ...status, MessageId: captured.id }
  }
}

function statusOf(answer: Answer): Status {
  switch (answer) {
    case 'accept':
    case 'bounce':
    case 'complain':
    case 'fail':
      return { DeliveryStatus: 'SUCCESSFUL', StatusCode: 200, StatusMessage: 'MessageId' }
    case 'reject':
      return { DeliveryStatus: 'PERMANENT_FAILURE', StatusCode: 400, StatusMessage: 'The number is not valid.' }
    case 'OPT_OUT':
    case 'PERMANENT_FAILURE':
    case 'DUPLICATE':
      return { DeliveryStatus: answer, StatusCode: 400, StatusMessage: answer }
    case 'THROTTLED':
      return { DeliveryStatus: answer, StatusCode: 429, StatusMessage: 'Too many requests.' }
    case 'TEMPORARY_FAILURE':
    case 'TIMEOUT':
    case 'UNKNOWN_FAILURE':
      return { DeliveryStatus: answer, StatusCode: 500, StatusMessage: answer }
  }
}
