import type { Visual } from './visuals.ts'
import type { Wells } from './wells.ts'

type Of<K extends Visual['kind']> = Extract<Visual, { kind: K }>

/** Rows and columns of groups. */
export const pivot = ({ rows, columns, values }: Of<'pivot'>, wells: Wells) => ({
  fieldWells: {
    pivotTableAggregatedFieldWells: {
      rows: rows.map((row) => wells.dimension(row)),
      columns: columns.map((column) => wells.dimension(column)),
      values: values.map((value) => wells.measure(value)),
    },
  },
  sortConfiguration: {
    fieldSortOptions: [...rows, ...columns].map((field) => ({
      fieldId: wells.id(field),
      sortBy: field.orderedBy
        ? { column: wells.orderOf(field, field.orderedBy) }
        : { field: { fieldId: wells.id(field), direction: 'ASC' } },
    })),
  },
  tableOptions: { metricPlacement: columns.length > 0 ? 'COLUMN' : 'ROW', singleMetricVisibility: 'HIDDEN' },
  fieldOptions: { selectedFieldOptions: labelled([...rows, ...columns, ...values], wells) },
})

/** Rows of groups with their values. */
export const table = (
  { groupBy, values, sorted = [{ by: groupBy[0], direction: 'ASC' }] }: Of<'table'>,
  wells: Wells,
) => ({
  fieldWells: {
    tableAggregatedFieldWells: {
      groupBy: groupBy.map((field) => wells.dimension(field)),
      values: values.map((value) => wells.measure(value)),
    },
  },
  sortConfiguration: { rowSort: wells.sorts(sorted) },
  fieldOptions: { selectedFieldOptions: labelled([...groupBy, ...values], wells) },
})

const labelled = (fields: readonly Parameters<Wells['id']>[0][], wells: Wells) =>
  fields.map((field) => ({ fieldId: wells.id(field), customLabel: wells.words(field.label) }))
