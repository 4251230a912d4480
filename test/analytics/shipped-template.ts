import { shippedDashboard } from '../../lib/analytics/dashboards/shipped.ts'
import { DATASETS } from '../../lib/analytics/datasets.ts'
import { synthesiseDashboards } from './small-dashboard.ts'

/** The dashboards we ship, over all datasets there are. */
export const SHIPPED = shippedDashboard('COP', Object.values(DATASETS))

let text: string | undefined
/** Their template as it is deployed, synthesised once for the tests of a worker. */
export function shippedTemplate(): string {
  text ??= JSON.stringify(synthesiseDashboards(SHIPPED).toJSON())
  return text
}
