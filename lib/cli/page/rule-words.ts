import type { Lang } from '../words.ts'

const KEY = '«sistema:código», como "erp:F-1001" (sistema en minúsculas; letras, dígitos, . _ / - en el código)'
const CENTS = 'un número entero de centavos: 1250,50 es 125050'

/** What the contracts allow, as they say it, and in Spanish. */
const RULES: Readonly<Record<string, string>> = {
  'must be an instant with its offset, such as "2026-06-05T14:30:00Z"':
    'un instante con su desfase, como "2026-06-05T14:30:00Z"',
  'must be "source:external-id", such as "erp:F-1001" (source in lower case; letters, digits, . _ / - in the id)': KEY,
  'must be another id than the debtor': 'otro código que el del deudor',
  'must be a language of ISO 639, alone or with its country, such as "es-CO"':
    'un idioma de ISO 639, solo o con su país, como "es-CO"',
  'must be an ISO 3166 code of a country, such as "CO"': 'un código ISO 3166 de un país, como "CO"',
  'must be an ISO 3166-2 code with its country, such as "BR-SP" or "US-FL"':
    'un código ISO 3166-2 con su país, como "BR-SP" o "US-FL"',
  'must be an IANA time zone, such as "America/Bogota"': 'una zona horaria de IANA, como "America/Bogota"',
  'must be holder, coDebtor, guarantor or billing: references and anybody else who knows the debtor are never contacted':
    'titular, codeudor, fiador o contacto de facturación: a las referencias y a quien sólo conoce al deudor nunca se les escribe',
  'must be one of all, email, sms, whatsapp, call, visit, letter, push, or the id of a contact point':
    'all (todo), email, sms, whatsapp, call, visit, letter, push, o el código de un punto de contacto',
  'must be a text of 1 to 280 characters, or { clause, version, date, text }':
    'un texto de 1 a 280 caracteres, o { clause, version, date, text }',
  'must be a time of day, such as "08:30"': 'una hora del día, como "08:30"',
  'must be a time of day after "from", at most "24:00"': 'una hora después de la primera, a lo sumo "24:00"',
  'must be an e-mail address, or a telephone number in E.164': 'un correo, o un teléfono en E.164',
  'must be an e-mail address, or a mobile number in E.164': 'un correo, o un celular en E.164',
  'must be true or false': 'true (sí) o false (no)',
  'must be a whole number of minor units (cents): 1250.50 is 125050': CENTS,
  'above zero': 'mayor que cero',
  'must be above zero': 'mayor que cero',
  'zero or more': 'cero o más',
  'must be a calendar date, such as "2026-06-05"': 'una fecha del calendario, como "2026-06-05"',
  '2 to 120, each later than the one before': 'de 2 a 120, cada una después de la anterior',
  'they add up to the total': 'suman el total',
  'must be an https address': 'una dirección https',
  'must be the name of a system, such as "erp" (lower case)': 'el nombre de un sistema, como "erp" (en minúsculas)',
  'a whole number': 'un número entero',
  'must be JSON': 'JSON',
  'must be zero or more': 'cero o más',
  'must be an e-mail address': 'un correo',
  'must be 1, the only version of this contract': '1, la única versión de este contrato',
  'must be a mobile number in E.164, such as "+573001234567"': 'un celular en E.164, como "+573001234567"',
  'a landline is a contact point of the channel "call"': 'un teléfono fijo es un punto de contacto del canal "call"',
  'needs a contact point or an address, and not both': 'necesita un punto de contacto o una dirección, y no ambos',
  'needs an invoice or a debtor, and not both': 'necesita una factura o un deudor, y no ambos',
  'needs allocations, a reference or a debtor': 'necesita un reparto, una referencia o un deudor',
  'needs a channel, hours or a language': 'necesita un canal, unas horas o un idioma',
  'needs from, a debtor or the message it answers': 'necesita quién escribió, un deudor o el mensaje que responde',
  'must name each invoice once': 'cada factura una sola vez',
  'must name each currency once': 'cada moneda una sola vez',
  'must come with the total they add up to': 'deben venir con el total que suman',
  'must be a telephone number in E.164, such as "+576015550100"': 'un teléfono en E.164, como "+576015550100"',
  'needs invoices or a debtor': 'necesita facturas o un deudor',
  'is for the result promise alone': 'solo si el resultado es una promesa',
  'Invalid input': 'no tiene la forma que pide el contrato',
}

/** Rules that hold a number or a list of their own. */
const PATTERNS: readonly (readonly [RegExp, string])[] = [
  [
    /^must be 1 to (\d+) characters, without line breaks or control characters$/,
    'de 1 a $1 caracteres, sin saltos de línea ni caracteres de control',
  ],
  [/^must be a text of at most (\d+) characters$/, 'un texto de a lo sumo $1 caracteres'],
  [/^must be 1 to (\d+) letters, digits or (.+)$/, 'de 1 a $1 letras, dígitos o $2'],
  [/^must be an ISO 4217 code, one of (.+)$/, 'un código ISO 4217: $1'],
  [/^has fields nobody knows: (.+)$/, 'trae campos que nadie conoce: $1'],
  [/^Invalid option: expected one of (.+)$/, 'uno de $1'],
  [
    /^must be the day promised, from that of occurredAt on and at most (\d+) days after; for no other result$/,
    'el día que prometió, no antes del contacto y a lo sumo $1 días después; solo si el resultado es una promesa',
  ],
  [/^must be one of (.+)$/, 'uno de $1'],
  [/^Invalid input: expected array, received .+$/, 'una lista'],
  [/^Invalid input: expected object, received .+$/, 'un grupo de campos'],
  [/^Too big: expected string to have <=(\d+) characters$/, 'a lo sumo $1 caracteres'],
  [/^Too small: expected string to have >=(\d+) characters$/, 'al menos $1 caracteres'],
  [/^must not be after occurredAt, (.*)$/, 'no después de cuándo ocurrió, $1'],
  [/^must add up to the total: (\d+) is not (\d+)$/, 'deben sumar el total: $1 no es $2'],
  [/^must each be later than the one before: (.+) is not$/, 'cada una después de la anterior: $1 no lo es'],
  [/^must be at most (\d+) days from (.+)$/, 'a lo sumo $1 días desde $2'],
  [/^must be (\w+), the currency of invoice (.+)$/, '$1, la moneda de la factura $2'],
  [/^must not come before (.+)$/, 'no antes del $1'],
  [
    /^must not add up to more than the payment: (\d+) is above (\d+)$/,
    'no debe sumar más que el pago: $1 es más que $2',
  ],
]

/** Whether a rule of a contract has its Spanish. */
export const isTranslated = (rule: string): boolean => inSpanish(rule) !== undefined

/** What a contract allows, in the language of the page; a rule without Spanish is said as the contract says it. */
export const ruleIn = (lang: Lang, rule: string): string => (lang === 'es' ? (inSpanish(rule) ?? rule) : rule)

/** A rule may be several, one after the other. */
function inSpanish(rule: string): string | undefined {
  const whole = spanishOf(rule)
  if (whole !== undefined || rule === '') return whole ?? ''
  for (let end = rule.lastIndexOf('; '); end > 0; end = rule.lastIndexOf('; ', end - 1)) {
    const [first, rest] = [inSpanish(rule.slice(0, end)), spanishOf(rule.slice(end + 2))]
    if (first !== undefined && rest !== undefined) return `${first}; ${rest}`
  }
  return undefined
}

function spanishOf(rule: string): string | undefined {
  if (Object.hasOwn(RULES, rule)) return RULES[rule]
  const found = PATTERNS.find(([form]) => form.test(rule))
  return found && rule.replace(...found)
}
