import { Duration, Stack } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import type { CatalogTables } from '../analytics/views/dims.ts'
import { Acknowledgements } from './acknowledgements.ts'
import { AggregatorSecrets } from './aggregator-secrets.ts'
import { Alarms } from './alarms.ts'
import type { Bundles } from './bundles.ts'
import { Channels } from './channels.ts'
import { CONTACT_TIMEOUT, ContactDebtor } from './contact-debtor.ts'
import { DeadLetteredQueue } from './dead-lettered-queue.ts'
import { DecideNextStep } from './decide-next-step.ts'
import { Deliveries } from './deliveries.ts'
import { DropFolder } from './drop-folder.ts'
import { EventSchemas } from './event-schemas.ts'
import { HearAggregator } from './hear-aggregator.ts'
import type { House } from './house.ts'
import { InboundTopic } from './inbound-topic.ts'
import { Intake } from './intake.ts'
import { JourneyMachine } from './journey-machine.ts'
import { HouseKey } from './key.ts'
import { Lake } from './lake/lake.ts'
import { Outbox } from './outbox.ts'
import { writeOutputs } from './outputs.ts'
import { RecordEvent } from './record-event.ts'
import { ReleaseBacklog } from './release-backlog.ts'
import type { InfraSettings } from './settings.ts'
import { StopContact } from './stop-contact.ts'
import { Tables } from './tables.ts'

/** What a company deploys, and from where. */
export interface PuntualProps {
  readonly settings: InfraSettings
  /** The code of the functions, with the compiled catalog beside it. */
  readonly bundles: Bundles
  /** What one message costs, for the lake. */
  readonly tables: CatalogTables
  /** Folder of the repository, which holds `functions/` and `statemachines/`. */
  readonly root: string
  /** The content hash of what it says, which may be published anew without a deployment. */
  readonly edition: string
}

/** Puntual in one account and region: events in, one journey per invoice, messages and events out. */
export class Puntual extends Stack {
  /** What dashboards and reports read. */
  readonly lake: Lake

  constructor(scope: Construct, id: string, props: PuntualProps) {
    super(scope, id, {
      description: 'Puntual: invoices collected politely, on time and inside the law',
      // Deleting the stack would end every running journey.
      terminationProtection: true,
    })
    const { root, bundles, settings } = props
    const { key } = new HouseKey(this, 'Key')
    const alarms = new Alarms(this, 'Alarms', { key, email: settings.alarmEmail })
    const house: House = { settings, key, alarms, bundles }

    const tables = new Tables(this, 'Tables', { key })
    const intake = new Intake(this, 'Inbound', { house })
    new EventSchemas(this, 'Schemas', { root })
    const channels = new Channels(this, 'Channels', { settings })
    new Deliveries(this, 'Deliveries', { intake, channels })
    const inboundTexts = channels.sendsTexts
      ? new InboundTopic(this, 'Texts', { house, intake, source: 'sms-voice' })
      : undefined
    const whatsapp = channels.usesWhatsApp
      ? new InboundTopic(this, 'WhatsApp', { house, intake, source: 'social-messaging' })
      : undefined
    const secrets = new AggregatorSecrets(this, 'Aggregators', { house })
    const hearAggregator = secrets.isEmpty ? undefined : new HearAggregator(this, { house, intake, secrets })
    const contact = new DeadLetteredQueue(this, 'Contact', {
      house,
      visibility: Duration.seconds(6 * CONTACT_TIMEOUT.toSeconds()),
      lateAfter: Duration.hours(1),
      lateImpact: 'Messages wait for their turn: reminders leave late, and some miss the hours they may be sent in.',
      deadImpact: 'A debtor was not contacted: the journey asks again four hours after it asked first.',
    })

    const decideNextStep = new DecideNextStep(this, { house, tables })
    const journeys = new JourneyMachine(this, 'Journeys', {
      house,
      root,
      ledger: tables.ledger,
      contact,
      intake: intake.entrance,
      decideNextStep,
    })
    const recordEvent = new RecordEvent(this, { house, tables, intake, journeys })
    const stopContact = new StopContact(this, { house, tables })
    const contactDebtor = new ContactDebtor(this, { house, tables, contact, journeys, channels, secrets, stopContact })
    const releaseBacklog = new ReleaseBacklog(this, { house, tables })
    const drop = new DropFolder(this, 'Drop', { house, root, intake })
    this.lake = new Lake(this, 'Lake', {
      house,
      root,
      tables,
      booksZone: settings.booksZone,
      catalog: props.tables,
      channels,
    })
    const outbox = new Outbox(this, 'Outbox', { house, ledger: tables.ledger, bus: intake.bus })
    new Acknowledgements(this, 'Acknowledgements', { bus: intake.bus, contact })
    writeOutputs(this, {
      tables,
      intake,
      contact,
      backlog: releaseBacklog.mornings,
      journeys,
      outbox,
      lake: this.lake,
      functions: [
        recordEvent,
        decideNextStep,
        contactDebtor,
        outbox.publishEvents,
        releaseBacklog,
        stopContact,
        drop.takeFile,
        this.lake.mapToLake,
        this.lake.refill.refillLake,
        ...(hearAggregator ? [hearAggregator] : []),
        ...(this.lake.sendReport ? [this.lake.sendReport] : []),
      ],
      stopContact,
      drop,
      inboundTexts,
      whatsapp,
      hearAggregator,
      aggregatorSecrets: secrets,
      channels,
      alarms,
      sendingBegins: settings.sendingBegins,
      edition: props.edition,
    })
  }
}
