import type { Columns, ColumnType, Dataset } from '../dataset.ts'

/** Spanish first, then English. */
export type Words = readonly [es: string, en: string]

/** How a number is written. */
export type Format = 'money' | 'count' | 'share' | 'days' | 'decimal' | 'fine'

/** What groups the rows of a visual; D is the id of its dataset. */
export interface Dimension<D extends string = string> {
  readonly dataset: D
  readonly kind: 'category' | 'date' | 'number'
  readonly column: string
  readonly label: Words
  readonly granularity?: 'DAY' | 'WEEK' | 'MONTH'
  /** Codes of the column in words; the visual shows a calculated field instead of the code. */
  readonly named?: Readonly<Record<string, Words>>
  /** The same colour for a code on every chart. */
  readonly colored?: Readonly<Record<string, string>>
  /** A column beside it that says the order; else the visual's own sorting holds. */
  readonly orderedBy?: string
}

/** What is added up, counted or divided. */
export interface Measure<D extends string = string> {
  readonly dataset: D
  /** A column of the dataset, or the name of the calculated field. */
  readonly column: string
  readonly aggregation?: 'SUM' | 'AVERAGE' | 'MIN' | 'MAX' | 'DISTINCT_COUNT'
  readonly dateAggregation?: 'MIN' | 'MAX'
  readonly shown?: 'day' | 'instant'
  readonly countsText?: true
  readonly label: Words
  readonly format: Format
  /** The calculated field's expression; it holds its aggregations itself. */
  readonly expression?: string
}

/** Names of the columns of one type. */
export type Named<C extends Columns, T extends ColumnType> = Extract<
  { [N in keyof C]: C[N] extends T ? N : never }[keyof C],
  string
>
type Numbers<C extends Columns> = Named<C, 'INTEGER' | 'DECIMAL'>

interface Labelled {
  readonly label: Words
}

/**
 * The fields that a visual may take of one dataset: a column that is not there, a date as a category and a sum over text
 * do not compile.
 */
export function fieldsOf<const D extends string, const C extends Columns>({
  id,
}: Pick<Dataset<D, C>, 'id' | 'columns'>) {
  const measure = (column: string, label: Words, format: Format) => ({ dataset: id, column, label, format })
  return {
    dataset: id,

    category(
      column: Named<C, 'STRING'>,
      options: Labelled & {
        readonly named?: Readonly<Record<string, Words>>
        readonly colored?: Readonly<Record<string, string>>
        readonly orderedBy?: Numbers<C>
      },
    ): Dimension<D> {
      return { dataset: id, kind: 'category', column, ...options }
    },

    number(column: Numbers<C>, label: Words): Dimension<D> {
      return { dataset: id, kind: 'number', column, label }
    },

    date(column: Named<C, 'DATETIME'>, granularity: 'DAY' | 'WEEK' | 'MONTH', label: Words): Dimension<D> {
      return { dataset: id, kind: 'date', column, granularity, label }
    },

    sum(column: Numbers<C>, label: Words, format: Format): Measure<D> {
      return { ...measure(column, label, format), aggregation: 'SUM' }
    },

    average(column: Numbers<C>, label: Words, format: Format): Measure<D> {
      return { ...measure(column, label, format), aggregation: 'AVERAGE' }
    },

    highest(column: Numbers<C>, label: Words, format: Format): Measure<D> {
      return { ...measure(column, label, format), aggregation: 'MAX' }
    },

    /** The highest of a number, and nothing below zero. */
    highestAboveZero(name: string, column: Numbers<C>, label: Words, format: Format): Measure<D> {
      return { ...measure(name, label, format), expression: `max(ifelse({${column}} > 0, {${column}}, 0))` }
    },

    /** The newest instant, or with `day` the newest day. */
    latest(column: Named<C, 'DATETIME'>, label: Words, shown: 'day' | 'instant' = 'instant'): Measure<D> {
      return { ...measure(column, label, 'count'), dateAggregation: 'MAX', shown }
    },

    different(column: Named<C, 'STRING'>, label: Words): Measure<D> {
      return { ...measure(column, label, 'count'), countsText: true }
    },

    /** The sum of one column divided by the sum of another, never the average of ratios. */
    ratio(name: string, above: Numbers<C>, below: Numbers<C>, label: Words, format: Format = 'share'): Measure<D> {
      return {
        ...measure(name, label, format),
        expression: `ifelse(sum({${below}}) = 0, NULL, sum({${above}}) / sum({${below}}))`,
      }
    },

    /** Days from the newest date of a column to the day on which somebody looks, however long ago the data was loaded. */
    age(name: string, column: Named<C, 'DATETIME'>, label: Words): Measure<D> {
      return {
        ...measure(name, label, 'count'),
        expression: `dateDiff(max({${column}}), truncDate('DD', now()), 'DD')`,
      }
    },

    /** Sums of columns, each with its factor, divided by such sums. */
    quotient(
      name: string,
      above: Readonly<Partial<Record<Numbers<C>, number>>>,
      below: Readonly<Partial<Record<Numbers<C>, number>>>,
      label: Words,
      format: Format = 'share',
    ): Measure<D> {
      const [over, under] = [combination(above), combination(below)]
      return { ...measure(name, label, format), expression: `ifelse(${under} = 0, NULL, (${over}) / (${under}))` }
    },
  }
}

const combination = (terms: Readonly<Record<string, number | undefined>>): string =>
  Object.entries(terms)
    .map(([column, factor = 1], index) => {
      const sign = factor < 0 ? '- ' : index === 0 ? '' : '+ '
      return `${sign}${Math.abs(factor) === 1 ? '' : `${Math.abs(factor)} * `}sum({${column}})`
    })
    .join(' ')
