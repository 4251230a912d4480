import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import * as z from 'zod'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { text } from '../../lib/rehearsal/gateway/fields.ts'
import { SnapshotText } from '../../lib/rehearsal/snapshot-text.ts'
import { assembly } from '../assembly.ts'

const Left = z.strictObject({
  release: z.string(),
  now: z.number(),
  /** By table: every item as DynamoDB's protocol writes it. */
  items: z.record(z.enum(['Ledger', 'Debtors', 'Catalog']), z.array(z.record(z.string(), z.unknown()))),
  executions: SnapshotText.shape.executions,
})

/**
 * This release, deployed over what an earlier one left in its tables and machine: its executions go on with the
 * definition they began with, and call the functions of this one.
 */
export async function deployedOver(release: string): Promise<Rehearsal> {
  const folder = join('test', 'fixtures', release)
  const left = Left.parse(JSON.parse(readFileSync(join(folder, 'state.json'), 'utf8')))
  const rehearsal = await boot({ assembly: assembly(), start: left.now })
  const { deployed, dynamo, machines, queues } = rehearsal
  const { LedgerTable = '', DebtorsTable = '', CatalogTable = '' } = deployed.outputs
  const before = rehearsal.snapshot()
  const tables = { Ledger: LedgerTable, Debtors: DebtorsTable, Catalog: CatalogTable }
  for (const [table, items] of Object.entries(left.items))
    for (const Item of items) await dynamo.call('PutItem', { TableName: text(tables, table), Item })
  const [machine] = deployed.ofType('AWS::StepFunctions::StateMachine')
  const { arn = '', properties } = machine ?? { properties: {} }
  // Of each queue and its dead letters, the one that is redriven.
  const queue = (name: RegExp) =>
    queues.all().find(({ specification }) => specification.redrive && name.test(specification.name))?.specification.url
  const places: Readonly<Record<string, string | undefined>> = {
    LedgerTable,
    DecideNextStepArn: deployed
      .ofType('AWS::Lambda::Function')
      .find(({ logicalId }) => logicalId.includes('DecideNextStep'))?.arn,
    ContactQueueUrl: queue(/contact/i),
    IntakeQueueUrl: queue(/intake/i),
  }
  const definition = readFileSync(join(folder, 'dunning-journey.asl.json'), 'utf8').replaceAll(
    /\$\{(\w+)\}/g,
    (_, name) => {
      const value = places[name]
      if (value === undefined) throw new Error(`the definition of ${release} names ${name}, which nobody here is`)
      return value
    },
  )
  machines.redefine(arn, definition)
  // The streams of the tables saw all this once, long ago: a restore tells nobody.
  await rehearsal.restore({ ...before, dynamo: dynamo.snapshot(), executions: left.executions })
  machines.redefine(arn, text(properties, 'DefinitionString'))
  return rehearsal
}
