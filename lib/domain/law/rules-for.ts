import type { LawBook } from './book.ts'
import { find, type Place } from './jurisdictions.ts'
import { type Cap, type ContactRules, type Layer, MEDIA, type Medium, type WeekHours } from './pack.ts'

/** Limits that somebody sets beyond the law: the company for everybody, or a debtor for themselves. */
export interface Wish {
  readonly week?: WeekHours
  /** The media that `week` limits; absent: all of them. */
  readonly media?: readonly Medium[]
  readonly caps?: readonly Cap[]
}

/** Places are few, and so are the wishes of their debtors. */
const REMEMBERED = 5_000
const remembered = new WeakMap<LawBook, WeakMap<Wish, Map<string, ContactRules>>>()

/**
 * What holds for a debtor who lives at one of these places: the layers of country, state and city of each, every one
 * followed by its recommended margin, then the company's and the debtor's own. Nothing widens: the judge asks every layer.
 *
 * What is not known is settled in the debtor's favour. Of several places the laws and the clocks of all count. Without a
 * zone every zone of the place must agree; without a region every state and city of the country that has a law of its own
 * counts; without a country, or with one that has no pack, the conservative default holds.
 */
export function rulesFor(places: readonly Place[], book: LawBook, company: Wish, preference?: Wish): ContactRules {
  const ofBook = remembered.get(book) ?? new WeakMap<Wish, Map<string, ContactRules>>()
  remembered.set(book, ofBook)
  const known = ofBook.get(company) ?? new Map<string, ContactRules>()
  ofBook.set(company, known)
  const key = JSON.stringify([places, preference])
  const rules = known.get(key) ?? gathered(places, book, company, preference)
  if (known.size >= REMEMBERED) known.clear()
  known.set(key, rules)
  return rules
}

function gathered(places: readonly Place[], book: LawBook, company: Wish, preference: Wish | undefined): ContactRules {
  const found = places.map((place) => find(place, book))
  return {
    zones: [...new Set(found.flatMap(({ zones }) => zones))],
    layers: [
      ...new Set(
        found.flatMap(({ jurisdictions }) => [
          ...(jurisdictions.some(({ isSure }) => isSure) ? [] : book.unknown.layers),
          ...jurisdictions.flatMap(({ jurisdiction, isSure }) => [
            jurisdiction.statute,
            ...(isSure && jurisdiction.recommended ? [jurisdiction.recommended] : []),
          ]),
        ]),
      ),
      layerOf('company', company),
      ...(preference === undefined ? [] : [layerOf('preference', preference)]),
    ],
  }
}

function layerOf(name: string, { week, media = MEDIA, caps = [] }: Wish): Layer {
  return {
    name,
    ...(week === undefined ? {} : { hours: { media, week } }),
    caps,
    consentFor: [],
    receiptsCount: false,
    citations: [],
    confidence: 'high',
  }
}
