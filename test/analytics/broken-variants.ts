import type { Rule } from '../../lib/analytics/check/problem.ts'

/** A template as the tests break it. */
// biome-ignore lint/suspicious/noExplicitAny: the variants reach into every corner of a definition by name.
export type Loose = any

/** The Spanish dashboard of a template. */
export const dashboardOf = (template: Loose): Loose => template.Resources.Dashboardes.Properties.Definition
const sheet = (template: Loose, index = 0): Loose => dashboardOf(template).Sheets[index]

/** The properties of a visual, without its kind. */
export const visualOf = (template: Loose, id: string): Loose =>
  dashboardOf(template)
    .Sheets.flatMap(({ Visuals }: Loose) => Visuals.flatMap(Object.values))
    .find(({ VisualId }: Loose) => VisualId === id)
const wellsOf = (template: Loose, id: string): Loose =>
  Object.values(visualOf(template, id).ChartConfiguration.FieldWells)[0]
const kpiWells = (template: Loose): Loose => visualOf(template, 'kpi').ChartConfiguration.FieldWells
const place = (template: Loose, index: number): Loose =>
  sheet(template).Layouts[0].Configuration.GridLayout.Elements[index]
/** The filter of a single visual: what it leaves out. */
export const ownFilterOf = (template: Loose): Loose =>
  dashboardOf(template).FilterGroups.find(({ FilterGroupId }: Loose) => FilterGroupId === 'pie-only-2')
/** What it is for. */
export const scopeOf = (template: Loose): Loose =>
  ownFilterOf(template).ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations
const calculated = (template: Loose, expression: string): void => {
  dashboardOf(template).CalculatedFields.find(({ Name }: Loose) => Name === 'overdue_share').Expression = expression
}
const dataSets = (template: Loose, type: string): Loose[] =>
  Object.values(template.Resources).filter(({ Type }: Loose) => Type === `AWS::QuickSight::${type}`)

/** What CloudFormation accepts and QuickSight shows blank or wrong: the rule that must say so, the mistake, and how it is made. */
export const BROKEN: readonly (readonly [rule: Rule, mistake: string, make: (template: Loose) => void])[] = [
  [
    'unknown dataset',
    'a declaration of a dataset that is gone',
    (t) => {
      dashboardOf(t).DataSetIdentifierDeclarations[0].DataSetArn = { 'Fn::GetAtt': ['DataSetGone', 'Arn'] }
    },
  ],
  [
    'unknown dataset',
    'a dataset nobody declared',
    (t) => {
      wellsOf(t, 'bars').Values[0].NumericalMeasureField.Column.DataSetIdentifier = 'gone'
    },
  ],
  [
    'unknown column',
    'a measure of a column that is gone',
    (t) => {
      wellsOf(t, 'bars').Values[0].NumericalMeasureField.Column.ColumnName = 'gone'
    },
  ],
  [
    'unknown column',
    'a filter of a column that is gone',
    (t) => {
      dashboardOf(t).FilterGroups[0].Filters[0].CategoryFilter.Column.ColumnName = 'gone'
    },
  ],
  [
    'unknown column',
    'a list of choices from a column that is gone',
    (t) => {
      sheet(t).ParameterControls[0].Dropdown.SelectableValues.LinkToDataSetColumn.ColumnName = 'gone'
    },
  ],
  [
    'two datasets',
    'one visual over two datasets',
    (t) => {
      wellsOf(t, 'pie').Category[0].CategoricalDimensionField.Column = {
        DataSetIdentifier: 'events',
        ColumnName: 'what',
      }
    },
  ],
  [
    'id twice',
    'two visuals of one id',
    (t) => {
      visualOf(t, 'bars').VisualId = 'kpi'
    },
  ],
  [
    'id twice',
    'two sheets of one id',
    (t) => {
      sheet(t, 1).SheetId = 'overview'
    },
  ],
  [
    'id twice',
    'two fields of one id',
    (t) => {
      const [first, second] = wellsOf(t, 'lines').Values
      second.NumericalMeasureField.FieldId = first.NumericalMeasureField.FieldId
    },
  ],
  [
    'id twice',
    'two filters of one id',
    (t) => {
      const [first, second] = dashboardOf(t).FilterGroups
      second.FilterGroupId = first.FilterGroupId
    },
  ],
  [
    'id twice',
    'two controls of one id',
    (t) => {
      const [first, second] = sheet(t).ParameterControls
      second.Dropdown.ParameterControlId = first.Dropdown.ParameterControlId
    },
  ],
  [
    'id twice',
    'a parameter declared twice',
    (t) => {
      dashboardOf(t).ParameterDeclarations.push(dashboardOf(t).ParameterDeclarations[0])
    },
  ],
  [
    'id twice',
    'a calculated field with the name of a column',
    (t) => {
      dashboardOf(t).CalculatedFields[0].Name = 'amount'
    },
  ],
  [
    'no place',
    'a visual without a place',
    (t) => {
      sheet(t).Layouts[0].Configuration.GridLayout.Elements.pop()
    },
  ],
  [
    'place of nothing',
    'a place without a visual',
    (t) => {
      sheet(t).Visuals.pop()
    },
  ],
  [
    'outside the grid',
    'a place beyond column 36',
    (t) => {
      place(t, 0).ColumnIndex = 1
    },
  ],
  [
    'outside the grid',
    'a place of no height',
    (t) => {
      place(t, 0).RowSpan = 0
    },
  ],
  [
    'places overlap',
    'two places over each other',
    (t) => {
      place(t, 1).RowIndex = 3
    },
  ],
  [
    'union',
    'a visual of two kinds',
    (t) => {
      Object.assign(sheet(t).Visuals[0], { PieChartVisual: sheet(t).Visuals[7].PieChartVisual })
    },
  ],
  [
    'union',
    'a visual of no kind',
    (t) => {
      sheet(t).Visuals.push({})
    },
  ],
  [
    'union',
    'a dimension of two kinds',
    (t) => {
      const [dimension] = wellsOf(t, 'bars').Category
      dimension.DateDimensionField = { FieldId: 'x', Column: { DataSetIdentifier: 'invoices', ColumnName: 'day' } }
    },
  ],
  [
    'union',
    'a measure of no kind',
    (t) => {
      wellsOf(t, 'bars').Values.push({})
    },
  ],
  [
    'union',
    'a measure among the dimensions',
    (t) => {
      wellsOf(t, 'bars').Category = wellsOf(t, 'bars').Values
    },
  ],
  [
    'union',
    'wells of two kinds',
    (t) => {
      visualOf(t, 'table').ChartConfiguration.FieldWells.TableUnaggregatedFieldWells = { Values: [] }
    },
  ],
  [
    'union',
    'a number in two formats',
    (t) => {
      const { FormatConfiguration } = wellsOf(t, 'bars').Values[0].NumericalMeasureField.FormatConfiguration
      FormatConfiguration.PercentageDisplayFormatConfiguration = {}
    },
  ],
  [
    'union',
    'a sort by two things',
    (t) => {
      const [sort] = visualOf(t, 'table').ChartConfiguration.SortConfiguration.RowSort
      sort.ColumnSort = { Direction: 'ASC', SortBy: { DataSetIdentifier: 'invoices', ColumnName: 'amount' } }
    },
  ],
  [
    'union',
    'a filter of no kind',
    (t) => {
      dashboardOf(t).FilterGroups[0].Filters.push({})
    },
  ],
  ['expression', 'a calculated field that does not parse', (t) => calculated(t, 'sum({overdue} / sum({amount})')],
  ['expression', 'a letter that begins nothing', (t) => calculated(t, 'sum({overdue}) # 2')],
  ['expression', 'a function of Excel', (t) => calculated(t, 'SUMIFS({overdue})')],
  ['expression', 'a function with too few arguments', (t) => calculated(t, 'ifelse(sum({overdue}) > 0)')],
  ['expression', 'a column that is gone', (t) => calculated(t, 'sum({gone})')],
  ['expression', 'a parameter nobody declared', (t) => calculated(t, 'sum({overdue}) * ${rate}')],
  ['expression', 'the sum of a text', (t) => calculated(t, 'sum({debtor})')],
  ['expression', 'the sum of a sum', (t) => calculated(t, 'sum(sum({overdue}))')],
  [
    'expression',
    'a measure written into the visual that aggregates nothing',
    (t) => {
      wellsOf(t, 'bars').Values = [{ CalculatedMeasureField: { FieldId: 'x', Expression: '{amount} * 2' } }]
    },
  ],
  ['mixed aggregation', 'a sum beside a single value', (t) => calculated(t, 'sum({overdue}) / {amount}')],
  [
    'date as category',
    'a date as a category',
    (t) => {
      wellsOf(t, 'bars').Category[0].CategoricalDimensionField.Column.ColumnName = 'day'
    },
  ],
  [
    'date as category',
    'a text as a date',
    (t) => {
      wellsOf(t, 'lines').Category[0].DateDimensionField.Column.ColumnName = 'bucket'
    },
  ],
  [
    'sum of text',
    'the sum of a text column',
    (t) => {
      wellsOf(t, 'bars').Values[0].NumericalMeasureField.Column.ColumnName = 'debtor'
    },
  ],
  [
    'sum of text',
    'the sum of a date',
    (t) => {
      wellsOf(t, 'bars').Values[0].NumericalMeasureField.Column.ColumnName = 'day'
    },
  ],
  [
    'aggregated twice',
    'the sum of an aggregated field',
    (t) => {
      visualOf(t, 'share').ChartConfiguration.FieldWells.Values[0].NumericalMeasureField.AggregationFunction = {
        SimpleNumericalAggregation: 'SUM',
      }
    },
  ],
  [
    'aggregated twice',
    'a column without an aggregation',
    (t) => {
      delete wellsOf(t, 'bars').Values[0].NumericalMeasureField.AggregationFunction
    },
  ],
  [
    'filter without scope',
    'a filter for no sheet',
    (t) => {
      ownFilterOf(t).ScopeConfiguration.SelectedSheets.SheetVisualScopingConfigurations = []
    },
  ],
  [
    'filter without scope',
    'a filter for a sheet that is gone',
    (t) => {
      const [scope] = scopeOf(t)
      scope.SheetId = 'gone'
    },
  ],
  [
    'filter without scope',
    'a filter for a visual that is gone',
    (t) => {
      const [scope] = scopeOf(t)
      Object.assign(scope, { Scope: 'SELECTED_VISUALS', VisualIds: ['gone'] })
    },
  ],
  [
    'filter of another kind',
    'a list of texts for a number',
    (t) => {
      dashboardOf(t).FilterGroups[0].Filters[0].CategoryFilter.Column.ColumnName = 'amount'
    },
  ],
  [
    'parameter without control',
    'a parameter nobody can change',
    (t) => {
      sheet(t, 1).ParameterControls = []
    },
  ],
  [
    'unknown parameter',
    'a filter by a parameter that is gone',
    (t) => {
      const { Configuration } = dashboardOf(t).FilterGroups[0].Filters[0].CategoryFilter
      Configuration.CustomFilterConfiguration.ParameterName = 'gone'
    },
  ],
  [
    'unknown parameter',
    'a parameter with a hyphen',
    (t) => {
      dashboardOf(t).ParameterDeclarations[0].StringParameterDeclaration.Name = 'the-currency'
    },
  ],
  [
    'parameter without default',
    'a date that begins with nothing',
    (t) => {
      delete dashboardOf(t).ParameterDeclarations[3].DateTimeParameterDeclaration.DefaultValues
    },
  ],
  [
    'parameter without default',
    'a currency that begins with nothing',
    (t) => {
      dashboardOf(t).ParameterDeclarations[0].StringParameterDeclaration.DefaultValues.StaticValues = []
    },
  ],
  [
    'parameter of another kind',
    'a text filtered by a date',
    (t) => {
      const { Configuration } = dashboardOf(t).FilterGroups[0].Filters[0].CategoryFilter
      Configuration.CustomFilterConfiguration.ParameterName = 'since'
    },
  ],
  [
    'parameter of another kind',
    'a list to choose a date from',
    (t) => {
      sheet(t).ParameterControls[0].Dropdown.SourceParameterName = 'since'
    },
  ],
  [
    'currencies added',
    'no filter by currency',
    (t) => {
      const { FilterGroups } = dashboardOf(t)
      dashboardOf(t).FilterGroups = FilterGroups.filter(
        ({ FilterGroupId }: Loose) => FilterGroupId !== 'invoices-currency',
      )
    },
  ],
  [
    'currencies added',
    'several currencies to choose at once',
    (t) => {
      dashboardOf(t).ParameterDeclarations[0].StringParameterDeclaration.ParameterValueType = 'MULTI_VALUED'
    },
  ],
  [
    'filter turned off',
    'a filter that is disabled',
    (t) => {
      dashboardOf(t).FilterGroups[0].Status = 'DISABLED'
    },
  ],
  [
    'filter without scope',
    'a filter for a visual of another dataset',
    (t) => {
      const [scope] = scopeOf(t)
      Object.assign(scope, { SheetId: 'account', VisualIds: ['timeline'] })
    },
  ],
  [
    'place of nothing',
    'a place for a text box that holds a visual',
    (t) => {
      place(t, 0).ElementType = 'TEXT_BOX'
    },
  ],
  [
    'never loaded',
    'a dataset that nothing refreshes',
    (t) => {
      delete t.Resources[
        Object.keys(t.Resources).find((id) => t.Resources[id].Type === 'AWS::QuickSight::RefreshSchedule') ?? ''
      ]
    },
  ],
  [
    'partial KPI options',
    'some of the options',
    (t) => {
      delete visualOf(t, 'kpi').ChartConfiguration.KPIOptions.Sparkline
    },
  ],
  [
    'partial KPI options',
    'no list of targets',
    (t) => {
      delete kpiWells(t).TargetValues
    },
  ],
  [
    'not in the wells',
    'a sort by a field the visual does not have',
    (t) => {
      visualOf(t, 'table').ChartConfiguration.SortConfiguration.RowSort[0].FieldSort.FieldId = 'gone'
    },
  ],
  [
    'not in the wells',
    'an action on a field the visual does not have',
    (t) => {
      const [action] = visualOf(t, 'table').Actions
      action.ActionOperations[1].SetParametersOperation.ParameterValueConfigurations[0].Value.SourceField = 'gone'
    },
  ],
  [
    'label of nothing',
    'a label for no field',
    (t) => {
      delete visualOf(t, 'bars').ChartConfiguration.CategoryLabelOptions.AxisLabelOptions[0].ApplyTo
    },
  ],
  [
    'short name',
    'a sheet of one letter',
    (t) => {
      sheet(t).Name = 'A'
    },
  ],
  [
    'untitled',
    'no subtitle',
    (t) => {
      delete visualOf(t, 'bars').Subtitle
    },
  ],
  [
    'untitled',
    'a hidden title',
    (t) => {
      visualOf(t, 'bars').Title.Visibility = 'HIDDEN'
    },
  ],
  [
    'action to nowhere',
    'a click that opens a sheet that is gone',
    (t) => {
      const [action] = visualOf(t, 'table').Actions
      action.ActionOperations[0].NavigationOperation.LocalNavigationConfiguration.TargetSheetId = 'gone'
    },
  ],
  [
    'action to nowhere',
    'a click that filters a visual of another sheet',
    (t) => {
      const [action] = visualOf(t, 'bars').Actions
      const { TargetVisualsConfiguration } = action.ActionOperations[0].FilterOperation
      TargetVisualsConfiguration.SameSheetTargetVisualConfiguration.TargetVisuals = ['timeline']
    },
  ],
  [
    'too much',
    'a template of more than a megabyte',
    (t) => {
      t.Metadata = { much: 'x'.repeat(1_000_000) }
    },
  ],
  [
    'too much',
    'twenty-one sheets',
    (t) => {
      for (let more = 0; more < 19; more++)
        dashboardOf(t).Sheets.push({ SheetId: `s${more}`, Name: 'More', Visuals: [], Layouts: [] })
    },
  ],
  [
    'never loaded',
    'a deployment that waits for SPICE',
    (t) => {
      for (const { Properties } of dataSets(t, 'DataSet')) delete Properties.IngestionWaitPolicy
    },
  ],
  [
    'never loaded',
    'a refresh that begins on a date',
    (t) => {
      for (const { Properties } of dataSets(t, 'RefreshSchedule'))
        Properties.Schedule.StartAfterDateTime = '2026-01-01T00:00:00'
    },
  ],
  [
    'never loaded',
    'a definition that is not validated',
    (t) => {
      t.Resources.Dashboardes.Properties.ValidationStrategy.Mode = 'LENIENT'
    },
  ],
]
