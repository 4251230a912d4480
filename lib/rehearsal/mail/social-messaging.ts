import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Principal, Service } from '../gateway/calls.ts'
import { asFields, type Fields, fieldsList, list, only, optionalText, text } from '../gateway/fields.ts'
import type { World } from '../world.ts'
import { type ApprovedTemplates, wordsOfTemplate } from './approved-templates.ts'
import type { Answer, CapturedMessage, Mail } from './mail.ts'
import { wamidOf } from './wamid.ts'

/** Simulated milliseconds from one status of a message to the next. */
const NEXT_STATUS = 2_000

/**
 * End User Messaging Social: SendWhatsAppMessage. It refuses what Meta refuses (a template nobody approved, a wrong number
 * of parameters, free text to somebody who has not written for a day) as a status afterwards, and tells all statuses to
 * the event destination.
 */
export class SocialMessaging implements Service {
  readonly #world: World
  readonly #mail: Mail
  readonly #approved: ApprovedTemplates
  readonly #tell: (notification: object) => void
  /** Simulated milliseconds until the first status. */
  delay = NEXT_STATUS
  /** When each number wrote to us last. */
  readonly #heard = new Map<string, number>()

  constructor(options: {
    world: World
    mail: Mail
    approved: ApprovedTemplates
    tell: (notification: object) => void
  }) {
    this.#world = options.world
    this.#mail = options.mail
    this.#approved = options.approved
    this.#tell = options.tell
  }

  async call(operation: string, input: Fields, principal: Principal): Promise<unknown> {
    if (operation !== 'SendWhatsAppMessage') throw new NotRehearsed(`social-messaging:${operation}`)
    only(input, 'social-messaging:SendWhatsAppMessage', ['originationPhoneNumberId', 'message', 'metaApiVersion'])
    const raw = Buffer.from(text(input, 'message'), 'base64').toString('utf8')
    const message = asFields(JSON.parse(raw), 'message')
    only(message, 'message', [
      ...['messaging_product', 'recipient_type', 'to', 'type', 'text', 'template', 'biz_opaque_callback_data'],
    ])
    const to = text(message, 'to')
    const answer = this.#mail.takeAnswer(to)
    if (answer === 'THROTTLED') throw new AwsError('ThrottledRequestException', 'Rate exceeded.', 429)
    if (answer === 'TEMPORARY_FAILURE' || answer === 'TIMEOUT' || answer === 'UNKNOWN_FAILURE')
      throw new AwsError('InternalServiceException', 'The service cannot answer now.', 500)
    if (answer === 'reject') throw new AwsError('ValidationException', 'The message is not valid.', 400)
    const { words, error } = this.#wordsOf(message, to)
    const touch = optionalText(message, 'biz_opaque_callback_data')
    const captured = this.#mail.capture({
      channel: 'whatsapp',
      from: text(input, 'originationPhoneNumberId').split('/').at(-1) ?? '',
      to: [to],
      text: words,
      headers: {},
      tags: touch === undefined ? {} : { touch },
      raw,
      principal,
    })
    this.#report(captured, answer, error)
    return { messageId: captured.id }
  }

  /** Somebody writes to the number, through its event destination; Meta's id of it is made of `id`. */
  hear(from: string, body: string, id: string): void {
    this.#heard.set(from, this.#world.now())
    const account = { from: from.replace('+', ''), id: wamidOf(from, id) }
    this.#notify({ messages: [{ ...account, timestamp: this.#seconds(), type: 'text', text: { body } }] })
  }

  reset(): void {
    this.#heard.clear()
    this.delay = NEXT_STATUS
  }

  #wordsOf(message: Fields, to: string): { readonly words: string; readonly error?: number } {
    if (text(message, 'type') === 'text') {
      const heard = this.#heard.get(to)
      const isOpen = heard !== undefined && this.#world.now() - heard < 24 * 3_600_000
      // "Re-engagement message": free text outside the window.
      return { words: text(asFields(message.text, 'text'), 'body'), ...(!isOpen && { error: 131047 }) }
    }
    const template = asFields(message.template, 'template')
    const parameters = fieldsList(template, 'components').flatMap((component) =>
      list(component, 'parameters').map((one) => text(asFields(one, 'parameter'), 'text')),
    )
    const language = text(asFields(template.language, 'language'), 'code')
    return wordsOfTemplate(this.#approved, { name: text(template, 'name'), language, parameters })
  }

  #report(message: CapturedMessage, answer: Answer, error: number | undefined): void {
    const failed = error ?? FAILURES.get(answer)
    const statuses = failed === undefined ? ['sent', 'delivered', 'read'] : ['failed']
    for (const [index, status] of statuses.entries())
      this.#world.after(this.delay + index * NEXT_STATUS, `${status} of ${message.id}`, async () =>
        this.#notify({
          statuses: [
            {
              id: wamidOf(message.to[0] ?? '', message.id),
              status,
              timestamp: this.#seconds(),
              recipient_id: message.to[0]?.replace('+', ''),
              ...(message.tags.touch !== undefined && { biz_opaque_callback_data: message.tags.touch }),
              ...(failed !== undefined && { errors: [{ code: failed, title: 'Message undeliverable' }] }),
            },
          ],
        }),
      )
  }

  #notify(value: object): void {
    const entry = { id: 'waba', changes: [{ value: { messaging_product: 'whatsapp', ...value }, field: 'messages' }] }
    this.#tell({ context: {}, whatsAppWebhookEntry: JSON.stringify(entry), messageId: 'rehearsal' })
  }

  readonly #seconds = (): string => String(Math.floor(this.#world.now() / 1000))
}

/** What Meta says of numbers that are scripted: no account there, one who asked for no more, a telephone that is off. */
const FAILURES: ReadonlyMap<Answer, number> = new Map([
  ['bounce', 131026],
  ['OPT_OUT', 131050],
  ['PERMANENT_FAILURE', 131026],
  ['fail', 131049],
])
