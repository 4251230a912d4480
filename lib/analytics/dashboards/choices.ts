import type { Columns, Dataset } from '../dataset.ts'
import type { Words } from './fields.ts'
import type { Language } from './formats.ts'
import type { Limit, ParameterName, Sheet, Visual } from './visuals.ts'

/** What a reader chooses, and which columns of the datasets it is for. */
export interface Choices {
  /** The currency that a dashboard begins with, ISO 4217. */
  readonly currency: string
  /** Where the lists of currencies, entities and debtors come from: datasets with the columns of these names. */
  readonly listedIn: string
  /** The date that "from" and "to" are about, by dataset; datasets that tell of today have none. */
  readonly dated: Readonly<Record<string, string>>
  /** Datasets that hold counts of all currencies together: the currency chosen is not for them. */
  readonly ofAllCurrencies: readonly string[]
  /** Datasets whose rows belong to no legal entity: the entity chosen would leave nothing of them. */
  readonly ofAllEntities: readonly string[]
  /** The sheet of one account: the debtor chosen is for it alone. */
  readonly accountSheet: string
}

const LABELS: Readonly<Record<ParameterName, Words>> = {
  currency: ['Moneda', 'Currency'],
  entity: ['Empresa', 'Legal entity'],
  since: ['Desde', 'From'],
  until: ['Hasta', 'To'],
  debtor: ['Deudor', 'Debtor'],
}
/** Half a year: what a month is compared with, and what the eye takes in. */
const SINCE = "addDateTime(-180, 'DD', truncDate('DD', now()))"
const UNTIL = "truncDate('DD', now())"

/** Declarations of the parameters. Currencies are never added together, so exactly one is chosen. */
export const parameters = ({ currency }: Choices) => [
  {
    stringParameterDeclaration: {
      name: 'currency',
      parameterValueType: 'SINGLE_VALUED',
      defaultValues: { staticValues: [currency] },
      valueWhenUnset: { valueWhenUnsetOption: 'RECOMMENDED_VALUE' },
    },
  },
  // Without a value to begin with, all are chosen.
  ...(['entity', 'debtor'] as const).map((name) => ({
    stringParameterDeclaration: {
      name,
      parameterValueType: 'MULTI_VALUED',
      defaultValues: { staticValues: [] },
      valueWhenUnset: { valueWhenUnsetOption: 'RECOMMENDED_VALUE' },
    },
  })),
  ...[['since', SINCE] as const, ['until', UNTIL] as const].map(([name, expression]) => ({
    dateTimeParameterDeclaration: {
      name,
      timeGranularity: 'DAY',
      defaultValues: { rollingDate: { expression } },
      valueWhenUnset: { valueWhenUnsetOption: 'RECOMMENDED_VALUE' },
    },
  })),
]

/** The control of a parameter above a sheet. */
export function control(name: ParameterName, sheet: string, { listedIn }: Choices, language: Language) {
  const [es, en] = LABELS[name]
  const shared = {
    parameterControlId: `${sheet}-${name}`,
    title: language === 'es' ? es : en,
    sourceParameterName: name,
  }
  if (name === 'since' || name === 'until') return { dateTimePicker: shared }
  return {
    dropdown: {
      ...shared,
      type: name === 'currency' ? 'SINGLE_SELECT' : 'MULTI_SELECT',
      selectableValues: { linkToDataSetColumn: { dataSetIdentifier: listedIn, columnName: name } },
    },
  }
}

/** One filter for each dataset and choice that concerns it, wherever the dataset is shown; that of the debtor on the sheet of one account. */
export function filterGroups(
  sheets: ReadonlyMap<string, readonly Sheet[]>,
  datasets: readonly Dataset<string, Columns>[],
  choices: Choices,
) {
  const has = (id: string, column: string) =>
    datasets.some((one) => one.id === id && Object.hasOwn(one.columns, column))
  return [...sheets].flatMap(([dataset, shown]) => {
    const group = (
      name: string,
      filter: ReturnType<typeof chosen> | ReturnType<typeof between>,
      scopeConfiguration: object = { allSheets: {} },
    ) => ({
      filterGroupId: `${dataset}-${name}`,
      crossDataset: 'SINGLE_DATASET',
      status: 'ENABLED',
      filters: [filter],
      scopeConfiguration,
    })
    const isOfAccount = shown.some(({ id }) => id === choices.accountSheet) && has(dataset, 'debtor')
    const account = [{ sheetId: choices.accountSheet, scope: 'ALL_VISUALS' }]
    const date = choices.dated[dataset]
    return [
      ...(['currency', 'entity'] as const)
        .filter((name) => has(dataset, name) && !belongsToAll(choices, name, dataset))
        .map((name) => group(name, chosen(dataset, name))),
      ...(isOfAccount
        ? [
            group('debtor', chosen(dataset, 'debtor'), {
              selectedSheets: { sheetVisualScopingConfigurations: account },
            }),
          ]
        : []),
      ...(date === undefined ? [] : [group('period', between(dataset, date))]),
    ]
  })
}

const chosen = (dataset: string, name: 'currency' | 'entity' | 'debtor') => ({
  categoryFilter: {
    filterId: `${dataset}-by-${name}`,
    column: { dataSetIdentifier: dataset, columnName: name },
    configuration: {
      customFilterConfiguration: { matchOperator: 'EQUALS', parameterName: name, nullOption: 'NON_NULLS_ONLY' },
    },
  },
})

const between = (dataset: string, columnName: string) => ({
  timeRangeFilter: {
    filterId: `${dataset}-by-period`,
    column: { dataSetIdentifier: dataset, columnName },
    includeMinimum: true,
    includeMaximum: true,
    nullOption: 'NON_NULLS_ONLY',
    timeGranularity: 'DAY',
    rangeMinimumValue: { parameter: 'since' },
    rangeMaximumValue: { parameter: 'until' },
  },
})

/** What single visuals leave out. */
export const limitGroups = (sheets: readonly Sheet[]) =>
  sheets.flatMap(({ id: sheetId, rows }) =>
    rows
      .flatMap(({ cells }) => cells.map(([, visual]) => visual))
      .flatMap((visual) => (visual.limits ?? []).map((limit, index) => limitGroup(sheetId, visual, limit, index))),
  )

const limitGroup = (sheetId: string, { id }: Visual, limit: Limit, index: number) => ({
  filterGroupId: `${id}-only-${index + 1}`,
  crossDataset: 'SINGLE_DATASET',
  status: 'ENABLED',
  filters: [limited(`${id}-by-${index + 1}`, limit)],
  scopeConfiguration: {
    selectedSheets: {
      sheetVisualScopingConfigurations: [{ sheetId, scope: 'SELECTED_VISUALS', visualIds: [id] }],
    },
  },
})

function limited(filterId: string, limit: Limit) {
  const column = { dataSetIdentifier: limit.of.dataset, columnName: limit.of.column }
  if ('only' in limit)
    return {
      timeEqualityFilter: {
        filterId,
        column,
        timeGranularity: 'MONTH',
        rollingDate: { expression: "truncDate('MM', now())" },
      },
    }
  return {
    categoryFilter: {
      filterId,
      column,
      configuration: {
        filterListConfiguration: {
          matchOperator: 'DOES_NOT_CONTAIN',
          categoryValues: [...limit.without],
          nullOption: 'NON_NULLS_ONLY',
        },
      },
    },
  }
}

/** Whether a dataset's rows belong to whatever is chosen. */
const belongsToAll = ({ ofAllCurrencies, ofAllEntities }: Choices, name: ParameterName, dataset: string): boolean =>
  (name === 'currency' && ofAllCurrencies.includes(dataset)) || (name === 'entity' && ofAllEntities.includes(dataset))
