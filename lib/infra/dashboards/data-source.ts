import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { CfnDataSource } from 'aws-cdk-lib/aws-quicksight'
import { Stack } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { allow } from '../access.ts'
import { acknowledgeLakeReader } from '../acknowledged.ts'
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
      'athena:GetQueryExecution',
      'athena:GetQueryResultsStream',
      'athena:GetWorkGroup',
      'athena:StopQueryExecution',
    ])
    allow(
      role,
      ['athena:GetDataCatalog'],
      [Stack.of(this).formatArn({ service: 'athena', resource: 'datacatalog', resourceName: 'AwsDataCatalog' })],
    )
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
}
