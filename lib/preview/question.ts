import type { Sort } from './contract/fields.ts'
import { dimensionOf, type Field, measureOf } from './field.ts'
import { NotDrawn } from './not-drawn.ts'
import type { DrawnVisual } from './read-dashboards.ts'

/** What a visual asks of its dataset: groups, values, their order, and how many groups at most. */
export interface Question {
  readonly dataset: string
  readonly dimensions: readonly Field[]
  readonly measures: readonly Field[]
  readonly sort: readonly Sort[]
  readonly most?: number
}

/** The question behind a visual. */
export function questionOf({ kind, visual }: DrawnVisual): Question {
  const { ChartConfiguration: chart } = visual
  switch (kind) {
    case 'KPIVisual': {
      const { Values, TargetValues, TrendGroups } = visual.ChartConfiguration.FieldWells
      const dimensions = TrendGroups.map(dimensionOf)
      return ask(dimensions, [...Values, ...TargetValues].map(measureOf), dimensions.map(ascending))
    }
    case 'BarChartVisual': {
      const { Category, Values, Colors = [] } = visual.ChartConfiguration.FieldWells.BarChartAggregatedFieldWells
      const { CategorySort, ColorSort = [] } = visual.ChartConfiguration.SortConfiguration
      return ask([...Category, ...Colors].map(dimensionOf), Values.map(measureOf), [...CategorySort, ...ColorSort])
    }
    case 'LineChartVisual': {
      const { Category, Values, Colors = [] } = visual.ChartConfiguration.FieldWells.LineChartAggregatedFieldWells
      const { CategorySort } = visual.ChartConfiguration.SortConfiguration
      return ask([...Category, ...Colors].map(dimensionOf), Values.map(measureOf), CategorySort)
    }
    case 'ComboChartVisual': {
      const { Category, BarValues, LineValues } = visual.ChartConfiguration.FieldWells.ComboChartAggregatedFieldWells
      const { CategorySort } = visual.ChartConfiguration.SortConfiguration
      return ask(Category.map(dimensionOf), [...BarValues, ...LineValues].map(measureOf), CategorySort)
    }
    case 'PieChartVisual': {
      const { Category, Values } = visual.ChartConfiguration.FieldWells.PieChartAggregatedFieldWells
      const { CategorySort, CategoryItemsLimit } = visual.ChartConfiguration.SortConfiguration
      return {
        ...ask(Category.map(dimensionOf), Values.map(measureOf), CategorySort),
        most: CategoryItemsLimit.ItemsLimit,
      }
    }
    case 'WaterfallVisual': {
      const { Categories, Values } = visual.ChartConfiguration.FieldWells.WaterfallChartAggregatedFieldWells
      return ask(
        Categories.map(dimensionOf),
        Values.map(measureOf),
        visual.ChartConfiguration.SortConfiguration.CategorySort,
      )
    }
    case 'PivotTableVisual': {
      const { Rows, Columns, Values } = visual.ChartConfiguration.FieldWells.PivotTableAggregatedFieldWells
      const sorts = visual.ChartConfiguration.SortConfiguration.FieldSortOptions.map(
        ({ SortBy }): Sort => ('Column' in SortBy ? { ColumnSort: SortBy.Column } : { FieldSort: SortBy.Field }),
      )
      return ask([...Rows, ...Columns].map(dimensionOf), Values.map(measureOf), sorts)
    }
    case 'TableVisual': {
      const { GroupBy, Values } = visual.ChartConfiguration.FieldWells.TableAggregatedFieldWells
      const { RowSort } = visual.ChartConfiguration.SortConfiguration
      return ask(GroupBy.map(dimensionOf), Values.map(measureOf), RowSort)
    }
    default:
      throw new NotDrawn(`a visual of no known kind: ${JSON.stringify(chart)}`)
  }
}

const ascending = ({ id }: Field): Sort => ({ FieldSort: { FieldId: id, Direction: 'ASC' } })

function ask(dimensions: readonly Field[], measures: readonly Field[], sort: readonly Sort[]): Question {
  const [dataset = '', ...more] = new Set([...dimensions, ...measures].map((field) => field.dataset))
  if (more.length > 0) throw new NotDrawn(`a visual over ${[dataset, ...more].join(' and ')}`)
  return { dataset, dimensions, measures, sort }
}
