import { createHash } from 'node:crypto'
import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Service } from '../gateway/calls.ts'
import { asFields, type Fields, only, optionalNumber, text } from '../gateway/fields.ts'
import type { Deployed } from '../template/deploy.ts'

/** Secrets Manager: GetSecretValue, of secrets that it made up itself when the stack was deployed. */
export class Secrets implements Service {
  readonly #values: ReadonlyMap<string, string>

  constructor(deployed: Deployed) {
    this.#values = new Map(
      deployed.ofType('AWS::SecretsManager::Secret').map(({ arn = '', properties, logicalId }): [string, string] => {
        only(properties, `the secret ${logicalId}`, ['Description', 'KmsKeyId', 'GenerateSecretString'])
        const asked = asFields(properties.GenerateSecretString, `the value of ${logicalId}`)
        only(asked, `the value of ${logicalId}`, ['PasswordLength', 'ExcludePunctuation'])
        // What AWS draws at random follows from the ARN here, so that a run is the same run every time.
        const drawn = createHash('sha512').update(arn).digest('hex')
        return [arn, drawn.slice(0, optionalNumber(asked, 'PasswordLength') ?? 32)]
      }),
    )
  }

  async call(operation: string, input: Fields): Promise<unknown> {
    if (operation !== 'GetSecretValue') throw new NotRehearsed(`secretsmanager:${operation}`)
    only(input, 'secretsmanager:GetSecretValue', ['SecretId'])
    const ARN = text(input, 'SecretId')
    return { ARN, SecretString: this.value(ARN), VersionStages: ['AWSCURRENT'] }
  }

  /** The value of a secret, for whoever shares it with us. */
  value(arn: string): string {
    const value = this.#values.get(arn)
    if (value === undefined)
      throw new AwsError('ResourceNotFoundException', "Secrets Manager can't find the specified secret.", 400)
    return value
  }
}
