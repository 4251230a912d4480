import { describe, expect, it } from 'vitest'
import { problemsIn } from '../../lib/analytics/check/check-dashboards.ts'
import type { Json } from '../../lib/analytics/check/json.ts'
import { definitionOf } from '../../lib/analytics/dashboards/definition.ts'
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

  it('fit into a template of one megabyte with room to grow', () => {
    expect(Buffer.byteLength(text)).toBeLessThan(500_000)
  })
})
