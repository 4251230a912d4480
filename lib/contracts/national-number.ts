import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/mobile'

/** Digits as people set them apart. */
const WRITTEN = /^[\d\s().-]+$/

/**
 * A mobile number in E.164, of how a country (ISO 3166) writes it at home: `300 111 2233` in CO is +573001112233. Whatever is
 * no mobile number there stays as it is.
 */
export function inFull(text: string, country: string | undefined): string {
  if (country === undefined || !isSupportedCountry(country) || !WRITTEN.test(text)) return text
  const number = parsePhoneNumberFromString(text, country)
  return number?.isValid() && number.country === country ? number.number : text
}
