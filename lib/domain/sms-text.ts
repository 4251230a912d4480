/** The 127 characters of GSM 03.38 that cost one septet. */
const basic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)

/** Its extension table: two septets each. */
const extension = new Set('\f^{}\\[~]|€')

/** What a text message costs: how it travels, in how many parts, and its length in septets (GSM-7) or 16-bit units (UCS-2). */
export interface SmsSize {
  readonly encoding: 'GSM-7' | 'UCS-2'
  readonly parts: number
  readonly septets: number
}

/**
 * Measures a text message. One part holds 160 septets or 70 UCS-2 units; a longer one is cut into parts of 153 or 67,
 * and neither a two-septet character nor a surrogate pair is split between two.
 */
export const gsm7Parts = (text: string): SmsSize => {
  const characters = [...text]
  const gsm7 = characters.every((character) => basic.has(character) || extension.has(character))
  const lengths = characters.map((character) => (gsm7 ? (extension.has(character) ? 2 : 1) : character.length))
  const septets = lengths.reduce((sum, length) => sum + length, 0)
  const [single, joined] = gsm7 ? [160, 153] : [70, 67]
  const encoding = gsm7 ? 'GSM-7' : 'UCS-2'
  if (septets <= single) return { encoding, parts: 1, septets }
  let parts = 1
  let filled = 0
  for (const length of lengths) {
    if (filled + length > joined) {
      parts++
      filled = 0
    }
    filled += length
  }
  return { encoding, parts, septets }
}

/** Letters and signs that a phone's own alphabet lacks and that have one plain way to be written. */
const plainer: ReadonlyMap<string, string> = new Map([
  ['\u00a0', ' '],
  ['\u202f', ' '],
  ['‘', "'"],
  ['’', "'"],
  ['“', '"'],
  ['”', '"'],
  ['«', '"'],
  ['»', '"'],
  ['–', '-'],
  ['—', '-'],
  ['…', '...'],
  ['º', 'o'],
  ['ª', 'a'],
])

/**
 * The text with every accent and quotation mark that GSM-7 lacks written plainly ("aquí" → "aqui"), while é, ñ, ü, ¿ and ¡ stay.
 * A character without a plain form stays as it is, and makes the message UCS-2.
 */
export const plainSms = (text: string): string =>
  [...text.normalize('NFC')]
    .map((character) => {
      if (basic.has(character) || extension.has(character)) return character
      const plain = plainer.get(character)
      if (plain !== undefined) return plain
      const bare = character.normalize('NFD').replace(/\p{M}/gu, '')
      return basic.has(bare) ? bare : character
    })
    .join('')

/** The characters of a text that keep it out of GSM-7, each once. */
export const beyondGsm7 = (text: string): readonly string[] => [
  ...new Set([...text].filter((character) => !basic.has(character) && !extension.has(character))),
]
