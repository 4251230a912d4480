import { formatMoney, type Money } from './money.ts'

/** What a call is about, for the person who makes it. */
export interface CallFacts {
  readonly language: string
  readonly name: string
  readonly company: string
  readonly owed: Money
  /** The number the debtor knows the invoice by. */
  readonly invoice: string
}

/** A few sentences in the debtor's language: who calls, only with the right person, what is owed, and a way out. */
export function callScript({ language, name, company, owed, invoice }: CallFacts): string[] {
  const sum = formatMoney(owed, language)
  const base = language.split('-')[0]
  if (base === 'en')
    return [
      `"Good day, my name is … from ${company}. Am I speaking with ${name}?"`,
      'If not: ask when to find them, say nothing about the invoice, and note "the wrong person" or "left a message".',
      'Before the payment, make sure who is speaking: "May I have your full name, please?"',
      `"I am calling about invoice ${invoice}: ${sum} is still open on our side. If you have already paid, thank you."`,
      '"When could you pay it, or is anything incorrect?" Agree on a date, or note the disagreement.',
    ]
  if (base === 'pt')
    return [
      `"Bom dia, meu nome é … da ${company}. Falo com ${name}?"`,
      'Se não for: pergunte quando encontrá-lo, não fale da fatura e registre "não é a pessoa" ou "recado deixado".',
      'Antes do pagamento, confirme com quem fala: "Pode me confirmar seu nome completo, por favor?"',
      `"Estou ligando a respeito da fatura ${invoice}: consta em aberto ${sum}. Se já pagou, muito obrigado."`,
      '"Quando poderia pagá-la, ou há algo que não confere?" Combine uma data ou registre o desacordo.',
    ]
  return [
    `«Buen día, mi nombre es …, de ${company}. ¿Hablo con ${name}?»`,
    'Si no es: preguntar a qué hora encontrar a esa persona, no hablar de la factura y anotar "no es la persona" o "mensaje dejado".',
    'Antes del pago, confirmar con quién se habla: «¿Con quién tengo el gusto?»',
    `«Llamo por la factura ${invoice}: tenemos pendiente ${sum}. Si ya está pagada, muchas gracias.»`,
    '«¿Para cuándo podría quedar al día, o hay algo que no coincide?» Acordar una fecha, o anotar el desacuerdo.',
  ]
}
