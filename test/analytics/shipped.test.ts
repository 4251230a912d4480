import { describe, expect, it } from 'vitest'
import { problemsIn } from '../../lib/analytics/check/check-dashboards.ts'
import type { Json } from '../../lib/analytics/check/json.ts'
import { definitionOf } from '../../lib/analytics/dashboards/definition.ts'
import type { Loose } from './broken-variants.ts'
import { SHIPPED, shippedTemplate } from './shipped-template.ts'

const text = shippedTemplate()
const template = JSON.parse(text)

/** Names as CloudFormation writes them: the first letter large, and KPI whole. */
const inCapitals = (json: Json | undefined): Json | undefined => {
  if (Array.isArray(json)) return json.map((one: Json) => inCapitals(one) ?? null)
  if (typeof json !== 'object' || json === null) return json
  return Object.fromEntries(
    Object.entries(json).map(([name, value]) => [
      name.startsWith('kpi') ? `KPI${name.slice(3)}` : name[0]?.toUpperCase() + name.slice(1),
      inCapitals(value),
    ]),
  )
}
/** Every value of a tree with its path, one a line. */
const leaves = (json: Json | undefined, path = ''): string[] => {
  if (typeof json !== 'object' || json === null) return [`${path} = ${JSON.stringify(json)}`]
  const inside = Object.entries(json)
  return inside.length === 0
    ? [`${path} is empty`]
    : inside.flatMap(([name, value]) => leaves(value, `${path}.${name}`))
}
const lost = (from: Json | undefined, to: Json | undefined): string[] => {
  const kept = new Set(leaves(to))
  return leaves(from).filter((leaf) => !kept.has(leaf))
}
const arnOf = (id: string): string =>
  `arn-of-DataSet${id.replace(/(^|_)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())}`
const withArns = (json: string): Json =>
  JSON.parse(json.replace(/\{"Fn::GetAtt":\["(DataSet\w+)","Arn"\]\}/g, (_, id: string) => `"arn-of-${id}"`))

/** What these tests read of a sheet. */
interface Shown {
  readonly SheetId: string
  readonly Name: string
  readonly Description: string
  readonly ParameterControls: readonly Readonly<Record<string, { Title: string; SourceParameterName: string }>>[]
  readonly Visuals: readonly Readonly<
    Record<
      string,
      {
        VisualId: string
        Title: { FormatText: { PlainText: string } }
        Subtitle: { FormatText: { PlainText: string } }
        Actions?: readonly { ActionOperations: readonly object[] }[]
      }
    >
  >[]
}

/** Everything of a name, wherever it stands. */
function insideOf(json: Loose, name: string): Loose[] {
  if (typeof json !== 'object' || json === null) return []
  return Object.entries(json).flatMap(([key, value]) => [...(key === name ? [value] : []), ...insideOf(value, name)])
}

describe('the dashboards we ship', () => {
  it('have nothing that QuickSight would show blank', () => {
    expect(problemsIn(text)).toEqual([])
  })

  it('have a sheet for each subject, in Spanish and in English', () => {
    const names = (id: string) =>
      template.Resources[id].Properties.Definition.Sheets.map(({ Name }: { Name: string }) => Name)
    expect(names('Dashboarden')).toEqual([
      'Overview',
      'Ageing and roll',
      'Collections performance',
      'Contacts and deliverability',
      'Respect',
      'Priority accounts and forecast',
      'Account',
      'Info',
    ])
    expect(names('Dashboardes')).toHaveLength(8)
    expect(names('Dashboardes')).toContain('Cuentas prioritarias y pronóstico')
  })

  it('lose nothing on the way into the template: CDK drops what it does not know without a word', () => {
    for (const language of ['es', 'en'] as const) {
      const written = inCapitals(JSON.parse(JSON.stringify(definitionOf(SHIPPED, language, arnOf))))
      const found = withArns(JSON.stringify(template.Resources[`Dashboard${language}`].Properties.Definition))
      expect(lost(written, found)).toEqual([])
    }
  })

  it('show every dataset that there is', () => {
    const declared = template.Resources.Dashboardes.Properties.Definition.DataSetIdentifierDeclarations
    expect(declared.map(({ Identifier }: { Identifier: string }) => Identifier).toSorted()).toEqual(
      SHIPPED.datasets.map(({ id }) => id).toSorted(),
    )
  })

  it('have titles, subtitles, sheets and choices in Spanish and in English', () => {
    const words = (id: string): string[] => {
      const { Sheets } = template.Resources[id].Properties.Definition
      return Sheets.flatMap(({ Name, Description, Visuals, ParameterControls }: Shown) => [
        Name,
        Description,
        ...Visuals.flatMap((visual) =>
          Object.values(visual).flatMap(({ Title, Subtitle }) => [
            Title.FormatText.PlainText,
            Subtitle.FormatText.PlainText,
          ]),
        ),
        ...ParameterControls.flatMap((control) => Object.values(control).map(({ Title }) => Title)),
      ])
    }
    const [spanish, english] = [words('Dashboardes'), words('Dashboarden')]
    expect(spanish.length).toBeGreaterThan(150)
    expect(english).toHaveLength(spanish.length)
    for (const text of [...spanish, ...english]) expect(text.length).toBeGreaterThan(1)
    // A few are the same word in both.
    expect(spanish.filter((text, place) => text === english[place]).length).toBeLessThan(spanish.length / 20)
  })

  it('let a reader choose currency, entity and dates, and the account on its own sheet', () => {
    const { Sheets } = template.Resources.Dashboardes.Properties.Definition
    const chosen = Object.fromEntries(
      Sheets.map(({ SheetId, ParameterControls }: Shown) => [
        SheetId,
        ParameterControls.flatMap((control) => Object.values(control).map((one) => one.SourceParameterName)),
      ]),
    )
    const all = ['currency', 'entity', 'since', 'until']
    expect(chosen).toEqual({
      overview: all,
      ageing: all,
      performance: all,
      contacts: ['entity', 'since', 'until'],
      respect: ['entity', 'since', 'until'],
      priority: ['currency', 'entity'],
      account: ['currency', 'debtor'],
      info: ['entity', 'since', 'until'],
    })
  })

  it('lead from a bar to its accounts, and from an account to its timeline', () => {
    const { Sheets } = template.Resources.Dashboardes.Properties.Definition
    const actions = Sheets.flatMap(({ Visuals }: Shown) =>
      Visuals.flatMap((visual) =>
        Object.entries(visual).flatMap(([kind, { VisualId, Actions = [] }]) =>
          Actions.flatMap(({ ActionOperations }) => ActionOperations.map((one) => ({ kind, from: VisualId, one }))),
        ),
      ),
    )
    const text = JSON.stringify(actions)
    const bars = actions.filter(
      ({ kind, one }: { kind: string; one: object }) => kind === 'BarChartVisual' && 'FilterOperation' in one,
    )
    expect(bars.map(({ from }: { from: string }) => from)).toEqual(['ageing-today', 'ageing-by-segment'])
    expect(text.match(/"TargetSheetId":"account"/g)?.length).toBeGreaterThan(2)
    expect(text.match(/"DestinationParameterName":"debtor"/g)?.length).toBeGreaterThan(2)
    const account = Sheets.find(({ SheetId }: Shown) => SheetId === 'account')
    expect(JSON.stringify(account.Visuals)).toContain('account_events')
  })

  it('compare money with money on one axis, and counts with shares on two', () => {
    const { Sheets } = template.Resources.Dashboardes.Properties.Definition
    const combos = Sheets.flatMap(({ Visuals }: Shown) => Visuals.flatMap((visual) => visual.ComboChartVisual ?? []))
    const axes = combos.map(({ VisualId, ChartConfiguration }: Loose) => [
      VisualId,
      ChartConfiguration.SingleAxisOptions,
    ])
    expect(Object.fromEntries(axes)).toEqual({
      'collected-by-week': { YAxisOptions: { YAxis: 'PRIMARY_Y_AXIS' } },
      'paid-by-hour': undefined,
    })
  })

  it('give a value one colour wherever it is shown', () => {
    for (const language of ['es', 'en'] as const) {
      const { Sheets } = template.Resources[`Dashboard${language}`].Properties.Definition
      const given = new Map<string, Set<string>>()
      for (const { ColorMap } of insideOf(Sheets, 'VisualPalette'))
        for (const { Element, Color } of ColorMap) {
          const column = Element.FieldId.split('.')[1]
          given.set(
            `${column} ${Element.FieldValue}`,
            (given.get(`${column} ${Element.FieldValue}`) ?? new Set()).add(Color),
          )
        }
      expect(given.size).toBeGreaterThan(20)
      expect([...given].filter(([, colors]) => colors.size > 1)).toEqual([])
    }
  })

  it('leave no category to colours that follow the order of words', () => {
    const { Sheets } = template.Resources.Dashboardes.Properties.Definition
    const charts = Sheets.flatMap(({ Visuals }: Shown) => Visuals.flatMap((visual) => Object.values(visual)))
    const left = charts.filter(
      ({ ChartConfiguration: chart }: Loose) =>
        !chart.VisualPalette && insideOf(chart, 'Colors').some(([field]: Loose) => field.CategoricalDimensionField),
    )
    expect(left.map(({ VisualId }: Loose) => VisualId)).toEqual([])
  })

  it('show what differs first, and no invoice that is late by less than nothing', () => {
    const { Sheets, CalculatedFields } = template.Resources.Dashboardes.Properties.Definition
    const tables = Sheets.flatMap(({ Visuals }: Shown) => Visuals.flatMap((visual) => visual.TableVisual ?? []))
    const rowsOf = (id: string) => {
      const found = tables.find(({ VisualId }: Loose) => VisualId === id)
      return found.ChartConfiguration.SortConfiguration.RowSort.map(
        ({ FieldSort, ColumnSort }: Loose) => FieldSort?.FieldId.split('.')[1] ?? ColumnSort.SortBy.ColumnName,
      )
    }
    expect(rowsOf('tie-out')).toEqual(['state_order', 'day', 'source', 'currency'])
    expect(rowsOf('largest-accounts')).toEqual(['open_amount', 'overdue_amount', 'debtor'])
    const late = CalculatedFields.find(({ Name }: Loose) => Name === 'days_overdue')
    expect(late.Expression).toBe('max(ifelse({days_past_due} > 0, {days_past_due}, 0))')
  })

  it('take what was delivered of the messages, without the calls, which cannot be delivered', () => {
    const { Sheets, CalculatedFields } = template.Resources.Dashboardes.Properties.Definition
    const shares = CalculatedFields.filter(({ Name }: Loose) => ['delivered_share', 'seen_share'].includes(Name))
    expect(shares.map(({ Expression }: Loose) => Expression.match(/\/ (\S+)\)/)[1])).toEqual(
      Array(2).fill('sum({messages})'),
    )
    const [sent] = insideOf(Sheets, 'KPIVisual').filter(({ VisualId }) => VisualId === 'messages-sent')
    expect(JSON.stringify(sent.ChartConfiguration.FieldWells)).toContain('"ColumnName":"messages"')
  })

  it('send nobody to an account of which there is nothing to ask yet', () => {
    const { FilterGroups } = template.Resources.Dashboardes.Properties.Definition
    const limited = FilterGroups.filter((group: Loose) => JSON.stringify(group).includes('"CategoryValues":["wait"]'))
    expect(limited.map(({ FilterGroupId }: Loose) => FilterGroupId)).toEqual([
      'priority-count-only-1',
      'priority-accounts-only-1',
    ])
  })

  it('can be limited to business units, every dataset but the one that everybody may see: it has no money', () => {
    const open = SHIPPED.datasets.filter(({ columns }) => columns.business_unit !== 'STRING')
    expect(open.map(({ id }) => id)).toEqual(['freshness'])
    expect(open.flatMap(({ columns }) => Object.values(columns)).filter((type) => type === 'DECIMAL')).toEqual([])
  })

  it('fit into a template of one megabyte with room to grow', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(500_000)
  })
})
