import type { NewEvent } from '../events/buses.ts'
import { asFields, optionalFlag, text, textList } from '../gateway/fields.ts'
import type { Deployed } from '../template/deploy.ts'
import type { World } from '../world.ts'
import { type ConfigurationSet, DeliveryReports } from './delivery-reports.ts'

/** The verified addresses and domains of a stack, in lower case. */
export const identitiesOf = (deployed: Deployed): readonly string[] =>
  deployed.ofType('AWS::SES::EmailIdentity').map(({ name }) => name.toLowerCase())

/** What is reported of messages, through the configuration sets of a stack whose destination is the default bus. */
export function deployReports(deployed: Deployed, world: World, publish: (event: NewEvent) => void): DeliveryReports {
  const destinations = deployed.ofType('AWS::SES::ConfigurationSetEventDestination')
  const sets = deployed.ofType('AWS::SES::ConfigurationSet').map(({ name, arn = '' }): ConfigurationSet => {
    const published = destinations
      .filter(({ properties }) => text(properties, 'ConfigurationSetName') === name)
      .map(({ properties, logicalId }) => asFields(properties.EventDestination, `the destination ${logicalId}`))
      .filter(
        (destination) =>
          optionalFlag(destination, 'Enabled') !== false && destination.EventBridgeDestination !== undefined,
      )
      .flatMap((destination) => textList(destination, 'MatchingEventTypes'))
    return { name, arn, published: new Set(published.map((type) => type.toUpperCase())) }
  })
  return new DeliveryReports({ world, account: deployed.account, sets, publish })
}
