import { CfnSecret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'
import { allow } from './access.ts'
import { acknowledgeSharedSecret } from './acknowledged.ts'
import type { House } from './house.ts'
import type { JourneyFunction } from './journey-function.ts'

/** Letters and digits of a new secret: more than the 256 bits of the hash that it signs with. */
const LENGTH = 48

/** One secret for each aggregator, made when the stack is: whoever is to share it reads it, or puts in the aggregator's. */
export class AggregatorSecrets extends Construct {
  readonly #secrets: ReadonlyMap<string, CfnSecret>

  constructor(scope: Construct, id: string, props: { house: House }) {
    super(scope, id)
    const { key, settings } = props.house
    this.#secrets = new Map(
      (settings.aggregators ?? []).map((name) => {
        const secret = new CfnSecret(this, name, {
          description: `Signs what we hand to the aggregator ${name}, and what it tells us`,
          kmsKeyId: key.keyArn,
          generateSecretString: { passwordLength: LENGTH, excludePunctuation: true },
        })
        acknowledgeSharedSecret(secret)
        return [name, secret]
      }),
    )
  }

  get isEmpty(): boolean {
    return this.#secrets.size === 0
  }

  /** ARNs by the names of the aggregators, for the environment: what is secret stays where it is. */
  environment(): Record<string, string> {
    if (this.isEmpty) return {}
    const each = [...this.#secrets].map(([name, { attrId }]) => `"${name}":"${attrId}"`)
    return { AGGREGATOR_SECRETS: `{${each.join(',')}}` }
  }

  /** Lets a function read these secrets, and no others. */
  mayBeReadBy({ role }: JourneyFunction): void {
    for (const { attrId } of this.#secrets.values()) allow(role, ['secretsmanager:GetSecretValue'], [attrId])
  }
}
