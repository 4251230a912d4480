/** Items of the ledger whose new images other systems are told about; what is not listed never wakes PublishEvents. */
const WHOLE_KEYS = ['touch', 'task', 'refused']
const PREFIXES = ['opened#', 'suppressed#', 'watermark#']

/** The stream filters of PublishEvents, as Lambda's event source mapping takes them: any of them lets a record in. */
export function outboxFilters() {
  const eventName = ['INSERT', 'MODIFY']
  return [
    { eventName, dynamodb: { NewImage: { sk: { S: [...WHOLE_KEYS, ...PREFIXES.map((prefix) => ({ prefix }))] } } } },
    { eventName, dynamodb: { NewImage: { sk: { S: ['summary'] }, status: { S: ['closed'] } } } },
  ]
}
