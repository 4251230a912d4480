import { Match } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { problemsIn } from '../../lib/analytics/check/check-dashboards.ts'
import { dashboardSettingsOf } from '../../lib/infra/dashboards/dashboard-settings.ts'
import { actionsOf, allStatements } from '../infra/synthesised.ts'
import { SMALL, synthesiseDashboards } from './small-dashboard.ts'

const company = { defaultEntity: 'andina', entities: { andina: { zone: 'America/Bogota' } } }

describe('the stack of the dashboards', () => {
  const stack = synthesiseDashboards(SMALL)

  it('is deployed when the company names a QuickSight principal, and drawn without one', () => {
    expect(dashboardSettingsOf(company)).toBeUndefined()
    expect(dashboardSettingsOf(company, 'preview')).toMatchObject({ currency: 'COP', zone: 'America/Bogota' })
    const dashboards = {
      principalArn: 'arn:aws:quicksight:us-east-1:1:user/default/ana',
      currency: 'MXN',
      refreshAt: '06:00',
    }
    expect(dashboardSettingsOf({ ...company, dashboards })).toEqual({ ...dashboards, zone: 'America/Bogota' })
    expect(() => dashboardSettingsOf(company, 'yes')).toThrow('dashboards is "yes"; allowed: preview')
  })

  it('reads the lake with a role of its own, which no other account may use', () => {
    const [role] = Object.values(stack.findResources('AWS::IAM::Role'))
    const [trust] = role?.Properties.AssumeRolePolicyDocument.Statement ?? []
    expect(trust.Principal).toEqual({ Service: 'quicksight.amazonaws.com' })
    expect(trust.Condition).toEqual({ StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } })
    stack.hasResourceProperties('AWS::QuickSight::DataSource', {
      DataSourceParameters: {
        AthenaParameters: { WorkGroup: 'puntual', RoleArn: { 'Fn::GetAtt': [Match.anyValue(), 'Arn'] } },
      },
    })
  })

  it('lets that role write nothing but results, and names every resource', () => {
    const statements = allStatements(stack)
    const writing = statements.filter((one) =>
      actionsOf([one]).some((action) => /Put|Create|Delete|Update/.test(action)),
    )
    expect(writing.map(({ Resource }) => Resource)).toEqual(['arn:aws:s3:::results/athena/*'])
    expect(actionsOf(statements).filter((action) => action.includes('*'))).toEqual([])
    // Names of catalogs and work groups, which can only be listed as a whole.
    expect(actionsOf(statements.filter(({ Resource }) => Resource === '*'))).toEqual([
      'athena:ListDataCatalogs',
      'athena:ListEngineVersions',
      'athena:ListWorkGroups',
    ])
  })

  it('may ask what QuickSight asks of Athena when it tries a source, as AWS’s own policy for it has it', () => {
    const may = actionsOf(allStatements(stack))
    const asked = ['BatchGetQueryExecution', 'GetDataCatalog', 'GetDatabase', 'GetQueryExecution', 'GetQueryResults']
    asked.push('GetQueryResultsStream', 'GetTableMetadata', 'GetWorkGroup', 'ListDataCatalogs', 'ListDatabases')
    asked.push(
      'ListEngineVersions',
      'ListQueryExecutions',
      'ListTableMetadata',
      'ListWorkGroups',
      'StartQueryExecution',
    )
    expect(asked.filter((action) => !may.includes(`athena:${action}`))).toEqual([])
    expect(may).toEqual(expect.arrayContaining(['glue:GetDatabases', 's3:ListBucketMultipartUploads']))
  })

  it('loads every dataset each day, without a start that passes', () => {
    const schedules = Object.values(stack.findResources('AWS::QuickSight::RefreshSchedule'))
    expect(schedules.map(({ Properties }) => Properties.Schedule)).toEqual(
      SMALL.datasets.map(() => ({
        ScheduleId: 'daily',
        RefreshType: 'FULL_REFRESH',
        ScheduleFrequency: { Interval: 'DAILY', TimeOfTheDay: '05:30', TimeZone: 'America/Bogota' },
      })),
    )
  })

  it('shows everybody everything, until rules say who sees which business units', () => {
    expect(JSON.stringify(stack.toJSON())).not.toContain('RowLevelPermissionDataSet')
    const units = {
      id: 'units',
      sql: "SELECT business_unit FROM small.units WHERE business_unit <> 'x'",
      columns: { business_unit: 'STRING' },
    } as const
    const ruled = synthesiseDashboards(
      { ...SMALL, datasets: [...SMALL.datasets, units] },
      { rowRules: [{ group: "o'hara", businessUnits: ['north', 'south'] }] },
    )
    const sets = Object.values(ruled.findResources('AWS::QuickSight::DataSet')).map(({ Properties }) => Properties)
    expect(sets.filter(({ RowLevelPermissionDataSet }) => RowLevelPermissionDataSet).map(({ Name }) => Name)).toEqual([
      'Puntual units',
    ])
    expect(sets.find(({ UseAs }) => UseAs === 'RLS_RULES')?.PhysicalTableMap['row-rules'].CustomSql.SqlQuery).toBe(
      `SELECT * FROM (VALUES ('o''hara', 'north'), ('o''hara', 'south')) AS rules ("GroupName", "business_unit")`,
    )
    expect(problemsIn(JSON.stringify(ruled.toJSON()))).toEqual([])
    // Whoever could pass the data source on would build a dataset past the rules.
    expect(JSON.stringify(stack.toJSON())).toContain('quicksight:PassDataSource')
    expect(JSON.stringify(ruled.toJSON())).not.toContain('quicksight:PassDataSource')
  })
})
