import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { allow, mayQueryIndex, mayUse, mayUseKey } from './access.ts'
import type { AggregatorSecrets } from './aggregator-secrets.ts'
import { ALARM_PERIOD, counted, failingAgain } from './alarms.ts'
import type { Channels } from './channels.ts'
import type { DeadLetteredQueue } from './dead-lettered-queue.ts'
import type { House } from './house.ts'
import { JourneyFunction } from './journey-function.ts'
import type { JourneyMachine } from './journey-machine.ts'
import { readsQueue } from './reads-queue.ts'
import type { StopContact } from './stop-contact.ts'
import type { Tables } from './tables.ts'

/** Longest that one message to one debtor may take; the queue waits six times as long before it asks again. */
export const CONTACT_TIMEOUT = Duration.seconds(60)

/** Sends at most one message to one debtor, at the pace the company set, and answers the journey that asked. */
export class ContactDebtor extends JourneyFunction {
  constructor(
    scope: Construct,
    props: {
      house: House
      tables: Tables
      contact: DeadLetteredQueue
      journeys: JourneyMachine
      channels: Channels
      secrets: AggregatorSecrets
      stopContact: StopContact
    },
  ) {
    const { house, tables, contact, journeys, channels, secrets, stopContact } = props
    super(scope, 'ContactDebtor', {
      house,
      impact: 'Debtors get no messages: reminders are late, and some miss the hours they may be sent in.',
      timeout: CONTACT_TIMEOUT,
      environment: {
        ...tables.environment(),
        ...channels.environment(),
        ...secrets.environment(),
        STOP_URL: stopContact.url,
      },
      readsSecrets: !secrets.isEmpty,
    })
    mayUseKey(this.role, house.key)
    mayUse(this.role, tables.ledger, 'get', 'getMany', 'put', 'update')
    mayQueryIndex(this.role, tables.ledger, 'open')
    // A stop that the provider knew of is a line of the debtor's timeline.
    mayUse(this.role, tables.debtors, 'get', 'put', 'update')
    mayUse(this.role, tables.catalog, 'get', 'query', 'put')
    allow(this.role, ['states:SendTaskSuccess'], [journeys.machine.stateMachineArn])
    channels.mayBeUsedBy(this)
    secrets.mayBeReadBy(this)
    readsQueue(this, contact.queue, {
      batchSize: 1,
      maxConcurrency: house.settings.contactConcurrency,
      // The function names what failed; unless Lambda is told to listen, it deletes the message as done.
      reportBatchItemFailures: true,
    })
    house.alarms.raise('SendsUnknown', {
      impact: 'Nobody knows whether some messages left: those debtors may have been reminded, and are not asked again.',
      metric: new MathExpression({
        label: 'messages that may have left',
        expression: 'sent + decided',
        usingMetrics: {
          sent: counted('ContactDebtor', 'SendsUnknown'),
          // Of a sender that never came back, the next decision says so.
          decided: counted('DecideNextStep', 'SendsUnknown'),
        },
        period: ALARM_PERIOD,
      }),
      threshold: 1,
    })
    house.alarms.raise('SendsFailed', {
      impact: 'A provider refuses our messages: debtors get no reminders while it does.',
      metric: counted('ContactDebtor', 'SendsFailed'),
      // A wrong address is refused now and then; ten refusals in five minutes are about us.
      threshold: 10,
    })
    house.alarms.raise('SendingStopped', {
      impact:
        'Nothing is sent to anybody: too much was sent in an hour, or too much came back, and a person must look.',
      metric: new MathExpression({
        label: 'times that something was out of its band, and messages that met the stop',
        expression: 'contacted + recorded',
        usingMetrics: {
          contacted: counted('ContactDebtor', 'SendingStopped'),
          recorded: counted('RecordEvent', 'SendingStopped'),
        },
        period: ALARM_PERIOD,
      }),
      threshold: 1,
    })
    house.alarms.raise('PaymentLinksDead', {
      impact:
        'Debtors cannot pay where a message would lead them: every message to that host waits until the page is there again.',
      metric: counted('ContactDebtor', 'PaymentLinksDead'),
      threshold: 1,
    })
    house.alarms.raise('PaymentDataStale', {
      impact:
        'A payment source is behind: reminders wait or leave in neutral words, and people who have paid may be asked.',
      metric: new MathExpression({
        label: 'messages that met old payment data',
        expression: 'decided + contacted',
        usingMetrics: {
          decided: counted('DecideNextStep', 'PaymentDataStale'),
          contacted: counted('ContactDebtor', 'PaymentDataStale'),
        },
        period: ALARM_PERIOD,
      }),
      threshold: 1,
    })
    house.alarms.raise('HolidayTablesEnded', {
      impact:
        'Nobody knows the holidays any more: debtors hear once a week at most, on weekdays, and perhaps on a holiday.',
      metric: counted('ContactDebtor', 'HolidayTablesEnded'),
      threshold: 1,
    })
    house.alarms.raise('ContactsComeBack', {
      impact: 'Messages fail before they are sent and wait to be tried again: reminders are late.',
      ...failingAgain('ContactDebtor'),
    })
  }
}
