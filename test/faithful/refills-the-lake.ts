import { gzipSync } from 'node:zlib'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { OPERATOR } from '../../lib/rehearsal/gateway/calls.ts'
import { asFields, fieldsList, optionalFields, optionalText, text } from '../../lib/rehearsal/gateway/fields.ts'

/** One part of a refill: an export of one invoice as DynamoDB leaves it, which the machine hands to its function. */
export async function refillsTheLake({ calls, deployed, dynamo, world }: Rehearsal): Promise<void> {
  const items = fieldsList(asFields(await dynamo.call('Scan', { TableName: deployed.outputs.LedgerTable })), 'Items')
  const Item = items.find((item) => optionalFields(item, 'sk')?.S === 'summary')
  const resources = deployed.ofType('AWS::Lambda::Function')
  const refill = resources.find(({ properties }) => {
    const environment = optionalFields(properties, 'Environment')
    return environment && optionalText(asFields(environment.Variables), 'EXPORTS_BUCKET')
  })
  if (!Item || !refill) throw new Error('there is no invoice, or nothing that refills the lake')
  const variables = asFields(asFields(refill.properties.Environment).Variables)
  const folder = `${text(variables, 'EXPORTS_FOLDER')}/AWSDynamoDB/01`
  const put = (name: string, Body: string) =>
    calls.perform(OPERATOR, 's3', 'PutObject', {
      Bucket: text(variables, 'EXPORTS_BUCKET'),
      Key: `${folder}/${name}`,
      Body,
    })
  await put('manifest-files.json', `${JSON.stringify({ itemCount: 1, dataFileS3Key: `${folder}/data/one.json.gz` })}\n`)
  await put('data/one.json.gz', gzipSync(`${JSON.stringify({ Item })}\n`).toString('latin1'))
  const exported = { id: '01', at: new Date(world.now()).toISOString() }
  const Payload = JSON.stringify({ exports: [exported], cursor: { export: 0, file: 0, line: 0 }, tallies: {} })
  const invoked = calls.perform(OPERATOR, 'lambda', 'Invoke', {
    FunctionName: refill.arn,
    InvocationType: 'RequestResponse',
    Payload,
  })
  await world.run(world.now() + 2_000)
  const answer = asFields(await invoked)
  // A fault is in the log, which is read by whoever wants to know.
  if (answer.FunctionError === undefined && asFields(JSON.parse(text(answer, 'Payload'))).isDone !== false)
    throw new Error(`a refill ended with ${text(answer, 'Payload')}`)
}
