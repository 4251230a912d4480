/** What a function of calculated fields gives; `same` is the type of its argument at `of` (0 unless told). */
export interface Known {
  readonly gives: 'NUMBER' | 'TEXT' | 'DATE' | 'TRUTH' | 'same'
  readonly of?: number
  /** Arguments, least and most. */
  readonly takes: readonly [least: number, most: number]
  /** Turns the rows of a group into one value. */
  readonly aggregates?: true
}

const MANY = Number.POSITIVE_INFINITY
const number = (least: number, most = least): Known => ({ gives: 'NUMBER', takes: [least, most] })
const text = (least: number, most = least): Known => ({ gives: 'TEXT', takes: [least, most] })
const date = (least: number, most = least): Known => ({ gives: 'DATE', takes: [least, most] })
const truth = (least: number, most = least): Known => ({ gives: 'TRUTH', takes: [least, most] })
const same = (least: number, most = least, of = 0): Known => ({ gives: 'same', of, takes: [least, most] })
const aggregate = (least: number, most = least): Known => ({ ...number(least, most), aggregates: true })
const extreme = (least: number, most = least): Known => ({ ...same(least, most), aggregates: true })

const named = (names: readonly string[], known: Known): Record<string, Known> =>
  Object.fromEntries(names.map((name) => [name, known]))

/** Every function a calculated field may call, after the function reference of the QuickSight user guide. */
export const FUNCTIONS: Readonly<Record<string, Known>> = {
  ...named(['sum', 'avg', 'median', 'stdev', 'stdevp', 'var', 'varp', 'count', 'distinct_count'], aggregate(1, 2)),
  ...named(['sumIf', 'avgIf', 'medianIf', 'stdevIf', 'stdevpIf', 'varIf', 'varpIf'], aggregate(2)),
  ...named(['countIf', 'distinct_countIf'], aggregate(2)),
  ...named(['percentile', 'percentileCont', 'percentileDisc'], aggregate(2, 3)),
  ...named(
    ['periodToDateSum', 'periodToDateAvg', 'periodToDateCount', 'periodToDateMax', 'periodToDateMin'],
    aggregate(2, 4),
  ),
  ...named(['min', 'max'], extreme(1, 2)),
  ...named(['minIf', 'maxIf'], extreme(2)),
  ...named(['sumOver', 'avgOver', 'countOver', 'maxOver', 'minOver', 'distinctCountOver'], number(1, 3)),
  ...named(['percentOfTotal', 'difference', 'percentDifference', 'lag', 'lead'], number(1, 5)),
  ...named(['runningSum', 'runningAvg', 'runningCount', 'runningMax', 'runningMin'], number(2, 3)),
  ...named(['windowSum', 'windowAvg', 'windowCount', 'windowMax', 'windowMin'], number(4, 5)),
  ...named(['rank', 'denseRank', 'percentileRank'], number(1, 3)),
  ...named(['firstValue', 'lastValue'], same(2, 3)),
  ...named(
    ['periodOverPeriodDifference', 'periodOverPeriodLastValue', 'periodOverPeriodPercentDifference'],
    number(2, 4),
  ),
  ...named(['abs', 'ceil', 'floor', 'exp', 'ln', 'log', 'sqrt', 'decimalToInt', 'intToDecimal'], number(1)),
  ...named(['round'], number(1, 2)),
  ...named(['mod'], number(2)),
  ...named(['strlen', 'parseInt', 'parseDecimal'], number(1)),
  ...named(['locate'], number(2, 3)),
  ...named(['dateDiff'], number(2, 3)),
  ...named(['extract', 'netWorkDays'], number(2)),
  ...named(['now'], date(0)),
  ...named(['epochDate'], date(1)),
  ...named(['truncDate', 'addWorkDays'], date(2)),
  ...named(['parseDate'], date(1, 3)),
  ...named(['addDateTime'], date(3)),
  ...named(['concat'], text(2, MANY)),
  ...named(['left', 'right'], text(2)),
  ...named(['split', 'substring', 'replace'], text(3)),
  ...named(['trim', 'ltrim', 'rtrim', 'toLower', 'toUpper', 'toString'], text(1)),
  ...named(['formatDate'], text(1, 3)),
  ...named(['parseJson'], text(2)),
  ...named(['isNull', 'isNotNull', 'isWorkDay'], truth(1)),
  ...named(['contains', 'notContains', 'startsWith', 'endsWith'], truth(2, 3)),
  ...named(['in', 'notIn'], truth(2)),
  ...named(['between'], truth(3)),
  ...named(['ifelse'], same(3, MANY, 1)),
  ...named(['switch'], same(4, MANY, 2)),
  ...named(['coalesce'], same(2, MANY)),
  ...named(['nullIf'], same(2)),
}
