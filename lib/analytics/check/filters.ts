import type { Values } from '../expression/infer.ts'
import { isThere, listAt, objectAt, objectsIn, textAt } from './json.ts'
import type { Subject } from './template.ts'
import type { Sheet } from './visuals.ts'

/** What each kind of filter looks at. */
const FILTERS: Readonly<Record<string, Values>> = {
  CategoryFilter: 'TEXT',
  TimeRangeFilter: 'DATE',
  TimeEqualityFilter: 'DATE',
  RelativeDatesFilter: 'DATE',
  NumericRangeFilter: 'NUMBER',
  NumericEqualityFilter: 'NUMBER',
}
/** Properties that name a parameter. */
const NAMING = ['ParameterName', 'SourceParameterName', 'DestinationParameterName', 'Parameter']

/** Filters have a scope of this dashboard and the kind of their column; parameters can be seen, changed and begin with a value. */
export function checkFilters(subject: Subject, sheets: readonly Sheet[]): void {
  const { definition, tell } = subject
  for (const group of listAt(definition, 'FilterGroups')) {
    const where = `filter ${textAt(group, 'FilterGroupId')}`
    checkScope(subject, objectAt(group, 'ScopeConfiguration'), where, sheets)
    for (const filter of listAt(group, 'Filters'))
      for (const [kind, properties] of Object.entries(objectAt(filter))) {
        const column = textAt(properties, 'Column', 'ColumnName')
        const known = subject.column(textAt(properties, 'Column', 'DataSetIdentifier'), column)
        const wanted = FILTERS[kind]
        if (known && wanted && known.values !== wanted)
          tell('filter of another kind', where, `${column} holds ${known.values}, and ${kind} takes ${wanted}`)
      }
  }
  checkParameters(subject, sheets)
}

function checkScope(
  { tell }: Subject,
  scope: ReturnType<typeof objectAt>,
  where: string,
  sheets: readonly Sheet[],
): void {
  if (isThere(scope, 'AllSheets')) return
  const scopes = listAt(scope, 'SelectedSheets', 'SheetVisualScopingConfigurations')
  if (scopes.length === 0) tell('filter without scope', where, 'is for no sheet')
  for (const one of scopes) {
    const sheet = sheets.find(({ id }) => id === textAt(one, 'SheetId'))
    if (!sheet) tell('filter without scope', where, `is for the sheet ${textAt(one, 'SheetId')}, which is not there`)
    const visuals = listAt(one, 'VisualIds')
    if (textAt(one, 'Scope') === 'SELECTED_VISUALS' && visuals.length === 0)
      tell('filter without scope', where, 'is for selected visuals, and none is selected')
    for (const visual of visuals)
      if (sheet && !sheet.visuals.some(({ id }) => id === visual))
        tell('filter without scope', where, `is for the visual ${String(visual)}, which is not on ${sheet.where}`)
  }
}

function checkParameters({ definition, parameters, tell }: Subject, sheets: readonly Sheet[]): void {
  for (const [, object] of objectsIn(definition))
    for (const property of NAMING) {
      const name = textAt(object, property)
      if (name !== '' && !parameters.has(name)) tell('unknown parameter', property, `${name} is not declared`)
    }
  const controlled = new Set(
    sheets.flatMap(({ properties }) =>
      listAt(properties, 'ParameterControls').flatMap((control) =>
        Object.values(objectAt(control)).map((one) => textAt(one, 'SourceParameterName')),
      ),
    ),
  )
  for (const name of parameters.keys()) {
    if (!/^[A-Za-z0-9]+$/.test(name))
      tell('unknown parameter', name, 'has a name with other signs than letters and digits')
    if (!controlled.has(name)) tell('parameter without control', name, 'has no control on any sheet')
  }
  for (const declaration of listAt(definition, 'ParameterDeclarations')) {
    const date = objectAt(declaration, 'DateTimeParameterDeclaration')
    if (!isThere(date, 'Name')) continue
    const defaults = objectAt(date, 'DefaultValues')
    const given =
      listAt(defaults, 'StaticValues').length + (textAt(defaults, 'RollingDate', 'Expression') === '' ? 0 : 1)
    if (given !== 1) tell('date without default', textAt(date, 'Name'), `has ${given} values to begin with`)
  }
}
