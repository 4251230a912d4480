import { Duration } from 'aws-cdk-lib/core'
import type { Construct } from 'constructs'
import { mayUse, mayUseKey } from './access.ts'
import type { House } from './house.ts'
import { JourneyFunction } from './journey-function.ts'
import type { Tables } from './tables.ts'

/** The brain of the journey. It reads, answers, and notes what is not sent; it may not touch the machine that calls it. */
export class DecideNextStep extends JourneyFunction {
  constructor(scope: Construct, props: { house: House; tables: Tables }) {
    const { house, tables } = props
    super(scope, 'DecideNextStep', {
      house,
      impact:
        'Journeys cannot decide: after twelve tries, within an hour, their invoices are left to a person instead of being collected.',
      timeout: Duration.seconds(20),
      environment: tables.environment(),
    })
    mayUseKey(this.role, house.key)
    // It puts the why-not log: a message that will not be sent is noted by whoever decides so. It updates the message whose
    // sender died, and puts questions about messages that wait for approval, with a task and a line of the invoice.
    mayUse(this.role, tables.ledger, 'get', 'put', 'update')
    mayUse(this.role, tables.debtors, 'get')
    mayUse(this.role, tables.catalog, 'get', 'query')
  }
}
