import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { rawReport } from '../../aws/report-email.ts'
import type { Company } from '../../contracts/company.ts'
import type { Report } from '../../contracts/reports.ts'
import { drawReport } from '../../preview/draw-report.ts'
import type { DrawnTemplate } from '../../preview/read-dashboards.ts'
import type { Ask } from '../../preview/render.ts'
import { type SendingMark, sendReport } from '../../usecases/send-report.ts'
import { printHere } from './print-pdf.ts'

/** What a company without reports would get in its first. */
const sample = ({ alarmEmail = 'cartera@empresa.example' }: Company): Report => ({
  name: 'semanal',
  every: 'week',
  at: '07:00',
  language: 'es',
  currency: 'COP',
  to: [alarmEmail],
})

/**
 * Sends every report of a company as the deployed function does, into a folder: the e-mail as it would go over the wire, and
 * its two files beside it. Answers the paths.
 */
export async function writeReports(options: {
  readonly company: Company
  readonly template: DrawnTemplate
  readonly ask: Ask
  readonly folder: string
  /** ISO instant at which they are due. */
  readonly at: string
}): Promise<string[]> {
  const { company, template, ask, folder, at } = options
  const reports = company.reports.length > 0 ? company.reports : [sample(company)]
  const entity = company.entities[company.defaultEntity]
  if (!entity) throw new Error(`the catalog has no entity ${company.defaultEntity}`)
  mkdirSync(folder, { recursive: true })
  const paths: string[] = []
  const write = (file: string, content: Uint8Array | string): void => {
    const path = join(folder, file)
    writeFileSync(path, content)
    paths.push(path)
  }
  for (const { name } of reports) {
    let mark: SendingMark = 'none'
    await sendReport(
      { report: name, at },
      {
        reports,
        zone: entity.zone,
        from: entity.email.from,
        draw: (report, today) => drawReport(template, report, today, ask),
        print: printHere,
        marks: {
          of: async () => mark,
          begin: async () => {
            mark = 'begun'
            return true
          },
          giveBack: async () => {
            mark = 'none'
          },
          end: async () => {
            mark = 'sent'
          },
        },
        mail: async (mail) => {
          write(`${name}.eml`, await rawReport(mail))
          write(mail.pdf.file, mail.pdf.content)
          write(mail.csv.file, mail.csv.content)
          return { kind: 'accepted', providerId: 'folder' }
        },
      },
    )
  }
  return paths
}
