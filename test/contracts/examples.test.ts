import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type EventSchema, schemaIn, schemaOut } from '../../lib/cli/event-schemas.ts'
import { NAMES_IN, NAMES_OUT } from '../../lib/cli/events-page.ts'
import { documents, WRITTEN_FOLDERS } from '../../lib/cli/write-docs.ts'
import { EVENTS_IN } from '../../lib/contracts/events.ts'
import { EXAMPLES_IN } from '../../lib/contracts/examples.ts'
import { EVENTS_OUT } from '../../lib/contracts/published.ts'
import { EXAMPLES_OUT } from '../../lib/contracts/published-examples.ts'

const ROOT = join(import.meta.dirname, '../..')
const DOCUMENTS = documents()

describe('the documented examples', () => {
  it.each(NAMES_IN)('%s is accepted by its contract', (name) => {
    expect(EVENTS_IN[name].safeParse(EXAMPLES_IN[name].detail).error?.issues ?? []).toEqual([])
  })

  it.each(NAMES_OUT)('%s is what we would publish', (name) => {
    expect(EVENTS_OUT[name].safeParse(EXAMPLES_OUT[name].detail).error?.issues ?? []).toEqual([])
  })

  it('say of each field what it means', () => {
    for (const schema of [...NAMES_IN.map(schemaIn), ...NAMES_OUT.map(schemaOut)])
      expect(undescribed(schema), schema.description).toEqual([])
  })
})

/** Fields without a meaning, by path. */
const undescribed = (schema: EventSchema, path = ''): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, part]) => [
    ...(part.description ? [] : [`${path}${name}`]),
    ...[part, ...(part.items ? [part.items] : []), ...(part.oneOf ?? [])].flatMap((one) =>
      undescribed(one, `${path}${name}.`),
    ),
  ])

describe('the written documentation', () => {
  it.each([...DOCUMENTS])('%s is what the contracts say now (puntual docs writes it)', (path, text) => {
    expect(readFileSync(join(ROOT, path), 'utf8')).toBe(text)
  })

  it('has no file of an event that is gone', () => {
    const there = WRITTEN_FOLDERS.flatMap((folder) =>
      readdirSync(join(ROOT, folder)).map((file) => `${folder}/${file}`),
    )
    expect(there.filter((path) => !DOCUMENTS.has(path))).toEqual([])
  })

  it('keeps the field called "allowed" of EventRefused, which is no rule of ours', () => {
    const schema: unknown = JSON.parse(DOCUMENTS.get('docs/schemas/EventRefused.json') ?? '')
    expect(schema).toHaveProperty('properties.problems.items.properties.allowed.type', 'string')
  })

  it('has patterns that a reader without Unicode classes understands as we do', () => {
    for (const [path, text] of DOCUMENTS) if (path.startsWith('docs/schemas/')) expect(text, path).not.toContain('p{')
    const schema = JSON.parse(DOCUMENTS.get('docs/schemas/DebtorUpserted.json') ?? '')
    const name = new RegExp(schema.properties.name.pattern)
    expect(['Pepa Cc {}', 'a\nb', '\u0000', '\u0085'].map((text) => name.test(text))).toEqual([
      true,
      false,
      false,
      false,
    ])
  })
})
