import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { EVENTS_IN } from '../../lib/contracts/events.ts'
import { readArrival } from '../../lib/contracts/intake.ts'
import { EVENTS_OUT } from '../../lib/contracts/published.ts'
import { paragraphsMissingFrom } from '../../lib/infra/runbook.ts'

const ROOT = join(import.meta.dirname, '../..')
const readme = readFileSync(join(ROOT, 'README.md'), 'utf8')

it('has a paragraph for every alarm', () => {
  expect(paragraphsMissingFrom(readme)).toEqual([])
})

it('names every event, in and out', () => {
  const names = [...Object.keys(EVENTS_IN), ...Object.keys(EVENTS_OUT)]
  expect(names.filter((name) => !readme.includes(`\`${name}\``))).toEqual([])
})

it('shows an event that the intake takes', () => {
  const [, block = ''] = /```json\n([^`]*)```/.exec(readme) ?? []
  const { Source, DetailType, Detail } = JSON.parse(block)
  const body = JSON.stringify({ id: '1', source: Source, 'detail-type': DetailType, detail: JSON.parse(Detail) })
  expect(readArrival(body)).toMatchObject({ kind: 'event', event: { name: 'InvoiceIssued' } })
})

it('uses only commands and options that exist', () => {
  const help = execFileSync(process.execPath, ['bin/puntual.ts', '--help'], { cwd: ROOT, encoding: 'utf8' })
  const used = [...readme.matchAll(/npx puntual ([a-z]+)/g)].map(([, command]) => command ?? '')
  expect(used.length).toBeGreaterThan(5)
  expect(used.filter((command) => !help.includes(`puntual ${command}`))).toEqual([])
  const options = [...readme.matchAll(/npx puntual .*|npm start -- .*/g)].flatMap(
    ([line]) => line.match(/ --[a-z]+/g) ?? [],
  )
  expect(options.filter((option) => !help.includes(option.trim()))).toEqual([])
})
