/**
 * Sort keys of the ledger whose new images other systems are told about.
 *
 * An entry that ends in `#` is a prefix; the rest are whole keys. What is not listed never wakes PublishEvents.
 */
export const OUTBOX_SORT_KEYS = ['summary', 'touch#', 'suppressed#', 'task#', 'refused#'] as const

/** The stream filter of PublishEvents, as Lambda's event source mapping takes it. */
export function outboxFilter() {
  return {
    eventName: ['INSERT', 'MODIFY'],
    dynamodb: {
      NewImage: {
        sk: { S: OUTBOX_SORT_KEYS.map((key) => (key.endsWith('#') ? { prefix: key } : key)) },
      },
    },
  }
}
