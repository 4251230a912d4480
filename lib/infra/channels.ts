import { EventBus } from 'aws-cdk-lib/aws-events'
import {
  ConfigurationSet,
  ConfigurationSetEventDestination,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { allow } from './access.ts'
import type { JourneyFunction } from './journey-function.ts'
import type { InfraSettings } from './settings.ts'

/** The ways to reach a debtor: e-mail always, SMS when the company named what to send from. A channel not named is off. */
export class Channels extends Construct {
  readonly identity: EmailIdentity
  readonly #configurationSet: ConfigurationSet
  readonly #settings: InfraSettings

  constructor(scope: Construct, id: string, props: { settings: InfraSettings }) {
    super(scope, id)
    this.#settings = props.settings
    this.#configurationSet = new ConfigurationSet(this, 'Email', {
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    })
    new ConfigurationSetEventDestination(this, 'Deliveries', {
      configurationSet: this.#configurationSet,
      // SES publishes to the default bus only.
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'DefaultBus', 'default')),
      // A message that has left says so when it arrives or bounces; SEND would repeat SES's own answer to the sender.
      events: [
        EmailSendingEvent.DELIVERY,
        EmailSendingEvent.DELIVERY_DELAY,
        EmailSendingEvent.BOUNCE,
        EmailSendingEvent.COMPLAINT,
        EmailSendingEvent.REJECT,
        EmailSendingEvent.RENDERING_FAILURE,
        // These two change the e-mail: a picture that reports, and links that lead through a host of Amazon.
        ...(props.settings.emailTracking?.includes('opens') ? [EmailSendingEvent.OPEN] : []),
        ...(props.settings.emailTracking?.includes('clicks') ? [EmailSendingEvent.CLICK] : []),
      ],
    })
    this.identity = new EmailIdentity(this, 'Sender', {
      identity: Identity.domain(props.settings.emailDomain),
      configurationSet: this.#configurationSet,
    })
  }

  /** The configuration set through which every e-mail leaves. */
  get configurationSetName(): string {
    return this.#configurationSet.configurationSetName
  }

  get sendsTexts(): boolean {
    return this.#settings.pinpointApplicationId !== undefined || this.#settings.smsOriginationArn !== undefined
  }

  get usesWhatsApp(): boolean {
    return this.#settings.whatsappNumberArn !== undefined
  }

  /** What the sender of messages finds in its environment; SMS and WhatsApp only where they are configured. */
  environment(): Record<string, string> {
    const { pinpointApplicationId, smsOriginationArn, whatsappNumberArn } = this.#settings
    return {
      SES_CONFIGURATION_SET: this.#configurationSet.configurationSetName,
      ...(pinpointApplicationId === undefined ? {} : { PINPOINT_APPLICATION_ID: pinpointApplicationId }),
      ...(smsOriginationArn === undefined ? {} : { SMS_ORIGINATION: smsOriginationArn }),
      ...(whatsappNumberArn === undefined ? {} : { WHATSAPP_NUMBER: whatsappNumberArn }),
    }
  }

  /** Lets the function send e-mail as the sender domain, and nothing else. */
  mayEmail({ role }: JourneyFunction): void {
    const configurationSet = Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.#configurationSet.configurationSetName,
    })
    allow(role, ['ses:SendRawEmail'], [this.identity.emailIdentityArn, configurationSet])
  }

  /** Lets the function send on each configured channel, and on no other. */
  mayBeUsedBy(sender: JourneyFunction): void {
    const stack = Stack.of(this)
    const { role } = sender
    const { pinpointApplicationId, smsOriginationArn, whatsappNumberArn } = this.#settings
    this.mayEmail(sender)
    if (pinpointApplicationId !== undefined) {
      const application = stack.formatArn({
        service: 'mobiletargeting',
        resource: 'apps',
        resourceName: pinpointApplicationId,
      })
      // The service checks the messages of the application; its reference names the application.
      allow(role, ['mobiletargeting:SendMessages'], [application, `${application}/messages`])
    }
    if (whatsappNumberArn !== undefined) allow(role, ['social-messaging:SendWhatsAppMessage'], [whatsappNumberArn])
    if (smsOriginationArn !== undefined) allow(role, ['sms-voice:SendTextMessage'], [smsOriginationArn])
  }
}
