import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda'
import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { mayUse, mayUseKey } from './access.ts'
import type { House } from './house.ts'
import { JourneyFunction } from './journey-function.ts'
import type { Tables } from './tables.ts'

/**
 * Runs at once, at most: a stop takes a tenth of a second, so these serve thirty a second. Whoever knocks more often than
 * that gets "too many requests", and takes no capacity from recording payments.
 */
const CONCURRENCY = 3

/** The public page behind the stop link of every message: looking changes nothing, a form or one click does. */
export class StopContact extends JourneyFunction {
  /** Where it is served, with a slash at the end. */
  readonly url: string

  constructor(scope: Construct, props: { house: House; tables: Tables }) {
    const { house, tables } = props
    super(scope, 'StopContact', {
      house,
      impact: 'Debtors cannot stop our messages by the link in them: some are written to against their will.',
      timeout: Duration.seconds(10),
      environment: tables.environment(),
      reservedConcurrency: CONCURRENCY,
    })
    mayUseKey(this.role, house.key)
    mayUse(this.role, tables.ledger, 'get', 'put')
    mayUse(this.role, tables.debtors, 'get', 'query', 'put', 'update')
    this.url = this.function.addFunctionUrl({ authType: FunctionUrlAuthType.NONE }).url
  }
}
