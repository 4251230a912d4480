import { CfnDataSet, CfnRefreshSchedule } from 'aws-cdk-lib/aws-quicksight'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import type { Columns, Dataset } from '../../analytics/dataset.ts'
import { MAY } from './permissions.ts'

/** What a group of readers may see: the business units it is named beside, and no other. */
export interface RowRule {
  /** Name of a QuickSight group. */
  readonly group: string
  readonly businessUnits: readonly string[]
}

/** How the datasets are loaded and who reads them. */
export interface DataSetsProps {
  readonly datasets: readonly Dataset<string, Columns>[]
  readonly sourceArn: string
  readonly principalArn: string
  /** Hour and minute of the daily refresh, such as 05:30, in the zone. */
  readonly refreshAt: string
  readonly zone: string
  readonly rowRules?: readonly RowRule[]
}

/** The column that row-level security looks at. */
const RESTRICTED = 'business_unit'

/** Every dataset in SPICE, refreshed each day; with rules, each reader sees the rows of their business units. */
export class DataSets extends Construct {
  readonly #arns = new Map<string, string>()

  constructor(scope: Construct, id: string, props: DataSetsProps) {
    super(scope, id)
    const { datasets, sourceArn, principalArn, rowRules } = props
    const rules = rowRules && this.#rules(rowRules, sourceArn)
    for (const dataset of datasets) {
      const isRestricted = rules !== undefined && Object.hasOwn(dataset.columns, RESTRICTED)
      const made = new CfnDataSet(this, dataset.id, {
        ...query(this, dataset, sourceArn),
        importMode: 'SPICE',
        // The default waits up to 36 hours for the first load, and the stack with it.
        ingestionWaitPolicy: { waitForSpiceIngestion: false },
        permissions: [{ principal: principalArn, actions: [...MAY.read] }],
        ...(isRestricted && {
          rowLevelPermissionDataSet: {
            arn: rules.attrArn,
            permissionPolicy: 'GRANT_ACCESS',
            formatVersion: 'VERSION_1',
            status: 'ENABLED',
          },
        }),
      })
      made.overrideLogicalId(`DataSet${pascal(dataset.id)}`)
      this.#arns.set(dataset.id, made.attrArn)
      this.#refresh(made, dataset.id, props)
    }
  }

  /** ARN of a dataset. */
  arn(dataset: string): string {
    const arn = this.#arns.get(dataset)
    if (arn === undefined)
      throw new TypeError(`${dataset} is no dataset; there are ${[...this.#arns.keys()].join(', ')}`)
    return arn
  }

  #refresh(made: CfnDataSet, id: string, { refreshAt, zone }: DataSetsProps): void {
    const schedule = new CfnRefreshSchedule(this, `${id}-daily`, {
      awsAccountId: Stack.of(this).account,
      dataSetId: dataSetId(id),
      schedule: {
        scheduleId: 'daily',
        refreshType: 'FULL_REFRESH',
        // No StartAfterDateTime: it must lie in the future, and every later deployment would fail on it.
        scheduleFrequency: { interval: 'DAILY', timeOfTheDay: refreshAt, timeZone: zone },
      },
    })
    schedule.addResourceDependency(made)
  }

  /**
   * The rules as a dataset of their own, which is how QuickSight wants them: a row for each unit of a group, because it takes
   * what stands between commas for values of their own. A group without a row sees nothing; nobody may have more than 999.
   */
  #rules(rules: readonly RowRule[], sourceArn: string): CfnDataSet {
    const rows = rules.flatMap(({ group, businessUnits }) =>
      businessUnits.map((unit) => `(${literal(group)}, ${literal(unit)})`),
    )
    const columns = { GroupName: 'STRING', [RESTRICTED]: 'STRING' } as const
    const sql = `SELECT * FROM (VALUES ${rows.join(', ')}) AS rules ("GroupName", "${RESTRICTED}")`
    return new CfnDataSet(this, 'Rules', {
      ...query(this, { id: 'row_rules', sql, columns }, sourceArn),
      importMode: 'DIRECT_QUERY',
      useAs: 'RLS_RULES',
    })
  }
}

const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`
const dataSetId = (id: string): string => `puntual-${id.replaceAll('_', '-')}`
const pascal = (id: string): string => id.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

function query(scope: Construct, { id, sql, columns }: Dataset<string, Columns>, dataSourceArn: string) {
  return {
    awsAccountId: Stack.of(scope).account,
    dataSetId: dataSetId(id),
    name: `Puntual ${id}`,
    physicalTableMap: {
      [id.replaceAll('_', '-')]: {
        customSql: {
          name: id,
          dataSourceArn,
          sqlQuery: sql,
          columns: Object.entries(columns).map(([name, type]) => ({ name, type })),
        },
      },
    },
  }
}
