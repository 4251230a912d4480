import { type Json, listAt, objectAt, objectsIn, textAt } from './json.ts'
import type { Subject } from './template.ts'
import type { Field, Sheet, Visual } from './visuals.ts'

/** The column that says of which currency the amounts of a row are. */
const CURRENCY = 'currency'

/**
 * Amounts of several currencies are never added: a visual that shows money of a dataset with currencies groups by them, or a
 * filter that is on leaves it one.
 */
export function checkCurrencies(subject: Subject, sheets: readonly Sheet[]): void {
  for (const visual of sheets.flatMap(({ visuals }) => visuals)) {
    const money = visual.fields.find((field) => isMoney(subject, field))
    if (!money || !subject.column(money.dataset, CURRENCY)) continue
    const groups = visual.fields.some(({ column, kind }) => column === CURRENCY && kind === 'CategoricalDimensionField')
    if (!groups && !leavesOne(subject, visual, money.dataset))
      subject.tell('currencies added', visual.where, `${money.column} adds up every currency of ${money.dataset}`)
  }
}

/** Amounts are decimals, themselves or within a calculated field; what is counted is whole. */
function isMoney({ definition, decimals }: Subject, { dataset, column, kind }: Field): boolean {
  if (!kind.endsWith('MeasureField')) return false
  const own = listAt(definition, 'CalculatedFields').find(
    (one) => textAt(one, 'DataSetIdentifier') === dataset && textAt(one, 'Name') === column,
  )
  const named = [...textAt(own, 'Expression').matchAll(/\{([^}]+)\}/g)].map(([, name = '']) => name)
  return [column, ...named].some((name) => decimals.get(dataset)?.has(name))
}

function leavesOne({ definition }: Subject, visual: Visual, dataset: string): boolean {
  const single = new Set(
    [...objectsIn(listAt(definition, 'ParameterDeclarations'))].flatMap(([, one]) =>
      textAt(one, 'ParameterValueType') === 'SINGLE_VALUED' ? [textAt(one, 'Name')] : [],
    ),
  )
  return listAt(definition, 'FilterGroups').some((group) => {
    if (textAt(group, 'Status') === 'DISABLED' || !concerns(objectAt(group, 'ScopeConfiguration'), visual)) return false
    return listAt(group, 'Filters').some((filter) => {
      const own = objectAt(filter, 'CategoryFilter')
      const by = objectAt(own, 'Configuration', 'CustomFilterConfiguration')
      return (
        textAt(own, 'Column', 'DataSetIdentifier') === dataset &&
        textAt(own, 'Column', 'ColumnName') === CURRENCY &&
        textAt(by, 'MatchOperator') === 'EQUALS' &&
        (single.has(textAt(by, 'ParameterName')) || textAt(by, 'CategoryValue') !== '')
      )
    })
  })
}

const concerns = (scope: Json, { id, sheet }: Visual): boolean =>
  'AllSheets' in objectAt(scope) ||
  listAt(scope, 'SelectedSheets', 'SheetVisualScopingConfigurations').some(
    (one) =>
      textAt(one, 'SheetId') === sheet &&
      (textAt(one, 'Scope') === 'ALL_VISUALS' || listAt(one, 'VisualIds').includes(id)),
  )
