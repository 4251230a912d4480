import { getCountries, getCountryCallingCode, isSupportedCountry } from 'libphonenumber-js/mobile'

/** The calling code of a country (ISO 3166), without its +; undefined for what is no country, such as "other". */
export const callingCodeOf = (country: string): string | undefined =>
  isSupportedCountry(country) ? getCountryCallingCode(country) : undefined

/** The countries of a calling code: several for 1, one for most. */
export const countriesOf = (code: string): readonly string[] =>
  getCountries().filter((country) => getCountryCallingCode(country) === code)
