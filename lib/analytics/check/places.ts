import { listAt, numberAt, objectAt, textAt } from './json.ts'
import type { Subject } from './template.ts'
import type { Sheet } from './visuals.ts'

/** Columns of QuickSight's grid. */
export const GRID_COLUMNS = 36
const MOST_SHEETS = 20
const MOST_VISUALS = 50
const SHORTEST_NAME = 2

interface Place {
  readonly id: string
  /** What it says it holds. */
  readonly type: string
  readonly column: number
  readonly row: number
  readonly width: number
  readonly height: number
}

/** Each thing of a sheet has one place on its grid, and each place one thing. */
export function checkPlaces({ tell }: Subject, sheets: readonly Sheet[]): void {
  if (sheets.length > MOST_SHEETS) tell('too much', 'sheets', `${sheets.length} of at most ${MOST_SHEETS}`)
  for (const { properties, visuals, where } of sheets) {
    const name = textAt(properties, 'Name')
    if (name.length < SHORTEST_NAME) tell('short name', where, `is named ${JSON.stringify(name)}`)
    if (visuals.length > MOST_VISUALS) tell('too much', where, `${visuals.length} visuals of at most ${MOST_VISUALS}`)
    const things = new Map([
      ...visuals.map(({ id }) => [id, 'VISUAL'] as const),
      ...listAt(properties, 'TextBoxes').map((box) => [textAt(box, 'SheetTextBoxId'), 'TEXT_BOX'] as const),
    ])
    const places = placesOf({ properties })
    for (const id of things.keys())
      if (!places.some((place) => place.id === id)) tell('no place', `${where} › ${id}`, 'is in no layout')
    for (const [index, place] of places.entries()) {
      const at = `${where} › ${place.id}`
      const thing = things.get(place.id)
      if (!thing) tell('place of nothing', at, 'is no visual or text box of this sheet')
      else if (thing !== place.type)
        tell('place of nothing', at, `is a ${thing}, and its place is for a ${place.type || 'nothing'}`)
      if (
        place.column < 0 ||
        place.row < 0 ||
        place.width < 1 ||
        place.height < 1 ||
        place.column + place.width > GRID_COLUMNS
      )
        tell('outside the grid', at, `begins at column ${place.column} and spans ${place.width} of ${GRID_COLUMNS}`)
      for (const other of places.slice(index + 1))
        if (other.id === place.id) tell('id twice', at, 'has two places')
        else if (share(place, other)) tell('places overlap', at, `lies over ${other.id}`)
    }
  }
}

const placesOf = ({ properties }: Pick<Sheet, 'properties'>): Place[] =>
  listAt(properties, 'Layouts').flatMap((layout) =>
    listAt(objectAt(layout, 'Configuration', 'GridLayout'), 'Elements').map((element) => ({
      id: textAt(element, 'ElementId'),
      type: textAt(element, 'ElementType'),
      column: numberAt(element, 'ColumnIndex') ?? 0,
      row: numberAt(element, 'RowIndex') ?? 0,
      width: numberAt(element, 'ColumnSpan') ?? 0,
      height: numberAt(element, 'RowSpan') ?? 0,
    })),
  )

const share = (a: Place, b: Place): boolean =>
  a.column < b.column + b.width && b.column < a.column + a.width && a.row < b.row + b.height && b.row < a.row + a.height
