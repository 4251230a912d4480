import { createHash } from 'node:crypto'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { REMEMBERED } from '../usecases/law-in-force.ts'
import type { Contacting } from '../usecases/send-touch.ts'
import { acknowledgementWriter } from '../usecases/write-acknowledgement.ts'
import { messageWriter, redirectOutsideProduction } from '../usecases/write-message.ts'
import { deciding } from './deciding.ts'
import { required } from './environment.ts'
import { lookAtPage } from './payment-page.ts'
import { channelsOf } from './routed-channels.ts'
import { newStopCode } from './stop-codes.ts'
import { nameAcknowledgement } from './touch-names.ts'

/** Everything that sending a message needs. */
export function contacting(catalog: CompiledCatalog): Contacting {
  const { company, templates, layout } = catalog
  const stage = required('STAGE') === 'production' ? 'production' : 'test'
  const redirect = redirectOutsideProduction(stage, company.allowList)
  return {
    ...deciding(catalog, REMEMBERED),
    channels: channelsOf(company),
    nameTouch: (debtor, version) => createHash('sha256').update(`${debtor}\n${version}`).digest('hex').slice(0, 24),
    nameAcknowledgement,
    newStopCode,
    acknowledge: acknowledgementWriter({ entities: company.entities, layout, redirect, stopUrl: required('STOP_URL') }),
    look: lookAtPage,
    linkHosts: Object.fromEntries(
      Object.entries(company.entities).map(([id, one]) => [id, company.checkPaymentLinks ? one.paymentLinkHosts : []]),
    ),
    write: messageWriter({ entities: company.entities, templates, layout, redirect, stopUrl: required('STOP_URL') }),
  }
}
