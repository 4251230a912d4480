import { z } from 'zod'
import { Definition } from './contract/definition.ts'
import { type Kind, VISUALS } from './contract/kinds.ts'
import { NotDrawn } from './not-drawn.ts'

/** A dataset of the template: its query, and its columns by name with their type in QuickSight. */
export interface PreviewDataset {
  readonly name: string
  readonly sql: string
  readonly columns: Readonly<Record<string, string>>
}

/** A visual that has been read: its kind, and what is known of it. */
export type DrawnVisual = {
  readonly [K in Kind]: { readonly kind: K; readonly visual: z.infer<(typeof VISUALS)[K]> }
}[Kind]

/** A sheet with its visuals and their places. */
export interface DrawnSheet extends Omit<Definition['Sheets'][number], 'Visuals'> {
  readonly visuals: readonly DrawnVisual[]
}

/** A dashboard of the template. */
export interface DrawnDashboard {
  /** Stable id, such as `puntual-es`. */
  readonly id: string
  readonly name: string
  readonly definition: Definition
  readonly sheets: readonly DrawnSheet[]
}

/** What the local look reads of a synthesised template. */
export interface DrawnTemplate {
  readonly dashboards: readonly DrawnDashboard[]
  /** By the name that definitions give them. */
  readonly datasets: ReadonlyMap<string, PreviewDataset>
  /** Colours of series. */
  readonly palette: readonly string[]
}

const Resource = z.object({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) })
const Template = z.object({ Resources: z.record(z.string(), Resource) })
const DataSet = z.object({
  PhysicalTableMap: z.record(
    z.string(),
    z.strictObject({
      CustomSql: z.strictObject({
        Name: z.string(),
        DataSourceArn: z.unknown(),
        SqlQuery: z.string(),
        Columns: z.array(z.strictObject({ Name: z.string(), Type: z.string() })),
      }),
    }),
  ),
})
const Board = z.object({ DashboardId: z.string(), Name: z.string(), Definition })
const Theme = z.object({
  Configuration: z.object({ DataColorPalette: z.object({ Colors: z.array(z.string()).min(1) }) }),
})

/** Reads a synthesised template. Throws NotDrawn by name for whatever the local look does not know. */
export function readDashboards(text: string): DrawnTemplate {
  const { Resources } = known('template', Template, JSON.parse(text))
  const of = (type: string) =>
    Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
      Type === `AWS::QuickSight::${type}` ? [{ id, Properties }] : [],
    )
  const byId = new Map(of('DataSet').map(({ id, Properties }) => [id, dataset(known(id, DataSet, Properties))]))
  const datasets = new Map<string, PreviewDataset>()
  const dashboards = of('Dashboard').map(({ id, Properties }) => {
    const board = known(id, Board, Properties)
    for (const { Identifier, DataSetArn } of board.Definition.DataSetIdentifierDeclarations) {
      const found = byId.get(DataSetArn['Fn::GetAtt'][0])
      if (!found) throw new NotDrawn(`${id}: the dataset ${Identifier} is not in the template`)
      datasets.set(Identifier, found)
    }
    const sheets = board.Definition.Sheets.map(({ Visuals, ...sheet }) => ({
      ...sheet,
      visuals: Visuals.map((visual) => readVisual(sheet.Name, visual)),
    }))
    return { id: board.DashboardId, name: board.Name, definition: board.Definition, sheets }
  })
  const [theme] = of('Theme').map(({ id, Properties }) => known(id, Theme, Properties))
  if (!theme) throw new NotDrawn('the template has no theme')
  return { dashboards, datasets, palette: theme.Configuration.DataColorPalette.Colors }
}

function dataset({ PhysicalTableMap }: z.infer<typeof DataSet>): PreviewDataset {
  const [table] = Object.values(PhysicalTableMap)
  if (!table) throw new NotDrawn('a dataset has no query')
  const { Name, SqlQuery, Columns } = table.CustomSql
  return {
    name: Name,
    sql: SqlQuery,
    columns: Object.fromEntries(Columns.map((column) => [column.Name, column.Type])),
  }
}

function readVisual(sheet: string, visual: Readonly<Record<string, unknown>>): DrawnVisual {
  const [kind = 'no kind', ...more] = Object.keys(visual)
  if (!isKind(kind) || more.length > 0)
    throw new NotDrawn(
      `${sheet}: the local look draws ${Object.keys(VISUALS).join(', ')}, and not ${[kind, ...more].join(' with ')}`,
    )
  const given = visual[kind]
  const where = `${sheet}, ${kind}`
  switch (kind) {
    case 'KPIVisual':
      return { kind, visual: known(where, VISUALS[kind], given) }
    case 'BarChartVisual':
      return { kind, visual: known(where, VISUALS[kind], given) }
    case 'LineChartVisual':
      return { kind, visual: known(where, VISUALS[kind], given) }
    case 'ComboChartVisual':
      return { kind, visual: known(where, VISUALS[kind], given) }
    case 'PieChartVisual':
      return { kind, visual: known(where, VISUALS[kind], given) }
    case 'WaterfallVisual':
      return { kind, visual: known(where, VISUALS[kind], given) }
    case 'PivotTableVisual':
      return { kind, visual: known(where, VISUALS[kind], given) }
    case 'TableVisual':
      return { kind, visual: known(where, VISUALS[kind], given) }
  }
}

const isKind = (kind: string): kind is Kind => Object.hasOwn(VISUALS, kind)

function known<T>(where: string, contract: z.ZodType<T>, given: unknown): T {
  const read = contract.safeParse(given)
  if (read.success) return read.data
  throw new NotDrawn(`${where}: the local look does not know this:\n${z.prettifyError(read.error)}`)
}
