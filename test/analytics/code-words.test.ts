import { expect, it } from 'vitest'
import { JOURNEY_WORDS, TEMPLATE_WORDS } from '../../lib/analytics/dashboards/code-words.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'

const steps = Object.values(compileCatalog('catalog').policies).flatMap(({ policy }) => policy.steps)

it('have a word for every text and every step of the shipped policies', () => {
  const unnamed = (codes: readonly string[], words: object) => codes.filter((code) => !Object.hasOwn(words, code))
  expect(
    unnamed(
      steps.map(({ template }) => template),
      TEMPLATE_WORDS,
    ),
  ).toEqual([])
  expect(
    unnamed(
      steps.map(({ id }) => id),
      JOURNEY_WORDS,
    ),
  ).toEqual([])
})
