import { isThere, listAt, objectAt, objectsIn, textAt } from './json.ts'
import type { Subject } from './template.ts'
import type { Sheet, Visual } from './visuals.ts'

/** Options of a KPI that QuickSight shows only when all of them are there. */
export const KPI_OPTIONS = [
  'Comparison',
  'PrimaryValueDisplayType',
  'PrimaryValueFontConfiguration',
  'ProgressBar',
  'SecondaryValue',
  'SecondaryValueFontConfiguration',
  'Sparkline',
  'TrendArrows',
  'VisualLayoutOptions',
] as const

/** Ids are used once; titles, options, sorting, labels and actions name what the visual and the dashboard have. */
export function checkOptions(subject: Subject, sheets: readonly Sheet[]): void {
  checkIds(subject, sheets)
  for (const visual of sheets.flatMap(({ visuals }) => visuals)) {
    checkTitles(subject, visual)
    checkWells(subject, visual)
    checkLabels(subject, visual)
    checkActions(subject, visual, sheets)
    if (visual.kind === 'KPIVisual') checkKpi(subject, visual)
  }
}

function checkIds({ definition, tell }: Subject, sheets: readonly Sheet[]): void {
  const seen = new Set<string>()
  const once = (id: string, where: string): void => {
    if (seen.has(id)) tell('id twice', where, `${id} is used twice`)
    seen.add(id)
  }
  for (const { id, where, visuals, properties } of sheets) {
    once(id, where)
    for (const visual of visuals) once(visual.id, visual.where)
    for (const control of listAt(properties, 'ParameterControls'))
      for (const one of Object.values(objectAt(control))) once(textAt(one, 'ParameterControlId'), where)
  }
  for (const [, object] of objectsIn(definition)) {
    for (const property of ['FilterGroupId', 'FilterId', 'CustomActionId'])
      if (isThere(object, property)) once(`${property} ${textAt(object, property)}`, property)
  }
  for (const { fields, where } of sheets.flatMap(({ visuals }) => visuals)) {
    const ids = fields.map(({ fieldId }) => fieldId)
    for (const id of new Set(ids.filter((one, index) => ids.indexOf(one) !== index)))
      tell('id twice', where, `the field ${id} is in the wells twice`)
  }
}

function checkTitles({ tell }: Subject, { properties, where }: Visual): void {
  for (const part of ['Title', 'Subtitle']) {
    const text = objectAt(properties, part, 'FormatText')
    const shown = textAt(properties, part, 'Visibility') !== 'HIDDEN'
    if (!shown || (textAt(text, 'PlainText') || textAt(text, 'RichText')) === '')
      tell('untitled', where, `has no ${part.toLowerCase()}`)
  }
}

/** Sorting and the options of fields may only name fields of the wells. */
function checkWells({ tell }: Subject, { properties, fields, where }: Visual): void {
  const wells = new Set(fields.map(({ fieldId }) => fieldId))
  const { FieldWells: _, ...rest } = objectAt(properties, 'ChartConfiguration')
  for (const [name, object] of objectsIn(rest)) {
    const fieldId = textAt(object, 'FieldId')
    if (fieldId !== '' && !wells.has(fieldId)) tell('not in the wells', where, `${name} names the field ${fieldId}`)
  }
}

function checkLabels({ tell }: Subject, { properties, where }: Visual): void {
  for (const [, object] of objectsIn(objectAt(properties, 'ChartConfiguration')))
    for (const label of listAt(object, 'AxisLabelOptions'))
      if (isThere(label, 'CustomLabel') && textAt(label, 'ApplyTo', 'FieldId') === '')
        tell('label of nothing', where, `${textAt(label, 'CustomLabel')} applies to no field`)
}

function checkActions({ parameters, tell }: Subject, visual: Visual, sheets: readonly Sheet[]): void {
  const wells = new Set(visual.fields.map(({ fieldId }) => fieldId))
  const lost = (what: string) => tell('action to nowhere', visual.where, what)
  const here = sheets.find(({ id }) => id === visual.sheet)?.visuals ?? []
  for (const [, object] of objectsIn(listAt(visual.properties, 'Actions'))) {
    const sheet = textAt(object, 'TargetSheetId')
    if (sheet !== '' && !sheets.some(({ id }) => id === sheet)) lost(`leads to the sheet ${sheet}`)
    for (const target of listAt(object, 'TargetVisuals'))
      if (!here.some(({ id }) => id === target)) lost(`filters the visual ${String(target)}, which is not on its sheet`)
    const fields = [textAt(object, 'SourceField'), ...listAt(object, 'SelectedFields').map(String)]
    for (const field of fields)
      if (field !== '' && !wells.has(field))
        tell('not in the wells', visual.where, `an action names the field ${field}`)
    const template = textAt(object, 'URLTemplate')
    for (const [, name = ''] of template.matchAll(/<<\$(\w+)>>/g))
      if (!parameters.has(name)) tell('unknown parameter', visual.where, `an address names the parameter ${name}`)
    for (const [, name = ''] of template.matchAll(/<<([^$<>][^<>]*)>>/g))
      if (!visual.fields.some(({ column }) => column === name)) lost(`an address names the column ${name}`)
  }
}

function checkKpi({ tell }: Subject, { properties, where }: Visual): void {
  const chart = objectAt(properties, 'ChartConfiguration')
  const given = Object.keys(objectAt(chart, 'KPIOptions'))
  if (!isThere(chart, 'KPIOptions')) return
  const missing = KPI_OPTIONS.filter((option) => !given.includes(option))
  const wells = objectAt(chart, 'FieldWells')
  if (missing.length > 0) tell('partial KPI options', where, `lacks ${missing.join(', ')}`)
  for (const well of ['TargetValues', 'TrendGroups'])
    if (!isThere(wells, well)) tell('partial KPI options', where, `has no ${well}, not even an empty list`)
}
