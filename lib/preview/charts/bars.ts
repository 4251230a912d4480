import type { EChartsOption } from 'echarts'
import type { Bars } from '../contract/kinds.ts'
import { dimensionOf, type Field, measureOf } from '../field.ts'
import { formatted, numberText } from '../formatted.ts'
import {
  base,
  categoryAxis,
  colorOf,
  type Drawing,
  INK,
  inPaletteOrder,
  labelOf,
  legendOf,
  numberOf,
  type Series,
  seriesOf,
  valueAxis,
  valuesIn,
  WHOLE,
} from './style.ts'

/** Bars side by side, on top of each other, or as shares of a whole. */
export function bars(chart: Bars, drawing: Drawing): EChartsOption {
  const { Category, Values, Colors = [] } = chart.FieldWells.BarChartAggregatedFieldWells
  const [category] = Category.map(dimensionOf)
  const [color] = Colors.map(dimensionOf)
  const values = Values.map(measureOf)
  if (!category) return {}
  const sorted = { ...drawing, rows: ordered(chart, drawing, category, values[0]) }
  const { categories, series: unordered } = seriesOf(
    sorted.rows,
    { category, color, values },
    {
      of: (field) => labelOf(field, chart.ValueLabelOptions),
      language: drawing.language,
      most: chart.SortConfiguration.CategoryItemsLimit.ItemsLimit,
    },
  )
  const series = inPaletteOrder(unordered, chart.VisualPalette)
  const isShare = chart.BarsArrangement === 'STACKED_PERCENT'
  const shown = isShare ? shares(series) : series
  const horizontal = chart.Orientation === 'HORIZONTAL'
  const names = categoryAxis(categories, horizontal, drawing.width)
  const numbers = isShare
    ? { ...valueAxis(undefined, drawing.language), ...WHOLE, axisLabel: percents(drawing) }
    : valueAxis(values[0], drawing.language, valuesIn(series))
  return {
    ...base(drawing, legendOf(chart.Legend, shown)),
    xAxis: horizontal ? numbers : names,
    yAxis: horizontal ? names : numbers,
    series: shown.map(({ name, values: data, field }) => ({
      type: 'bar',
      name,
      // A colour group has one colour; without one each bar has its own, where the visual says so.
      data: color ? [...data] : data.map((value, at) => ({ value, itemStyle: colored(chart, categories[at] ?? '') })),
      ...(color && colored(chart, name)),
      barMaxWidth: 34,
      barCategoryGap: '32%',
      itemStyle: {
        borderRadius: chart.BarsArrangement === 'CLUSTERED' ? (horizontal ? [0, 3, 3, 0] : [3, 3, 0, 0]) : 0,
      },
      ...(chart.BarsArrangement !== 'CLUSTERED' && { stack: 'all' }),
      ...(chart.DataLabels.Visibility === 'VISIBLE' && {
        label: {
          show: true,
          position: horizontal ? 'right' : 'top',
          color: INK.text,
          fontSize: 12,
          formatter: ({ value }: { value: unknown }) =>
            typeof value === 'number' ? formatted(value, field, drawing.language) : '',
        },
      }),
    })),
  }
}

const colored = ({ VisualPalette }: Bars, value: string): { readonly color?: string } => {
  const color = colorOf(VisualPalette, value)
  return color === undefined ? {} : { color }
}

/** Bars sorted by their value are sorted by the whole of a category, whatever its colours. */
function ordered(chart: Bars, { rows }: Drawing, category: Field, value: Field | undefined) {
  const [sort] = chart.SortConfiguration.CategorySort
  if (!value || !sort || !('FieldSort' in sort) || sort.FieldSort.FieldId !== value.id) return rows
  const totals = new Map<unknown, number>()
  for (const row of rows)
    totals.set(row[category.id], (totals.get(row[category.id]) ?? 0) + (numberOf(row[value.id]) ?? 0))
  const sign = sort.FieldSort.Direction === 'DESC' ? -1 : 1
  return rows.toSorted((a, b) => sign * ((totals.get(a[category.id]) ?? 0) - (totals.get(b[category.id]) ?? 0)))
}

function shares(series: readonly Series[]): readonly Series[] {
  const totals = (series[0]?.values ?? []).map((_, at) =>
    series.reduce((sum, { values }) => sum + (values[at] ?? 0), 0),
  )
  return series.map((one) => ({
    ...one,
    values: one.values.map((value, at) => (value === null || !totals[at] ? null : value / totals[at])),
  }))
}

const percents = ({ language }: Drawing) => ({
  color: INK.quiet,
  fontSize: 12,
  formatter: (value: number) =>
    numberText(
      value,
      {
        FormatConfiguration: {
          PercentageDisplayFormatConfiguration: {
            DecimalPlacesConfiguration: { DecimalPlaces: 0 },
            SeparatorConfiguration: {
              DecimalSeparator: 'DOT',
              ThousandsSeparator: { Symbol: 'COMMA', Visibility: 'VISIBLE' },
            },
          },
        },
      },
      language,
    ),
})
