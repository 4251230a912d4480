import type { SQSEvent } from 'aws-lambda'
import { observed } from '../lib/aws/observing.ts'
import { readDefinitions, reporting } from '../lib/aws/reporting.ts'
import { readCatalog } from '../lib/catalog/compiled-catalog.ts'
import { ReportAsked } from '../lib/contracts/report-asked.ts'
import { drawReport } from '../lib/preview/draw-report.ts'
import { readDashboards } from '../lib/preview/read-dashboards.ts'
import { sendReport } from '../lib/usecases/send-report.ts'

const { outside, ask } = reporting(readCatalog(new URL('./catalog.json', import.meta.url)))
const template = readDashboards(readDefinitions(new URL('./dashboards.json', import.meta.url)))
const draw = (look: Parameters<typeof drawReport>[1], today: string) => drawReport(template, look, today, ask)

export const handler = observed(async ({ Records }: SQSEvent) => {
  for (const { body } of Records) await sendReport(ReportAsked.parse(JSON.parse(body)), { ...outside, draw })
})
