import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { combo } from '../../lib/preview/charts/lines.ts'
import { valueAxis } from '../../lib/preview/charts/style.ts'
import { measureOf } from '../../lib/preview/field.ts'
import { kpi } from '../../lib/preview/kpi.ts'
import { NotDrawn } from '../../lib/preview/not-drawn.ts'
import { readDashboards } from '../../lib/preview/read-dashboards.ts'
import { loadDatasets, type Rendered, renderDashboard } from '../../lib/preview/render.ts'
import { type Loose, visualOf } from '../analytics/broken-variants.ts'
import { SMALL, synthesiseDashboards, VISUALS } from '../analytics/small-dashboard.ts'
import { duckdb } from './duckdb.ts'

const text = JSON.stringify(synthesiseDashboards(SMALL).toJSON())
const template = readDashboards(text)
const database = await duckdb()
const drawn: Partial<Record<string, Rendered>> = {}

/** Three debtors on the last days of each month: 1 is always late, and owes a million more than 2. */
const INVOICES = `
  SELECT day, 'erp:D-' || n AS debtor, CASE WHEN n = 1 THEN 'late' ELSE 'current' END AS bucket,
    CASE WHEN n = 1 THEN 1 ELSE 0 END AS bucket_order, c.currency, 'comercial' AS entity,
    CAST(1250000.5 * (4 - n) AS DECIMAL(18, 2)) AS amount,
    CAST(CASE WHEN n = 1 THEN 1250000.5 * (4 - n) ELSE 0 END AS DECIMAL(18, 2)) AS overdue
  FROM (VALUES (DATE '2026-06-30'), (DATE '2026-07-31'), (DATE '2026-08-29'), (DATE '2026-08-30'), (DATE '2025-01-01')) AS d (day),
    range(1, 4) AS t (n), (VALUES ('COP'), ('USD')) AS c (currency)`

beforeAll(async () => {
  const { ask } = database
  await ask('CREATE SCHEMA small')
  await ask(`CREATE TABLE small.invoices AS ${INVOICES}`)
  await ask(
    `CREATE TABLE small.events AS SELECT TIMESTAMP '2026-08-29 15:04:00' AS "at", 'erp:D-' || n AS debtor, 'paid' AS what FROM range(1, 4) AS t (n)`,
  )
  await loadDatasets(template, ask)
  for (const dashboard of template.dashboards) {
    const language = dashboard.id === 'puntual-es' ? 'es' : 'en'
    drawn[language] = await renderDashboard(template, dashboard, language, { today: '2026-08-30', values: {} }, ask)
  }
})
afterAll(database.close)

/** The tile of a visual. */
const tile = (id: string, language = 'es'): string =>
  drawn[language]?.html.match(new RegExp(`<article id="${id}"[^]*?</article>`))?.[0] ?? ''
const textOf = (html: string): string => html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ')

describe('the local look', () => {
  it('draws every visual, with rows in each', () => {
    const { html = '', rows = {} } = drawn.es ?? {}
    expect(Object.keys(rows)).toEqual([...VISUALS.map(({ id }) => id), 'timeline'])
    expect(Object.entries(rows).filter(([, count]) => count === 0)).toEqual([])
    expect(html.match(/<svg/g)?.length).toBeGreaterThan(7)
  })

  it('says on every sheet that it is a preview', () => {
    expect(drawn.es?.html.match(/<h2>[^<]* <span class="mark">Vista previa<\/span>/g)).toHaveLength(2)
    expect(drawn.en?.html.match(/<h2>[^<]* <span class="mark">Preview<\/span>/g)).toHaveLength(2)
  })

  it('needs nothing but itself: no script and no request', () => {
    expect(drawn.es?.html).not.toMatch(/<script|<link|<img|url\((?!#)|src=/)
  })

  it('never adds currencies: one is chosen', () => {
    // 1,250,000.50 × (3 + 2 + 1) on the last day; with the dollars it would be twice that.
    expect(textOf(tile('kpi'))).toContain('7.500.003')
  })

  it('writes numbers and dates as each language does', () => {
    expect(textOf(tile('kpi', 'en'))).toContain('7,500,003')
    expect(textOf(tile('share'))).toContain('50,0 %')
    expect(textOf(tile('share', 'en'))).toContain('50.0%')
    expect(textOf(tile('pivot'))).toContain('ago 2026')
    expect(textOf(tile('pivot', 'en'))).toContain('Aug 2026')
  })

  it('says whether a number is more, less or the same', () => {
    const say = (amount: number, then: number) => {
      const found = template.dashboards[0]?.sheets[0]?.visuals.find(({ visual }) => visual.VisualId === 'kpi')
      if (found?.kind !== 'KPIVisual') throw new Error('no KPI')
      const row = (day: string, value: number) => ({ 'kpi.day.own': day, 'kpi.amount.sum': value })
      return textOf(kpi(found.visual.ChartConfiguration, [row('2026-08-29', then), row('2026-08-30', amount)], 'es'))
    }
    expect(say(102, 100)).toContain('▲ 2,0 % más que el día previo')
    expect(say(98, 100)).toContain('▼ 2,0 % menos que el día previo')
    expect(say(100.01, 100)).toContain('Igual que el día previo')
  })

  it('takes shares that come near the whole to the whole, in steps that are alike', () => {
    const share = template.dashboards[0]?.sheets[0]?.visuals.find(({ visual }) => visual.VisualId === 'share')
    if (share?.kind !== 'KPIVisual') throw new Error('no share')
    const [field] = share.visual.ChartConfiguration.FieldWells.Values.map(measureOf)
    expect(valueAxis(field, 'es', [0.2, 0.93])).toMatchObject({ max: 1, interval: 0.25 })
    expect(valueAxis(field, 'es', [0.2, 0.6])).not.toHaveProperty('max')
    expect(valueAxis(field, 'es', [-0.2, 0.93])).not.toHaveProperty('max')
  })

  it('keeps to the period chosen: half a year until the day of the picture', () => {
    expect(drawn.es?.html).toContain('<b>Desde</b> 3 mar 2026')
    expect(drawn.es?.rows.lines).toBe(3)
  })

  it('leaves out what a visual leaves out: this month alone', () => {
    expect(tile('pie')).toContain('Al día')
    expect(drawn.es?.rows.pie).toBe(2)
  })

  it('sorts groups by the column that says their order, and rows as the table asks', () => {
    expect(textOf(tile('pivot'))).toMatch(/Mes Al día Vencida \(d&#39;31\)/)
    expect(textOf(tile('table'))).toMatch(/erp:D-1 .* erp:D-2 .* erp:D-3/)
  })

  it('draws bars and lines on one axis where the visual says so, else on two', () => {
    const axes = ['combo', 'against'].map((id) => {
      const found = template.dashboards[0]?.sheets[0]?.visuals.find(({ visual }) => visual.VisualId === id)
      if (found?.kind !== 'ComboChartVisual') throw new Error(`no combo ${id}`)
      const size = { language: 'es', palette: [], width: 500, height: 300 } as const
      const { yAxis, series } = combo(found.visual.ChartConfiguration, { ...size, rows: [] })
      return {
        axes: [yAxis].flat().length,
        of: [series].flat().map((one) => (one && 'yAxisIndex' in one ? one.yAxisIndex : 0)),
      }
    })
    expect(axes).toEqual([
      { axes: 2, of: [0, 1] },
      { axes: 1, of: [0, 0] },
    ])
  })

  it('shows on the sheet of an account the one that the first row opens', () => {
    expect(drawn.es?.html).toContain('<b>Deudor</b> erp:D-1')
    expect(drawn.es?.rows.timeline).toBe(1)
  })
})

describe('the local look refuses by name', () => {
  const broken = (make: (template: Loose) => void): string => {
    const copy = JSON.parse(text)
    make(copy)
    return JSON.stringify(copy)
  }

  it.each<readonly [string, RegExp, (template: Loose) => void]>([
    [
      'a kind of visual it does not know',
      /Resumen: the local look draws KPIVisual, .*, and not GaugeChartVisual/,
      (t) => {
        t.Resources.Dashboardes.Properties.Definition.Sheets[0].Visuals[0] = { GaugeChartVisual: { VisualId: 'gauge' } }
      },
    ],
    [
      'an option it does not know',
      /Resumen, BarChartVisual: .*\n.*"ReferenceLines"/,
      (t) => {
        visualOf(t, 'bars').ChartConfiguration.ReferenceLines = []
      },
    ],
    [
      'a value of an option it does not know',
      /Resumen, LineChartVisual/,
      (t) => {
        visualOf(t, 'lines').ChartConfiguration.Type = 'STEP'
      },
    ],
    [
      'a filter it does not know',
      /Dashboardes/,
      (t) => {
        t.Resources.Dashboardes.Properties.Definition.FilterGroups[0].Filters[0] = { TopBottomFilter: {} }
      },
    ],
  ])('%s', (_, told, make) => {
    const read = () => readDashboards(broken(make))
    expect(read).toThrow(NotDrawn)
    expect(read).toThrow(told)
  })

  it('a function of calculated fields it does not know', async () => {
    const other = readDashboards(
      broken((t) => {
        for (const field of t.Resources.Dashboardes.Properties.Definition.CalculatedFields)
          if (field.Name === 'overdue_share') field.Expression = 'median({overdue})'
      }),
    )
    const [dashboard] = other.dashboards
    if (!dashboard) throw new Error('no dashboard')
    await expect(
      renderDashboard(other, dashboard, 'es', { today: '2026-08-30', values: {} }, database.ask),
    ).rejects.toThrow('does not know the function median')
  })

  it('a query that gives other columns than it promised', async () => {
    const other = readDashboards(
      broken((t) => {
        t.Resources.DataSetEvents.Properties.PhysicalTableMap.events.CustomSql.SqlQuery =
          'SELECT debtor FROM small.events'
      }),
    )
    await expect(loadDatasets(other, database.ask)).rejects.toThrow('the query of events gives no at, what')
    await loadDatasets(template, database.ask)
  })
})
