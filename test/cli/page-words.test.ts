import { describe, expect, it } from 'vitest'
import { NAMES_IN } from '../../lib/cli/events-page.ts'
import { FIELD_HELP } from '../../lib/cli/page/field-help.ts'
import { CHOICE_WORDS, FIELD_LABELS } from '../../lib/cli/page/field-labels.ts'
import { fieldsOf } from '../../lib/cli/page/publish-fields.ts'
import { isTranslated, ruleIn } from '../../lib/cli/page/rule-words.ts'
import { EXAMPLES_IN } from '../../lib/contracts/examples.ts'
import { readArrival } from '../../lib/contracts/intake.ts'
import { BROKEN } from '../contracts/broken-examples.ts'

const fields = NAMES_IN.flatMap((name) => fieldsOf(name).map((field) => ({ name, ...field })))

describe('the Spanish of the event forms', () => {
  it('has a name and a meaning for every field of every event, and none for a field that is not there', () => {
    const paths = new Set(fields.map(({ path }) => path))
    expect([...paths].filter((path) => !FIELD_LABELS[path] || !FIELD_HELP[path])).toEqual([])
    expect(Object.keys(FIELD_LABELS).filter((path) => !paths.has(path))).toEqual([])
    const known = new Set([...paths, ...fields.map(({ name, path }) => `${name}.${path}`)])
    expect(Object.keys(FIELD_HELP).filter((key) => !known.has(key))).toEqual([])
  })

  it('has a meaning of its own where a field means something else in another event', () => {
    const meanings = Map.groupBy(
      fields,
      ({ name, path }) => FIELD_HELP[`${name}.${path}`] ?? `${path}: ${FIELD_HELP[path]}`,
    )
    const mixed = [...meanings].filter(([, same]) => new Set(same.map(({ meaning }) => meaning)).size > 1)
    // Who says so is said in one way for those who note, say or ask.
    expect(mixed.map(([told]) => told.split(':')[0])).toEqual(['author'])
  })

  it('has words for every choice and every rule, several of them together too', () => {
    const choices = new Set(fields.flatMap((field) => field.choices.map(String)))
    expect([...choices].filter((choice) => !CHOICE_WORDS[choice])).toEqual([])
    expect(fields.map(({ allowed }) => allowed).filter((rule) => !isTranslated(rule))).toEqual([])
    const refused = NAMES_IN.flatMap((name) => {
      const { source, detail } = EXAMPLES_IN[name]
      const broken = { ...detail, ...BROKEN[name].with }
      const arrival = readArrival(JSON.stringify({ source, 'detail-type': name, detail: broken }))
      return arrival.kind === 'refused' ? arrival.problems.map((problem) => problem.allowed) : []
    })
    expect(refused.length).toBeGreaterThanOrEqual(NAMES_IN.length)
    expect(refused.filter((rule) => !isTranslated(rule))).toEqual([])
    const amount = fields.find(({ path }) => path === 'total.amount')?.allowed ?? ''
    expect(ruleIn('es', amount)).toBe('un número entero de centavos: 1250,50 es 125050; mayor que cero')
    expect(ruleIn('en', amount)).toBe(amount)
  })
})
