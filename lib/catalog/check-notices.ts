import type { Company } from '../contracts/company.ts'
import { dayAndMonth } from '../domain/date-text.ts'
import type { LayoutWords } from '../domain/layout-words.ts'
import { composeNotice, correctionTemplate, type NoticeKind } from '../domain/notice-text.ts'
import { beyondGsm7 } from '../domain/sms-text.ts'
import { type Mistake, shown } from './catalog-error.ts'
import { shapeOf } from './check-whatsapp.ts'

/** The words of an acknowledgement or an apology, which name nothing of any invoice. */
export const isOfNotice = (word: string): boolean => /^(received|corrected)/.test(word)

/** A day in September takes the most letters, in Spanish and in Portuguese. */
export const LONGEST_DAY = '2026-09-30'
const NOTICES = ['received', 'corrected'] as const satisfies readonly NoticeKind[]

/**
 * Composes what acknowledges an answer, and what corrects a mistake of ours, in the name of each entity: a text that costs
 * two parts is a mistake, and so is a template that Meta would not approve.
 */
export const checkNotices = (
  language: string,
  words: LayoutWords | undefined,
  { entities }: Company,
): readonly Mistake[] =>
  words === undefined
    ? []
    : [
        ...chatMistakes(language, words),
        ...NOTICES.flatMap((kind) =>
          Object.values(entities).flatMap((entity) => textMistakes(kind, language, words, entity)),
        ),
      ]

const mistakeIn =
  (language: string, path: string, given: string) =>
  (allowed: string, mend: string): Mistake => ({
    ...{ file: `templates/layout.${language}.yaml`, line: 1, column: 1, path },
    ...{ given: shown(given), allowed, mend },
  })

function textMistakes(
  kind: NoticeKind,
  language: string,
  words: LayoutWords,
  entity: Company['entities'][string],
): Mistake[] {
  const sentOn = dayAndMonth(LONGEST_DAY, language)
  const { sms, size } = composeNotice(kind, { words, language, entity, sentOn })
  const strange = beyondGsm7(sms)
  const mistake = mistakeIn(language, `${kind}Sms`, sms)
  if (strange.length > 0)
    return [mistake(`the letters of GSM-7, in which ${strange.join(' ')} cannot be written`, 'write it plainly')]
  return size.parts > 1
    ? [mistake(`160 characters; this has ${size.septets}`, 'shorten it: each part is paid for')]
    : []
}

function chatMistakes(language: string, words: LayoutWords): Mistake[] {
  const { body, name, language: code } = correctionTemplate(words)
  const wrong = shapeOf(body, ['entityName', 'entityShortName', 'entityPhone', 'sentOn'])
  return [
    ...(wrong ? [mistakeIn(language, 'correctedChat', body)(...wrong)] : []),
    ...(/^[a-z0-9_]{1,500}$/.test(name)
      ? []
      : [
          mistakeIn(
            language,
            'correctedName',
            name,
          )("Meta's name of a template: lower-case letters, digits and _", 'rename it'),
        ]),
    ...(/^[a-z]{2,3}(_[A-Z]{2})?$/.test(code)
      ? []
      : [
          mistakeIn(
            language,
            'correctedLanguage',
            code,
          )('a language code of Meta such as "es" or "pt_BR"', 'write it so'),
        ]),
  ]
}
