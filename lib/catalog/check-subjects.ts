import { baseOf, inSmall, marksIn, type Speech, saidWord } from '../domain/speech.ts'
import { type Mistake, nearest, writtenPath } from './catalog-error.ts'
import type { Sound } from './check-together.ts'
import type { Text } from './check-wording.ts'

/** Words of `subjects.yaml` that no text of their language has between braces, and marked words in them that nobody knows. */
export function checkSubjects(
  { source, value }: Sound<NonNullable<Speech['subjects']>>,
  texts: readonly { readonly language: string; readonly said: readonly Text[] }[],
  broken: ReadonlySet<string>,
  speech: Speech,
): Mistake[] {
  return Object.entries(value).flatMap(([base, subjects]) => {
    const own = texts.filter(({ language }) => baseOf(language) === base)
    const marked = new Set(own.flatMap(({ said }) => said.flatMap(({ text }) => marksIn(text).map(inSmall))))
    return Object.entries(subjects).flatMap(([subject, parts]) =>
      (['words', 'short'] as const).flatMap((part) =>
        Object.entries(parts[part] ?? {}).flatMap(([word, said]): Mistake[] => {
          const path = [base, subject, part, word]
          const mistake = (given: string, allowed: string, mend: string): Mistake => ({
            ...{ file: source.file, ...source.placeOf(path), path: writtenPath(path), given, allowed, mend },
          })
          const strange = Object.values(said)
            .flatMap(marksIn)
            .filter((one) => saidWord(one, { language: base, addressAs: 'usted' }, speech) === undefined)
          return [
            ...(broken.has(base) || marked.has(word)
              ? []
              : [
                  mistake(
                    JSON.stringify(word),
                    'a word that some text of this language has between braces',
                    meant(word, [...marked]),
                  ),
                ]),
            ...strange.map((one) =>
              mistake(`{${one}}`, 'a word of address.yaml or glossary.yaml between braces', 'take the braces away'),
            ),
          ]
        }),
      ),
    )
  })
}

function meant(word: string, known: readonly string[]): string {
  const one = nearest(word, known)
  return one === undefined ? 'mark it in the text, or take the row away' : `write "${one}"`
}
