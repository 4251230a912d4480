import type { EChartsOption } from 'echarts'
import type { Labels, Palette } from '../contract/fields.ts'
import type { Field } from '../field.ts'
import { formatted, type Language, type Value } from '../formatted.ts'

/** A row of a visual's answer, by the ids of its fields. */
export type Row = Readonly<Record<string, Value>>

/** What a chart is drawn with. */
export interface Drawing {
  readonly rows: readonly Row[]
  readonly language: Language
  readonly palette: readonly string[]
  /** Pixels. */
  readonly width: number
  readonly height: number
}

export const INK = { text: '#1F2933', quiet: '#616E7C', line: '#E4E7EB' } as const
export const FONT = "Inter, 'Segoe UI', 'Helvetica Neue', Roboto, Arial, sans-serif"
const SMALL = 12

/** Rows that a legend takes at the bottom: a letter is some seven pixels, the mark and the gap some thirty. */
const legendRows = (names: readonly string[], width: number): number =>
  Math.ceil(names.reduce((sum, name) => sum + 7 * name.length + 30, 0) / width)

/** Names of series as far as a legend shows them. */
export const legendOf = (
  { Visibility }: { readonly Visibility: string },
  series: readonly { readonly name: string }[],
): readonly string[] => (Visibility === 'VISIBLE' ? series.map(({ name }) => name) : [])

/** What all charts share: quiet axes, room for labels, the theme's colours, nothing that moves. */
export const base = ({ palette, width }: Drawing, names: readonly string[]) =>
  ({
    animation: false,
    color: [...palette],
    textStyle: { fontFamily: FONT, color: INK.text, fontSize: SMALL },
    grid: {
      left: 4,
      right: 18,
      top: 14,
      bottom: names.length > 0 ? 16 + 20 * legendRows(names, width) : 4,
      outerBoundsMode: 'same',
      outerBoundsContain: 'axisLabel',
    },
    legend:
      names.length > 0
        ? {
            show: true,
            bottom: 0,
            left: 0,
            type: 'plain',
            icon: 'roundRect',
            itemWidth: 10,
            itemHeight: 10,
            itemGap: 16,
            textStyle: { color: INK.quiet, fontSize: SMALL },
          }
        : { show: false },
  }) as const satisfies EChartsOption

/** As many names as a picture has room for below its bars, on two lines where they must be. */
const FEW = 6

/** The axis of categories; long texts are cut, and too many are thinned. */
export const categoryAxis = (names: readonly string[], horizontal: boolean, width = 0) => ({
  type: 'category' as const,
  data: [...names],
  inverse: horizontal,
  axisLine: { lineStyle: { color: INK.line } },
  axisTick: { show: false },
  axisLabel: {
    color: INK.quiet,
    fontSize: SMALL,
    hideOverlap: true,
    // Letters of a browser are wider than those that are measured without one.
    ...(horizontal && {
      margin: 8,
      padding: [0, 0, 0, Math.ceil(Math.max(...names.map(({ length }) => length), 0) * 0.7)],
    }),
    // A share of the picture for names; the rest is for the bars.
    ...(horizontal && { width: Math.min(280, Math.round(width * 0.4)), overflow: 'truncate' as const, interval: 0 }),
    ...(!horizontal && width > 0 && names.length <= FEW && namedBelow(names.length, width)),
  },
})

/** Every bar has its name. */
export const namedBelow = (count: number, width: number) => ({
  interval: 0,
  width: Math.floor((width - 60) / count) - 8,
  overflow: 'break' as const,
})

/** The axis of values, in the format of the first measure; shares that come near the whole have the whole above them. */
export const valueAxis = (field: Field | undefined, language: Language, values: readonly (number | null)[] = []) => ({
  type: 'value' as const,
  axisLabel: {
    color: INK.quiet,
    fontSize: SMALL,
    hideOverlap: true,
    formatter: (value: number) => (field ? formatted(value, rounded(field, value), language) : String(value)),
  },
  splitLine: { lineStyle: { color: INK.line } },
  splitNumber: 4,
  ...(isShare(field) && isNearlyWhole(values) && WHOLE),
  ...(isCount(field) && { minInterval: 1 }),
})

/** From nothing to everything in steps that are alike. */
export const WHOLE = { min: 0, max: 1, interval: 0.25 } as const

function isNearlyWhole(values: readonly (number | null)[]): boolean {
  const known = values.filter((value) => value !== null)
  const [low, high] = [Math.min(...known), Math.max(...known)]
  return low >= 0 && high > 0.75 && high <= 1
}

const isShare = (field: Field | undefined): boolean =>
  field?.number !== undefined && 'PercentageDisplayFormatConfiguration' in field.number.FormatConfiguration

/** Whole numbers have no tick between one and two. */
const isCount = (field: Field | undefined): boolean => {
  const format = field?.number?.FormatConfiguration
  return (
    format !== undefined &&
    'NumberDisplayFormatConfiguration' in format &&
    format.NumberDisplayFormatConfiguration.DecimalPlacesConfiguration.DecimalPlaces === 0
  )
}

/** Ticks are round: a share needs no decimals, nor does a shortened amount from ten on. */
function rounded(field: Field, value: number): Field {
  const format = field.number?.FormatConfiguration
  if (!format) return field
  if ('PercentageDisplayFormatConfiguration' in format) {
    const { SeparatorConfiguration } = format.PercentageDisplayFormatConfiguration
    const PercentageDisplayFormatConfiguration = {
      SeparatorConfiguration,
      DecimalPlacesConfiguration: { DecimalPlaces: 0 },
    }
    return { ...field, number: { FormatConfiguration: { PercentageDisplayFormatConfiguration } } }
  }
  const shown = format.NumberDisplayFormatConfiguration
  const lead = Math.abs(value) / 1000 ** Math.floor(Math.log10(Math.max(1, Math.abs(value))) / 3)
  const DecimalPlaces = shown.NumberScale === 'AUTO' && lead % 1 > 0 ? 1 : 0
  const NumberDisplayFormatConfiguration = { ...shown, DecimalPlacesConfiguration: { DecimalPlaces } }
  return { ...field, number: { FormatConfiguration: { NumberDisplayFormatConfiguration } } }
}

/** The label of ours for a field, else its column. */
export const labelOf = (field: Field, ...options: readonly (Labels | undefined)[]): string =>
  options.flatMap((labels) => labels?.AxisLabelOptions ?? []).find(({ ApplyTo }) => ApplyTo.FieldId === field.id)
    ?.CustomLabel ?? field.column

export const numberOf = (value: Value | undefined): number | null => (typeof value === 'number' ? value : null)

/** One series of values along the categories. */
export interface Series {
  readonly name: string
  readonly field: Field
  readonly values: readonly (number | null)[]
}

/** Every value of some series. */
export const valuesIn = (series: readonly Series[]) => series.flatMap(({ values }) => values)

/** Rows turned into categories and series: one series a colour, or one a measure. */
export function seriesOf(
  rows: readonly Row[],
  fields: { readonly category: Field; readonly color?: Field | undefined; readonly values: readonly Field[] },
  names: { readonly of: (field: Field) => string; readonly language: Language; readonly most: number },
): { readonly categories: readonly string[]; readonly series: readonly Series[] } {
  const { category, color, values } = fields
  const keys = [...new Set(rows.map((row) => row[category.id] ?? null))].slice(0, names.most)
  const byKey = Map.groupBy(rows, (row) => row[category.id] ?? null)
  const found = (key: Value, field: Field, shade?: Value): number | null => {
    const row = byKey.get(key)?.find((one) => color === undefined || (one[color.id] ?? null) === shade)
    return numberOf(row?.[field.id])
  }
  const shades = color ? [...new Set(rows.map((row) => row[color.id] ?? null))] : [undefined]
  const series = shades.flatMap((shade) =>
    values.map((field) => ({
      name: shade === undefined ? names.of(field) : color ? formatted(shade, color, names.language) : '',
      field,
      values: keys.map((key) => found(key, field, shade)),
    })),
  )
  return { categories: keys.map((key) => formatted(key, category, names.language)), series }
}

/** The colour of our own for a value of a field, if the visual has one. */
export const colorOf = (palette: Palette | undefined, value: string): string | undefined =>
  palette?.ColorMap.find(({ Element }) => Element.FieldValue === value)?.Color

/** Series in the order in which the visual names their colours; others stay where they are, behind them. */
export function inPaletteOrder(series: readonly Series[], palette: Palette | undefined): readonly Series[] {
  const names = palette?.ColorMap.map(({ Element }) => Element.FieldValue) ?? []
  const place = ({ name }: Series) => (names.includes(name) ? names.indexOf(name) : names.length)
  return series.toSorted((a, b) => place(a) - place(b))
}
