import { Template } from 'aws-cdk-lib/assertions'
import { App } from 'aws-cdk-lib/core'
import cdk from '../../cdk.json' with { type: 'json' }
import type { Dashboard } from '../../lib/analytics/dashboards/definition.ts'
import { fieldsOf } from '../../lib/analytics/dashboards/fields.ts'
import { type Row, type Visual, visual } from '../../lib/analytics/dashboards/visuals.ts'
import { PuntualDashboards } from '../../lib/infra/dashboards/dashboards-stack.ts'
import type { LakeAccess } from '../../lib/infra/dashboards/lake-access.ts'

const BUCKETS = { current: ['Al día', 'Current'], late: ["Vencida (d'31)", 'Overdue'] } as const

export const INVOICES = {
  id: 'invoices',
  sql: 'SELECT day, debtor, bucket, bucket_order, currency, entity, amount, overdue FROM small.invoices',
  columns: {
    day: 'DATETIME',
    debtor: 'STRING',
    bucket: 'STRING',
    bucket_order: 'INTEGER',
    currency: 'STRING',
    entity: 'STRING',
    amount: 'DECIMAL',
    overdue: 'DECIMAL',
  },
} as const
export const EVENTS = {
  id: 'events',
  sql: 'SELECT "at", debtor, what FROM small.events',
  columns: { at: 'DATETIME', debtor: 'STRING', what: 'STRING' },
} as const

export const invoices = fieldsOf(INVOICES)
const events = fieldsOf(EVENTS)
const amount = invoices.sum('amount', ['Saldo', 'Balance'], 'money')
const overdue = invoices.sum('overdue', ['Vencido', 'Overdue'], 'money')
const share = invoices.ratio('overdue_share', 'overdue', 'amount', ['% vencido', 'Overdue %'])
const bucket = invoices.category('bucket', { label: ['Tramo', 'Bucket'], named: BUCKETS, orderedBy: 'bucket_order' })
const month = invoices.date('day', 'MONTH', ['Mes', 'Month'])
const debtor = invoices.category('debtor', { label: ['Deudor', 'Debtor'] })

const titled = (id: string) => ({ id, title: ['Título', 'Title'], subtitle: ['Qué es', 'What it is'] }) as const

/** One visual of each kind. */
export const VISUALS: readonly Visual[] = [
  visual({ ...titled('kpi'), kind: 'kpi', value: amount, along: invoices.date('day', 'DAY', ['Día', 'Day']) }),
  visual({ ...titled('share'), kind: 'kpi', value: share }),
  visual({
    ...titled('bars'),
    kind: 'bars',
    category: bucket,
    values: [amount],
    arrangement: 'CLUSTERED',
    orientation: 'HORIZONTAL',
    labels: true,
    click: { name: ['Ver cuentas', 'See accounts'], filters: ['table'] },
  }),
  visual({
    ...titled('stacked'),
    kind: 'bars',
    category: month,
    values: [amount],
    colors: bucket,
    arrangement: 'STACKED',
    orientation: 'VERTICAL',
  }),
  visual({ ...titled('lines'), kind: 'lines', category: month, values: [amount, overdue] }),
  visual({ ...titled('area'), kind: 'lines', category: month, values: [amount], colors: bucket, area: true }),
  visual({
    ...titled('combo'),
    kind: 'combo',
    category: month,
    bars: [amount],
    lines: [share],
    arrangement: 'STACKED',
  }),
  visual({
    ...titled('pie'),
    kind: 'pie',
    category: bucket,
    value: amount,
    limits: [
      { only: 'thisMonth', of: month },
      { without: ['gone'], of: bucket },
    ],
  }),
  visual({ ...titled('waterfall'), kind: 'waterfall', category: bucket, value: amount, total: ['Total', 'Total'] }),
  visual({ ...titled('pivot'), kind: 'pivot', rows: [month], columns: [bucket], values: [amount] }),
  visual({
    ...titled('table'),
    kind: 'table',
    groupBy: [debtor],
    values: [amount, share],
    sorted: [{ by: amount, direction: 'DESC' }],
    click: {
      name: ['Ver la cuenta', 'Open the account'],
      opens: { sheet: 'account', parameter: 'debtor', from: debtor },
    },
  }),
  visual({
    ...titled('against'),
    kind: 'combo',
    category: month,
    bars: [amount],
    lines: [overdue],
    arrangement: 'CLUSTERED',
  }),
]

const row = (...visuals: readonly Visual[]): Row => ({
  height: 6,
  cells: visuals.map((one) => [36 / visuals.length, one] as const),
})
const at = events.date('at', 'DAY', ['Fecha', 'Date'])

export const SMALL: Dashboard = {
  datasets: [INVOICES, EVENTS],
  choices: {
    currency: 'COP',
    listedIn: 'invoices',
    dated: { invoices: 'day' },
    ofAllCurrencies: [],
    ofAllEntities: [],
    accountSheet: 'account',
  },
  sheets: [
    {
      id: 'overview',
      name: ['Resumen', 'Overview'],
      description: ['Todo', 'Everything'],
      controls: ['currency', 'entity', 'since', 'until'],
      rows: VISUALS.map((one) => row(one)),
    },
    {
      id: 'account',
      name: ['Cuenta', 'Account'],
      description: ['Una', 'One'],
      controls: ['debtor'],
      rows: [
        row(
          visual({
            ...titled('timeline'),
            kind: 'table',
            groupBy: [at, events.category('what', { label: ['Qué', 'What'] })],
            values: [events.latest('at', ['Hora', 'Time']), events.different('debtor', ['Deudores', 'Debtors'])],
            sorted: [{ by: at, direction: 'DESC' }],
          }),
        ),
      ],
    },
  ],
}

export const LAKE: LakeAccess = {
  workGroup: 'puntual',
  database: 'puntual',
  tables: ['dunning_events'],
  bucketArn: 'arn:aws:s3:::lake',
  prefix: 'events',
  resultsBucketArn: 'arn:aws:s3:::results',
  resultsPrefix: 'athena',
  keyArn: 'arn:aws:kms:us-east-1:111122223333:key/00000000-0000-0000-0000-000000000000',
}

/** The stack of a dashboard, synthesised. */
export function synthesiseDashboards(
  dashboard: Dashboard,
  settings: Partial<ConstructorParameters<typeof PuntualDashboards>[2]['settings']> = {},
): Template {
  // CDK's own rules take 13 s of these definitions; ours are what is tested, and `npm run synth` obeys both.
  const app = new App({ context: cdk.context, analyticsReporting: false, builtinCloudFormationValidation: false })
  const principalArn = 'arn:aws:quicksight:us-east-1:111122223333:group/default/cartera'
  const stack = new PuntualDashboards(app, 'PuntualDashboards', {
    settings: { principalArn, currency: 'COP', refreshAt: '05:30', zone: 'America/Bogota', ...settings },
    lake: LAKE,
    dashboard,
  })
  return Template.fromStack(stack)
}
