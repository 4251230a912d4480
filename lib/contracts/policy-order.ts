/** A value of a policy that does not agree with the others: where it is, what it is, and what is allowed there. */
export interface PolicyMistake {
  readonly path: readonly (string | number)[]
  readonly input: unknown
  readonly allowed: string
}

type StepClass = 'beforeDue' | 'overdue' | 'arrangement' | 'formalNotice'

interface OrderedStep {
  readonly id: string
  readonly level: number
  readonly class: StepClass
  readonly offset: {
    readonly from: 'dueDate' | 'previousTouch'
    readonly days: number
    readonly count: 'calendar' | 'business'
    readonly until?: 'payDay'
  }
  readonly channels: readonly string[]
  readonly consequence?: string
  readonly approval?: { readonly then: 'skip' | 'handOver' }
}

interface OrderedPolicy {
  readonly graceDays: number
  readonly minimumAmount: Readonly<Record<string, number>>
  readonly personAbove: Readonly<Record<string, number>>
  readonly minimumDaysBetween: number
  readonly coldStart: { readonly level: number }
  readonly languages: readonly string[]
  readonly steps: readonly OrderedStep[]
}

const rank = { beforeDue: 0, overdue: 1, arrangement: 1, formalNotice: 2 } as const satisfies Record<StepClass, number>

/** The classes of a step by whether its level is 0, which is before the due date; an agreement is reminded of on both sides. */
const allowedBefore: readonly StepClass[] = ['beforeDue', 'arrangement']
const allowedAfter: readonly StepClass[] = ['overdue', 'arrangement', 'formalNotice']

/** Every place where the steps of a policy contradict each other, in the order of the file; empty when they agree. */
export const policyMistakes = (policy: OrderedPolicy): readonly PolicyMistake[] => [
  ...policy.languages.flatMap((language, index) =>
    policy.languages.indexOf(language) === index
      ? []
      : [{ path: ['languages', index], input: language, allowed: 'each language once' }],
  ),
  ...Object.entries(policy.personAbove).flatMap(([currency, above]) => {
    const minimum = policy.minimumAmount[currency] ?? 0
    const allowed = `more than the minimumAmount of ${currency}, ${minimum}`
    return above > minimum ? [] : [{ path: ['personAbove', currency], input: above, allowed }]
  }),
  ...(policy.steps.some((step) => step.level === policy.coldStart.level)
    ? []
    : [{ path: ['coldStart', 'level'], input: policy.coldStart.level, allowed: 'a level that one of the steps has' }]),
  ...stepMistakes(policy),
]

const stepMistakes = (policy: OrderedPolicy): PolicyMistake[] => {
  const mistakes: PolicyMistake[] = []
  let before: OrderedStep | undefined
  let dayBefore = Number.NEGATIVE_INFINITY
  for (const [index, step] of policy.steps.entries()) {
    const { offset } = step
    const day = offset.from === 'dueDate' ? calendarDays(offset) : dayBefore + calendarDays(offset)
    const refuse = (where: readonly (string | number)[], input: unknown, allowed: string) =>
      mistakes.push({ path: ['steps', index, ...where], input, allowed })

    if (policy.steps.findIndex((other) => other.id === step.id) !== index) {
      refuse(['id'], step.id, 'a name that no other step of this policy has')
    }
    const level = before?.level ?? 0
    if (step.level < level || step.level > level + 1) {
      refuse(['level'], step.level, `${level} or ${level + 1}: a level never falls, and rises by one at most`)
    }
    if (rank[step.class] < rank[before?.class ?? 'beforeDue']) {
      refuse(['class'], step.class, `"${before?.class}" or later, as the step before it`)
    }
    if (!(step.level === 0 ? allowedBefore : allowedAfter).includes(step.class)) {
      refuse(
        ['class'],
        step.class,
        step.level === 0
          ? '"beforeDue" or "arrangement", because level 0 is before the due date'
          : '"overdue", "arrangement" or "formalNotice" from level 1 on',
      )
    }
    if (step.class === 'formalNotice' && !before?.level) {
      refuse(['class'], step.class, '"overdue": a formal notice comes after a reminder, never first')
    }
    if (step.consequence !== undefined && step.level < 2) {
      refuse(['consequence'], step.consequence, 'nothing below level 2: the level before it is the warning')
    }
    const call = step.channels.indexOf('call')
    if (step.consequence !== undefined && call >= 0) {
      refuse(
        ['channels', call],
        'call',
        'email, sms or whatsapp: what has a consequence is said in writing, while the warning before it still counts; a call is made when somebody has time. The warning itself may be a call',
      )
    }
    if (step.level === 0 && offset.until !== undefined) {
      refuse(['offset', 'until'], offset.until, 'nothing before the due date: the pay day may come after it')
    }
    const after = policy.steps[index + 1]
    if (step.approval?.then === 'skip' && after && after.level > level + 1) {
      refuse(
        ['approval', 'then'],
        'skip',
        `"handOver": without this step the next would rise from level ${level} to ${after.level}`,
      )
    }
    if (offset.from === 'previousTouch' && before === undefined) {
      refuse(['offset', 'from'], offset.from, '"dueDate": the first step has no message before it')
    } else if (step.level === 0 && day > 0) {
      refuse(['offset', 'days'], offset.days, '0 or less for a step of level 0')
    } else if (step.level > 0 && day <= policy.graceDays) {
      refuse(
        ['offset', 'days'],
        offset.days,
        `more than graceDays (${policy.graceDays}) for a step of level ${step.level}`,
      )
    } else if (day - dayBefore < policy.minimumDaysBetween) {
      refuse(
        ['offset', 'days'],
        offset.days,
        `at least minimumDaysBetween (${policy.minimumDaysBetween}) days after the step before it`,
      )
    }
    before = step
    dayBefore = day
  }
  return mistakes
}

/** Five business days are a calendar week: near enough to tell which of two steps comes first. */
const calendarDays = ({ days, count }: OrderedStep['offset']): number =>
  count === 'business' ? Math.trunc((days * 7) / 5) : days
