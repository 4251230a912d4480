import type { Columns, Dataset } from '../dataset.ts'
import { type Choices, control, filterGroups, limitGroups, parameters } from './choices.ts'
import type { Dimension } from './fields.ts'
import type { Language } from './formats.ts'
import { quickSightVisual } from './kinds.ts'
import { fieldsIn, type Sheet, type Visual } from './visuals.ts'
import { wordsOf } from './wells.ts'

/** A dashboard before it is written in a language. */
export interface Dashboard {
  readonly sheets: readonly Sheet[]
  readonly datasets: readonly Dataset<string, Columns>[]
  readonly choices: Choices
}

/** Width for which the sheets are drawn, in pixels. */
const WIDTH = '1600px'

/**
 * A dashboard in one language, as `AWS::QuickSight::Dashboard` takes it (property names as CDK writes them).
 *
 * `arnOf` gives the ARN of a dataset; only those that a visual reads are declared. Ids depend on nothing but the ids of
 * sheets, visuals and columns, so that a bookmark survives every other change.
 */
export function definitionOf(
  { sheets, datasets, choices }: Dashboard,
  language: Language,
  arnOf: (dataset: string) => string,
) {
  const shown = datasetsOn(sheets)
  const used = new Set([...shown.keys(), choices.listedIn])
  return {
    dataSetIdentifierDeclarations: datasets
      .filter(({ id }) => used.has(id))
      .map(({ id }) => ({ identifier: id, dataSetArn: arnOf(id) })),
    calculatedFields: calculatedFields(sheets, language),
    parameterDeclarations: parameters(choices),
    filterGroups: [...filterGroups(shown, datasets, choices), ...limitGroups(sheets)],
    options: { weekStart: 'MONDAY' },
    sheets: sheets.map((sheet) => quickSightSheet(sheet, choices, language)),
  }
}

const CANVAS = { screenCanvasSizeOptions: { resizeOption: 'FIXED', optimizedViewPortWidth: WIDTH } } as const

const visualsOn = ({ rows }: Sheet): Visual[] => rows.flatMap(({ cells }) => cells.map(([, visual]) => visual))

/** Which sheets show which dataset. */
function datasetsOn(sheets: readonly Sheet[]): ReadonlyMap<string, readonly Sheet[]> {
  const found = new Map<string, Sheet[]>()
  for (const sheet of sheets)
    for (const visual of visualsOn(sheet))
      for (const { dataset } of [...fieldsIn(visual).dimensions, ...fieldsIn(visual).measures]) {
        const known = found.get(dataset) ?? []
        if (!known.includes(sheet)) found.set(dataset, [...known, sheet])
      }
  return found
}

function quickSightSheet(sheet: Sheet, choices: Choices, language: Language) {
  const word = language === 'es' ? 0 : 1
  return {
    sheetId: sheet.id,
    name: sheet.name[word],
    description: sheet.description[word],
    contentType: 'INTERACTIVE',
    parameterControls: sheet.controls.map((name) => control(name, sheet.id, choices, language)),
    visuals: visualsOn(sheet).map((visual) => quickSightVisual(visual, language)),
    layouts: [{ configuration: { gridLayout: { elements: placesOf(sheet), canvasSizeOptions: CANVAS } } }],
  }
}

/** Rows below each other, cells beside each other. */
function placesOf({ rows }: Sheet) {
  let rowIndex = 0
  return rows.flatMap(({ height, cells }) => {
    const row = rowIndex
    rowIndex += height
    let columnIndex = 0
    return cells.map(([columnSpan, { id }]) => {
      const place = { elementId: id, elementType: 'VISUAL', columnIndex, columnSpan, rowIndex: row, rowSpan: height }
      columnIndex += columnSpan
      return place
    })
  })
}

/** Each ratio once, and codes of columns in words once; the same name with another expression is a mistake. */
function calculatedFields(sheets: readonly Sheet[], language: Language) {
  const found = new Map<string, { dataSetIdentifier: string; name: string; expression: string }>()
  const add = (dataSetIdentifier: string, name: string, expression: string): void => {
    const key = JSON.stringify([dataSetIdentifier, name])
    const known = found.get(key)
    if (known && known.expression !== expression)
      throw new TypeError(`${dataSetIdentifier}.${name} is both ${known.expression} and ${expression}`)
    found.set(key, { dataSetIdentifier, name, expression })
  }
  for (const visual of sheets.flatMap(visualsOn)) {
    const { dimensions, measures } = fieldsIn(visual)
    for (const dimension of dimensions) {
      if (dimension.named)
        add(dimension.dataset, wordsOf(dimension.column), inWords(dimension, dimension.named, language))
    }
    for (const { dataset, column, expression } of measures) if (expression) add(dataset, column, expression)
  }
  return [...found.values()]
}

/** A code nobody named yet is shown as it is. */
function inWords({ column }: Dimension, named: NonNullable<Dimension['named']>, language: Language): string {
  const text = (value: string) => `'${value.replace(/['\\]/g, '\\$&')}'`
  const pairs = Object.entries(named).map(([code, words]) => `${text(code)}, ${text(words[language === 'es' ? 0 : 1])}`)
  return `switch({${column}}, ${pairs.join(', ')}, {${column}})`
}
