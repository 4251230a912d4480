import { build } from 'esbuild'
import { getCountries, getExampleNumber, parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
import examples from 'libphonenumber-js/mobile/examples'
import { describe, expect, it } from 'vitest'
import * as z from 'zod'
import { leanerPackages } from '../../lib/infra/leaner-packages.ts'
import { ROOT } from './synthesised.ts'

async function bundled(contents: string): Promise<string> {
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: ROOT },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    mainFields: ['module', 'main'],
    plugins: [leanerPackages],
    write: false,
  })
  return outputFiles.map(({ text }) => text).join('')
}

const telling = z.looseObject({ told: z.function({ input: [z.array(z.string())], output: z.array(z.string()) }) })

describe('a package without what no function reaches', () => {
  it('tells the same mobile numbers from all others, in every country', async () => {
    const code = await bundled(`import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile'
      export const told = (texts) => texts.map((text) => {
        const number = parsePhoneNumberFromString(text)
        return number?.isValid() ? number.number : 'none'
      })`)
    const mobiles = getCountries().flatMap((country) => getExampleNumber(country, examples)?.number ?? [])
    const others = mobiles.flatMap((mobile) => [mobile.slice(0, -1), `${mobile}0`, mobile.replace(/\d(?=\d{6}$)/, '1')])
    const loaded: unknown = await import(`data:text/javascript,${encodeURIComponent(code)}`)
    const told = telling.parse(loaded).told([...mobiles, ...others])
    expect(told.filter((one) => one !== 'none').length).toBeGreaterThan(mobiles.length)
    expect(told).toEqual(
      [...mobiles, ...others].map((text) => {
        const number = parsePhoneNumberFromString(text)
        return number?.isValid() ? number.number : 'none'
      }),
    )
  })
})
