/**
 * Where UTF-8 was read as Latin-1 or Windows-1252 and written as UTF-8 once more: `JosÃ©` for José, `MUÃ‘OZ` for MUÑOZ. The
 * first byte of an accented letter has become Ã or Â, which no word has before what its second byte has become; a quotation
 * mark may follow a word in Ã, but not within one. JSON may write the two letters as escapes.
 */
const TWICE =
  /[ÂÃ][\u0080-\u00BF]|Ã[\u2030\u0161\u0153\u0192\u2021\u0160\u0152\u20AC]|Ã[\u2018\u201C](?=\p{L})|\\u00[cC][23]\\u00[89abAB][\da-fA-F]/u

/** Where a text begins to be encoded twice; undefined where it is not. */
export function encodedTwice(text: string): number | undefined {
  const at = text.search(TWICE)
  return at < 0 ? undefined : at
}

/** What a text may be instead. */
export const ENCODED_ONCE =
  'text in UTF-8 once: this was UTF-8 already when it was saved as such; export it again without converting it'
