/** What a country calls the number of a company with its tax authority. */
export const TAX_ID_KINDS: Readonly<Record<string, string>> = {
  AR: 'CUIT',
  BR: 'CNPJ',
  CL: 'RUT',
  CO: 'NIT',
  MX: 'RFC',
  PE: 'RUC',
}
