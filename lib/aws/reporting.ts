import { readFileSync } from 'node:fs'
import { AthenaClient } from '@aws-sdk/client-athena'
import { S3Client } from '@aws-sdk/client-s3'
import { SESClient } from '@aws-sdk/client-ses'
import chromium from '@sparticuz/chromium'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Reporting } from '../usecases/send-report.ts'
import { ASK_AGAIN } from './asking-again.ts'
import { athenaLake } from './athena-lake.ts'
import { required } from './environment.ts'
import { printPage } from './print-page.ts'
import { reportEmail } from './report-email.ts'
import { SEND_ONCE } from './sending.ts'
import { sendingMarks } from './sending-marks.ts'

/** Everything that sending a report needs but the drawing of it, and where the drawing asks. */
export function reporting({ company }: CompiledCatalog) {
  const { reports, entities, defaultEntity } = company
  const entity = entities[defaultEntity]
  if (!entity) throw new Error(`the catalog has no entity ${defaultEntity}`)
  const marks = { bucket: required('REPORTS_BUCKET'), folder: required('REPORTS_FOLDER') }
  const outside: Omit<Reporting, 'draw'> = {
    reports,
    zone: entity.zone,
    from: entity.email.from,
    print: async (html) =>
      printPage(html, {
        // The package unpacks what lies in the layer, once in the life of an instance.
        executable: await chromium.executablePath(required('CHROMIUM_FOLDER')),
        args: chromium.args,
        env: {},
      }),
    marks: sendingMarks(new S3Client(ASK_AGAIN), marks),
    mail: reportEmail(new SESClient(SEND_ONCE), required('SES_CONFIGURATION_SET')),
  }
  return {
    outside,
    ask: athenaLake(new AthenaClient(ASK_AGAIN), {
      workGroup: required('LAKE_WORK_GROUP'),
      database: required('LAKE_DATABASE'),
    }),
  }
}

/** The template of the dashboards, which lies beside the code of the function. */
export const readDefinitions = (path: string | URL): string => readFileSync(path, 'utf8')
