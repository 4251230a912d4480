import { join } from 'node:path'
import { openLake } from '../../analytics/lake.ts'
import { compileCatalog } from '../../catalog/compile-catalog.ts'
import { pricesOf } from '../../catalog/routed-prices.ts'
import { DAY, iso } from '../../domain/time.ts'
import { asOf, fillLake } from '../lake/fill-lake.ts'
import { whole } from '../option-values.ts'
import { portfolio } from '../portfolio.ts'
import { rehearse } from '../rehearse.ts'
import { synthesise } from '../synthesise.ts'
import { progressLine } from '../terminal.ts'
import type { Words } from '../words.ts'
import { drawDashboards, readTemplate } from './draw.ts'
import { printPdf } from './print-pdf.ts'
import { writeCsvs } from './write-csvs.ts'
import { writeReports } from './write-reports.ts'

/** What the local look is asked for on the command line. */
interface Given {
  readonly seed: string
  readonly invoices: string
  readonly days?: string | undefined
  /** Also as PDF, with a Chromium of this machine. */
  readonly pdf: boolean
  /** Also every dataset, as a table for spreadsheets. */
  readonly csv: boolean
  /** Also every report of the company, as it would be sent by e-mail. */
  readonly report: boolean
}

/** The first simulated day, as in `npm start`: a Monday in Bogotá. */
const FIRST_DAY = Date.parse('2026-06-01T05:00:00Z')
/** Two months more lie ahead, so that invoices are issued until the day of the picture. */
const AHEAD = 60

/** Rehearses a portfolio, fills its lake, and draws the dashboards of the same synthesis over it. */
export async function dashboards(given: Given, root: string, words: Words, out: NodeJS.WriteStream): Promise<void> {
  const seed = whole('--seed', given.seed, 0, 2 ** 31 - 1)
  const invoices = whole('--invoices', given.invoices, 100, 10_000)
  const days = whole('--days', given.days ?? '90', 30, 210)
  const own = (name: string) => join(root, '.puntual', name)
  out.write(words.of(['Sintetizando la infraestructura…\n', 'Synthesising the stack…\n']))
  const assembly = await synthesise(root, own('assembly'), { dashboards: 'preview' })
  const { company, law } = compileCatalog(join(root, 'catalog'))
  const zone = company.entities[company.defaultEntity]?.zone ?? 'UTC'
  const prices = pricesOf(join(root, 'catalog'), company)
  const progress = progressLine(out)
  const rehearsal = await rehearse(
    {
      events: portfolio({ seed, invoices, start: FIRST_DAY, days: days + AHEAD }),
      start: FIRST_DAY,
      until: FIRST_DAY + days * DAY,
    },
    {
      assembly,
      onProgress: ({ day }) =>
        progress(day, days, words.of([`Ensayando: día ${day} de ${days}`, `Rehearsing: day ${day} of ${days}`])),
    },
  )
  try {
    const rows = await fillLake(rehearsal, own('lake'), zone)
    out.write(words.of([`Lago: ${rows} hechos\n`, `Lake: ${rows} facts\n`]))
    const asked = asOf(rehearsal, zone, prices, law, company.collectionTargets)
    const lake = await openLake(own('lake'), asked)
    try {
      const pages = await drawDashboards({ assembly, folder: own('dashboards'), lake, today: asked.today })
      for (const { file, visuals } of pages) {
        out.write(words.of([`${file}: ${visuals} gráficas\n`, `${file}: ${visuals} visuals\n`]))
        if (given.pdf) out.write(`${await printPdf(file)}\n`)
      }
      if (given.report) {
        const template = readTemplate(assembly)
        const at = iso(rehearsal.world.now())
        const files = await writeReports({ company, template, ask: lake.run, folder: own('reports'), at })
        for (const file of files) out.write(`${file}\n`)
      }
      if (given.csv) for (const file of await writeCsvs(lake, own('dashboards'))) out.write(`${file}\n`)
    } finally {
      lake.close()
    }
  } finally {
    await rehearsal.stop()
  }
}
