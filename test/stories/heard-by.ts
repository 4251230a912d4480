import { z } from 'zod'
import type { Story } from './story.ts'

const metric = z.looseObject({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(z.object({ Name: z.string(), Value: z.string() })).optional(),
})
/** An alarm that hears functions watches one metric, or the sum of several. */
const alarm = metric.extend({
  AlarmName: z.string(),
  Metrics: z
    .array(
      z.looseObject({
        Expression: z
          .string()
          .regex(/^\w+( \+ \w+)*$/)
          .optional(),
        MetricStat: z.looseObject({ Metric: metric }).optional(),
      }),
    )
    .optional(),
})
const counts = z.looseObject({
  service: z.string(),
  _aws: z.object({
    CloudWatchMetrics: z.array(
      z.object({
        Namespace: z.string(),
        Dimensions: z.array(z.array(z.string())),
        Metrics: z.array(z.looseObject({ Name: z.string() })),
      }),
    ),
  }),
})

/** What an alarm would have added up since the story began, from the lines that functions wrote for CloudWatch. */
export function heardBy(name: string, { stage: { rehearsal } }: Story): number {
  const found = rehearsal.deployed
    .ofType('AWS::CloudWatch::Alarm')
    .find(({ properties }) => properties.AlarmName === `puntual-${name}`)
  if (!found) throw new Error(`the template has no alarm ${name}`)
  const watched = alarm.parse(found.properties)
  const parts: readonly z.infer<typeof metric>[] = watched.Metrics
    ? watched.Metrics.flatMap(({ MetricStat }) => (MetricStat ? [MetricStat.Metric] : []))
    : [watched]
  return parts.reduce((sum, part) => sum + countedFor(part, rehearsal), 0)
}

/** What the functions counted under one metric. */
function countedFor(watched: z.infer<typeof metric>, rehearsal: Story['stage']['rehearsal']): number {
  const lines = rehearsal.deployed
    .ofType('AWS::Lambda::Function')
    .flatMap(({ physicalId }) => rehearsal.functions.logs(physicalId))
    .flatMap(({ text }) => (text.includes('"CloudWatchMetrics"') ? [counts.parse(JSON.parse(text))] : []))
  const added = lines.flatMap(({ _aws, ...line }) =>
    _aws.CloudWatchMetrics.flatMap(({ Namespace, Dimensions, Metrics }) => {
      const names = watched.Dimensions?.map(({ Name }) => Name) ?? []
      const isSame =
        Namespace === watched.Namespace &&
        Dimensions.some((one) => one.join() === names.join()) &&
        watched.Dimensions?.every(({ Name, Value }) => line[Name] === Value)
      return isSame && Metrics.some(({ Name }) => Name === watched.MetricName)
        ? [line[watched.MetricName ?? '']].flat().map(Number)
        : []
    }),
  )
  return added.reduce((sum, one) => sum + one, 0)
}
