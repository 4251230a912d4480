import { execFile } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readArrival } from '../../lib/contracts/intake.ts'
import { boot, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import { asFields, fieldsList, text } from '../../lib/rehearsal/gateway/fields.ts'
import { assembly, ROOT } from '../assembly.ts'

const run = promisify(execFile)
const page = readFileSync(join(ROOT, 'docs/publishing.md'), 'utf8')
const block = (language: string): string => {
  const [, code] = page.match(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``)) ?? []
  if (code === undefined) throw new Error(`docs/publishing.md has no block in ${language}`)
  return code
}

/** The detail as the code writes it: every language here can hold JSON as it is, or escaped in a text. */
function detailIn(code: string): unknown {
  const plain = code.replaceAll('\\"', '"')
  const start = plain.indexOf('{', plain.lastIndexOf('{', plain.indexOf('"version"')))
  let depth = 0
  for (let at = start; at < plain.length; at++) {
    if (plain[at] === '{') depth++
    if (plain[at] === '}' && --depth === 0) return JSON.parse(plain.slice(start, at + 1).replace(/,(\s*})/g, '$1'))
  }
  throw new Error('the detail does not end')
}

let rehearsal: Rehearsal
const published: { readonly source: string; readonly name: string; readonly detail: string }[] = []
beforeAll(async () => {
  rehearsal = await boot({ assembly: assembly(), start: Date.parse('2026-06-01T12:00:00Z') })
  rehearsal.calls.onCall = (call, proceed) => {
    if (call.operation === 'PutEvents')
      for (const entry of fieldsList(asFields(call.input), 'Entries'))
        published.push({
          source: text(entry, 'Source'),
          name: text(entry, 'DetailType'),
          detail: text(entry, 'Detail'),
        })
    return proceed()
  }
})
afterAll(() => rehearsal.stop())

const environment = () => ({
  ...process.env,
  AWS_ENDPOINT_URL: rehearsal.endpoint,
  AWS_REGION: 'us-east-1',
  AWS_DEFAULT_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'erp',
  AWS_SECRET_ACCESS_KEY: 'erp',
})

/** Whether this machine has what a language needs. */
const has = (command: string, ...words: readonly string[]): Promise<boolean> =>
  run(command, words).then(
    () => true,
    () => false,
  )

const LANGUAGES: Readonly<Record<string, { needs: () => Promise<boolean>; runs: readonly [string, ...string[]] }>> = {
  sh: { needs: () => has('aws', '--version'), runs: ['bash', '-c'] },
  python: { needs: () => has('python3', '-c', 'import boto3'), runs: ['python3', '-c'] },
  ts: { needs: async () => true, runs: [process.execPath, '--input-type=module-typescript', '-e'] },
}

describe('the calls of docs/publishing.md', () => {
  it('say the same sound event in all four languages', () => {
    for (const language of ['sh', 'python', 'ts', 'java']) {
      const code = block(language)
      const body = { id: '1', source: 'erp', 'detail-type': 'InvoiceIssued', detail: detailIn(code) }
      expect(readArrival(JSON.stringify(body)), language).toMatchObject({ kind: 'event' })
      expect(body.detail, language).toEqual(detailIn(block('ts')))
      expect(code).toMatch(/FailedEntryCount|failedEntryCount/)
    }
  })

  it('are taken by the bus, each in whatever language this machine speaks', async () => {
    const spoken: string[] = []
    for (const [language, { needs, runs }] of Object.entries(LANGUAGES)) {
      if (!(await needs())) continue
      const [command, ...words] = runs
      const { stdout } = await run(command, [...words, block(language)], { cwd: ROOT, env: environment() })
      expect(stdout.trim(), language).toBe('0')
      spoken.push(language)
    }
    expect(spoken).toContain('ts')
    expect(published.length).toBe(spoken.length)
    for (const { source, name, detail } of published)
      expect([source, name, JSON.parse(detail)]).toEqual(['erp', 'InvoiceIssued', detailIn(block('ts'))])
  })

  it('break when the event is spoiled', () => {
    const spoiled = detailIn(block('python').replace('"COP"', '"PESOS"'))
    const body = { id: '1', source: 'erp', 'detail-type': 'InvoiceIssued', detail: spoiled }
    expect(readArrival(JSON.stringify(body)).kind).toBe('refused')
  })
})
