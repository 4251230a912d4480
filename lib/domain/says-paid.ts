import { withoutQuotation } from './quoted-mail.ts'

const VERBS = 'pagu|consign|deposit|abon|yape'
const DONE = `(${VERBS})e|transferi|pagamos`
/** Cancelar is to pay, beside a word of what is paid; else a service ends. */
const OF_IT = '( \\S+)? (factura|cuota|deuda|saldo|cuenta|recibo|pago)'
const HANDED_OVER = '(\\w+ )?(pago|deposito|transferencia|consignacion|giro|abono|yape)'
const ITS = '((l[aeo]s?|[mst]e|yo) )*'
/** Not just after these: "no la he pagado", "quieren que pague hoy"; but after confirmo, cuento, aviso, digo que. */
const NOT = `(?<!\\b(no|nao|ni|nunca|(?<!(rm|nt|is|ig|am)os? )que) ${ITS})`
/** Nor anywhere after these in a clause: "cuando ya pague le aviso". */
const NOT_YET = '(?<!\\b(cuando|apenas|en cuanto|hasta|antes|quando|assim que|ate|when|once|until|if)\\b[^.?]*)'

/** "I have paid" where the accent says so: pagué is done, pague is not. */
const WITH_ACCENT = new RegExp(
  `(?<!\\p{L})${NOT}((${VERBS}|gir)é|cancelé(?=${OF_IT})|transferí|(realic|mand)é el pago)(?!\\p{L}| o no)`,
  'u',
)

/** The same in lower case, without accents, for who writes none; the end of a clause is a full stop. */
const WITHOUT = new RegExp(
  `\\b(?=(${[
    `ya ${ITS}(${DONE}|cancele(?= ?[.?]| ?$|${OF_IT})|(realice|mande) ${HANDED_OVER})`,
    'ya (esta|quedo) cancelad[ao]s?',
    'acabo de pagar|(?<!\\w )pago realizado|adjunto (el )?comprobante',
    `${NOT}((${DONE}) (ayer|anoche|antier|hoy)|hic(e|imos) ${HANDED_OVER}|he(mos)? (ya )?pagado|ya se pago|paguei|depositei|fiz o (pix|pagamento)|ja transferi)`,
    // Asked, it is not said; "esta paga mensual" is a noun.
    `${NOT}(esta|quedo|fue|foi) (ya )?pag(ad)?[ao]s?\\b(?! \\w+al\\b|[^.]*\\?)`,
    '((i|we)( have| ve)?|already|was|is|has been) paid',
  ].join('|')})\\b)${NOT_YET}`,
)

/**
 * Whether an answer says that what we ask for has been paid. Many of them in an hour mean that we write to people whose
 * payments we do not know. "Ya cancelé" is one: cancelar is to pay in much of Spanish America. "¿Ya pagué?" asks.
 */
export function saysPaid(text: string): boolean {
  const said = withoutQuotation(text)
    .toLowerCase()
    .normalize('NFC')
    .replace(/¿ya [^?]*\?/g, '')
  const plain = said
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[.,;:!¡¿\n]+/g, '.')
    .replace(/[^a-z0-9.?]+/g, ' ')
  return WITH_ACCENT.test(said) || WITHOUT.test(plain)
}
