import { withoutQuotation } from './quoted-mail.ts'

/** Sentences that say "I have paid", without accents, in lower case, by how debtors write them. */
const PAID = [
  ...['ya pague', 'ya lo pague', 'ya la pague', 'ya cancele', 'ya hice el pago', 'ya realice el pago', 'ya esta pago'],
  ...['ya esta paga', 'ya esta pagada', 'ya esta pagado', 'ya se pago', 'ya pagamos', 'ya consigne', 'ya transferi'],
  ...['ya deposite', 'ya la cancele', 'ya quedo pago', 'ya quedo pagada', 'pague ayer', 'pague hoy', 'ya abone'],
  ...['eu ja paguei', 'ja paguei', 'ja foi pago', 'ja foi paga', 'ja esta pago', 'ja esta paga', 'ja fiz o pix'],
  ...['ja fiz o pagamento', 'ja transferi', 'already paid', 'have paid', 'was paid', 'has been paid', 'paid it'],
  ...['paid already', 'paid this'],
]

/**
 * Whether an answer says that what we ask for has been paid. Many of them in an hour mean that we write to people whose
 * payments we do not know. "Ya cancelé" is one: cancelar is to pay in much of Spanish America.
 */
export function saysPaid(text: string): boolean {
  const plain = withoutQuotation(text)
    .toLowerCase()
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^a-z0-9]+/g, ' ')
  const words = ` ${plain.trim()} `
  return PAID.some((phrase) => words.includes(` ${phrase} `) && !words.includes(` no ${phrase} `))
}
