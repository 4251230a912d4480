import { type Html, html } from './html.ts'
import type { Label } from './labels.ts'
import type { Visit } from './visit.ts'

/** One thing a list may be narrowed by: a parameter of its address. */
export interface Filter<One> {
  readonly name: string
  readonly label: Label
  /** What a value of the parameter means, in words; undefined for one that means nothing, which narrows nothing. */
  told(value: string): string | undefined
  keeps(one: One, value: string): boolean
}

/** What is left of a list, and what narrows it: each filter is said, and removed by a click. */
export interface Narrowed<One> {
  readonly found: readonly One[]
  readonly chips: Html | undefined
}

/** Narrows a list by whatever of its filters the address asks for; an address can be handed on. */
export function narrowed<One>(visit: Visit, all: readonly One[], filters: readonly Filter<One>[]): Narrowed<One> {
  const active = filters.flatMap((filter) => {
    const value = visit.query.get(filter.name) ?? ''
    const told = value === '' ? undefined : filter.told(value)
    return told === undefined ? [] : [{ filter, value, told }]
  })
  const without = (...names: readonly string[]): string => {
    const left = [...visit.query].filter(([name]) => name !== 'page' && !names.includes(name))
    return visit.href(visit.path, Object.fromEntries(left))
  }
  const chips =
    active.length > 0 &&
    html`<ul class="chips" aria-label="${visit.say('filters')}">${active.map(
      ({ filter, told }) =>
        html`<li><a href="${without(filter.name)}" aria-label="${visit.say('removeFilter', visit.say(filter.label), told)}">${visit.say(filter.label)}: <strong>${told}</strong> <span aria-hidden="true">×</span></a></li>`,
    )}${active.length > 1 && html`<li><a class="all" href="${without(...active.map(({ filter }) => filter.name))}">${visit.say('removeFilters')}</a></li>`}</ul>`
  return {
    found: all.filter((one) => active.every(({ filter, value }) => filter.keeps(one, value))),
    chips: chips || undefined,
  }
}
