import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { AssetCode } from 'aws-cdk-lib/aws-lambda'
import { describe, expect, it } from 'vitest'
import { bundleFunctions, FUNCTION_FILES, type FunctionId } from '../../lib/infra/bundles.ts'
import { ROOT } from './synthesised.ts'

const FUNCTION_IDS: readonly FunctionId[] = ['RecordEvent', 'DecideNextStep', 'ContactDebtor', 'PublishEvents']

describe('the code of the functions', () => {
  it('comes in one file each, with the catalog beside it, and is removed after use', () => {
    const catalog = { format: 1, policies: { 'b2b-30-days': {} } }
    const folders: string[] = []
    {
      using bundles = bundleFunctions(ROOT, catalog, {})
      for (const id of FUNCTION_IDS) {
        const code = bundles.code(id)
        if (!(code instanceof AssetCode)) throw new Error(`${id} is not a folder`)
        folders.push(code.path)
        expect(readdirSync(code.path).sort()).toEqual(['catalog.json', 'index.mjs'])
        expect(JSON.parse(readFileSync(`${code.path}/catalog.json`, 'utf8'))).toEqual(catalog)
      }
    }
    expect(folders.map((folder) => basename(folder))).toEqual(Object.values(FUNCTION_FILES))
    expect(folders.filter((folder) => existsSync(folder))).toEqual([])
  })

  it('is every file of the folder of functions', () => {
    expect(readdirSync(`${ROOT}/functions`).sort()).toEqual(
      Object.values(FUNCTION_FILES)
        .map((file) => `${file}.ts`)
        .sort(),
    )
  })
})
