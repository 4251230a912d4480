import type { Company } from '../contracts/company.ts'
import type { LawPack } from '../contracts/law.ts'
import type { LayoutWords } from '../contracts/template.ts'
import type { Wording } from '../contracts/wording.ts'
import { baseOf, type Speaking, type Speech, saidWords, speakingsOf } from '../domain/speech.ts'
import { type Mistake, writtenPath } from './catalog-error.ts'
import { checkContent, checkRulesKnown } from './check-content.ts'
import { checkForm, checkMarks } from './check-speech.ts'
import { checkSubjects } from './check-subjects.ts'
import type { CatalogFiles, Sound } from './check-together.ts'
import { checkComplete } from './check-variables.ts'
import {
  askedIn,
  checkAddress,
  checkForbidden,
  checkTone,
  firmnessOf,
  forbiddenIn,
  type Text,
  textsOf,
} from './check-wording.ts'
import { checkWriting } from './check-writing.ts'
import { type SpokenTemplate, speakings } from './spoken-texts.ts'

/** What the words of a catalog are held against. */
export interface Against {
  readonly company: Company
  readonly packs: readonly Sound<LawPack>[]
  readonly layouts: readonly { readonly language: string; readonly words: Sound<LayoutWords> }[]
  readonly wording: Wording
  readonly speech: Speech
  readonly subjects: Sound<NonNullable<Speech['subjects']>> | undefined
  /** Every template in every language and form that it may leave in. */
  readonly spoken: readonly SpokenTemplate[]
}

/** Everything that is wrong with what the texts of a catalog say: complete, decent, lawful, and never softer by level. */
export function checkWords(files: CatalogFiles, against: Against): Mistake[] {
  const { company, packs, layouts, wording, speech, spoken } = against
  const laws = packs.map(({ value }) => value)
  const places = new Set(Object.values(company.entities).map(({ country }) => country))
  const sources = [...files.templates.values()].flatMap((keys) =>
    [...keys].flatMap(([key, template]) => (template ? [{ language: key.split('.')[0] ?? key, template }] : [])),
  )
  const own = spoken.flatMap(({ as, template, layout }) => [
    ...checkTone(template, as.language, wording),
    ...checkContent(template, as.language, layout, { ...against, packs: laws }),
    ...checkSaid(as, textsOf(template)),
  ])
  function checkSaid(as: Speaking, texts: readonly Text[]): Mistake[] {
    const { language } = as
    const rules = forbiddenIn(language, places, laws, wording)
    return [
      ...checkForbidden(texts, rules, askedIn(language, wording)),
      ...checkAddress(texts, language, wording),
      ...checkForm(texts, as, speech),
      ...checkWriting(texts),
    ]
  }
  return [
    ...checkRulesKnown(packs),
    ...sources.flatMap(({ language, template }) => [
      ...checkComplete(template),
      ...checkMarks(textsOf(template), language, speech),
    ]),
    ...(against.subjects === undefined
      ? []
      : checkSubjects(
          against.subjects,
          sources.map(({ language, template }) => ({ language, said: textsOf(template) })),
          brokenLanguages(files),
          speech,
        )),
    ...own,
    ...layouts.flatMap(({ language, words }) => [
      ...checkMarks(textsOf(words), language, speech),
      ...speakings(files, speech)
        .filter((as) => as.language === language || baseOf(as.language) === language)
        .flatMap((as) => checkSaid(as, textsOf({ ...words, value: saidWords(words.value, as, speech) }))),
    ]),
    ...softer(files, against),
  ]
}

/** Languages of which some text is there and broken: what its words would be nobody knows. */
const brokenLanguages = ({ templates }: CatalogFiles): ReadonlySet<string> =>
  new Set(
    [...templates.values()].flatMap((keys) =>
      [...keys].flatMap(([key, template]) => (template ? [] : [baseOf(key.split('.')[0] ?? key)])),
    ),
  )

/** Steps whose text is softer than that of the step before, in any language of their policy. */
function softer({ policies, company }: CatalogFiles, { spoken, speech, wording }: Against): Mistake[] {
  const entities = Object.values(company?.value.entities ?? {})
  const firmness = new Map(
    spoken.map(({ id, as, template }) => [`${id} ${as.language} ${as.addressAs}`, template.value]),
  )
  return policies.flatMap(({ source, value: { steps, ...policy } }) =>
    speakingsOf(policy, entities, speech).flatMap(({ language, addressAs }) =>
      steps.flatMap((step, index) => {
        const before = steps[index - 1]
        const [earlier, text] = [before, step].map(
          (one) => one && firmness.get(`${one.template} ${language} ${addressAs}`),
        )
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
