import type { Dimension, Measure, Words } from './fields.ts'
import { dateFormat, LATEST, type Language, numberFormat } from './formats.ts'
import { fieldsIn, type Sorted, type Visual } from './visuals.ts'

/** Name of the calculated field that writes the codes of a column in words. */
export const wordsOf = (column: string): string => `${column}_words`

/** What of a dimension the visual shows: the column, or its words. */
export const shownColumn = ({ column, named }: Dimension): string => (named ? wordsOf(column) : column)

/** A date may group the rows and say the latest of them: two fields of one column. */
const aggregationOf = (field: Dimension | Measure): string =>
  'kind' in field ? '' : `.${(field.aggregation ?? field.dateAggregation ?? 'own').toLowerCase()}`

/** Writes the fields of one visual in one language, each under a stable id of its own. */
export class Wells {
  readonly #ids = new Map<Dimension | Measure, string>()
  readonly #language: Language

  constructor(visual: Visual, language: Language) {
    this.#language = language
    const { dimensions, measures } = fieldsIn(visual)
    const taken = new Set<string>()
    for (const field of [...dimensions, ...measures]) {
      const id = `${visual.id}.${field.column}${aggregationOf(field)}`
      if (taken.has(id)) throw new TypeError(`${visual.id} has ${field.column} twice in its wells`)
      taken.add(id)
      this.#ids.set(field, id)
    }
  }

  words([es, en]: Words): string {
    return this.#language === 'es' ? es : en
  }

  id(field: Dimension | Measure): string {
    const id = this.#ids.get(field)
    if (id === undefined) throw new TypeError(`${field.column} is not in the wells: sort and click by the same object`)
    return id
  }

  dimension(field: Dimension) {
    const fieldId = this.id(field)
    const column = { dataSetIdentifier: field.dataset, columnName: shownColumn(field) }
    if (field.kind === 'number') return { numericalDimensionField: { fieldId, column } }
    if (field.kind === 'category') return { categoricalDimensionField: { fieldId, column } }
    const { granularity = 'DAY' } = field
    return {
      dateDimensionField: { fieldId, column, dateGranularity: granularity, formatConfiguration: dateFormat(field) },
    }
  }

  measure(field: Measure, short = false) {
    const fieldId = this.id(field)
    const column = { dataSetIdentifier: field.dataset, columnName: field.column }
    if (field.dateAggregation)
      return {
        dateMeasureField: {
          fieldId,
          column,
          aggregationFunction: field.dateAggregation,
          formatConfiguration: { dateTimeFormat: LATEST[field.shown ?? 'instant'] },
        },
      }
    if (field.countsText) return { categoricalMeasureField: { fieldId, column, aggregationFunction: 'DISTINCT_COUNT' } }
    return {
      numericalMeasureField: {
        fieldId,
        column,
        ...(field.aggregation && { aggregationFunction: { simpleNumericalAggregation: field.aggregation } }),
        formatConfiguration: numberFormat(field.format, this.#language, short),
      },
    }
  }

  /** By how much a number has changed, as a share. */
  change() {
    return numberFormat('share', this.#language).formatConfiguration
  }

  /** The label of ours on an axis or legend, for the fields it is said of. */
  labels(...fields: readonly (Dimension | Measure)[]) {
    return {
      axisLabelOptions: fields.map((field) => ({
        customLabel: this.words(field.label),
        applyTo: {
          fieldId: this.id(field),
          column: {
            dataSetIdentifier: field.dataset,
            columnName: 'kind' in field ? shownColumn(field) : field.column,
          },
        },
      })),
    }
  }

  /** The colours of a dimension's codes, under the words the chart shows for them. */
  palette(field: Dimension | undefined) {
    if (!field?.colored) return {}
    const colorMap = Object.entries(field.colored).map(([code, color]) => {
      const words = field.named?.[code]
      return { element: { fieldId: this.id(field), fieldValue: words ? this.words(words) : code }, color }
    })
    return { visualPalette: { colorMap } }
  }

  /** By the column that says the order, by what the visual asks for, or by a date itself. */
  sort(category: Dimension, sorted?: Sorted<string>) {
    return this.sorts([sorted ?? { by: category, direction: 'ASC' }])
  }

  /** By one after the other: what follows decides between equals. */
  sorts(sorted: readonly Sorted<string>[]) {
    return sorted.map(({ by, direction }) =>
      'kind' in by && by.orderedBy
        ? { columnSort: this.orderOf(by, by.orderedBy) }
        : { fieldSort: { fieldId: this.id(by), direction } },
    )
  }

  orderOf({ dataset }: Dimension, columnName: string) {
    return {
      sortBy: { dataSetIdentifier: dataset, columnName },
      direction: 'ASC',
      aggregationFunction: { numericalAggregationFunction: { simpleNumericalAggregation: 'MIN' } },
    }
  }
}
