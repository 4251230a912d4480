import { CfnDatabase, CfnTable } from 'aws-cdk-lib/aws-glue'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { DATABASE, glueColumns, PARTITION, TABLE } from '../../analytics/dunning-events.ts'
import type { View, ViewColumnType } from '../../analytics/view.ts'

/** The day before which the lake has nothing; partitions are worked out from it, and none is ever registered. */
const FIRST_DAY = '2026-01-01'
const HIVE_TYPES = {
  varchar: 'string',
  bigint: 'bigint',
  double: 'double',
  boolean: 'boolean',
  date: 'date',
  timestamp: 'timestamp',
} as const satisfies Record<ViewColumnType, string>

/** The table and the views of the lake in the Glue catalog, where Athena and QuickSight find them. */
export class LakeTables extends Construct {
  readonly table: CfnTable
  readonly names: readonly string[]

  constructor(scope: Construct, id: string, props: { location: string; views: readonly View[] }) {
    super(scope, id)
    const catalogId = Stack.of(this).account
    const database = new CfnDatabase(this, 'Database', {
      catalogId,
      databaseInput: { name: DATABASE, description: 'What staff look at: facts of collecting, without personal data' },
    })
    this.table = new CfnTable(this, 'Events', {
      catalogId,
      databaseName: DATABASE,
      tableInput: eventsTable(props.location),
    })
    this.table.addResourceDependency(database)
    for (const view of props.views)
      new CfnTable(this, view.name, {
        catalogId,
        databaseName: DATABASE,
        tableInput: viewTable(view),
      }).addResourceDependency(database)
    this.names = [TABLE, ...props.views.map(({ name }) => name)]
  }
}

function eventsTable(location: string): CfnTable.TableInputProperty {
  return {
    name: TABLE,
    tableType: 'EXTERNAL_TABLE',
    parameters: {
      classification: 'parquet',
      'projection.enabled': 'true',
      [`projection.${PARTITION}.type`]: 'date',
      [`projection.${PARTITION}.format`]: 'yyyy-MM-dd',
      [`projection.${PARTITION}.range`]: `${FIRST_DAY},NOW`,
      'storage.location.template': `${location}/${PARTITION}=\${${PARTITION}}/`,
    },
    partitionKeys: [{ name: PARTITION, type: 'string' }],
    storageDescriptor: {
      location: `${location}/`,
      columns: glueColumns(),
      inputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat',
      outputFormat: 'org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat',
      serdeInfo: { serializationLibrary: 'org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe' },
    },
  }
}

/** A view as Athena keeps it in Glue: its query and its types, in base 64 between two words. */
export function viewTable({ name, means, columns, sql }: View): CfnTable.TableInputProperty {
  const typed = Object.entries(columns)
  const definition = {
    originalSql: sql,
    catalog: 'awsdatacatalog',
    schema: DATABASE,
    columns: typed.map(([column, type]) => ({ name: column, type: type === 'timestamp' ? 'timestamp(3)' : type })),
  }
  return {
    name,
    description: means,
    tableType: 'VIRTUAL_VIEW',
    parameters: { presto_view: 'true', comment: 'Presto View' },
    viewOriginalText: `/* Presto View: ${Buffer.from(JSON.stringify(definition)).toString('base64')} */`,
    viewExpandedText: '/* Presto View */',
    storageDescriptor: { columns: typed.map(([column, type]) => ({ name: column, type: HIVE_TYPES[type] })) },
  }
}
