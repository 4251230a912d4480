import type { EChartsOption } from 'echarts'
import type { Pie, Waterfall } from '../contract/kinds.ts'
import { dimensionOf, measureOf } from '../field.ts'
import { formatted } from '../formatted.ts'
import { base, categoryAxis, colorOf, type Drawing, INK, namedBelow, numberOf, valueAxis } from './style.ts'

/** Parts of a whole, as a ring. */
export function pie(chart: Pie, drawing: Drawing): EChartsOption {
  const { Category, Values } = chart.FieldWells.PieChartAggregatedFieldWells
  const [category] = Category.map(dimensionOf)
  const [value] = Values.map(measureOf)
  if (!category || !value) return {}
  const right = chart.Legend.Visibility === 'VISIBLE' && chart.Legend.Position === 'RIGHT'
  return {
    ...base(drawing, []),
    legend: {
      show: chart.Legend.Visibility === 'VISIBLE',
      ...(right ? { orient: 'vertical', right: 8, top: 'middle' } : { bottom: 0 }),
      icon: 'roundRect',
      itemWidth: 10,
      itemHeight: 10,
      textStyle: { color: INK.quiet, fontSize: 12 },
    },
    series: [
      {
        type: 'pie',
        radius: ['46%', '74%'],
        center: [right ? '34%' : '50%', '50%'],
        itemStyle: { borderColor: '#FFFFFF', borderWidth: 2 },
        label: {
          show: chart.DataLabels.Visibility === 'VISIBLE',
          position: 'outside',
          formatter: ({ percent }) => shareText(percent ?? 0, drawing.language),
          fontSize: 12,
          color: INK.text,
        },
        labelLine: { length: 6, length2: 6, lineStyle: { color: INK.quiet } },
        labelLayout: { hideOverlap: true },
        data: drawing.rows.map((row) => ({
          name: formatted(row[category.id], category, drawing.language),
          value: numberOf(row[value.id]) ?? 0,
          itemStyle: slice(colorOf(chart.VisualPalette, formatted(row[category.id], category, drawing.language))),
        })),
      },
    ],
  }
}

const slice = (color: string | undefined) => (color === undefined ? {} : { color })

const shareText = (percent: number, language: Drawing['language']): string =>
  language === 'es' ? `${percent.toFixed(1).replace('.', ',')} %` : `${percent.toFixed(1)}%`

/** Every step has its name, on two lines where it must be. */
function stepAxis(names: readonly string[], width: number) {
  const axis = categoryAxis(names, false)
  return { ...axis, axisLabel: { ...axis.axisLabel, ...namedBelow(names.length, width) } }
}

/** Steps from the first amount to the last: what adds in one colour, what takes away in another, the total in a third. */
export function waterfall(chart: Waterfall, drawing: Drawing): EChartsOption {
  const { Categories, Values } = chart.FieldWells.WaterfallChartAggregatedFieldWells
  const [category] = Categories.map(dimensionOf)
  const [value] = Values.map(measureOf)
  if (!category || !value) return {}
  const steps = drawing.rows.map((row) => numberOf(row[value.id]) ?? 0)
  const names = drawing.rows.map((row) => formatted(row[category.id], category, drawing.language))
  const ends: number[] = []
  for (const step of steps) ends.push((ends.at(-1) ?? 0) + step)
  const total = ends.at(-1) ?? 0
  const under = steps.map((step, index) => Math.min((ends[index] ?? 0) - step, ends[index] ?? 0))
  const [more = '', , grown = '', less = ''] = drawing.palette
  const colour = (step: number, index: number) => (index === 0 ? more : step < 0 ? less : grown)
  const text = (amount: number) => formatted(amount, value, drawing.language)
  return {
    ...base(drawing, []),
    xAxis: stepAxis([...names, chart.WaterfallChartOptions.TotalBarLabel], drawing.width),
    yAxis: valueAxis(value, drawing.language),
    series: [
      { type: 'bar', stack: 'all', silent: true, itemStyle: { color: 'transparent' }, data: [...under, 0] },
      {
        type: 'bar',
        stack: 'all',
        barMaxWidth: 54,
        barCategoryGap: '28%',
        data: [
          ...steps.map((step, index) => ({
            value: Math.abs(step),
            itemStyle: { color: colour(step, index) },
            label: { formatter: text(step) },
          })),
          { value: total, itemStyle: { color: more }, label: { formatter: text(total) } },
        ],
        label: { show: chart.DataLabels.Visibility === 'VISIBLE', position: 'top', color: INK.text, fontSize: 12 },
      },
    ],
  }
}
