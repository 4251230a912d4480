import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KEYS } from '../../lib/aws/ledger-items.ts'
import { CHECKS } from '../../lib/domain/verify/violation.ts'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')

/** Paths of the repository that a page names and that are not there. */
const gone = (page: string): string[] =>
  [...page.matchAll(/`((?:lib|test|functions|statemachines|catalog|docs)\/[\w./-]+)/g)]
    .flatMap(([, path = '']) => [path.replace(/\.$/, '')])
    .filter((path) => !existsSync(join(ROOT, path)))

describe('the pages', () => {
  it.each([
    'docs/ledger.md',
    'docs/invariants.md',
    'docs/events.md',
    'docs/law.md',
    'docs/verify.md',
    'docs/dashboards.md',
  ])('%s names only files that are there', (page) => {
    expect(gone(read(page))).toEqual([])
  })

  it('name files whose absence would be seen', () => {
    expect(gone('see `lib/aws/gone.ts` and `lib/ports.ts`')).toEqual(['lib/aws/gone.ts'])
  })

  it('know every kind of item that the ledger has', () => {
    const page = read('docs/ledger.md')
    const kinds = Object.values(KEYS).map((key) => key('x'))
    for (const key of kinds) expect(page).toContain((typeof key === 'string' ? key : key.pk).replace(/x$/, '<'))
  })

  it('say of each check of verify what fails it', () => {
    const told = read('docs/verify.md')
      .split('\n')
      .flatMap((line) => (line.startsWith('| `') ? [...(line.split(' | ')[0] ?? '').matchAll(/`(\w+)`/g)] : []))
    expect(told.map(([, name]) => name)).toEqual([...CHECKS])
  })

  it('have a line for each of the fourteen invariants, with the code and the test', () => {
    const lines = read('docs/invariants.md')
      .split('\n')
      .filter((line) => /^\| I\d+ \|/.test(line))
    expect(lines.map((line) => line.split(' | ')[0]?.slice(2))).toEqual(
      Array.from({ length: 14 }, (_, index) => `I${index + 1}`),
    )
    for (const line of lines) {
      const [, , kept = '', guarded = ''] = line.split(' | ')
      expect(
        [kept, guarded].every((cell) => cell.length > 0),
        line,
      ).toBe(true)
    }
  })
})
