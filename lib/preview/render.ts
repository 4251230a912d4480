import { bars } from './charts/bars.ts'
import { combo, lines } from './charts/lines.ts'
import { pie, waterfall } from './charts/parts.ts'
import type { Drawing, Row } from './charts/style.ts'
import { svgOf } from './charts/svg.ts'
import type { Element } from './contract/definition.ts'
import type { Action } from './contract/kinds.ts'
import type { Language, Value } from './formatted.ts'
import { dateText } from './formatted.ts'
import { kpi } from './kpi.ts'
import { NotDrawn } from './not-drawn.ts'
import { type Drawn, type DrawnPage, innerSize, page } from './page.ts'
import { type Asked, type Chosen, dateSql, queryOf, spice, valuesOf } from './query.ts'
import { questionOf } from './question.ts'
import type { DrawnDashboard, DrawnTemplate, DrawnVisual } from './read-dashboards.ts'
import { pivot, table } from './tables.ts'

/** Runs SQL on the lake. */
export type Ask = (sql: string) => Promise<readonly Readonly<Record<string, unknown>>[]>

/** From where a dashboard is drawn, and how much of it. */
export interface Look {
  /** What stands behind FROM for a dataset. */
  readonly tableOf: (dataset: string) => string
  /** Sheets that are drawn; all unless told. */
  readonly sheets?: readonly string[]
  /** Whether it is marked as a preview over invented people. */
  readonly isPreview: boolean
}

/** All of it, over the loaded datasets. */
const PREVIEW: Look = { tableOf: spice, isPreview: true }

/** How many rows each visual got, for whoever wants to know that none is empty. */
export interface Rendered {
  readonly html: string
  readonly rows: Readonly<Record<string, number>>
}

/** Runs the query of every dataset once, into a table each, as SPICE does; answers rows by dataset. */
export async function loadDatasets({ datasets }: DrawnTemplate, ask: Ask): Promise<void> {
  await ask('CREATE SCHEMA IF NOT EXISTS spice')
  for (const [name, { sql, columns }] of datasets) {
    await ask(`CREATE OR REPLACE TABLE ${spice(name)} AS ${sql}`)
    const found = await ask(`DESCRIBE ${spice(name)}`)
    const names = found.map(({ column_name }) => String(column_name))
    const missing = Object.keys(columns).filter((column) => !names.includes(column))
    if (missing.length > 0) throw new NotDrawn(`the query of ${name} gives no ${missing.join(', ')}`)
  }
}

/** A dashboard of the template as one HTML page, over the loaded datasets unless told. Throws NotDrawn for what it does not know. */
export async function renderDashboard(
  template: DrawnTemplate,
  dashboard: DrawnDashboard,
  language: Language,
  chosen: Chosen,
  ask: Ask,
  { tableOf, sheets, isPreview }: Look = PREVIEW,
): Promise<Rendered> {
  const { definition } = dashboard
  const answer = async (visual: DrawnVisual, sheet: string, now: Chosen): Promise<readonly Row[]> => {
    const { VisualId } = visual.visual
    const asked: Asked = { definition, sheet, visual: VisualId, datasets: template.datasets, chosen: now, tableOf }
    return (await ask(queryOf(questionOf(visual), asked))).map(rowOf)
  }
  const clicked = isPreview ? await firstClick(dashboard, chosen, answer) : chosen
  const rows: Record<string, number> = {}
  const pages: DrawnPage[] = []
  for (const sheet of dashboard.sheets.filter(({ SheetId }) => !sheets || sheets.includes(SheetId))) {
    const visuals: Drawn[] = []
    for (const one of sheet.visuals) {
      const { VisualId, Title, Subtitle } = one.visual
      const found = await answer(one, sheet.SheetId, clicked)
      rows[VisualId] = found.length
      const place = placeOf(sheet.Layouts[0]?.Configuration.GridLayout.Elements ?? [], VisualId)
      const drawing: Drawing = { rows: found, language, palette: template.palette, ...innerSize(place) }
      visuals.push({
        id: VisualId,
        title: Title.FormatText.PlainText,
        subtitle: Subtitle.FormatText.PlainText,
        kind: one.kind,
        place,
        body: body(one, drawing),
        clicks: actionsOf(one).map(({ Name }) => Name),
      })
    }
    const choices: (readonly [string, string])[] = []
    for (const control of sheet.ParameterControls)
      choices.push(await choice(control, dashboard, language, clicked, ask))
    pages.push({ id: sheet.SheetId, name: sheet.Name, description: sheet.Description, choices, visuals })
  }
  const day = dateText(chosen.today, 'D MMM YYYY', language)
  return { html: page(dashboard.name, day, pages, language, isPreview), rows }
}

function body(drawn: DrawnVisual, drawing: Drawing): string {
  const { rows, language, height } = drawing
  switch (drawn.kind) {
    case 'KPIVisual':
      return kpi(drawn.visual.ChartConfiguration, rows, language)
    case 'TableVisual':
      return table(drawn.visual.ChartConfiguration, rows, language, height)
    case 'PivotTableVisual':
      return pivot(drawn.visual.ChartConfiguration, rows, language, height)
    case 'BarChartVisual':
      return svgOf(bars(drawn.visual.ChartConfiguration, drawing), drawing)
    case 'LineChartVisual':
      return svgOf(lines(drawn.visual.ChartConfiguration, drawing), drawing)
    case 'ComboChartVisual':
      return svgOf(combo(drawn.visual.ChartConfiguration, drawing), drawing)
    case 'PieChartVisual':
      return svgOf(pie(drawn.visual.ChartConfiguration, drawing), drawing)
    case 'WaterfallVisual':
      return svgOf(waterfall(drawn.visual.ChartConfiguration, drawing), drawing)
  }
}

const actionsOf = ({ visual }: DrawnVisual): readonly Action[] => visual.Actions ?? []

/** As if somebody had clicked the first row that opens an account: its sheet shows that account, not all of them. */
async function firstClick(
  { sheets }: DrawnDashboard,
  chosen: Chosen,
  answer: (visual: DrawnVisual, sheet: string, now: Chosen) => Promise<readonly Row[]>,
): Promise<Chosen> {
  for (const { SheetId, visuals } of sheets)
    for (const visual of visuals)
      for (const { ActionOperations } of actionsOf(visual))
        for (const operation of ActionOperations) {
          if (!('SetParametersOperation' in operation)) continue
          const [set] = operation.SetParametersOperation.ParameterValueConfigurations
          const [row] = await answer(visual, SheetId, chosen)
          const value = set && row?.[set.Value.SourceField]
          if (set && typeof value === 'string')
            return { ...chosen, values: { ...chosen.values, [set.DestinationParameterName]: [value] } }
        }
  return chosen
}

function placeOf(elements: readonly Element[], id: string): Element {
  const place = elements.find(({ ElementId }) => ElementId === id)
  if (!place) throw new NotDrawn(`${id} has no place on its sheet`)
  return place
}

const ALL = { es: 'Todas', en: 'All' } as const

async function choice(
  control: DrawnDashboard['sheets'][number]['ParameterControls'][number],
  { definition }: DrawnDashboard,
  language: Language,
  chosen: Chosen,
  ask: Ask,
): Promise<readonly [string, string]> {
  if ('Dropdown' in control) {
    const { Title, SourceParameterName } = control.Dropdown
    const values = valuesOf(SourceParameterName, definition, chosen)
    return [Title, values.length === 0 ? ALL[language] : values.join(', ')]
  }
  const { Title, SourceParameterName } = control.DateTimePicker
  const [row] = await ask(`SELECT CAST(${dateSql(SourceParameterName, definition, chosen)} AS VARCHAR) AS day`)
  return [Title, dateText(String(row?.day), 'D MMM YYYY', language)]
}

/** A row with its numbers as numbers. Throws NotDrawn for what is neither text nor number. */
export function rowOf(row: Readonly<Record<string, unknown>>): Row {
  return Object.fromEntries(
    Object.entries(row).map(([name, value]): [string, Value] => {
      if (value === null || value === undefined) return [name, null]
      if (typeof value === 'number' || typeof value === 'string') return [name, value]
      if (typeof value === 'bigint') return [name, Number(value)]
      throw new NotDrawn(`${name} is neither text nor number: ${String(value)}`)
    }),
  )
}
