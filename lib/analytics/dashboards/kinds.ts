import type { Measure } from './fields.ts'
import type { Language } from './formats.ts'
import { pivot, table } from './table-kinds.ts'
import { PALETTE } from './theme.ts'
import type { Click, Visual } from './visuals.ts'
import { Wells } from './wells.ts'

type Of<K extends Visual['kind']> = Extract<Visual, { kind: K }>

const HIDDEN = { visibility: 'HIDDEN' } as const
const VISIBLE = { visibility: 'VISIBLE' } as const
/** Categories beyond these are left out, and the chart says so; lines show this many points. */
const MOST_BARS = 25
const MOST_POINTS = 400
/** No bar of "all others", which would stand for nothing one could look at. */
const limit = (itemsLimit: number) => ({ itemsLimit, otherCategories: 'EXCLUDE' })
const BELOW = { ...VISIBLE, position: 'BOTTOM' } as const

/** A visual of ours as QuickSight's definition has it, in one language. */
export function quickSightVisual(visual: Visual, language: Language) {
  const wells = new Wells(visual, language)
  switch (visual.kind) {
    case 'kpi':
      return { kpiVisual: { ...titled(visual, wells), chartConfiguration: kpi(visual, wells) } }
    case 'bars':
      return { barChartVisual: { ...clicked(visual, wells), chartConfiguration: bars(visual, wells) } }
    case 'lines':
      return { lineChartVisual: { ...titled(visual, wells), chartConfiguration: lines(visual, wells) } }
    case 'combo':
      return { comboChartVisual: { ...titled(visual, wells), chartConfiguration: combo(visual, wells) } }
    case 'pie':
      return { pieChartVisual: { ...titled(visual, wells), chartConfiguration: pie(visual, wells) } }
    case 'waterfall':
      return { waterfallVisual: { ...titled(visual, wells), chartConfiguration: waterfall(visual, wells) } }
    case 'pivot':
      return { pivotTableVisual: { ...titled(visual, wells), chartConfiguration: pivot(visual, wells) } }
    case 'table':
      return { tableVisual: { ...clicked(visual, wells), chartConfiguration: table(visual, wells) } }
  }
}

const titled = ({ id, title, subtitle }: Visual, wells: Wells) => ({
  visualId: id,
  title: { formatText: { plainText: wells.words(title) } },
  subtitle: { formatText: { plainText: wells.words(subtitle) } },
})

const clicked = (visual: Of<'bars'> | Of<'table'>, wells: Wells) => ({
  ...titled(visual, wells),
  ...(visual.click && { actions: [action(visual.id, visual.click, wells)] }),
})

function action(id: string, { name, filters, opens }: Click, wells: Wells) {
  const operations = [
    ...(filters
      ? [
          {
            filterOperation: {
              selectedFieldsConfiguration: { selectedFieldOptions: 'ALL_FIELDS' },
              targetVisualsConfiguration: { sameSheetTargetVisualConfiguration: { targetVisuals: [...filters] } },
            },
          },
        ]
      : []),
    ...(opens
      ? [
          { navigationOperation: { localNavigationConfiguration: { targetSheetId: opens.sheet } } },
          {
            setParametersOperation: {
              parameterValueConfigurations: [
                { destinationParameterName: opens.parameter, value: { sourceField: wells.id(opens.from) } },
              ],
            },
          },
        ]
      : []),
  ]
  // A click on a bar filters at once; a row opens its account from the menu of the cell too.
  return {
    customActionId: `${id}-click`,
    name: wells.words(name),
    status: 'ENABLED',
    trigger: 'DATA_POINT_CLICK',
    actionOperations: operations,
  }
}

/** All options or none: QuickSight shows a KPI with some of them blank. */
function kpi({ value, target, along }: Of<'kpi'>, wells: Wells) {
  const fieldWells = {
    values: [wells.measure(value)],
    targetValues: target ? [wells.measure(target)] : [],
    trendGroups: along ? [wells.dimension(along)] : [],
  }
  const compares = target !== undefined || along !== undefined
  return {
    fieldWells,
    kpiOptions: {
      comparison: {
        comparisonMethod: 'PERCENT_DIFFERENCE',
        ...(compares && { comparisonFormat: wells.change() }),
      },
      primaryValueDisplayType: 'ACTUAL',
      primaryValueFontConfiguration: { fontSize: { relative: 'EXTRA_LARGE' } },
      progressBar: HIDDEN,
      secondaryValue: compares ? VISIBLE : HIDDEN,
      secondaryValueFontConfiguration: { fontSize: { relative: 'MEDIUM' } },
      sparkline: { visibility: along ? 'VISIBLE' : 'HIDDEN', type: 'LINE', color: PALETTE[0] },
      trendArrows: compares ? VISIBLE : HIDDEN,
      visualLayoutOptions: { standardLayout: { type: 'CLASSIC' } },
    },
  }
}

function bars(visual: Of<'bars'>, wells: Wells) {
  const { category, values, colors, arrangement, orientation, sorted, most = MOST_BARS, labels } = visual
  return {
    fieldWells: {
      barChartAggregatedFieldWells: {
        category: [wells.dimension(category)],
        values: values.map((value) => wells.measure(value, true)),
        ...(colors && { colors: [wells.dimension(colors)] }),
      },
    },
    sortConfiguration: {
      categorySort: wells.sort(category, sorted),
      categoryItemsLimit: limit(most),
      ...(colors && { colorSort: wells.sort(colors), colorItemsLimit: limit(MOST_BARS) }),
    },
    ...wells.palette(colors ?? category),
    orientation,
    barsArrangement: arrangement,
    categoryLabelOptions: wells.labels(category),
    valueLabelOptions: wells.labels(...values),
    ...(colors && { colorLabelOptions: wells.labels(colors) }),
    dataLabels: labels ? { ...VISIBLE, overlap: 'DISABLE_OVERLAP' } : HIDDEN,
    legend: colors || values.length > 1 ? BELOW : HIDDEN,
  }
}

function lines({ category, values, colors, area }: Of<'lines'>, wells: Wells) {
  return {
    type: area ? 'STACKED_AREA' : 'LINE',
    fieldWells: {
      lineChartAggregatedFieldWells: {
        category: [wells.dimension(category)],
        values: values.map((value) => wells.measure(value, true)),
        ...(colors && { colors: [wells.dimension(colors)] }),
      },
    },
    sortConfiguration: {
      categorySort: wells.sort(category),
      categoryItemsLimitConfiguration: limit(MOST_POINTS),
      ...(colors && { colorItemsLimitConfiguration: limit(MOST_BARS) }),
    },
    ...wells.palette(colors),
    xAxisLabelOptions: wells.labels(category),
    primaryYAxisLabelOptions: wells.labels(...values),
    dataLabels: HIDDEN,
    legend: colors || values.length > 1 ? BELOW : HIDDEN,
  }
}

/** Measures of one unit share an axis: each on its own, a bar may stand above a line that is twice its amount. */
const isOneUnit = (measures: readonly Measure[]): boolean => new Set(measures.map(({ format }) => format)).size === 1

const combo = ({ category, bars, lines, arrangement }: Of<'combo'>, wells: Wells) => ({
  fieldWells: {
    comboChartAggregatedFieldWells: {
      category: [wells.dimension(category)],
      barValues: bars.map((value) => wells.measure(value, true)),
      lineValues: lines.map((value) => wells.measure(value, true)),
    },
  },
  sortConfiguration: { categorySort: wells.sort(category), categoryItemsLimit: limit(MOST_POINTS) },
  barsArrangement: arrangement,
  ...(isOneUnit([...bars, ...lines]) && { singleAxisOptions: { yAxisOptions: { yAxis: 'PRIMARY_Y_AXIS' } } }),
  categoryLabelOptions: wells.labels(category),
  primaryYAxisLabelOptions: wells.labels(...bars),
  secondaryYAxisLabelOptions: wells.labels(...lines),
  barDataLabels: HIDDEN,
  lineDataLabels: HIDDEN,
  legend: BELOW,
})

const pie = ({ category, value }: Of<'pie'>, wells: Wells) => ({
  fieldWells: {
    pieChartAggregatedFieldWells: { category: [wells.dimension(category)], values: [wells.measure(value, true)] },
  },
  sortConfiguration: {
    categorySort: [{ fieldSort: { fieldId: wells.id(value), direction: 'DESC' } }],
    categoryItemsLimit: limit(MOST_BARS),
  },
  categoryLabelOptions: wells.labels(category),
  valueLabelOptions: wells.labels(value),
  ...wells.palette(category),
  donutOptions: { arcOptions: { arcThickness: 'MEDIUM' } },
  dataLabels: { ...VISIBLE, labelContent: 'PERCENT', overlap: 'DISABLE_OVERLAP' },
  legend: { ...VISIBLE, position: 'RIGHT' },
})

const waterfall = ({ category, value, total }: Of<'waterfall'>, wells: Wells) => ({
  fieldWells: {
    waterfallChartAggregatedFieldWells: {
      categories: [wells.dimension(category)],
      values: [wells.measure(value, true)],
    },
  },
  sortConfiguration: { categorySort: wells.sort(category) },
  categoryAxisLabelOptions: wells.labels(category),
  primaryYAxisLabelOptions: wells.labels(value),
  dataLabels: { ...VISIBLE, overlap: 'DISABLE_OVERLAP' },
  legend: HIDDEN,
  waterfallChartOptions: { totalBarLabel: wells.words(total) },
})
