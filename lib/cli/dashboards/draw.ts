import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { checkDashboards } from '../../analytics/check/check-dashboards.ts'
import type { Lake } from '../../analytics/lake.ts'
import { type DrawnTemplate, readDashboards } from '../../preview/read-dashboards.ts'
import { loadDatasets, renderDashboard } from '../../preview/render.ts'

/** Template of the dashboards in a synthesised assembly. */
const TEMPLATE = 'PuntualDashboards.template.json'

/** A page that was drawn. */
export interface Page {
  readonly language: 'es' | 'en'
  readonly file: string
  readonly visuals: number
}

/** A visual that shows nothing, which nobody should find out in QuickSight. */
export class EmptyVisuals extends Error {
  constructor(names: readonly string[]) {
    super(`no rows for ${names.join(', ')}: their query or their filters leave nothing of the portfolio`)
    this.name = 'EmptyVisuals'
  }
}

/** The dashboards of a synthesised assembly, checked. Throws DashboardsRefused or NotDrawn. */
export function readTemplate(assembly: string): DrawnTemplate {
  const text = readFileSync(join(assembly, TEMPLATE), 'utf8')
  checkDashboards(text)
  return readDashboards(text)
}

/**
 * Checks and draws the dashboards of a synthesised assembly over a lake, one page a language, into `folder`. Throws
 * DashboardsRefused, NotDrawn or EmptyVisuals before anything is written that would mislead.
 */
export async function drawDashboards(options: {
  readonly assembly: string
  readonly folder: string
  readonly lake: Lake
  readonly today: string
}): Promise<Page[]> {
  const { assembly, folder, lake, today } = options
  const template = readTemplate(assembly)
  await loadDatasets(template, lake.run)
  const pages: (Page & { readonly html: string })[] = []
  for (const dashboard of template.dashboards) {
    const language = dashboard.id.endsWith('-en') ? 'en' : 'es'
    const { html, rows } = await renderDashboard(template, dashboard, language, { today, values: {} }, lake.run)
    const empty = Object.entries(rows).flatMap(([id, count]) => (count === 0 ? [id] : []))
    if (empty.length > 0) throw new EmptyVisuals(empty)
    pages.push({ language, html, visuals: Object.keys(rows).length, file: join(folder, `${language}.html`) })
  }
  mkdirSync(folder, { recursive: true })
  return pages.map(({ html, ...page }) => {
    writeFileSync(page.file, html)
    return page
  })
}
