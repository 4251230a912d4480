import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { allow } from './access.ts'
import type { AggregatorSecrets } from './aggregator-secrets.ts'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'
import { JourneyFunction } from './journey-function.ts'

/** Runs at once, at most: each takes a hundred reports in a call, and whoever knocks without a signature takes no more. */
const CONCURRENCY = 3

/** The public address that aggregators tell what became of our messages, and what was answered; only what they signed counts. */
export class HearAggregator extends JourneyFunction {
  /** Where it is served, with a slash at the end; the name of the aggregator stands behind it. */
  readonly url: string

  constructor(scope: Construct, props: { house: House; intake: Intake; secrets: AggregatorSecrets }) {
    const { house, intake, secrets } = props
    super(scope, 'HearAggregator', {
      house,
      impact: 'What debtors answer through an aggregator, stops included, is not heard until it tells it again.',
      timeout: Duration.seconds(15),
      environment: { EVENT_BUS_NAME: intake.bus.eventBusName, ...secrets.environment() },
      reservedConcurrency: CONCURRENCY,
      readsSecrets: true,
    })
    secrets.mayBeReadBy(this)
    allow(this.role, ['kms:Decrypt'], [house.key.keyArn])
    allow(this.role, ['events:PutEvents'], [intake.bus.eventBusArn])
    this.url = this.function.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url
  }
}
