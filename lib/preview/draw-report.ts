import { ACCOUNT_COLUMNS, accountsCsv } from './accounts-csv.ts'
import { literal, quoted } from './expression-sql.ts'
import { dateText } from './formatted.ts'
import { NotDrawn } from './not-drawn.ts'
import type { DrawnTemplate, PreviewDataset } from './read-dashboards.ts'
import { type Ask, renderDashboard, rowOf } from './render.ts'

/** What a report shows and in which words. */
export interface ReportLook {
  readonly language: 'es' | 'en'
  /** ISO 4217: the one whose figures the sheets show; currencies are never added. */
  readonly currency: string
  /** Business units that it is about; all unless told. */
  readonly businessUnits?: readonly string[]
}

/** A report before it is printed. */
export interface DrawnReport {
  /** Name of the dashboard it is of. */
  readonly name: string
  /** The day it tells of, in words. */
  readonly day: string
  /** The main sheets, a page each. */
  readonly html: string
  /** The accounts to speak to first, of every currency; those of which there is nothing to ask yet are not among them. */
  readonly csv: string
  /** Whether there are more accounts than the file has. */
  readonly hasMore: boolean
}

/** What a manager reads; the other sheets are for whoever works with them. */
export const MAIN_SHEETS = ['overview', 'ageing', 'performance', 'priority'] as const
/** What a team can speak to in weeks; whoever wants all of them has the dashboard. */
export const MOST_ACCOUNTS = 5000
const ACCOUNTS = 'priority_accounts'
const UNIT = 'business_unit'

/**
 * Draws the main sheets of a dashboard, and lists its priority accounts, by the very queries that the dashboard has. Each is
 * asked where `ask` leads, so the database adds up and only answers of a few rows come back, however many invoices there are.
 */
export async function drawReport(
  template: DrawnTemplate,
  { language, currency, businessUnits }: ReportLook,
  today: string,
  ask: Ask,
): Promise<DrawnReport> {
  const dashboard = template.dashboards.find(({ id }) => id.endsWith(`-${language}`))
  if (!dashboard) throw new NotDrawn(`the template has no dashboard in ${language}`)
  const tableOf = (dataset: string): string => {
    const found = template.datasets.get(dataset)
    if (!found) throw new NotDrawn(`the template has no dataset ${dataset}`)
    return businessUnits ? onlyOf(businessUnits, found) : `(${found.sql}) AS data`
  }
  const look = { tableOf, sheets: MAIN_SHEETS, isPreview: false }
  const { html } = await renderDashboard(
    template,
    dashboard,
    language,
    { today, values: { currency: [currency] } },
    ask,
    look,
  )
  return { name: dashboard.name, day: dateText(today, 'D MMM YYYY', language), html, ...(await listed()) }

  async function listed(): Promise<Pick<DrawnReport, 'csv' | 'hasMore'>> {
    const rows = await ask(
      `SELECT ${ACCOUNT_COLUMNS.map(quoted).join(', ')} FROM ${tableOf(ACCOUNTS)} WHERE "action" <> 'wait' ORDER BY "rank", "currency", "debtor" LIMIT ${MOST_ACCOUNTS + 1}`,
    )
    const first = rows.slice(0, MOST_ACCOUNTS).map(rowOf)
    return { csv: accountsCsv(first, { language, currency }), hasMore: rows.length > MOST_ACCOUNTS }
  }
}

/** The rows of some business units, as row-level security leaves them. */
function onlyOf(businessUnits: readonly string[], { name, sql, columns }: PreviewDataset): string {
  if (!Object.hasOwn(columns, UNIT)) throw new NotDrawn(`${name} does not say of which business unit its rows are`)
  const names = Object.keys(columns).map(quoted).join(', ')
  return `(SELECT ${names} FROM (${sql}) AS all_of_it WHERE ${quoted(UNIT)} IN (${businessUnits.map(literal).join(', ')})) AS data`
}
