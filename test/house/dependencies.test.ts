import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const ROOT = join(import.meta.dirname, '../..')
const read = (path: string) => JSON.parse(readFileSync(join(ROOT, path), 'utf8'))

interface Manifest {
  readonly dependencies?: Readonly<Record<string, string>>
  readonly devDependencies?: Readonly<Record<string, string>>
}

/** Dependencies that are not one exact version. */
const loose = ({ dependencies = {}, devDependencies = {} }: Manifest): string[] =>
  Object.entries({ ...dependencies, ...devDependencies })
    .filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))
    .map(([name, version]) => `${name}@${version}`)

interface Lock {
  readonly packages: Readonly<Record<string, { readonly version?: string; readonly resolved?: string } & Manifest>>
}

/** Where a lockfile names an address, or another version than the manifest. */
function unlocked({ packages }: Lock, manifest: Manifest): string[] {
  const wanted = { ...manifest.dependencies, ...manifest.devDependencies }
  return [
    ...Object.entries(packages).flatMap(([path, { resolved }]) => (resolved ? [`${path} is resolved`] : [])),
    ...Object.entries(wanted).flatMap(([name, version]) => {
      const locked = packages[`node_modules/${name}`]?.version
      return locked === version ? [] : [`${name} is locked at ${locked}, wanted ${version}`]
    }),
  ]
}

describe('the dependencies', () => {
  it('are exact versions, so that the same commit is the same code', () => {
    expect(loose(read('package.json'))).toEqual([])
  })

  it('are locked at these versions, without the address they came from', () => {
    expect(unlocked(read('package-lock.json'), read('package.json'))).toEqual([])
  })

  it('would be seen if they were loose, unlocked or addressed', () => {
    const manifest = { dependencies: { a: '^1.0.0', b: 'latest', c: '1.2.3', d: '1.2' }, devDependencies: { e: '*' } }
    expect(loose(manifest)).toEqual(['a@^1.0.0', 'b@latest', 'd@1.2', 'e@*'])
    const packages = { 'node_modules/a': { version: '1.0.1' }, 'node_modules/x': { resolved: 'https://somewhere' } }
    expect(unlocked({ packages }, { dependencies: { a: '1.0.0', c: '1.2.3' } })).toEqual([
      'node_modules/x is resolved',
      'a is locked at 1.0.1, wanted 1.0.0',
      'c is locked at undefined, wanted 1.2.3',
    ])
  })
})
