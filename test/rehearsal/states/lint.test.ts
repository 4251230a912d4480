import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { lintDefinition } from '../../../lib/rehearsal/states/lint.ts'

const journey = readFileSync(join(import.meta.dirname, '../../../statemachines/dunning-journey.asl.json'), 'utf8')

const state = z.looseObject({
  Next: z.string().optional(),
  Retry: z.array(z.looseObject({ ErrorEquals: z.array(z.string()) })).optional(),
  Catch: z.array(z.looseObject({ ErrorEquals: z.array(z.string()), Next: z.string() })).optional(),
})
const machine = z.looseObject({ StartAt: z.string(), States: z.record(z.string(), state) })

type MutableMachine = z.infer<typeof machine>

/** The findings, as `state: problem`, of the journey after one change. */
function findingsAfter(change: (machine: MutableMachine) => void): string[] {
  const changed = machine.parse(JSON.parse(journey))
  change(changed)
  return lintDefinition(JSON.stringify(changed)).map(({ state, problem }) => `${state ?? 'machine'}: ${problem}`)
}

const stateIn = (machine: MutableMachine, name: string) => {
  const found = machine.States[name]
  if (!found) throw new Error(`the journey has no state ${name} any more`)
  return found
}

describe('the lint of state machines', () => {
  it('finds nothing in the dunning journey', () => {
    expect(lintDefinition(journey)).toEqual([])
  })

  it.each(['States.ALL', 'States.TaskFailed', 'States.Timeout'])('forbids Retry on %s', (name) => {
    const findings = findingsAfter((changed) => {
      stateIn(changed, 'ContactDebtor').Retry = [{ ErrorEquals: [name] }]
    })
    expect(findings).toEqual([`ContactDebtor: Retry names ${name}`])
  })

  it('wants a failed condition of a park to lead to DecideNextStep', () => {
    const lost = findingsAfter((changed) => {
      const park = stateIn(changed, 'OnHold')
      park.Catch = park.Catch?.filter(({ ErrorEquals }) => !ErrorEquals[0]?.startsWith('DynamoDb')) ?? []
    })
    const astray = findingsAfter((changed) => {
      for (const each of stateIn(changed, 'OnHold').Catch ?? []) each.Next = 'HandOver'
    })
    expect([lost, astray]).toEqual([
      ['OnHold: a failed condition does not lead to DecideNextStep'],
      ['OnHold: a failed condition does not lead to DecideNextStep'],
    ])
  })

  it('wants States.ALL alone and last', () => {
    const first = findingsAfter((changed) => stateIn(changed, 'OnHold').Catch?.reverse())
    const accompanied = findingsAfter((changed) => stateIn(changed, 'OnHold').Catch?.at(-1)?.ErrorEquals.push('Other'))
    expect(first).toEqual(['OnHold: States.ALL is not alone and last in Catch'])
    expect(accompanied).toEqual(['OnHold: States.ALL is not alone and last in Catch'])
  })

  it('wants a heartbeat below the timeout', () => {
    const findings = findingsAfter((changed) => {
      stateIn(changed, 'ContactDebtor').HeartbeatSeconds = 14_400
    })
    expect(findings).toEqual(['ContactDebtor: HeartbeatSeconds 14400 is not below TimeoutSeconds 14400'])
  })

  it('finds ways that lead nowhere', () => {
    const next = findingsAfter((changed) => {
      stateIn(changed, 'EndJourney').Next = 'Finished'
    })
    const caught = findingsAfter((changed) => {
      for (const each of stateIn(changed, 'ContinueAsNew').Catch ?? []) each.Next = 'Nobody'
    })
    const start = findingsAfter((changed) => {
      changed.StartAt = 'Begin'
    })
    expect(next).toEqual(["EndJourney: Next leads to 'Finished', which is no state"])
    expect(caught).toEqual(["ContinueAsNew: Catch[0] leads to 'Nobody', which is no state"])
    expect(start).toEqual(["machine: StartAt 'Begin' is no state"])
  })

  it('finds states that no way leads to', () => {
    const findings = findingsAfter((changed) => {
      changed.States.Forgotten = { Type: 'Pass', Next: 'Ended' }
    })
    expect(findings).toEqual(['Forgotten: no way leads here'])
  })

  it('wants a Default in every Choice', () => {
    const findings = findingsAfter((changed) => {
      delete stateIn(changed, 'Route').Default
    })
    expect(findings).toEqual(['Route: a Choice without Default', 'ContinueAsNew: no way leads here'])
  })

  it('finds a variable that not every way has assigned', () => {
    const never = findingsAfter((changed) => {
      stateIn(changed, 'EndJourney').Output = '{% $outcome %}'
    })
    const sometimes = findingsAfter((changed) => {
      delete stateIn(changed, 'DecideNextStep').Catch?.[0]?.Assign
    })
    expect(never).toEqual(['EndJourney: Output reads $outcome, which not every way to this state has assigned'])
    expect(sometimes).toContain(
      'HandOver: Arguments/TransactItems[0]/Update/ExpressionAttributeValues/:lowest/N reads $lowest, which not every way to this state has assigned',
    )
  })

  it('finds an Output that reads what the same state assigns', () => {
    const findings = findingsAfter((changed) => {
      stateIn(changed, 'ContactDebtor').Output = '{% $decision %}'
    })
    expect(findings).toEqual([
      'ContactDebtor: Output reads $decision, which the same state assigns: Output sees the value from before',
    ])
  })

  it('knows the integrations we use and no others', () => {
    const findings = findingsAfter((changed) => {
      stateIn(changed, 'ContinueAsNew').Resource = 'arn:aws:states:::events:putEvents'
    })
    expect(findings).toEqual(['ContinueAsNew: the integration arn:aws:states:::events:putEvents is not on the list'])
  })

  it('allows fifteen states', () => {
    const findings = findingsAfter((changed) => {
      stateIn(changed, 'EndJourney').Next = 'Extra0'
      for (let extra = 0; extra < 4; extra++) {
        changed.States[`Extra${extra}`] = { Type: 'Pass', Next: extra < 3 ? `Extra${extra + 1}` : 'Ended' }
      }
    })
    expect(findings).toEqual(['machine: 16 states, more than 15'])
  })

  it('reports what the rehearsal does not implement, and where', () => {
    const findings = findingsAfter((changed) => {
      stateIn(changed, 'EndJourney').ResultPath = '$'
    })
    expect(findings).toEqual(['EndJourney: the rehearsal does not implement the field ResultPath at States/EndJourney'])
  })

  it('reports an expression that cannot be parsed', () => {
    const findings = findingsAfter((changed) => {
      stateIn(changed, 'EndJourney').Output = '{% $states.input. %}'
    })
    expect(findings).toHaveLength(1)
    expect(findings[0]).toContain("'$states.input.' is not a JSONata expression")
  })

  it('says for each finding what to do', () => {
    const remedies = lintDefinition(journey.replaceAll('"States.Timeout"', '"States.HeartbeatTimeout"'))
    expect(remedies.map(({ state, remedy }) => [state, remedy.length > 0])).toEqual([
      ['WaitForReminderTime', true],
      ['WaitForInstalment', true],
      ['WaitForPayment', true],
      ['OnHold', true],
      ['ContactDebtor', true],
    ])
  })
})
