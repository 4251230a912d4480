/** Words that stay small inside a name. */
const SMALL = new Set(['de', 'del', 'la', 'las', 'los', 'y', 'e', 'da', 'do', 'das', 'dos', 'van', 'von'])
/** Forms of company, as they are written. */
const FORMS: Readonly<Record<string, string>> = {
  sas: 'SAS',
  sa: 'SA',
  ltda: 'Ltda',
  cia: 'Cía',
  cv: 'CV',
  rl: 'RL',
  eirl: 'EIRL',
  spa: 'SpA',
  me: 'ME',
  epp: 'EPP',
}

/**
 * A name as a person would write it. Many systems keep names in capitals alone, and a letter that begins "ANA MARÍA RUIZ"
 * shouts; a name that has small letters is left as it is.
 */
export function calmName(name: string): string {
  const isShouted = /\p{Lu}{3}/u.test(name) && !/\p{Ll}/u.test(name)
  if (!isShouted) return name
  return name
    .split(' ')
    .map((word, index) => {
      const lower = word.toLowerCase()
      if (/\./.test(word) && word.length <= 7) return word
      const bare = lower.replace(/[^\p{L}]/gu, '')
      if (FORMS[bare] !== undefined && index > 0) return lower.replace(bare, FORMS[bare])
      if (SMALL.has(lower) && index > 0) return lower
      return lower.replace(/(^|[-'’(])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase())
    })
    .join(' ')
}
