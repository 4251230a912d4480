import type { EChartsOption } from 'echarts'
import type { Combo, Lines } from '../contract/kinds.ts'
import { dimensionOf, measureOf } from '../field.ts'
import {
  base,
  categoryAxis,
  colorOf,
  type Drawing,
  inPaletteOrder,
  labelOf,
  legendOf,
  seriesOf,
  valueAxis,
  valuesIn,
} from './style.ts'

/** Lines along time, or areas on top of each other. */
export function lines(chart: Lines, drawing: Drawing): EChartsOption {
  const { Category, Values, Colors = [] } = chart.FieldWells.LineChartAggregatedFieldWells
  const [category] = Category.map(dimensionOf)
  const values = Values.map(measureOf)
  if (!category) return {}
  const { categories, series: unordered } = seriesOf(
    drawing.rows,
    { category, color: Colors.map(dimensionOf)[0], values },
    {
      of: (field) => labelOf(field, chart.PrimaryYAxisLabelOptions),
      language: drawing.language,
      most: chart.SortConfiguration.CategoryItemsLimitConfiguration.ItemsLimit,
    },
  )
  const series = inPaletteOrder(unordered, chart.VisualPalette)
  const isArea = chart.Type === 'STACKED_AREA'
  return {
    ...base(drawing, legendOf(chart.Legend, series)),
    xAxis: timeAxis(categories),
    yAxis: valueAxis(values[0], drawing.language, valuesIn(series)),
    series: series.map(({ name, values: data }) => ({
      type: 'line',
      name,
      data: [...data],
      ...lineColor(colorOf(chart.VisualPalette, name)),
      connectNulls: false,
      // One point alone is no line: it is drawn as a dot.
      showSymbol: categories.length < 3,
      lineStyle: { width: isArea ? 1 : 2 },
      ...(isArea && { stack: 'all', areaStyle: { opacity: 0.75 } }),
    })),
  }
}

const lineColor = (color: string | undefined) => (color === undefined ? {} : { color })

/** From edge to edge; the outermost labels stay inside. */
function timeAxis(categories: readonly string[]) {
  const axis = categoryAxis(categories, false)
  const axisLabel = {
    ...axis.axisLabel,
    alignMinLabel: 'left',
    alignMaxLabel: 'right',
    // The newest is what people look for; one beside it gives way.
    showMaxLabel: true,
  } as const
  return { ...axis, axisLabel, boundaryGap: false }
}

/** Bars for amounts, and lines on the same axis or on one of their own, as the visual says. */
export function combo(chart: Combo, drawing: Drawing): EChartsOption {
  const { Category, BarValues, LineValues } = chart.FieldWells.ComboChartAggregatedFieldWells
  const [category] = Category.map(dimensionOf)
  const [bars, over] = [BarValues.map(measureOf), LineValues.map(measureOf)]
  if (!category) return {}
  const isOneAxis = chart.SingleAxisOptions !== undefined
  const { categories, series } = seriesOf(
    drawing.rows,
    { category, values: [...bars, ...over] },
    {
      of: (field) => labelOf(field, chart.PrimaryYAxisLabelOptions, chart.SecondaryYAxisLabelOptions),
      language: drawing.language,
      most: chart.SortConfiguration.CategoryItemsLimit.ItemsLimit,
    },
  )
  return {
    ...base(drawing, legendOf(chart.Legend, series)),
    xAxis: categoryAxis(categories, false),
    yAxis: [
      valueAxis(bars[0], drawing.language, valuesIn(isOneAxis ? series : series.slice(0, bars.length))),
      ...(isOneAxis
        ? []
        : [
            {
              ...valueAxis(over[0], drawing.language, valuesIn(series.slice(bars.length))),
              splitLine: { show: false },
            },
          ]),
    ],
    series: series.map(({ name, values: data }, index) =>
      index < bars.length
        ? {
            type: 'bar',
            name,
            data: [...data],
            barMaxWidth: 26,
            barCategoryGap: '30%',
            ...(chart.BarsArrangement === 'STACKED' && { stack: 'all' }),
          }
        : {
            type: 'line',
            name,
            data: [...data],
            yAxisIndex: isOneAxis ? 0 : 1,
            symbol: 'circle',
            symbolSize: 5,
            showSymbol: categories.length < 40,
            lineStyle: { width: 2 },
          },
    ),
  }
}
