import { describe, expect, it } from 'vitest'
import { checkDashboards, problemsIn } from '../../lib/analytics/check/check-dashboards.ts'
import { DashboardsRefused, RULES } from '../../lib/analytics/check/problem.ts'
import { CORNERS, fullest } from './broken-corners.ts'
import { BROKEN } from './broken-variants.ts'
import { SMALL, synthesiseDashboards } from './small-dashboard.ts'

const sound = JSON.stringify(synthesiseDashboards(SMALL).toJSON())

describe('the checker of dashboards', () => {
  it('finds nothing in a sound definition', () => {
    expect(problemsIn(sound)).toEqual([])
  })

  it('finds nothing in a template without dashboards', () => {
    expect(problemsIn('{"Resources":{"Queue":{"Type":"AWS::SQS::Queue"}}}')).toEqual([])
  })

  it.each(BROKEN)('refuses by the rule "%s": %s', (rule, _, make) => {
    const template = JSON.parse(sound)
    make(template)
    expect(problemsIn(JSON.stringify(template)).map((problem) => problem.rule)).toContain(rule)
  })

  it.each(CORNERS)('refuses by the rule "%s", and says that it %s', (rule, says, make) => {
    const template = JSON.parse(sound)
    make(template)
    const told = problemsIn(JSON.stringify(template)).filter((problem) => problem.rule === rule)
    expect(told.map(({ what }) => what)).toContainEqual(expect.stringContaining(says))
  })

  it('finds nothing in what is just allowed', () => {
    const template = JSON.parse(sound)
    fullest(template)
    expect(problemsIn(JSON.stringify(template))).toEqual([])
  })

  it('has a broken variant for each rule', () => {
    expect(new Set(BROKEN.map(([rule]) => rule))).toEqual(new Set(Object.keys(RULES)))
  })

  it('says where, what and which rule, and throws', () => {
    const template = JSON.parse(sound)
    BROKEN.find(([rule]) => rule === 'short name')?.[2](template)
    const check = () => checkDashboards(JSON.stringify(template))
    expect(check).toThrow(DashboardsRefused)
    expect(check).toThrow(/Dashboardes › A: is named "A" \(short name: the name of a sheet has two letters at least\)/)
  })
})
