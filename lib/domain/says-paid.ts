import { withoutQuotation } from './quoted-mail.ts'

const VERBS = 'pagu|cancel|consign|deposit|abon|gir|yape'
const HANDED_OVER = '(?:(?:el|la|un|una) )?(?:pago|deposito|transferencia|consignacion|giro|abono|yape)'
const ITS = '(?:(?:l[aeo]s?|[mst]e|yo) )*'
/** Not just after these: "no la he pagado", "quieren que pague hoy". */
const NOT = `(?<!\\b(?:no|nao|ni|nunca|que) ${ITS})`
/** Nor anywhere after these in a clause: "cuando ya pague le aviso". */
const NOT_YET = '(?<!\\b(?:cuando|apenas|en cuanto|hasta|antes|quando|assim que|ate|when|once|until|if)\\b[^.?]*)'

/** "I have paid" where the accent says so: pagué is done, pague is not. */
const WITH_ACCENT = new RegExp(`(?<!\\p{L})${NOT}(?:(?:${VERBS})é|transferí)(?!\\p{L})`, 'u')

/** The same in lower case, without accents, for who writes none; the end of a clause is a full stop. */
const WITHOUT = new RegExp(
  `\\b(?=(?:${[
    `ya ${ITS}(?:(?:${VERBS})e|transferi|pagamos|(?:hice|hicimos|realice) ${HANDED_OVER})`,
    'ya se pago',
    `${NOT}(?:(?:${VERBS})e|transferi|pagamos) (?:ayer|anoche|antier|hoy)`,
    `${NOT}(?:hice|hicimos) ${HANDED_OVER}`,
    `${NOT}(?:he|hemos) (?:ya )?pagado`,
    // Asked, it is not said.
    `${NOT}(?:esta|quedo|fue|foi) (?:ya )?(?:pag[ao]|pagad[ao])s?\\b(?![^.]*\\?)`,
    `${NOT}(?:paguei|depositei|fiz o (?:pix|pagamento))`,
    'ja transferi',
    '(?:i|we|already|have|ve|was|is|has been) paid|paid (?:it|this|already)',
  ].join('|')})\\b)${NOT_YET}`,
)

/**
 * Whether an answer says that what we ask for has been paid. Many of them in an hour mean that we write to people whose
 * payments we do not know. "Ya cancelé" is one: cancelar is to pay in much of Spanish America.
 */
export function saysPaid(text: string): boolean {
  const said = withoutQuotation(text).toLowerCase().normalize('NFC')
  const plain = said
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[.,;:!¡¿\n]+/g, '.')
    .replace(/[^a-z0-9.?]+/g, ' ')
  return WITH_ACCENT.test(said) || WITHOUT.test(plain)
}
