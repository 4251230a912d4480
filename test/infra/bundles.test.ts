import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AssetCode } from 'aws-cdk-lib/aws-lambda'
import { describe, expect, it } from 'vitest'
import { bundleFunctions, FUNCTIONS } from '../../lib/infra/bundles.ts'
import { ROOT } from './synthesised.ts'

describe('the code of the functions', () => {
  it('comes in one file each, with the catalog beside it, and is removed after use', () => {
    const folders: string[] = []
    {
      using bundles = bundleFunctions(ROOT)
      for (const file of FUNCTIONS) {
        const code = bundles.code(file)
        if (!(code instanceof AssetCode)) throw new Error(`${file} is not a folder`)
        folders.push(code.path)
        expect(readdirSync(code.path).sort()).toEqual(['catalog.json', 'index.mjs'])
        expect(() => JSON.parse(readFileSync(`${code.path}/catalog.json`, 'utf8'))).not.toThrow()
      }
    }
    expect(folders.map((folder) => basename(folder))).toEqual([...FUNCTIONS])
    expect(folders.filter((folder) => existsSync(folder))).toEqual([])
  })

  it('is every file of the folder of functions', () => {
    expect(readdirSync(`${ROOT}/functions`).sort()).toEqual(FUNCTIONS.map((file) => `${file}.ts`).sort())
  })
})
