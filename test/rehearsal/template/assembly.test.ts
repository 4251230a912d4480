import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { parseTemplate, readAssembly } from '../../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../../lib/rehearsal/template/deploy.ts'

const place = { account: '111122223333', region: 'sa-east-1', endpoint: 'http://127.0.0.1:4566' }

describe('a cloud assembly', () => {
  let directory: string
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'assembly-'))
  })
  afterEach(() => rmSync(directory, { recursive: true }))

  const write = (name: string, content: unknown) => writeFileSync(join(directory, name), JSON.stringify(content))
  const stack = (templateFile: string, stackName?: string) => ({
    type: 'aws:cloudformation:stack',
    properties: { templateFile, stackName },
  })

  it('gives its one stack, under its own name, and the directory behind each asset', () => {
    mkdirSync(join(directory, 'asset.code'))
    write('manifest.json', {
      artifacts: {
        Assets: { type: 'cdk:asset-manifest', properties: { file: 'Puntual.assets.json' } },
        Puntual: stack('Puntual.template.json', 'puntual-prod'),
        // Only looked at: nothing of it runs.
        PuntualDashboards: stack('PuntualDashboards.template.json'),
        Tree: { type: 'cdk:tree' },
      },
    })
    write('Puntual.template.json', { Resources: { Dlq: { Type: 'AWS::SQS::Queue' } } })
    write('Puntual.assets.json', {
      files: {
        code: { source: { path: 'asset.code', packaging: 'zip' }, destinations: { here: { objectKey: 'code.zip' } } },
      },
      dockerImages: {},
    })

    const deployed = deploy(readAssembly(directory), place)
    expect(deployed.stackName).toBe('puntual-prod')
    expect([...deployed.resources.keys()]).toEqual(['Dlq'])
    expect(deployed.assetPath('code.zip')).toBe(join(directory, 'asset.code'))
    expect(() => deployed.assetPath('other.zip')).toThrow('no asset of the assembly has the key other.zip')
  })

  it('is refused with two stacks, with stages, and with container images, by name', () => {
    write('manifest.json', { artifacts: { One: stack('a.json'), Two: stack('b.json') } })
    expect(() => readAssembly(directory)).toThrow('an assembly of 2 stacks (One, Two)')

    write('manifest.json', { artifacts: { One: stack('a.json'), Prod: { type: 'cdk:cloud-assembly' } } })
    expect(() => readAssembly(directory)).toThrow('an assembly with stages (Prod)')

    write('manifest.json', {
      artifacts: { One: stack('a.json'), Assets: { type: 'cdk:asset-manifest', properties: { file: 'assets.json' } } },
    })
    write('assets.json', { files: {}, dockerImages: { worker: {} } })
    expect(() => readAssembly(directory)).toThrow('container images (worker)')
  })

  it('says which file is missing or unreadable', () => {
    expect(() => readAssembly(directory)).toThrow(join(directory, 'manifest.json'))
  })
})

describe('a template', () => {
  it('may carry the bootstrap check, and no other section that changes what is deployed', () => {
    expect(parseTemplate('s', { Resources: {}, Rules: { CheckBootstrapVersion: {} } }).name).toBe('s')
    expect(() => parseTemplate('s', { Rules: { Mine: {} } })).toThrow('the rule Mine')
    expect(() => parseTemplate('s', { Transform: 'AWS::Serverless-2016-10-31' })).toThrow('the section Transform')
  })
})
