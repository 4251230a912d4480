import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { EVENTS_IN } from '../../lib/contracts/events.ts'
import { EVENTS_OUT } from '../../lib/contracts/published.ts'
import { assembly } from '../assembly.ts'

interface Resource {
  readonly Type: string
  readonly Properties: { readonly SchemaName: string; readonly Type: string; readonly Content: string }
}

describe('the schema registry', () => {
  const template: { readonly Resources: Readonly<Record<string, Resource>> } = JSON.parse(
    readFileSync(join(assembly(), 'Puntual.template.json'), 'utf8'),
  )
  const schemas = Object.values(template.Resources).filter(({ Type }) => Type === 'AWS::EventSchemas::Schema')

  it('holds every event in and out', () => {
    const names = [...Object.keys(EVENTS_IN), ...Object.keys(EVENTS_OUT)].sort()
    expect(schemas.map(({ Properties }) => Properties.SchemaName).sort()).toEqual(names)
  })

  it('describes the event as the bus carries it, in draft 4 and within 100 KB', () => {
    for (const { Properties } of schemas) {
      const schema = JSON.parse(Properties.Content)
      expect(Properties.Type).toBe('JSONSchemaDraft4')
      expect(Properties.Content.length).toBeLessThan(100_000)
      expect(schema.$schema).toContain('draft-04')
      expect(schema.properties['detail-type'].enum).toEqual([Properties.SchemaName])
      expect(schema.properties.detail.required).toContain('version')
    }
  })
})
