/** Sets of permissions that QuickSight knows as a whole: it refuses any other combination. */
export const MAY = {
  /** Builds datasets on a data source. */
  passOn: ['quicksight:DescribeDataSource', 'quicksight:DescribeDataSourcePermissions', 'quicksight:PassDataSource'],
  /** Reads a dataset, and builds analyses of one's own on it. */
  read: [
    'quicksight:DescribeDataSet',
    'quicksight:DescribeDataSetPermissions',
    'quicksight:DescribeIngestion',
    'quicksight:ListIngestions',
    'quicksight:PassDataSet',
  ],
  /** Looks at a dashboard. */
  look: ['quicksight:DescribeDashboard', 'quicksight:ListDashboardVersions', 'quicksight:QueryDashboard'],
  /** Uses a theme. */
  wear: [
    'quicksight:DescribeTheme',
    'quicksight:DescribeThemeAlias',
    'quicksight:ListThemeAliases',
    'quicksight:ListThemeVersions',
  ],
} as const
