import { infer, type Values } from '../expression/infer.ts'
import { parseExpression } from '../expression/parse.ts'
import { ExpressionRefused } from '../expression/tokens.ts'
import { isThere, objectsIn, textAt } from './json.ts'
import type { Subject } from './template.ts'
import type { Field, Sheet, Visual } from './visuals.ts'

/** What a dimension may be made of. */
const DIMENSIONS: Readonly<Record<string, Values>> = {
  CategoricalDimensionField: 'TEXT',
  DateDimensionField: 'DATE',
  NumericalDimensionField: 'NUMBER',
}
const MEASURES: Readonly<Record<string, Values>> = { NumericalMeasureField: 'NUMBER', DateMeasureField: 'DATE' }

/** Every column named anywhere is there; the fields of a visual are of one dataset, of their column's kind, and of one grain. */
export function checkFields(subject: Subject, sheets: readonly Sheet[]): void {
  for (const [, object] of objectsIn(subject.definition)) {
    if (!isThere(object, 'ColumnName')) continue
    checkColumn(subject, textAt(object, 'DataSetIdentifier'), textAt(object, 'ColumnName'))
  }
  for (const visual of sheets.flatMap(({ visuals }) => visuals)) {
    const datasets = new Set(visual.fields.flatMap(({ dataset }) => (dataset === '' ? [] : [dataset])))
    if (datasets.size > 1) subject.tell('two datasets', visual.where, `reads ${[...datasets].join(' and ')}`)
    for (const field of visual.fields) checkField(subject, visual, field, [...datasets][0] ?? '')
  }
}

const told = new WeakMap<Subject, Set<string>>()

/** Each missing column is told once a dashboard, however many visuals name it. */
function checkColumn(subject: Subject, dataset: string, column: string): void {
  const seen = told.get(subject) ?? new Set()
  told.set(subject, seen.add(''))
  const name = `${dataset}.${column}`
  if (seen.has(name)) return
  seen.add(name)
  if (!subject.datasets.has(dataset)) subject.tell('unknown dataset', name, `${dataset || 'nothing'} is not declared`)
  else if (!subject.column(dataset, column)) subject.tell('unknown column', name, `${dataset} has no column ${column}`)
}

function checkField(subject: Subject, visual: Visual, field: Field, dataset: string): void {
  const where = `${visual.where} › ${field.fieldId}`
  if (field.kind === 'CalculatedMeasureField') {
    checkExpression(subject, field, where, dataset)
    return
  }
  const known = subject.column(field.dataset, field.column)
  if (!known) return
  const dimension = DIMENSIONS[field.kind]
  if (dimension && known.values !== dimension)
    subject.tell(
      'date as category',
      where,
      `${field.column} holds ${known.values}, and ${field.kind} takes ${dimension}`,
    )
  const measure = MEASURES[field.kind]
  if (measure && known.values !== measure)
    subject.tell('sum of text', where, `${field.column} holds ${known.values}, and ${field.kind} takes ${measure}`)
  if (dimension && known.aggregated)
    subject.tell('aggregated twice', where, `groups by ${field.column}, which is an aggregation`)
  if (dimension || field.kind === 'Unaggregated') return
  const aggregates = isThere(field.properties, 'AggregationFunction')
  if (known.aggregated && aggregates)
    subject.tell('aggregated twice', where, `${field.column} is an aggregation already`)
  if (!known.aggregated && !aggregates) subject.tell('aggregated twice', where, `${field.column} names no aggregation`)
}

/** A measure written into the visual itself. */
function checkExpression(subject: Subject, { properties }: Field, where: string, dataset: string): void {
  const problems: string[] = []
  try {
    const tree = parseExpression(textAt(properties, 'Expression'))
    const names = {
      field: (name: string) => subject.column(dataset, name),
      parameter: (name: string) => subject.parameters.get(name),
    }
    if (!infer(tree, names, problems).aggregated) problems.push('is a measure without an aggregation')
  } catch (cause) {
    if (!(cause instanceof ExpressionRefused)) throw cause
    problems.push(cause.message)
  }
  for (const problem of problems) subject.tell('expression', where, problem)
}
