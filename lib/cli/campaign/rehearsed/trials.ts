import { seeded } from '../../../simulation/seeded.ts'
import { bounded } from './bounded.ts'
import { brokenIn } from './ending.ts'
import { isFaultKind } from './faults.ts'
import { type Calm, type Theatre, tellFaulted } from './telling.ts'
import type { Planned } from './troubled.ts'

/** One faulted run: a tale, and what befalls which of its calls. */
export interface Trial {
  readonly calm: Calm
  readonly faults: readonly Planned[]
}

/** The one run that no single fault makes: deciding fails, and so does leaving the invoice to a person. The journey dies. */
export const DYING = 'pays/1/DecideNextStep.lambda.Invoke.0/refused+1/HandOver.Ledger.TransactWriteItems.0/held'

/** What broke in a faulted run; `name` tells it again. */
export interface Failure {
  readonly name: string
  readonly problems: readonly string[]
}

/** What a campaign came to. */
export interface Outcome {
  readonly runs: number
  /** Runs in which no fault met its call: a warm function did not need to ask. */
  readonly missed: number
  readonly failures: readonly Failure[]
  /** States, retries and catches of the machine that were taken. */
  readonly ways: ReadonlySet<string>
}

/** The name of a run, such as `pays/3/EndJourney.Ledger.UpdateItem.0/throttled`: the first such call after rest 3. */
export const nameOf = ({ calm, faults }: Trial): string =>
  `${calm.tale.name}/${faults.map(({ rest, label, time, kind }) => `${rest}/${label.replace(' ', '.')}.${time}/${kind}`).join('+')}`

/** The run of a name; undefined when there is none of these tales. */
export function namedTrial(calms: readonly Calm[], name: string): Trial | undefined {
  const slash = name.indexOf('/')
  const calm = calms.find(({ tale }) => tale.name === name.slice(0, slash))
  const parts = name.slice(slash + 1).split('+')
  const faults = parts.flatMap((one) => {
    const [, rest, who, what, time, kind = ''] = /^(\d+)\/(\w+)\.([\w-]+\.\w+)\.(\d+)\/(\w+)$/.exec(one) ?? []
    return isFaultKind(kind) ? [{ rest: Number(rest), label: `${who} ${what}`, time: Number(time), kind }] : []
  })
  return calm && faults.length === parts.length ? { calm, faults } : undefined
}

/** Every single fault at every call of these tales. */
export const allTrials = (calms: readonly Calm[]): Trial[] =>
  calms.flatMap((calm) =>
    calm.calls.flatMap(({ rest, label, time, kinds }) =>
      kinds.map((kind) => ({ calm, faults: [{ rest, label, time, kind }] })),
    ),
  )

/** So many of them by seed: first each fault once at each call of each state, then at each call of each function, then more. */
export function sampled(trials: readonly Trial[], seed: number, count: number): Trial[] {
  const shuffled = seeded(seed).shuffled(trials)
  const met = new Set<string>()
  const ranked = shuffled.map((trial) => {
    const kind = trial.faults.map((fault) => `${fault.label} ${fault.kind}`).join()
    const isFirst = !met.has(kind)
    met.add(kind)
    return { trial, rank: isFirst ? (isOfMachine(trial) ? 0 : 1) : 2 }
  })
  return ranked
    .sort((a, b) => a.rank - b.rank)
    .slice(0, count)
    .map(({ trial }) => trial)
}

/** Whether the machine itself makes the call. */
const isOfMachine = ({ calm, faults }: Trial): boolean =>
  faults.every(({ label }) => calm.calls.some((one) => one.label === label && one.ofMachine))

/** So many pairs of faults by seed, each pair in one tale. */
export function pairedTrials(calms: readonly Calm[], seed: number, count: number): Trial[] {
  const draw = seeded(seed)
  return Array.from({ length: count }, () => {
    const calm = draw.pick(calms)
    const faults = [draw.pick(calm.calls), draw.pick(calm.calls)].map(({ rest, label, time, kinds }) => ({
      rest,
      label,
      time,
      kind: draw.pick(kinds),
    }))
    return { calm, faults }
  })
}

/** Runs trials one after another, and hears of each when it is over. */
export async function tryAll(
  theatre: Theatre,
  trials: readonly Trial[],
  onTrial: (trial: Trial, problems: readonly string[]) => void = () => {},
): Promise<Outcome> {
  const failures: Failure[] = []
  const ways = new Set<string>()
  let missed = 0
  for (const trial of trials) {
    const { problems, befallen, ways: taken } = await attempt(theatre, trial)
    for (const way of taken) ways.add(way)
    if (befallen === 0) missed++
    if (problems.length > 0) failures.push({ name: nameOf(trial), problems })
    onTrial(trial, problems)
  }
  return { runs: trials.length, missed, failures, ways }
}

async function attempt(theatre: Theatre, { calm, faults }: Trial) {
  try {
    const { ending, ...rest } = await bounded(theatre.rehearsal.world, () => tellFaulted(theatre, calm, faults))
    return { ...rest, problems: brokenIn(ending, calm.ending, faults) }
  } catch (fault) {
    // A run that the rehearsal itself cannot end is a finding too, and the next begins from a snapshot anyway.
    return {
      problems: [fault instanceof Error ? (fault.stack ?? fault.message) : String(fault)],
      befallen: 1,
      ways: [],
    }
  }
}
