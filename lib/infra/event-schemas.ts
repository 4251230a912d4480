import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CfnRegistry, CfnSchema } from 'aws-cdk-lib/aws-eventschemas'
import { Construct } from 'constructs'
import { BUS_NAME } from './names.ts'

/**
 * The schemas of all events in and out, in EventBridge's registry beside the bus, for whoever publishes or listens.
 *
 * They are the files of docs/schemas, which `puntual docs` writes from the contracts and a test compares with them.
 */
export class EventSchemas extends Construct {
  constructor(scope: Construct, id: string, props: { root: string }) {
    super(scope, id)
    const registry = new CfnRegistry(this, 'Registry', {
      registryName: BUS_NAME,
      description: 'Events that Puntual takes and publishes',
    })
    const folder = join(props.root, 'docs', 'schemas')
    for (const file of readdirSync(folder).sort()) {
      const name = file.replace(/\.json$/, '')
      new CfnSchema(this, name, {
        registryName: registry.attrRegistryName,
        schemaName: name,
        type: 'JSONSchemaDraft4',
        content: JSON.stringify(wholeEvent(name, JSON.parse(readFileSync(join(folder, file), 'utf8')))),
      })
    }
  }
}

/** The event as the bus carries it around the detail that a contract describes. */
const wholeEvent = (name: string, { $schema, ...detail }: Record<string, unknown>): object => ({
  $schema,
  title: name,
  type: 'object',
  required: ['source', 'detail-type', 'detail'],
  properties: {
    source: { type: 'string', description: 'The system that publishes' },
    'detail-type': { type: 'string', enum: [name] },
    detail,
  },
})
