import { join } from 'node:path'
import { compileCatalog } from '../../catalog/compile-catalog.ts'
import { readPrices } from '../../catalog/read-prices.ts'
import { limitsBy, shippedBook } from '../../usecases/limits.ts'
import { readTemplate } from '../dashboards/draw.ts'
import { synthesise } from '../synthesise.ts'
import { droppedFile } from './dropped-file.ts'
import type { Figure } from './figure.ts'
import { rounded } from './figure.ts'
import { fiveTouches } from './five-touches.ts'
import { functionWeights } from './function-weights.ts'
import { pureJourneys, ZONE } from './pure-journeys.ts'
import { growth, portfolioFigures, rehearsePortfolio } from './rehearsed-portfolio.ts'

/** The policy of five touches that the figures are taken on. */
const POLICY = 'b2b-30-days'
const SMALL = 100
const MIDDLE = 1_000
const LARGE = 10_000
/** Invoices of the lakes that are measured on their own. */
const LAKES = [10_000, 100_000, 1_000_000]

/**
 * Measures this machine and prints a table, or with `json` one object a line. Figures are no assertions: nothing fails
 * for being slow. `lake` measures the lake, its queries and the preview alone, up to a million invoices. `large` adds a portfolio of ten thousand invoices, which takes many minutes.
 */
export async function bench(
  root: string,
  options: { readonly json: boolean; readonly large?: boolean; readonly lake?: boolean },
): Promise<void> {
  const say = (figures: readonly Figure[]) => {
    for (const figure of figures) process.stdout.write(`${options.json ? JSON.stringify(figure) : row(figure)}\n`)
  }
  if (options.lake) {
    const { lakeGrowth } = await import('./lake-growth.ts')
    const { campaignHouse } = await import('../campaign/house.ts')
    const assembly = await synthesise(root, join(root, '.puntual', 'bench'), { dashboards: 'preview' })
    return lakeGrowth(campaignHouse(root), LAKES, readTemplate(assembly), say)
  }
  const { policies, law, company } = compileCatalog(join(root, 'catalog'))
  const pinned = policies[POLICY]
  if (!pinned) throw new Error(`the catalog has no policy ${POLICY}, which the figures are taken on`)
  const rules = limitsBy(shippedBook(law, company), company)([{ country: 'MX', zone: ZONE }])
  say([pureJourneys(pinned.policy, rules)])
  say(await droppedFile(company))

  const began = performance.now()
  const assembly = await synthesise(root, join(root, '.puntual', 'bench'))
  say([
    {
      name: 'synthesis',
      value: rounded((performance.now() - began) / 1000),
      unit: 's',
      meaning: 'catalog, bundles and template, as every npm start and every deployment begins; elapsed time',
    },
  ])

  const { figures, rehearsal } = await fiveTouches(assembly, readPrices(join(root, 'catalog', 'prices', 'aws.yaml')))
  say(figures)
  say(functionWeights(rehearsal.deployed))
  await rehearsal.stop()

  let smaller = await rehearsePortfolio(assembly, SMALL)
  say(portfolioFigures(smaller))
  for (const invoices of options.large ? [MIDDLE, LARGE] : [MIDDLE]) {
    const larger = await rehearsePortfolio(assembly, invoices)
    say([...portfolioFigures(larger), growth(smaller, larger)])
    smaller = larger
  }
}

function row({ name, value, unit, aim, meaning }: Figure): string {
  const figure = `${value.toLocaleString('en-US', { maximumSignificantDigits: 3 }).replaceAll(',', ' ')} ${unit}`
  return `${name.padEnd(22)} ${figure.padEnd(30)} ${(aim ?? '').padEnd(16)} ${meaning}`
}
