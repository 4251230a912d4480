import { createHash } from 'node:crypto'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Edition } from '../contracts/edition.ts'
import { EditionInForce } from '../usecases/edition-in-force.ts'
import { REMEMBERED } from '../usecases/law-in-force.ts'
import type { Contacting } from '../usecases/send-touch.ts'
import { messageWriter, redirectOutsideProduction } from '../usecases/write-message.ts'
import { noticeWriter } from '../usecases/write-notice.ts'
import { ASK_AGAIN } from './asking-again.ts'
import { deciding, editionsOfTable } from './deciding.ts'
import { DynamoLinkHolds } from './dynamo-link-holds.ts'
import { clock, required } from './environment.ts'
import { lookAtPage } from './payment-page.ts'
import { channelsOf } from './routed-channels.ts'
import { newStopCode } from './stop-codes.ts'
import { nameAcknowledgement, nameCorrection } from './touch-names.ts'

/** Everything that sending a message needs; `renew`, before each, takes up the edition that is in force by then. */
export function contacting(catalog: CompiledCatalog): Contacting & { renew(): Promise<void> } {
  const { company } = catalog
  const stage = required('STAGE') === 'production' ? 'production' : 'test'
  const redirect = redirectOutsideProduction(stage, company.allowList)
  const house = { entities: company.entities, redirect, stopUrl: required('STOP_URL') }
  const writersOf = ({ templates, layout, speech }: Edition) => ({
    writeNotice: noticeWriter({ ...house, layout, speech }),
    write: messageWriter({ ...house, templates, layout, speech }),
  })
  const said = new EditionInForce(catalog, editionsOfTable(), clock)
  let hash = catalog.edition
  let writers = writersOf(catalog)
  return {
    ...deciding(catalog, REMEMBERED, said),
    async renew() {
      const newest = await said.named()
      if (newest.hash !== hash) [hash, writers] = [newest.hash, writersOf(newest.edition)]
    },
    edition: () => hash,
    channels: channelsOf(company),
    nameTouch: (debtor, version) => createHash('sha256').update(`${debtor}\n${version}`).digest('hex').slice(0, 24),
    nameAcknowledgement,
    nameCorrection,
    newStopCode,
    writeNotice: (...asked) => writers.writeNotice(...asked),
    look: lookAtPage,
    linkHolds: new DynamoLinkHolds(new DynamoDBClient(ASK_AGAIN), required('LEDGER_TABLE')),
    linkHosts: Object.fromEntries(
      Object.entries(company.entities).map(([id, one]) => [id, company.checkPaymentLinks ? one.paymentLinkHosts : []]),
    ),
    write: (...asked) => writers.write(...asked),
  }
}
