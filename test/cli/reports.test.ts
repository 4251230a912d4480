import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { printPage } from '../../lib/aws/print-page.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { writeReports } from '../../lib/cli/dashboards/write-reports.ts'
import { readDashboards } from '../../lib/preview/read-dashboards.ts'
import { shippedTemplate } from '../analytics/shipped-template.ts'

const folder = mkdtempSync(join(tmpdir(), 'puntual-reports-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('a report made on this machine', () => {
  it('is an e-mail with a page for each main sheet and a table of the accounts', async () => {
    const { company } = compileCatalog('catalog')
    const row = { currency: 'COP', entity: 'comercial-andina', debtor: '=crm:C-1', rank: 1, expected_loss: 12.5 }
    const paths = await writeReports({
      company,
      template: readDashboards(shippedTemplate()),
      // One account, and a lake that answers nothing else.
      ask: async (sql) => (sql.includes('LIMIT 5001') ? [row] : []),
      folder,
      at: '2026-11-30T12:00:00.000Z',
    })
    expect(paths.map((path) => basename(path))).toEqual([
      'semanal.eml',
      'semanal-2026-11-30.pdf',
      'cuentas-prioritarias-2026-11-30.csv',
    ])
    const [email = '', pdf = '', csv = ''] = paths.map((path) => readFileSync(path, 'latin1'))
    expect(pdf).toMatch(/^%PDF-/)
    expect(pdf.match(/\/Type \/Page\b/g)).toHaveLength(4)
    expect(csv.split('\r\n')[1]).toMatch(/^1;COP;comercial-andina;;'=crm:C-1;.*;12,5;/)
    expect(email).toMatch(/^To: operaciones@andina\.example$/m)
    expect(email).toContain('filename=semanal-2026-11-30.pdf')
  })

  it('says that the browser is gone when there is none', async () => {
    const nothing = { executable: join(folder, 'no-browser'), args: [], env: {} }
    await expect(printPage('<p>', nothing)).rejects.toThrow(/the browser is gone: .*ENOENT/)
  })
})
