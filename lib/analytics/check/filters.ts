import type { Values } from '../expression/infer.ts'
import { isThere, type Json, listAt, objectAt, objectsIn, textAt } from './json.ts'
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
/** The property by which a kind of filter takes a parameter of its own kind; relative dates take a number of days. */
const TAKEN_BY: Readonly<Record<string, readonly string[]>> = {
  CategoryFilter: ['ParameterName'],
  TimeRangeFilter: ['Parameter'],
  TimeEqualityFilter: ['ParameterName'],
  NumericRangeFilter: ['Parameter'],
  NumericEqualityFilter: ['ParameterName'],
}
/** What each control of a parameter can set. */
const CONTROLS: Readonly<Record<string, readonly Values[]>> = {
  DateTimePicker: ['DATE'],
  Dropdown: ['TEXT', 'NUMBER'],
  List: ['TEXT', 'NUMBER'],
  TextField: ['TEXT', 'NUMBER'],
  TextArea: ['TEXT', 'NUMBER'],
  Slider: ['NUMBER'],
}
/** Properties that name a parameter. */
const NAMING = ['ParameterName', 'SourceParameterName', 'DestinationParameterName', 'Parameter']

/** Filters have a scope of this dashboard and the kind of their column; parameters can be seen, changed and begin with a value. */
export function checkFilters(subject: Subject, sheets: readonly Sheet[]): void {
  const { definition, tell } = subject
  for (const group of listAt(definition, 'FilterGroups')) {
    const where = `filter ${textAt(group, 'FilterGroupId')}`
    if (textAt(group, 'Status') === 'DISABLED') tell('filter turned off', where, 'leaves out nothing')
    checkScope(subject, group, where, sheets)
    for (const filter of listAt(group, 'Filters'))
      for (const [kind, properties] of Object.entries(objectAt(filter))) {
        const column = textAt(properties, 'Column', 'ColumnName')
        const known = subject.column(textAt(properties, 'Column', 'DataSetIdentifier'), column)
        const wanted = FILTERS[kind]
        if (known && wanted && known.values !== wanted)
          tell('filter of another kind', where, `${column} holds ${known.values}, and ${kind} takes ${wanted}`)
        for (const [, object] of objectsIn(properties))
          for (const property of TAKEN_BY[kind] ?? [])
            checkKind(subject, textAt(object, property), wanted ? [wanted] : [], `${where} › ${kind}`)
      }
  }
  checkParameters(subject, sheets)
}

/** A parameter that is declared is of a kind that can be taken. */
function checkKind({ parameters, tell }: Subject, name: string, kinds: readonly Values[], where: string): void {
  const kind = parameters.get(name)
  if (kind && !kinds.includes(kind))
    tell('parameter of another kind', where, `${name} is ${kind}, and ${kinds.join(' or ')} is taken`)
}

function checkScope({ tell }: Subject, group: Json, where: string, sheets: readonly Sheet[]): void {
  const scope = objectAt(group, 'ScopeConfiguration')
  const filtered = new Set(
    [...objectsIn(listAt(group, 'Filters'))].map(([, object]) => textAt(object, 'Column', 'DataSetIdentifier')),
  )
  const isSingle = textAt(group, 'CrossDataset') === 'SINGLE_DATASET'
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
      if (sheet) {
        const found = sheet.visuals.find(({ id }) => id === visual)
        if (!found)
          tell('filter without scope', where, `is for the visual ${String(visual)}, which is not on ${sheet.where}`)
        const read = found?.fields[0]?.dataset
        if (isSingle && read !== undefined && !filtered.has(read))
          tell('filter without scope', where, `is for the visual ${String(visual)}, which reads ${read}`)
      }
  }
}

function checkParameters(subject: Subject, sheets: readonly Sheet[]): void {
  const { definition, parameters, tell } = subject
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
  for (const { properties, where } of sheets)
    for (const control of listAt(properties, 'ParameterControls'))
      for (const [kind, one] of Object.entries(objectAt(control)))
        checkKind(subject, textAt(one, 'SourceParameterName'), CONTROLS[kind] ?? [], `${where} › ${kind}`)
  for (const name of parameters.keys()) {
    if (!/^[A-Za-z0-9]+$/.test(name))
      tell('unknown parameter', name, 'has a name with other signs than letters and digits')
    if (!controlled.has(name)) tell('parameter without control', name, 'has no control on any sheet')
  }
  for (const declaration of listAt(definition, 'ParameterDeclarations')) {
    const date = objectAt(declaration, 'DateTimeParameterDeclaration')
    const [choice = {}] = Object.values(objectAt(declaration))
    if (textAt(choice, 'ParameterValueType') === 'SINGLE_VALUED' && !beginsWithOne(choice))
      tell('parameter without default', textAt(choice, 'Name'), 'is a single choice, and begins with none')
    if (!isThere(date, 'Name')) continue
    const defaults = objectAt(date, 'DefaultValues')
    const given =
      listAt(defaults, 'StaticValues').length + (textAt(defaults, 'RollingDate', 'Expression') === '' ? 0 : 1)
    if (given !== 1) tell('parameter without default', textAt(date, 'Name'), `has ${given} values to begin with`)
  }
}

/** One value that is written down, or one that QuickSight looks up for the reader. */
const beginsWithOne = (declared: Json): boolean =>
  listAt(declared, 'DefaultValues', 'StaticValues').length === 1 || isThere(declared, 'DefaultValues', 'DynamicValue')
