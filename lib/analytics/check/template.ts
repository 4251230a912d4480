import { type Inferred, infer, type Values } from '../expression/infer.ts'
import { type Expression, parseExpression } from '../expression/parse.ts'
import { ExpressionRefused } from '../expression/tokens.ts'
import { type Json, type JsonObject, listAt, objectAt, textAt } from './json.ts'
import type { Problem, Rule } from './problem.ts'

/** A dashboard or analysis of a template, and what its definition may name. */
export interface Subject {
  /** Logical id. */
  readonly id: string
  readonly properties: JsonObject
  readonly definition: JsonObject
  /** What a column or calculated field of a declared dataset is; undefined when there is none. */
  readonly column: (dataset: string, name: string) => Inferred | undefined
  readonly datasets: ReadonlySet<string>
  /** The columns with decimals of each declared dataset: amounts. */
  readonly decimals: ReadonlyMap<string, ReadonlySet<string>>
  /** Declared parameters and their type. */
  readonly parameters: ReadonlyMap<string, Values>
  readonly tell: (rule: Rule, where: string, what: string) => void
}

const VALUES: Readonly<Record<string, Values>> = {
  STRING: 'TEXT',
  INTEGER: 'NUMBER',
  DECIMAL: 'NUMBER',
  DATETIME: 'DATE',
  BOOLEAN: 'TRUTH',
  BIT: 'TRUTH',
}
const PARAMETERS: Readonly<Record<string, Values>> = {
  StringParameterDeclaration: 'TEXT',
  DateTimeParameterDeclaration: 'DATE',
  IntegerParameterDeclaration: 'NUMBER',
  DecimalParameterDeclaration: 'NUMBER',
}

/** The resources of a template of one type, by logical id. */
export const resourcesOf = (template: Json, ...types: readonly string[]): (readonly [string, JsonObject])[] =>
  Object.entries(objectAt(template, 'Resources')).flatMap(([id, resource]) =>
    types.includes(textAt(resource, 'Type')) ? [[id, objectAt(resource, 'Properties')] as const] : [],
  )

/** Every dashboard and analysis of a template, with its datasets and parameters; problems of these go to the list. */
export function subjectsOf(template: Json, problems: Problem[]): Subject[] {
  const columns = new Map(
    resourcesOf(template, 'AWS::QuickSight::DataSet').map(([id, properties]) => [id, columnsOf(properties)]),
  )
  return resourcesOf(template, 'AWS::QuickSight::Dashboard', 'AWS::QuickSight::Analysis').map(([id, properties]) =>
    subject(id, properties, columns, problems),
  )
}

/** The columns of a dataset: those of its SQL or file, and those its transformations add. */
const columnsOf = (properties: JsonObject): (readonly [name: string, type: string])[] =>
  Object.values(objectAt(properties, 'PhysicalTableMap'))
    .flatMap((table) => Object.values(objectAt(table)))
    .flatMap((source) => [...listAt(source, 'Columns'), ...listAt(source, 'InputColumns')])
    .map((column) => [textAt(column, 'Name'), textAt(column, 'Type')])

function subject(
  id: string,
  properties: JsonObject,
  columns: ReadonlyMap<string, ReturnType<typeof columnsOf>>,
  problems: Problem[],
): Subject {
  const tell: Subject['tell'] = (rule, where, what) => problems.push({ rule, where: `${id} › ${where}`, what })
  const definition = objectAt(properties, 'Definition')
  const datasets = new Map<string, ReadonlyMap<string, Values>>()
  const decimals = new Map<string, ReadonlySet<string>>()
  for (const declared of listAt(definition, 'DataSetIdentifierDeclarations')) {
    const name = textAt(declared, 'Identifier')
    const target = logicalIdOf(objectAt(declared).DataSetArn)
    const known = columns.get(target)
    if (datasets.has(name)) tell('id twice', 'datasets', `${name} is declared twice`)
    if (!known)
      tell('unknown dataset', 'datasets', `${name} stands for ${target || 'nothing'}, no dataset of this template`)
    datasets.set(name, new Map(known?.map(([column, type]) => [column, VALUES[type] ?? 'NOTHING'])))
    decimals.set(name, new Set(known?.flatMap(([column, type]) => (type === 'DECIMAL' ? [column] : []))))
  }
  const parameters = new Map<string, Values>()
  for (const declaration of listAt(definition, 'ParameterDeclarations'))
    for (const [kind, declared] of Object.entries(objectAt(declaration))) {
      const name = textAt(declared, 'Name')
      if (parameters.has(name)) tell('id twice', 'parameters', `${name} is declared twice`)
      parameters.set(name, PARAMETERS[kind] ?? 'NOTHING')
    }
  const column = fieldsOf(definition, datasets, parameters, tell)
  return { id, properties, definition, column, datasets: new Set(datasets.keys()), decimals, parameters, tell }
}

/** Columns and calculated fields by dataset; each calculated field is read once, and told when it cannot be. */
function fieldsOf(
  definition: JsonObject,
  datasets: ReadonlyMap<string, ReadonlyMap<string, Values>>,
  parameters: ReadonlyMap<string, Values>,
  tell: Subject['tell'],
): Subject['column'] {
  const trees = new Map<string, Expression>()
  const known = new Map<string, Inferred | undefined>()
  const key = (dataset: string, name: string) => JSON.stringify([dataset, name])

  const column: Subject['column'] = (dataset, name) => {
    const values = datasets.get(dataset)?.get(name)
    if (values) return { values, aggregated: false, rowwise: true }
    const id = key(dataset, name)
    if (known.has(id)) return known.get(id)
    const tree = trees.get(id)
    if (!tree) return undefined
    known.set(id, undefined)
    const problems: string[] = []
    const names = { field: (field: string) => column(dataset, field), parameter: (one: string) => parameters.get(one) }
    const inferred = infer(tree, names, problems)
    for (const problem of problems)
      tell(problem.startsWith('mixes') ? 'mixed aggregation' : 'expression', `calculated field ${name}`, problem)
    known.set(id, inferred)
    return inferred
  }

  for (const field of listAt(definition, 'CalculatedFields')) {
    const [dataset, name] = [textAt(field, 'DataSetIdentifier'), textAt(field, 'Name')]
    const where = `calculated field ${name}`
    if (!datasets.has(dataset))
      tell('unknown dataset', where, `is of ${dataset || 'no dataset'}, which is not declared`)
    if (trees.has(key(dataset, name)) || datasets.get(dataset)?.has(name))
      tell('id twice', where, `${dataset} has a column of this name already`)
    try {
      trees.set(key(dataset, name), parseExpression(textAt(field, 'Expression')))
    } catch (cause) {
      if (!(cause instanceof ExpressionRefused)) throw cause
      tell('expression', where, cause.message)
      known.set(key(dataset, name), { values: 'NOTHING', aggregated: false, rowwise: true })
    }
  }
  for (const id of trees.keys()) {
    const [dataset, name]: string[] = JSON.parse(id)
    column(dataset ?? '', name ?? '')
  }
  return column
}

/** The logical id that an ARN in a template leads to: `Fn::GetAtt` or `Ref`. */
function logicalIdOf(arn: Json | undefined): string {
  const [first] = listAt(arn, 'Fn::GetAtt')
  return typeof first === 'string' ? first : textAt(arn, 'Ref')
}
