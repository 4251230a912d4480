import type { Path } from './expressions.ts'
import type { AttributeValue, Item } from './value.ts'

/** The value at a path, or undefined when any step of it is missing. */
export function valueAt(item: Item, path: Path): AttributeValue | undefined {
  let value = memberOf(item, String(path[0]))
  for (let step = 1; step < path.length && value; step++) value = childOf(value, path[step]!)
  return value
}

const childOf = (parent: AttributeValue, step: string | number): AttributeValue | undefined =>
  typeof step === 'number' ? parent.L?.[step] : parent.M && memberOf(parent.M, step)

// An attribute may be called `valueOf`: only an item's own members count.
const memberOf = (item: Item, name: string): AttributeValue | undefined =>
  Object.hasOwn(item, name) ? item[name] : undefined

/** A picture of some paths of an item, nested as in the item; the chosen members of a list close ranks. */
export function project(item: Item, paths: readonly Path[]): Item {
  const picture: AttributeValue = { M: {} }
  const lists = new Map<AttributeValue, Map<number, AttributeValue>>()
  for (const path of paths) {
    const value = valueAt(item, path)
    if (!value) continue
    let place = picture
    path.forEach((step, index) => {
      const last = index === path.length - 1
      const next: AttributeValue = last ? value : typeof path[index + 1] === 'number' ? { L: [] } : { M: {} }
      if (typeof step === 'string') {
        place.M ??= {}
        place.M[step] = last ? next : (place.M[step] ?? next)
        place = place.M[step]
      } else {
        const members = lists.get(place) ?? new Map<number, AttributeValue>()
        lists.set(place, members)
        const member = members.get(step) ?? next
        members.set(step, member)
        place = member
      }
    })
  }
  for (const [list, members] of lists) {
    list.L = [...members].sort(([a], [b]) => a - b).map(([, member]) => member)
  }
  return picture.M ?? {}
}
