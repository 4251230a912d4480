import { numberOf, type Row } from './charts/style.ts'
import type { Kpi } from './contract/kinds.ts'
import { dimensionOf, measureOf } from './field.ts'
import { formatted, type Language, numberText } from './formatted.ts'
import { escaped } from './markup.ts'
import { NotDrawn } from './not-drawn.ts'

const SPARK = { width: 150, height: 40 } as const
/** What is said of a number that is above, below or as what it is compared with. */
const AGAINST = {
  es: {
    target: ['por encima de la meta', 'por debajo de la meta', 'Igual a la meta'],
    DAY: ['más que el día previo', 'menos que el día previo', 'Igual que el día previo'],
    WEEK: ['más que la semana previa', 'menos que la semana previa', 'Igual que la semana previa'],
    MONTH: ['más que el mes previo', 'menos que el mes previo', 'Igual que el mes previo'],
  },
  en: {
    target: ['above the target', 'below the target', 'As the target'],
    DAY: ['above the day before', 'below the day before', 'As the day before'],
    WEEK: ['above the week before', 'below the week before', 'As the week before'],
    MONTH: ['above the month before', 'below the month before', 'As the month before'],
  },
} as const

/** One number; along dates it is the last one, compared with the one before and with a line of them all. */
export function kpi(chart: Kpi, rows: readonly Row[], language: Language): string {
  const [value] = chart.FieldWells.Values.map(measureOf)
  const [target] = chart.FieldWells.TargetValues.map(measureOf)
  const [along] = chart.FieldWells.TrendGroups.map(dimensionOf)
  if (!value) return ''
  const numbers = rows.map((row) => numberOf(row[value.id]))
  const last = rows.at(-1)
  const reference = target ? numberOf(last?.[target.id]) : along ? (numbers.at(-2) ?? null) : null
  const shows = chart.KPIOptions.SecondaryValue.Visibility === 'VISIBLE'
  const date = along && last ? `<span>${escaped(formatted(last[along.id], along, language))}</span> ` : ''
  return [
    `<p class="number">${escaped(formatted(last?.[value.id], value, language))}</p>`,
    shows
      ? compared(
          chart,
          numbers.at(-1) ?? null,
          reference,
          target ? 'target' : (along?.granularity ?? 'DAY'),
          language,
          date,
        )
      : '',
    chart.KPIOptions.Sparkline.Visibility === 'VISIBLE' ? sparkline(numbers, chart.KPIOptions.Sparkline.Color) : '',
  ].join('')
}

function compared(
  chart: Kpi,
  now: number | null,
  reference: number | null,
  against: keyof (typeof AGAINST)['es'],
  language: Language,
  date: string,
): string {
  if (now === null || reference === null || reference === 0) return `<p class="compared">${date.trim()}</p>`
  const change = (now - reference) / Math.abs(reference)
  const { ComparisonFormat } = chart.KPIOptions.Comparison
  if (!ComparisonFormat) throw new NotDrawn('a KPI that compares does not say in which format')
  const format = { FormatConfiguration: ComparisonFormat }
  const text = numberText(Math.abs(change), format, language)
  const [more, less, same] = AGAINST[language][against]
  // What is written as nothing is no change.
  if (text === numberText(0, format, language)) return `<p class="compared"><span>${same}</span></p>`
  const arrow = chart.KPIOptions.TrendArrows.Visibility === 'VISIBLE' ? (change > 0 ? '▲ ' : '▼ ') : ''
  return `<p class="compared">${arrow}${escaped(text)} <span>${change > 0 ? more : less}</span></p>`
}

/** A line through the values, without axes. */
function sparkline(numbers: readonly (number | null)[], color: string): string {
  const points = numbers.flatMap((value, index) => (value === null ? [] : [{ index, value }]))
  if (points.length < 2) return ''
  const values = points.map(({ value }) => value)
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const x = (index: number) => ((index / (numbers.length - 1)) * (SPARK.width - 4) + 2).toFixed(1)
  const y = (value: number) =>
    (high === low ? SPARK.height / 2 : SPARK.height - 4 - ((value - low) / (high - low)) * (SPARK.height - 8)).toFixed(
      1,
    )
  const path = points.map(({ index, value }) => `${x(index)},${y(value)}`).join(' ')
  const end = points.at(-1)
  const dot = end ? `<circle cx="${x(end.index)}" cy="${y(end.value)}" r="2.5" fill="${escaped(color)}"/>` : ''
  return `<svg class="spark" viewBox="0 0 ${SPARK.width} ${SPARK.height}" aria-hidden="true"><polyline points="${path}" fill="none" stroke="${escaped(color)}" stroke-width="1.75" stroke-linejoin="round"/>${dot}</svg>`
}
