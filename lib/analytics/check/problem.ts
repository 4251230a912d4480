/** What CloudFormation accepts and QuickSight then shows blank or wrong, by rule; a broken variant of each is tested. */
export const RULES = {
  'unknown dataset': 'a definition may read only the datasets it declares, and they must be in the template',
  'unknown column': 'a column must be one of its dataset, or a calculated field of it',
  'two datasets': 'the fields of one visual come from one dataset',
  'id twice': 'ids of sheets, visuals, fields, filters, controls, actions and names of parameters are used once',
  'no place': 'each visual and text box has a place in the layout of its sheet',
  'place of nothing': 'each place of a layout holds something of its sheet, of the kind it says',
  'outside the grid': 'a place lies within 36 columns',
  'places overlap': 'no two places of a sheet share a cell',
  union: 'where one kind must be chosen, exactly one is given',
  expression: 'calculated fields parse and call only functions of QuickSight, with the right number of arguments',
  'mixed aggregation': 'a calculated field has one grain: of rows or of groups',
  'date as category': 'a dimension has the kind of its column: dates, texts and numbers',
  'sum of text': 'only numbers are added up',
  'aggregated twice': 'a measure that is aggregated already names no aggregation, and any other names one',
  'filter without scope':
    'a filter says which visuals of which sheets it is for, and they are there and read its dataset',
  'filter turned off': 'a filter that is written down is on',
  'filter of another kind': 'a filter has the kind of its column',
  'parameter without control': 'each parameter can be seen and changed somewhere',
  'unknown parameter': 'filters, controls, actions and texts name parameters that are declared, by letters and digits',
  'parameter without default': 'a date and a single choice begin with a value',
  'parameter of another kind': 'filters and controls take parameters of their kind: dates, texts and numbers',
  'currencies added': 'money is of the one currency that a filter leaves, or says beside it of which it is',
  'partial KPI options': 'a KPI has all options, with target values and trend groups, or none',
  'not in the wells': 'sorting, actions and options name fields that the visual has',
  'label of nothing': 'a label of ours says which field it is for',
  'short name': 'the name of a sheet has two letters at least',
  untitled: 'each visual has a title and a subtitle',
  'action to nowhere': 'an action leads to sheets, visuals and parameters that are there',
  'too much': 'at most 20 sheets, 50 visuals a sheet, and a template of one megabyte',
  'never loaded':
    'deployment does not wait for SPICE and validates strictly; what is in SPICE is refreshed, without a start date in the past',
} as const

/** Name of a rule. */
export type Rule = keyof typeof RULES

/** One thing that would be blank or wrong, and where. */
export interface Problem {
  readonly rule: Rule
  /** Path of names, from the dashboard to the thing. */
  readonly where: string
  readonly what: string
}

/** A definition that must not be deployed; its message lists every problem with the rule. */
export class DashboardsRefused extends Error {
  readonly problems: readonly Problem[]

  constructor(problems: readonly Problem[]) {
    const lines = problems.map(({ rule, where, what }) => `- ${where}: ${what} (${rule}: ${RULES[rule]})`)
    super(
      `${problems.length} problems in the dashboards, which QuickSight would show blank or wrong:\n${lines.join('\n')}`,
    )
    this.name = 'DashboardsRefused'
    this.problems = problems
  }
}
