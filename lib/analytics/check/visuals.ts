import { type Json, type JsonObject, listAt, objectAt, objectsIn, textAt } from './json.ts'
import type { Subject } from './template.ts'

/** A field in the wells of a visual. */
export interface Field {
  readonly fieldId: string
  readonly dataset: string
  readonly column: string
  /** Name of the chosen kind, such as `DateDimensionField`; `Unaggregated` for the rows of a table. */
  readonly kind: string
  readonly properties: JsonObject
}

/** A visual as the checks need it. */
export interface Visual {
  readonly id: string
  readonly kind: string
  readonly sheet: string
  readonly properties: JsonObject
  readonly fields: readonly Field[]
  /** Where it is, for people. */
  readonly where: string
}

/** A sheet with its visuals. */
export interface Sheet {
  readonly id: string
  readonly properties: JsonObject
  readonly visuals: readonly Visual[]
  readonly where: string
}

const FIELD_KINDS = new Set([
  'CategoricalDimensionField',
  'DateDimensionField',
  'NumericalDimensionField',
  'CategoricalMeasureField',
  'DateMeasureField',
  'NumericalMeasureField',
  'CalculatedMeasureField',
])

/** The sheets of a dashboard. */
export const sheetsOf = ({ definition }: Subject): Sheet[] =>
  listAt(definition, 'Sheets').map((json) => {
    const properties = objectAt(json)
    const id = textAt(json, 'SheetId')
    const where = textAt(json, 'Name') || id
    return { id, properties, where, visuals: listAt(json, 'Visuals').flatMap((visual) => visualsIn(visual, id, where)) }
  })

/** Both kinds of a union that has two, so that each is checked; the union itself is told elsewhere. */
const visualsIn = (visual: Json, sheet: string, where: string): Visual[] =>
  Object.entries(objectAt(visual)).map(([kind, value]) => {
    const properties = objectAt(value)
    const id = textAt(value, 'VisualId')
    return { id, kind, sheet, properties, fields: fieldsOf(properties), where: `${where} › ${id}` }
  })

function fieldsOf(visual: JsonObject): Field[] {
  const wells = [objectAt(visual, 'ChartConfiguration', 'FieldWells'), objectAt(visual, 'InsightConfiguration')]
  return wells.flatMap((well) =>
    [...objectsIn(well)].flatMap(([name, properties]): Field[] => {
      const unaggregated = name === 'TableUnaggregatedFieldWells'
      if (unaggregated) return listAt(properties, 'Values').map((one) => field('Unaggregated', objectAt(one)))
      return FIELD_KINDS.has(name) ? [field(name, properties)] : []
    }),
  )
}

const field = (kind: string, properties: JsonObject): Field => ({
  kind,
  properties,
  fieldId: textAt(properties, 'FieldId'),
  dataset: textAt(properties, 'Column', 'DataSetIdentifier'),
  column: textAt(properties, 'Column', 'ColumnName'),
})
