import type { Company } from '../contracts/company.ts'
import type { LawPack } from '../contracts/law.ts'
import type { LayoutWords } from '../contracts/template.ts'
import type { Wording } from '../contracts/wording.ts'
import type { MessageLayout } from '../domain/message-text.ts'
import { type Mistake, writtenPath } from './catalog-error.ts'
import { checkContent, checkRulesKnown } from './check-content.ts'
import type { CatalogFiles, Sound } from './check-together.ts'
import { checkComplete } from './check-variables.ts'
import {
  checkAddress,
  checkForbidden,
  checkLinks,
  checkShouting,
  checkTone,
  firmnessOf,
  forbiddenIn,
  textsOf,
} from './check-wording.ts'

/** What the words of a catalog are held against. */
export interface Against {
  readonly company: Company
  readonly packs: readonly Sound<LawPack>[]
  readonly layout: MessageLayout
  readonly layouts: readonly { readonly language: string; readonly words: Sound<LayoutWords> }[]
  readonly wording: Wording
}

/** Everything that is wrong with what the texts of a catalog say: complete, decent, lawful, and never softer by level. */
export function checkWords(files: CatalogFiles, against: Against): Mistake[] {
  const { company, packs, layouts, wording } = against
  const laws = packs.map(({ value }) => value)
  const places = new Set(Object.values(company.entities).map(({ country }) => country))
  const templates = [...files.templates.values()].flatMap((languages) =>
    [...languages].flatMap(([language, template]) => (template ? [{ language, template }] : [])),
  )
  const own = templates.flatMap(({ language, template }) => [
    ...checkComplete(template),
    ...checkTone(template, language, wording),
    ...checkContent(template, language, { ...against, packs: laws }),
    ...checkSaid(language, textsOf(template)),
  ])
  function checkSaid(language: string, texts: ReturnType<typeof textsOf>): Mistake[] {
    const rules = forbiddenIn(language, places, laws, wording)
    return [
      ...checkForbidden(texts, rules),
      ...checkAddress(texts, language, wording),
      ...checkShouting(texts),
      ...checkLinks(texts),
    ]
  }
  return [
    ...checkRulesKnown(packs),
    ...own,
    ...layouts.flatMap(({ language, words }) => checkSaid(language, textsOf(words))),
    ...softer(files, wording),
  ]
}

/** Steps whose text is softer than that of the step before, in any language of their policy. */
function softer({ policies, templates }: CatalogFiles, wording: Wording): Mistake[] {
  return policies.flatMap(({ source, value: { steps, languages } }) =>
    languages.flatMap((language) =>
      steps.flatMap((step, index) => {
        const before = steps[index - 1]
        const [earlier, text] = [before, step].map((one) => one && templates.get(one.template)?.get(language)?.value)
        if (!before || !earlier || !text || before.level > step.level) return []
        const [was, is] = [firmnessOf(earlier, language, wording), firmnessOf(text, language, wording)]
        if (is >= was) return []
        const path = ['steps', index, 'template']
        const allowed = `a text at least as firm as that of "${before.id}" before it, which has words of tone ${was}; in ${language} this has ${is}`
        return [
          {
            file: source.file,
            ...source.placeOf(path),
            path: writtenPath(path),
            given: JSON.stringify(step.template),
            allowed,
            mend: 'choose a firmer text, or a gentler one before it',
          },
        ]
      }),
    ),
  )
}
