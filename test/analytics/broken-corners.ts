import type { Rule } from '../../lib/analytics/check/problem.ts'
import { dashboardOf, type Loose, scopeOf, visualOf } from './broken-variants.ts'

const DIMENSIONS = ['Category', 'Categories', 'Colors', 'GroupBy', 'Rows', 'Columns', 'TrendGroups', 'SmallMultiples']
const MEASURES = ['TargetValues', 'BarValues', 'LineValues']
const SORTS = ['CategorySort', 'ColorSort', 'RowSort', 'TrendGroupSort']
const ANY = ['Visuals', 'Filters', 'ParameterDeclarations', 'ParameterControls', 'FilterControls', 'ActionOperations']

const overview = (t: Loose): Loose => dashboardOf(t).Sheets[0]
const places = (t: Loose): Loose => overview(t).Layouts[0].Configuration.GridLayout.Elements
const wells = (t: Loose): Loose => visualOf(t, 'bars').ChartConfiguration.FieldWells.BarChartAggregatedFieldWells
const of = (column: string): Loose => ({ FieldId: 'x', Column: { DataSetIdentifier: 'invoices', ColumnName: column } })
const filtered =
  (kind: string, column: string) =>
  (t: Loose): void => {
    dashboardOf(t).FilterGroups[0].Filters = [{ [kind]: { FilterId: 'f', Column: of(column).Column } }]
  }
const address =
  (template: string) =>
  (t: Loose): void => {
    const [action] = visualOf(t, 'table').Actions
    action.ActionOperations = [{ URLOperation: { URLTemplate: template, URLTarget: 'NEW_TAB' } }]
  }
const beside =
  (property: string, value: Loose) =>
  (t: Loose): void => {
    overview(t).Beside = { [property]: value }
  }
const placed =
  (change: object) =>
  (t: Loose): void => {
    Object.assign(places(t)[0], change)
  }

/** Each corner of a rule: what must be said, word for word where it matters, and how the mistake is made. */
export const CORNERS: readonly (readonly [rule: Rule, says: string, make: (template: Loose) => void])[] = [
  [
    'aggregated twice',
    'groups by overdue_share, which is an aggregation',
    (t) => {
      wells(t).Category = [{ NumericalDimensionField: of('overdue_share') }]
    },
  ],
  [
    'date as category',
    'bucket holds TEXT, and NumericalDimensionField takes NUMBER',
    (t) => {
      wells(t).Category = [{ NumericalDimensionField: of('bucket') }]
    },
  ],
  [
    'sum of text',
    'bucket holds TEXT, and DateMeasureField takes DATE',
    (t) => {
      wells(t).Values = [{ DateMeasureField: { ...of('bucket'), AggregationFunction: 'MAX' } }]
    },
  ],
  [
    'filter of another kind',
    'amount holds NUMBER, and CategoryFilter takes TEXT',
    filtered('CategoryFilter', 'amount'),
  ],
  ...(['TimeRangeFilter', 'TimeEqualityFilter', 'RelativeDatesFilter'] as const).map(
    (kind) =>
      ['filter of another kind', `bucket holds TEXT, and ${kind} takes DATE`, filtered(kind, 'bucket')] as const,
  ),
  ...(['NumericRangeFilter', 'NumericEqualityFilter'] as const).map(
    (kind) => ['filter of another kind', `day holds DATE, and ${kind} takes NUMBER`, filtered(kind, 'day')] as const,
  ),
  [
    'filter without scope',
    'is for selected visuals, and none is selected',
    (t) => {
      const [scope] = scopeOf(t)
      Object.assign(scope, { Scope: 'SELECTED_VISUALS', VisualIds: [] })
    },
  ],
  [
    'unknown parameter',
    'has a name with other signs than letters and digits',
    (t) => {
      dashboardOf(t).ParameterDeclarations[0].StringParameterDeclaration.Name = 'the-currency'
    },
  ],
  ...(['ParameterName', 'SourceParameterName', 'DestinationParameterName', 'Parameter'] as const).map(
    (property) => ['unknown parameter', 'gone is not declared', beside(property, 'gone')] as const,
  ),
  [
    'unknown parameter',
    'an address names the parameter gone',
    address('https://cartera.example/<<$gone>>/<<debtor>>/<<$debtor>>'),
  ],
  ['action to nowhere', 'an address names the column gone', address('https://cartera.example/<<gone>>/<<debtor>>')],
  [
    'id twice',
    'FilterId invoices-by-currency is used twice',
    (t) => {
      const [first, second] = dashboardOf(t).FilterGroups
      second.Filters[0].CategoryFilter.FilterId = first.Filters[0].CategoryFilter.FilterId
    },
  ],
  [
    'id twice',
    'CustomActionId opened is used twice',
    (t) => {
      for (const id of ['bars', 'table']) visualOf(t, id).Actions[0].CustomActionId = 'opened'
    },
  ],
  [
    'id twice',
    'has two places',
    (t) => {
      places(t).push({ ...places(t)[0], RowIndex: 500 })
    },
  ],
  [
    'id twice',
    'invoices is declared twice',
    (t) => {
      const { DataSetIdentifierDeclarations: declared } = dashboardOf(t)
      declared.push(declared[0])
    },
  ],
  [
    'unknown dataset',
    'is of gone, which is not declared',
    (t) => {
      dashboardOf(t).CalculatedFields.push({ DataSetIdentifier: 'gone', Name: 'one', Expression: '1' })
    },
  ],
  [
    'parameter without default',
    'is a single choice, and begins with none',
    (t) => {
      dashboardOf(t).ParameterDeclarations[0].StringParameterDeclaration.DefaultValues = {}
    },
  ],
  [
    'parameter of another kind',
    'currency is TEXT, and DATE is taken',
    (t) => {
      const period = dashboardOf(t).FilterGroups.find(({ FilterGroupId }: Loose) => FilterGroupId === 'invoices-period')
      period.Filters[0].TimeRangeFilter.RangeMinimumValue.Parameter = 'currency'
    },
  ],
  [
    'parameter of another kind',
    'since is DATE, and NUMBER is taken',
    (t) => {
      overview(t).ParameterControls[0] = { Slider: { ParameterControlId: 'slider', SourceParameterName: 'since' } }
    },
  ],
  [
    'currencies added',
    'overdue_share adds up every currency of invoices',
    (t) => {
      dashboardOf(t).FilterGroups[0].Status = 'DISABLED'
    },
  ],
  [
    'filter without scope',
    'is for the visual timeline, which reads events',
    (t) => {
      const [scope] = scopeOf(t)
      Object.assign(scope, { SheetId: 'account', VisualIds: ['timeline'] })
    },
  ],
  [
    'place of nothing',
    'is a VISUAL, and its place is for a TEXT_BOX',
    (t) => {
      places(t)[0].ElementType = 'TEXT_BOX'
    },
  ],
  [
    'too much',
    '51 visuals of at most 50',
    (t) => {
      fill(t, 51)
    },
  ],
  ['outside the grid', 'begins at column -1 and spans 36 of 36', placed({ ColumnIndex: -1 })],
  ['outside the grid', 'begins at column 0 and spans 36 of 36', placed({ RowIndex: -1 })],
  ['outside the grid', 'begins at column 0 and spans 0 of 36', placed({ ColumnSpan: 0 })],
  ['outside the grid', 'begins at column 0 and spans 37 of 36', placed({ ColumnSpan: 37 })],
  ...ANY.map((property) => ['union', 'has First and Second', beside(property, [{ First: {}, Second: {} }])] as const),
  ...['AggregationFunction', 'Computations'].map(
    (property) => ['union', 'has First and Second', beside(property, { First: {}, Second: {} })] as const,
  ),
  [
    'union',
    'has CustomFilterConfiguration and FilterListConfiguration',
    (t) => {
      dashboardOf(t).FilterGroups[0].Filters[0].CategoryFilter.Configuration.FilterListConfiguration = {}
    },
  ],
  [
    'union',
    'has GridLayout and FreeFormLayout',
    (t) => {
      overview(t).Layouts[0].Configuration.FreeFormLayout = {}
    },
  ],
  ...[
    ...DIMENSIONS.map((property) => [property, 'CategoricalDimensionField'] as const),
    ...MEASURES.map((property) => [property, 'CalculatedMeasureField'] as const),
    ...SORTS.map((property) => [property, 'ColumnSort'] as const),
    ['Breakdowns', 'CategoricalDimensionField'] as const,
  ].map(
    ([property, allowed]) =>
      ['union', `has Other; allowed: one of ${allowed}`, beside(property, [{ Other: {} }])] as const,
  ),
  ...(
    [
      ['ScopeConfiguration', 'AllSheets, SelectedSheets'],
      ['FormatText', 'PlainText, RichText'],
      ['RangeMinimumValue', 'Parameter, RollingDate, StaticValue'],
      ['RangeMaximumValue', 'Parameter, RollingDate, StaticValue'],
    ] as const
  ).map(
    ([property, allowed]) =>
      ['union', `has Other; allowed: one of ${allowed}`, beside(property, { Other: {} })] as const,
  ),
]

/**
 * What is just allowed: as many sheets and visuals as there may be, side by side and below each other and told in any
 * order, a place of one cell, and a name of two letters.
 */
export function fullest(template: Loose): void {
  fill(template, 50)
  const [first] = places(template)
  Object.assign(first, { ColumnSpan: 1, RowSpan: 1 })
  places(template).push(...places(template).splice(0, 25).toReversed())
  for (let more = 0; more < 18; more++)
    dashboardOf(template).Sheets.push({ SheetId: `s${more}`, Name: 'Ab', Visuals: [], Layouts: [] })
}

/** A sheet of so many visuals, two beside each other in each row. */
function fill(template: Loose, visuals: number): void {
  const one = visualOf(template, 'pie')
  const ids = Array.from({ length: visuals }, (_, index) => `v${index}`)
  overview(template).Visuals = ids.map((id) => ({
    PieChartVisual: { ...one, VisualId: id, Actions: [] },
  }))
  overview(template).Layouts[0].Configuration.GridLayout.Elements = ids.map((id, index) => ({
    ElementId: id,
    ElementType: 'VISUAL',
    ColumnIndex: (index % 2) * 18,
    ColumnSpan: 18,
    RowIndex: Math.floor(index / 2) * 6,
    RowSpan: 6,
  }))
  const { FilterGroups } = dashboardOf(template)
  dashboardOf(template).FilterGroups = FilterGroups.filter(({ FilterGroupId }: Loose) => !/-only-/.test(FilterGroupId))
}
