import { ManagedPolicy, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import { CfnOutput, type Stack } from 'aws-cdk-lib/core'
import type { AggregatorSecrets } from './aggregator-secrets.ts'
import type { Alarms } from './alarms.ts'
import type { Channels } from './channels.ts'
import type { DeadLetteredQueue } from './dead-lettered-queue.ts'
import type { DropFolder } from './drop-folder.ts'
import type { HearAggregator } from './hear-aggregator.ts'
import type { InboundTopic } from './inbound-topic.ts'
import type { Intake } from './intake.ts'
import type { JourneyFunction } from './journey-function.ts'
import type { JourneyMachine } from './journey-machine.ts'
import type { Lake } from './lake/lake.ts'
import type { Outbox } from './outbox.ts'
import type { StopContact } from './stop-contact.ts'
import type { Tables } from './tables.ts'

/** The rooms of the stack that somebody outside needs the address of. */
export interface Rooms {
  readonly tables: Tables
  readonly intake: Intake
  readonly contact: DeadLetteredQueue
  readonly backlog: DeadLetteredQueue
  readonly journeys: JourneyMachine
  readonly outbox: Outbox
  readonly lake: Lake
  readonly functions: readonly JourneyFunction[]
  readonly channels: Channels
  readonly stopContact: StopContact
  readonly drop: DropFolder
  readonly inboundTexts: InboundTopic | undefined
  readonly whatsapp: InboundTopic | undefined
  readonly hearAggregator: HearAggregator | undefined
  readonly aggregatorSecrets: AggregatorSecrets
  readonly alarms: Alarms
  readonly sendingBegins: string
  readonly edition: string
}

/** Writes the addresses that people and upstream systems need, and the policy that lets a role publish events. */
export function writeOutputs(stack: Stack, rooms: Rooms): void {
  const {
    tables,
    intake,
    contact,
    backlog,
    journeys,
    outbox,
    lake,
    functions,
    channels,
    stopContact,
    drop,
    inboundTexts,
    whatsapp,
    hearAggregator,
    aggregatorSecrets,
    alarms,
    sendingBegins,
    edition,
  } = rooms
  const publisher = new ManagedPolicy(stack, 'PublishToPuntual', {
    description: 'Attach to the role of an upstream system of this account: it may publish events to Puntual',
    statements: [new PolicyStatement({ actions: ['events:PutEvents'], resources: [intake.bus.eventBusArn] })],
  })
  const outputs: Record<string, readonly [value: string, description: string]> = {
    EventBusName: [intake.bus.eventBusName, 'Bus that upstream systems publish to'],
    EventBusArn: [intake.bus.eventBusArn, 'The same bus, for policies and for other accounts'],
    PublisherPolicyArn: [publisher.managedPolicyArn, 'Policy to attach to the role of an upstream system'],
    LedgerTable: [tables.ledger.tableName, 'What is owed, what was paid, and what was said about it'],
    DebtorsTable: [tables.debtors.tableName, 'Who owes it, how to reach them, and what they consented to'],
    CatalogTable: [tables.catalog.tableName, 'Policies as they were when invoices began to follow them'],
    IntakeQueueUrl: [intake.entrance.queue.queueUrl, 'Events on their way to the ledger'],
    IntakeQueueArn: [intake.entrance.queue.queueArn, 'Where dead letters of the intake go back to'],
    IntakeDeadLettersUrl: [intake.entrance.deadLetters.queueUrl, 'Events that could not be recorded'],
    IntakeDeadLettersArn: [intake.entrance.deadLetters.queueArn, 'The same queue, to redrive it'],
    ContactQueueUrl: [contact.queue.queueUrl, 'Messages that wait for their turn'],
    ContactDeadLettersUrl: [contact.deadLetters.queueUrl, 'Messages that could not be decided or sent'],
    ContactDeadLettersArn: [contact.deadLetters.queueArn, 'The same queue, to redrive it'],
    BacklogDeadLettersArn: [backlog.deadLetters.queueArn, 'Releases of the backlog that failed, to redrive them'],
    OutboxDeadLettersUrl: [outbox.deadLetters.queueUrl, 'Where in the stream events were given up'],
    StopUrl: [
      stopContact.url,
      'The public page on which messages are stopped; a short address of yours may lead to it',
    ],
    ...(inboundTexts && {
      InboundTextsTopicArn: [inboundTexts.topic.topicArn, 'Point a two-way number here: what debtors answer to texts'],
    }),
    ...(whatsapp && {
      WhatsAppTopicArn: [whatsapp.topic.topicArn, 'The event destination of the WhatsApp Business account'],
    }),
    ...(hearAggregator && {
      AggregatorsUrl: [
        hearAggregator.url,
        'Where an aggregator tells what became of messages; its name stands behind it',
      ],
      AggregatorSecrets: [
        aggregatorSecrets.environment().AGGREGATOR_SECRETS ?? '{}',
        'Where what is shared with each aggregator is kept, by its name: read it there to hand it over',
      ],
    }),
    DropBucketName: [drop.bucket.bucketName, 'Where files are dropped: puntual drop'],
    DropMachineArn: [drop.machine.stateMachineArn, 'Takes what is dropped, one execution a file'],
    DropDeadLettersUrl: [drop.deadLetters.queueUrl, 'Files that were dropped and could not be begun with'],
    LakeBucketName: [lake.bucketName, 'What staff look at, as Parquet by day; rows that did not fit under errors/'],
    ...(lake.sendReport && {
      ReportsQueueUrl: [lake.sendReport.queue.queue.queueUrl, 'Reports that are due'],
      ReportsDeadLettersUrl: [lake.sendReport.queue.deadLetters.queueUrl, 'Reports that could not be sent'],
      ReportsDeadLettersArn: [lake.sendReport.queue.deadLetters.queueArn, 'The same queue, to redrive it'],
    }),
    CompactionMachineArn: [
      lake.compaction.machine.stateMachineArn,
      'Makes few large files of the lake’s small ones, each night',
    ],
    RefillMachineArn: [lake.refill.machine.stateMachineArn, 'Fills the lake again: puntual lake backfill'],
    SendingBegins: [sendingBegins, 'To whom messages go until a person says a word: puntual sending'],
    Edition: [edition, 'Policies and texts of this deployment, until others are published: puntual catalog'],
    JourneyMachineArn: [journeys.machine.stateMachineArn, 'One execution per invoice'],
    JourneyLog: [journeys.log.logGroupName, 'What went wrong in journeys'],
    AlarmTopicArn: [alarms.topic.topicArn, 'Where alarms arrive; subscribe here'],
  }
  for (const { node, log } of functions) outputs[`${node.id}Log`] = [log.logGroupName, `What ${node.id} did`]
  channels.identity.dkimRecords.forEach(({ name, value }, index) => {
    outputs[`DkimName${index + 1}`] = [name, 'CNAME to add to the DNS of the sender domain']
    outputs[`DkimValue${index + 1}`] = [value, 'What that CNAME points to']
  })
  for (const [id, [value, description]] of Object.entries(outputs)) new CfnOutput(stack, id, { value, description })
}
