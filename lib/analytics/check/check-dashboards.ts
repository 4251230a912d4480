import { checkCurrencies } from './currencies.ts'
import { checkFields } from './fields.ts'
import { checkFilters } from './filters.ts'
import { isThere, type Json, objectAt, textAt } from './json.ts'
import { checkOptions } from './options.ts'
import { checkPlaces } from './places.ts'
import { DashboardsRefused, type Problem } from './problem.ts'
import { resourcesOf, subjectsOf } from './template.ts'
import { checkUnions } from './unions.ts'
import { sheetsOf } from './visuals.ts'

/** The largest template CloudFormation takes, in bytes. */
const MOST_BYTES = 1_000_000

/** Everything in a synthesised template that CloudFormation would accept and QuickSight would show blank or wrong. */
export function problemsIn(text: string): Problem[] {
  const template: Json = JSON.parse(text)
  const problems: Problem[] = []
  const bytes = Buffer.byteLength(text)
  if (bytes > MOST_BYTES)
    problems.push({ rule: 'too much', where: 'template', what: `${bytes} of ${MOST_BYTES} bytes` })
  for (const subject of subjectsOf(template, problems)) {
    const sheets = sheetsOf(subject)
    checkUnions(subject)
    checkFields(subject, sheets)
    checkPlaces(subject, sheets)
    checkFilters(subject, sheets)
    checkCurrencies(subject, sheets)
    checkOptions(subject, sheets)
    if (textAt(subject.properties, 'ValidationStrategy', 'Mode') !== 'STRICT')
      subject.tell('never loaded', 'ValidationStrategy', 'is not STRICT')
  }
  return [...problems, ...loadingProblems(template)]
}

/** Throws DashboardsRefused with every problem of the template; a template without dashboards has none. */
export function checkDashboards(text: string): void {
  const problems = problemsIn(text)
  if (problems.length > 0) throw new DashboardsRefused(problems)
}

/** A deployment that waits 36 hours for data, or fails a month later because a date has passed; data that stays as it was. */
function loadingProblems(template: Json): Problem[] {
  const refreshed = resourcesOf(template, 'AWS::QuickSight::RefreshSchedule').map(([, { DataSetId }]) =>
    JSON.stringify(DataSetId),
  )
  const datasets = resourcesOf(template, 'AWS::QuickSight::DataSet').flatMap(([id, properties]): Problem[] => {
    if (textAt(properties, 'ImportMode') !== 'SPICE') return []
    const waits = objectAt(properties, 'IngestionWaitPolicy').WaitForSpiceIngestion !== false
    const said = [
      waits ? 'the deployment waits for SPICE: say WaitForSpiceIngestion: false' : undefined,
      refreshed.includes(JSON.stringify(properties.DataSetId)) ? undefined : 'no schedule refreshes it',
    ]
    return said.flatMap((what) => (what === undefined ? [] : [{ rule: 'never loaded', where: id, what }]))
  })
  const schedules = resourcesOf(template, 'AWS::QuickSight::RefreshSchedule').flatMap(([id, properties]): Problem[] =>
    isThere(properties, 'Schedule', 'StartAfterDateTime')
      ? [{ rule: 'never loaded', where: id, what: 'StartAfterDateTime is refused once it has passed: leave it out' }]
      : [],
  )
  return [...datasets, ...schedules]
}
