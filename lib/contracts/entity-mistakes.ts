/** What a country calls the number of a company with its tax authority. */
const TAX_ID_KINDS: Readonly<Record<string, string>> = {
  AR: 'CUIT',
  BR: 'CNPJ',
  CL: 'RUT',
  CO: 'NIT',
  MX: 'RFC',
  PE: 'RUC',
}

interface Checked {
  readonly country: string
  readonly taxId: string
  readonly email: { readonly from: string }
  readonly logo?: { readonly url: string } | undefined
}

/** What legal entities say that the company's domain or their own country does not allow; the path begins at the company. */
export function entityMistakes(
  entities: Readonly<Record<string, Checked>>,
  emailDomain: string,
): readonly { readonly path: string[]; readonly value: string; readonly message: string }[] {
  const isOurs = (host: string) => host === emailDomain || host.endsWith(`.${emailDomain}`)
  const ours = `an address at the emailDomain, ${emailDomain}`
  return Object.entries(entities).flatMap(
    ([
      id,
      {
        country,
        taxId,
        email: { from },
        logo,
      },
    ]) => {
      const kind = TAX_ID_KINDS[country]
      return [
        ...(isOurs(from.slice(from.lastIndexOf('@') + 1))
          ? []
          : [{ path: ['email', 'from'], value: from, message: ours }]),
        ...(logo && !isOurs(hostOf(logo.url)) ? [{ path: ['logo', 'url'], value: logo.url, message: ours }] : []),
        ...(kind && !taxId.startsWith(`${kind} `)
          ? [
              {
                path: ['taxId'],
                value: taxId,
                message: `the number with its kind, as ${country} calls it: "${kind} …"`,
              },
            ]
          : []),
      ].map(({ path, ...rest }) => ({ path: ['entities', id, ...path], ...rest }))
    },
  )
}

const hostOf = (url: string): string => (URL.canParse(url) ? new URL(url).hostname : '')
