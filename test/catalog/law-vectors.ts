import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'yaml'
import * as z from 'zod'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { lawBook } from '../../lib/contracts/compiled-law.ts'
import type { Asked, Contact } from '../../lib/domain/law/contact.ts'
import { judge, type LawVerdict, refusals } from '../../lib/domain/law/judge.ts'
import { type ContactRules, MEDIA } from '../../lib/domain/law/pack.ts'
import { rulesFor } from '../../lib/domain/law/rules-for.ts'
import { instantOf } from '../../lib/domain/time.ts'

const FOLDER = 'catalog/law/vectors'
const When = z.string().regex(/^\d{4}-\d\d-\d\d( \d\d:\d\d|T\d\d:\d\d:\d\dZ)$/)
const Class = z.enum(['beforeDue', 'overdue', 'arrangement', 'formalNotice', 'receipt']).default('overdue')
const About = z.array(z.string()).default(['erp:F-1'])

const Rule = z.strictObject({ layer: z.string(), rule: z.string() })

/** What is asked, with what has happened, and the answer; see docs/law.md. */
const Vector = z.strictObject({
  name: z.string(),
  place: z
    .strictObject({
      country: z.string().exactOptional(),
      region: z.string().exactOptional(),
      city: z.string().exactOptional(),
      zone: z.string().exactOptional(),
    })
    .exactOptional(),
  of: z.enum(['statute', 'everything']).default('everything'),
  at: When,
  medium: z.enum(MEDIA).default('email'),
  class: Class,
  about: About,
  history: z
    .array(
      z.strictObject({
        at: When,
        medium: z.enum(MEDIA),
        class: Class,
        about: About,
        conversation: z.literal(true).exactOptional(),
      }),
    )
    .default([]),
  verdict: z.union([z.literal('allowed'), Rule]),
  holiday: z.string().exactOptional(),
  /** Everything else that forbids the contact, where it is told: each layer and rule. */
  also: z.array(Rule).exactOptional(),
  /** The first instant that nothing forbids; `never`: none in a year. */
  next: z.union([When, z.literal('never')]).exactOptional(),
  beyondTable: z.literal(true).exactOptional(),
})
export type Vector = z.infer<typeof Vector>
const VectorFile = z.strictObject({ jurisdiction: z.string(), clock: z.string(), vectors: z.array(Vector) })

/** Every file of vectors. */
export const files = readdirSync(FOLDER).map((name) =>
  VectorFile.parse(parse(readFileSync(join(FOLDER, name), 'utf8'))),
)
/** The shipped packs, for a company with entities in Bogotá and Monterrey. */
export const book = lawBook(compileCatalog('catalog').law, ['America/Bogota', 'America/Monterrey'])

/** What an instant of a vector is: UTC, or what the file's clock shows. */
function instant(when: string, clock: string): number {
  if (when.endsWith('Z')) return Date.parse(when)
  const [date = '', time = ''] = when.split(' ')
  return instantOf(date, Number(time.slice(0, 2)) * 60 + Number(time.slice(3)), clock)
}

/** What holds where a vector happens. */
export function rulesOf({ place, of }: Vector, jurisdiction: string): ContactRules {
  const rules = rulesFor([place ?? { country: jurisdiction }], book, {})
  if (of === 'everything') return rules
  return { ...rules, layers: rules.layers.filter(({ name }) => !name.endsWith(' recommended')) }
}

/** What a vector asks, and what has happened by then. */
function given({ at, medium, class: of, about, history }: Vector, clock: string): [Asked, Contact[]] {
  const had = history.map((one) => ({ ...one, at: instant(one.at, clock) }))
  return [{ at: instant(at, clock), medium, class: of, about }, had]
}

/** The verdict that some rules give on what a vector asks. */
export const answered = (vector: Vector, rules: ContactRules, clock: string): LawVerdict =>
  judge(rules, ...given(vector, clock))

/** What else forbids it, after the rule that the verdict names. */
export const alsoForbidden = (vector: Vector, rules: ContactRules, clock: string) =>
  refusals(rules, ...given(vector, clock))
    .slice(1)
    .map(({ layer, rule }) => ({ layer, rule }))

/** A verdict in the words of a vector; instants in UTC. */
export const told = (verdict: LawVerdict) =>
  verdict.kind === 'allowed'
    ? { verdict: 'allowed', ...(verdict.beyondTable && { beyondTable: true }) }
    : {
        verdict: { layer: verdict.layer, rule: verdict.rule },
        next: verdict.next === undefined ? 'never' : new Date(verdict.next).toISOString(),
        ...(verdict.beyondTable && { beyondTable: true }),
      }

/** What a vector expects, in the same words. */
export const expected = ({ verdict, next, beyondTable }: Vector, clock: string) => ({
  verdict,
  ...(next !== undefined && { next: next === 'never' ? next : new Date(instant(next, clock)).toISOString() }),
  ...(beyondTable && { beyondTable }),
})
