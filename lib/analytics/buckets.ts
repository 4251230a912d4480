/** The ageing buckets by days past due: each from `from` on, to the next one. */
export const BUCKETS = [
  { bucket: 'current', order: 0, from: Number.NEGATIVE_INFINITY },
  { bucket: 'b1_30', order: 1, from: 1 },
  { bucket: 'b31_60', order: 2, from: 31 },
  { bucket: 'b61_90', order: 3, from: 61 },
  { bucket: 'b91', order: 4, from: 91 },
] as const

export type BucketCode = (typeof BUCKETS)[number]['bucket']

const late = BUCKETS.filter(({ order }) => order > 0).toReversed()

const caseOf = (days: string, value: (one: (typeof BUCKETS)[number]) => string): string =>
  `CASE ${late.map((one) => `WHEN ${days} >= ${one.from} THEN ${value(one)}`).join(' ')} ELSE ${value(BUCKETS[0])} END`

/** The bucket of a number of days past due, as SQL. */
export const bucketOf = (days: string): string => `CAST(${caseOf(days, ({ bucket }) => `'${bucket}'`)} AS varchar)`
/** Its place among the buckets, as SQL. */
export const bucketOrderOf = (days: string): string => `CAST(${caseOf(days, ({ order }) => String(order))} AS bigint)`

/** The buckets as rows of a VALUES list: bucket, bucket_order. */
export const BUCKET_ROWS = `(VALUES ${BUCKETS.map(({ bucket, order }) => `('${bucket}', ${order})`).join(', ')}) AS listed (bucket, bucket_order)`
