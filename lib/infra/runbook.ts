/**
 * Each alarm and the heading of the README that says what to do about it.
 *
 * The anchors are the headings' own: `### Intake dead letters` is `#intake-dead-letters`.
 */
export const RUNBOOK = {
  IntakeDeadLetters: 'intake-dead-letters',
  ContactDeadLetters: 'contact-dead-letters',
  OutboxDeadLetters: 'outbox-dead-letters',
  IntakeDelayed: 'intake-delayed',
  ContactDelayed: 'contact-delayed',
  OutboxDelayed: 'outbox-delayed',
  RecordEventFails: 'record-event-fails',
  DecideNextStepFails: 'decide-next-step-fails',
  ContactDebtorFails: 'contact-debtor-fails',
  PublishEventsFails: 'publish-events-fails',
  ReleaseBacklogFails: 'release-backlog-fails',
  BacklogDelayed: 'backlog-delayed',
  BacklogDeadLetters: 'backlog-dead-letters',
  HearAggregatorFails: 'hear-aggregator-fails',
  StopContactFails: 'stop-contact-fails',
  JourneysFailed: 'journeys-failed',
  JourneysTimedOut: 'journeys-timed-out',
  JourneysThrottled: 'journeys-throttled',
  EventsRefused: 'events-refused',
  ControlTotalsDiffer: 'control-totals-differ',
  PaymentLinksDead: 'payment-links-dead',
  PaymentDataStale: 'payment-data-stale',
  HolidayTablesEnded: 'holiday-tables-ended',
  EventsComeBack: 'events-come-back',
  ContactsComeBack: 'contacts-come-back',
  MapToLakeFails: 'map-to-lake-fails',
  RefillLakeFails: 'refill-lake-fails',
  TakeFileFails: 'take-file-fails',
  FilesNotTaken: 'files-not-taken',
  FilesRefused: 'files-refused',
  DropDeadLetters: 'drop-dead-letters',
  LakeDeadLetters: 'lake-dead-letters',
  LakeRowsRefused: 'lake-rows-refused',
  LakeStale: 'lake-stale',
  LakePipesStopped: 'lake-pipes-stopped',
  LakeDiffers: 'lake-differs',
  LakeNotCompacted: 'lake-not-compacted',
  SendReportFails: 'send-report-fails',
  ReportsDelayed: 'reports-delayed',
  ReportsDeadLetters: 'reports-dead-letters',
  SendsUnknown: 'sends-unknown',
  SendsFailed: 'sends-failed',
  ChannelFails: 'channel-fails',
  SendingStopped: 'sending-stopped',
} as const satisfies Record<string, string>

/** Name of an alarm, the same in CloudWatch (after `puntual-`) and in the runbook. */
export type AlarmName = keyof typeof RUNBOOK

/** Every alarm there is; the stack raises each of them. */
export const ALARM_NAMES: readonly AlarmName[] = Object.keys(RUNBOOK).filter(isAlarmName)

function isAlarmName(name: string): name is AlarmName {
  return Object.hasOwn(RUNBOOK, name)
}

/** Where the README says what this alarm means and what to do, such as `README.md#intake-delayed`. */
export function runbookOf(name: AlarmName): string {
  return `README.md#${RUNBOOK[name]}`
}

/** The alarms whose heading a README lacks; headings become anchors as GitHub makes them. */
export function paragraphsMissingFrom(readme: string): AlarmName[] {
  const anchors = new Set(
    [...readme.matchAll(/^#+ +(.+)$/gm)].map(([, heading = '']) => heading.trim().toLowerCase().replaceAll(' ', '-')),
  )
  return ALARM_NAMES.filter((name) => !anchors.has(RUNBOOK[name]))
}
