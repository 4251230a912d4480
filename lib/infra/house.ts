import type { IKey } from 'aws-cdk-lib/aws-kms'
import type { Alarms } from './alarms.ts'
import type { Bundles } from './bundles.ts'
import type { InfraSettings } from './settings.ts'

/** What every room of the stack shares. */
export interface House {
  readonly settings: InfraSettings
  readonly key: IKey
  readonly alarms: Alarms
  readonly bundles: Bundles
}
