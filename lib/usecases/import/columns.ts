import type { LedgerProblem } from './ledger-refused.ts'

/** The headers by which each column of a file is known, by the column's own name. */
export type Synonyms = Readonly<Record<string, readonly string[]>>

/** The headers by which each column of a ledger is known, in English, Spanish and Portuguese; case, accents and signs do not count. */
export const SYNONYMS = {
  invoice: [
    ...['invoice', 'invoice number', 'invoice no', 'invoice id', 'document', 'document number', 'bill number'],
    ...['factura', 'número de factura', 'no factura', 'nro factura', 'folio', 'documento', 'número de documento'],
    ...['fatura', 'número da fatura', 'nota fiscal', 'número da nota fiscal', 'número do documento'],
  ],
  customer: [
    ...['customer', 'customer id', 'customer number', 'customer code', 'client', 'client id', 'account', 'debtor'],
    ...['cliente', 'id cliente', 'código de cliente', 'código cliente', 'número de cliente', 'deudor', 'nit', 'rfc'],
    ...['código do cliente', 'número do cliente', 'devedor', 'cnpj', 'cpf'],
  ],
  customerName: [
    ...['customer name', 'client name', 'debtor name', 'name'],
    ...['nombre', 'nombre del cliente', 'nombre cliente', 'razón social'],
    ...['nome', 'nome do cliente', 'razão social'],
  ],
  amount: [
    ...['amount', 'invoice amount', 'total', 'invoice total', 'total amount', 'value'],
    ...['importe', 'importe total', 'valor', 'valor factura', 'valor total', 'monto', 'monto total'],
    ...['importância', 'valor da fatura', 'montante'],
  ],
  currency: ['currency', 'currency code', 'moneda', 'divisa', 'moeda'],
  issueDate: [
    ...['invoice date', 'issue date', 'issued', 'document date', 'billing date'],
    ...['fecha', 'fecha factura', 'fecha de factura', 'fecha de emisión', 'fecha emisión', 'emisión', 'emitida'],
    ...['data', 'data da fatura', 'data de emissão', 'emissão'],
  ],
  dueDate: [
    ...['due date', 'due', 'payment due', 'due on'],
    ...['vencimiento', 'fecha de vencimiento', 'fecha vencimiento', 'vence'],
    ...['vencimento', 'data de vencimento'],
  ],
  settledDate: [
    ...['settled date', 'settled', 'paid date', 'payment date', 'date paid', 'clear date', 'paid on'],
    ...['fecha de pago', 'fecha pago', 'pagada', 'pago', 'fecha de recaudo', 'fecha de cobro'],
    ...['data de pagamento', 'data do pagamento', 'paga'],
  ],
  disputed: [
    'disputed',
    'dispute',
    'in dispute',
    'en disputa',
    'disputa',
    'reclamo',
    'en reclamo',
    'reclamada',
    'em disputa',
  ],
  country: ['country', 'country code', 'país', 'código de país', 'código país', 'código do país'],
  email: [
    'email',
    'e-mail',
    'mail',
    'email address',
    'correo',
    'correo electrónico',
    'email del cliente',
    'e-mail do cliente',
  ],
  phone: [
    ...['phone', 'mobile', 'mobile phone', 'cell phone', 'telephone'],
    ...['celular', 'móvil', 'teléfono', 'número celular', 'telefone'],
  ],
  whatsapp: ['whatsapp', 'whatsapp number', 'número de whatsapp'],
} as const satisfies Synonyms

export type Field = keyof typeof SYNONYMS
/** Which column of the file holds each field, by index; fields that the file does not have are left out. */
export type Columns = ReadonlyMap<string, number>

/** How debtors may be reached: read only where that is asked, because a rehearsal makes addresses up. */
export const CONTACT_FIELDS = ['email', 'phone', 'whatsapp'] as const satisfies readonly Field[]
/** The columns of which a ledger must have each. */
export const REQUIRED = ['invoice', 'customer', 'amount', 'issueDate', 'dueDate'] as const

/** The columns that a kind of file may have and must have. */
export interface ColumnsWanted {
  readonly columns: Synonyms
  readonly required: readonly string[]
  readonly oneOf?: readonly string[]
}

/** A header without case, accents, spaces and signs. */
export const plainHeader = (header: string): string =>
  header
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]/g, '')

/**
 * Finds the columns by the mapping first, then by their known names; what is missing or double names what was seen. A file
 * must have each of `required`, and one of `oneOf` if there are any.
 */
export function matchColumns(
  headers: readonly string[],
  given: Readonly<Record<string, string>>,
  { columns: synonyms, required, oneOf = [] }: ColumnsWanted,
): { columns: Columns; problems: readonly LedgerProblem[] } {
  const seen = `the file has ${headers.map((header) => `"${header}"`).join(', ')}`
  const plain = headers.map(plainHeader)
  const columns = new Map<string, number>()
  const problems: LedgerProblem[] = []
  const refuse = (field: string, value: string, allowed: string) =>
    problems.push({ line: 1, column: field, value, allowed: `${allowed}; ${seen}` })
  for (const [field, names] of Object.entries(synonyms)) {
    const name = given[field]
    const known: ReadonlySet<string> = new Set(name ? [plainHeader(name)] : names.map(plainHeader))
    const found = plain.flatMap((header, index) => (known.has(header) ? index : []))
    const [index] = found
    if (found.length > 1)
      refuse(field, found.map((one) => headers[one]).join(', '), 'one column: name it under "columns" in the mapping')
    else if (index !== undefined) columns.set(field, index)
    else if (name) refuse(field, name, 'a header of the file')
    else if (required.includes(field))
      refuse(field, '', `a column named ${names.join(', ')}, or its name under "columns" in the mapping`)
  }
  for (const [field, name] of Object.entries(given))
    if (!Object.hasOwn(synonyms, field))
      problems.push({
        line: 1,
        column: `columns.${field} (of the mapping)`,
        value: name,
        allowed: `one of ${Object.keys(synonyms).join(', ')}`,
      })
  if (
    oneOf.length > 0 &&
    ![...columns.keys(), ...problems.map(({ column }) => column)].some((one) => oneOf.includes(one))
  )
    refuse(
      oneOf[0] ?? '',
      '',
      `${oneOf === CONTACT_FIELDS ? 'a way to reach debtors: ' : ''}a column named ${oneOf.flatMap((field) => synonyms[field] ?? []).join(', ')}, or its name under "columns" in the mapping`,
    )
  return { columns, problems }
}
