import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnDataSource } from 'aws-cdk-lib/aws-quicksight'
import { ArnFormat, Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { allow } from '../access.ts'
import { acknowledgeLakeLists, acknowledgeLakeReader } from '../acknowledged.ts'
import { mayQueryLake } from '../lake/may-query-lake.ts'
import type { LakeAccess } from './lake-access.ts'
import { MAY } from './permissions.ts'

/**
 * Athena as QuickSight reaches it: with a role of its own that reads the lake's tables and nothing else of the account.
 *
 * Whoever may pass it on builds datasets of their own on it, which no row rule reaches: with rules that is nobody.
 *
 * Without it QuickSight would use the role that all its data sources share, which sees whatever any of them may see.
 */
export class LakeSource extends Construct {
  readonly arn: string

  constructor(scope: Construct, id: string, props: { lake: LakeAccess; passOnTo: string | undefined }) {
    super(scope, id)
    const { lake, passOnTo } = props
    const role = new Role(this, 'Role', {
      description: 'QuickSight reads the lake of Puntual with this role',
      assumedBy: new ServicePrincipal('quicksight.amazonaws.com', {
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    })
    mayQueryLake(role, lake, [
      'athena:BatchGetQueryExecution',
      'athena:GetQueryExecution',
      'athena:GetQueryResultsStream',
      'athena:GetWorkGroup',
      'athena:ListQueryExecutions',
      'athena:StopQueryExecution',
    ])
    this.#mayLookAround(role, lake)
    acknowledgeLakeReader(role, [lake.prefix, lake.resultsPrefix])
    const source = new CfnDataSource(this, 'Athena', {
      awsAccountId: Stack.of(this).account,
      dataSourceId: 'puntual-lake',
      name: 'Puntual',
      type: 'ATHENA',
      dataSourceParameters: { athenaParameters: { workGroup: lake.workGroup, roleArn: role.roleArn } },
      ...(passOnTo !== undefined && { permissions: [{ principal: passOnTo, actions: [...MAY.passOn] }] }),
    })
    // The source is tried out when it is made: by then the role must have what it needs.
    source.node.addDependency(role)
    this.arn = source.attrArn
  }

  /**
   * What QuickSight asks of Athena and Glue besides queries, when it tries a source and shows what is in it: the lists of
   * AWSQuicksightAthenaAccess, on the lake's own catalog and database. Three lists of the account have no ARN; they say names.
   */
  #mayLookAround(role: Role, { database, resultsBucketArn }: LakeAccess): void {
    const arn = (service: string, resource: string, resourceName: string) =>
      Stack.of(this).formatArn({ service, resource, resourceName })
    allow(
      role,
      [
        'athena:GetDataCatalog',
        'athena:GetDatabase',
        'athena:GetTableMetadata',
        'athena:ListDatabases',
        'athena:ListTableMetadata',
      ],
      [arn('athena', 'datacatalog', 'AwsDataCatalog')],
    )
    allow(role, ['athena:ListDataCatalogs', 'athena:ListEngineVersions', 'athena:ListWorkGroups'], ['*'])
    const catalog = Stack.of(this).formatArn({
      service: 'glue',
      resource: 'catalog',
      arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
    })
    allow(role, ['glue:GetDatabases'], [catalog, arn('glue', 'database', database)])
    allow(role, ['s3:ListBucketMultipartUploads'], [resultsBucketArn])
    acknowledgeLakeLists(role)
  }
}
