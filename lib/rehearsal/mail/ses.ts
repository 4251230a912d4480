import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Principal, Service } from '../gateway/calls.ts'
import {
  asFields,
  type Fields,
  fieldsList,
  only,
  optionalFields,
  optionalText,
  text,
  textList,
} from '../gateway/fields.ts'
import type { DeliveryReports } from './delivery-reports.ts'
import type { CapturedMessage, Mail } from './mail.ts'
import { addresses, readMessage } from './mime.ts'

/** SES v1: captures what it is given, for senders and configuration sets that the template has. */
export class Ses implements Service {
  readonly #mail: Mail
  readonly #reports: DeliveryReports
  readonly #identities: readonly string[]

  /** `identities` are the verified addresses and domains, in lower case. */
  constructor(mail: Mail, reports: DeliveryReports, identities: readonly string[]) {
    this.#mail = mail
    this.#reports = reports
    this.#identities = identities
  }

  async call(operation: string, input: Fields, principal: Principal): Promise<unknown> {
    switch (operation) {
      case 'SendRawEmail':
        return this.#sendRaw(input, principal)
      case 'SendEmail':
        return this.#send(input, principal)
      default:
        throw new NotRehearsed(`ses:${operation}`)
    }
  }

  #sendRaw(input: Fields, principal: Principal): Fields {
    only(input, 'ses:SendRawEmail', [
      'Source',
      'Destinations',
      'RawMessage',
      'Tags',
      'ConfigurationSetName',
      'SourceArn',
      'FromArn',
    ])
    const bytes = Buffer.from(text(asFields(input.RawMessage, 'RawMessage'), 'Data'), 'base64')
    const message = readMessage(bytes.toString('latin1'))
    const destinations = textList(input, 'Destinations')
    const tags = { ...headerTags(message.headers['x-ses-message-tags']), ...tagsOf(input) }
    const set = optionalText(input, 'ConfigurationSetName') ?? message.headers['x-ses-configuration-set']
    const { subject, html, text: plain } = message
    return this.#accept(
      {
        channel: 'email',
        from: optionalText(input, 'Source') ?? message.from,
        to: destinations.length > 0 ? destinations : message.to,
        ...(subject === undefined ? {} : { subject }),
        ...(html === undefined ? {} : { html }),
        ...(plain === undefined ? {} : { text: plain }),
        headers: message.headers,
        tags,
        raw: bytes.toString('utf8'),
        principal,
      },
      set,
    )
  }

  #send(input: Fields, principal: Principal): Fields {
    only(input, 'ses:SendEmail', [
      'Source',
      'Destination',
      'Message',
      'ReplyToAddresses',
      'Tags',
      'ConfigurationSetName',
      'SourceArn',
    ])
    const destination = asFields(input.Destination, 'Destination')
    const message = asFields(input.Message, 'Message')
    const body = asFields(message.Body, 'Message.Body')
    const subject = text(asFields(message.Subject, 'Message.Subject'), 'Data')
    const part = (name: string): string | undefined => {
      const content = optionalFields(body, name)
      return content && text(content, 'Data')
    }
    const html = part('Html')
    const plain = part('Text')
    const replyTo = textList(input, 'ReplyToAddresses')
    return this.#accept(
      {
        channel: 'email',
        from: text(input, 'Source'),
        to: ['ToAddresses', 'CcAddresses', 'BccAddresses'].flatMap((name) => textList(destination, name)),
        subject,
        ...(html === undefined ? {} : { html }),
        ...(plain === undefined ? {} : { text: plain }),
        headers: replyTo.length === 0 ? {} : { 'reply-to': replyTo.join(', ') },
        tags: tagsOf(input),
        raw: JSON.stringify(input),
        principal,
      },
      optionalText(input, 'ConfigurationSetName'),
    )
  }

  #accept(message: Omit<CapturedMessage, 'id' | 'at'>, configurationSet: string | undefined): Fields {
    this.#checkSender(message.from)
    if (message.to.length === 0) throw new AwsError('InvalidParameterValue', 'Missing final destination.')
    if (message.to.length > 50) throw new AwsError('InvalidParameterValue', 'Recipient count exceeds 50.')
    if (configurationSet !== undefined) this.#reports.checkConfigurationSet(configurationSet)
    const answers = message.to.map((address) => this.#mail.takeAnswer(address))
    for (const answer of answers) refuse(answer)
    const captured = this.#mail.capture(message)
    this.#reports.email(captured, answers, configurationSet)
    return { MessageId: captured.id }
  }

  #checkSender(from: string): void {
    const address = addresses(from)[0]?.toLowerCase() ?? ''
    const domain = address.slice(address.lastIndexOf('@') + 1)
    const verified = this.#identities.some(
      (identity) => identity === address || domain === identity || domain.endsWith(`.${identity}`),
    )
    if (!verified)
      throw new AwsError(
        'MessageRejected',
        `Email address is not verified. The following identities failed the check: ${from}`,
      )
  }
}

function refuse(answer: ReturnType<Mail['takeAnswer']>): void {
  switch (answer) {
    case 'accept':
    case 'bounce':
    case 'complain':
    case 'fail':
      return
    case 'reject':
    case 'OPT_OUT':
    case 'PERMANENT_FAILURE':
    case 'DUPLICATE':
      throw new AwsError('MessageRejected', 'The message was rejected.')
    case 'THROTTLED':
      throw new AwsError('Throttling', 'Maximum sending rate exceeded.')
    case 'TEMPORARY_FAILURE':
    case 'TIMEOUT':
    case 'UNKNOWN_FAILURE':
      throw new AwsError('ServiceUnavailable', 'The service cannot answer now.', 503)
  }
}

const tagsOf = (input: Fields): Record<string, string> =>
  Object.fromEntries(fieldsList(input, 'Tags').map((tag) => [text(tag, 'Name'), text(tag, 'Value')]))

/** X-SES-MESSAGE-TAGS: `name=value, name=value`. */
const headerTags = (header: string | undefined): Record<string, string> =>
  Object.fromEntries(
    (header ?? '')
      .split(',')
      .map((pair) => pair.trim().split('='))
      .flatMap(([name, value]) => (name && value !== undefined ? [[name, value]] : [])),
  )
