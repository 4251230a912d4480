import type { Dimension, Measure, Words } from './fields.ts'

/** What a click does: the other visuals of the sheet show only what was clicked, or the account's own sheet opens. */
export interface Click<D extends string = string> {
  readonly name: Words
  /** Visuals of the same sheet that are filtered by what was clicked. */
  readonly filters?: readonly string[]
  /** The sheet that opens, with the parameter set to the clicked value of a dimension of this visual. */
  readonly opens?: { readonly sheet: string; readonly parameter: string; readonly from: Dimension<D> }
}

/** What of its dataset a visual leaves out, beside what the reader chooses. */
export type Limit<D extends string = string> =
  | { readonly only: 'thisMonth'; readonly of: Dimension<D> }
  | { readonly without: readonly string[]; readonly of: Dimension<D> }

interface Titled<D extends string> {
  /** Stable and unique in the dashboard: lower-case words with hyphens. */
  readonly id: string
  readonly title: Words
  readonly subtitle: Words
  readonly limits?: readonly Limit<D>[]
}

/** Order of the rows: by a field of the visual. */
export interface Sorted<D extends string> {
  readonly by: Dimension<D> | Measure<D>
  readonly direction: 'ASC' | 'DESC'
}

interface Kpi<D extends string> extends Titled<D> {
  readonly kind: 'kpi'
  readonly value: Measure<D>
  /** Compares with a target, or with the day before along dates; without either the number stands alone. */
  readonly target?: Measure<D>
  readonly along?: Dimension<D>
}

interface Bars<D extends string> extends Titled<D> {
  readonly kind: 'bars'
  readonly category: Dimension<D>
  readonly values: readonly Measure<D>[]
  readonly colors?: Dimension<D>
  readonly arrangement: 'CLUSTERED' | 'STACKED' | 'STACKED_PERCENT'
  readonly orientation: 'HORIZONTAL' | 'VERTICAL'
  readonly sorted?: Sorted<D>
  readonly most?: number
  readonly labels?: true
  readonly click?: Click<D>
}

interface Lines<D extends string> extends Titled<D> {
  readonly kind: 'lines'
  readonly category: Dimension<D>
  readonly values: readonly Measure<D>[]
  readonly colors?: Dimension<D>
  readonly area?: true
}

interface Combo<D extends string> extends Titled<D> {
  readonly kind: 'combo'
  readonly category: Dimension<D>
  readonly bars: readonly Measure<D>[]
  readonly lines: readonly Measure<D>[]
  readonly arrangement: 'CLUSTERED' | 'STACKED'
}

interface Pie<D extends string> extends Titled<D> {
  readonly kind: 'pie'
  readonly category: Dimension<D>
  readonly value: Measure<D>
}

interface Waterfall<D extends string> extends Titled<D> {
  readonly kind: 'waterfall'
  readonly category: Dimension<D>
  readonly value: Measure<D>
  readonly total: Words
}

interface Pivot<D extends string> extends Titled<D> {
  readonly kind: 'pivot'
  readonly rows: readonly Dimension<D>[]
  readonly columns: readonly Dimension<D>[]
  readonly values: readonly Measure<D>[]
}

interface Table<D extends string> extends Titled<D> {
  readonly kind: 'table'
  readonly groupBy: readonly [Dimension<D>, ...Dimension<D>[]]
  readonly values: readonly Measure<D>[]
  /** What counts first, then what decides between equals; by the first group unless told. */
  readonly sorted?: readonly Sorted<D>[]
  readonly click?: Click<D>
}

/** A visual of one dataset. */
export type Visual<D extends string = string> =
  | Kpi<D>
  | Bars<D>
  | Lines<D>
  | Combo<D>
  | Pie<D>
  | Waterfall<D>
  | Pivot<D>
  | Table<D>

/** A row of a sheet: its height in rows of the grid, and its visuals with their width in columns of 36. */
export interface Row {
  readonly height: number
  readonly cells: readonly (readonly [width: number, visual: Visual])[]
}

/** A sheet from top to bottom. */
export interface Sheet {
  readonly id: string
  readonly name: Words
  readonly description: Words
  readonly rows: readonly Row[]
  /** Parameters whose control stands above it. */
  readonly controls: readonly ParameterName[]
}

/** What a reader of a dashboard chooses. */
export type ParameterName = 'currency' | 'entity' | 'since' | 'until' | 'debtor'

/** All of a union at once, which of two datasets there is not. */
type Every<T> = (T extends unknown ? (one: T) => void : never) extends (one: infer All) => void ? All : never
/** Nothing fits when there is more than one. */
type Single<D> = [D] extends [Every<D>] ? unknown : never

/** Takes a visual as it is; its fields are of one dataset, or it does not compile. */
export const visual = <D extends string>(one: Visual<D> & Single<D>): Visual => one

/** Every field of a visual, in the order of its wells. */
export function fieldsIn(one: Visual): { dimensions: readonly Dimension[]; measures: readonly Measure[] } {
  const some = <T>(...given: readonly (T | undefined)[]): T[] =>
    given.flatMap((item) => (item === undefined ? [] : [item]))
  switch (one.kind) {
    case 'kpi':
      return { dimensions: some(one.along), measures: some(one.value, one.target) }
    case 'bars':
    case 'lines':
      return { dimensions: some(one.category, one.colors), measures: one.values }
    case 'combo':
      return { dimensions: [one.category], measures: [...one.bars, ...one.lines] }
    case 'pie':
    case 'waterfall':
      return { dimensions: [one.category], measures: [one.value] }
    case 'pivot':
      return { dimensions: [...one.rows, ...one.columns], measures: one.values }
    case 'table':
      return { dimensions: one.groupBy, measures: one.values }
  }
}
