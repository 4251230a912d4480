import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { NotRehearsed } from '../aws-error.ts'
import { invalid, isRecord, recordOf, textOf } from './shape.ts'

/** A CloudFormation template as written, nothing resolved, and the directory on disk behind each asset's S3 key. */
export interface Template {
  readonly name: string
  readonly resources: Readonly<Record<string, unknown>>
  readonly parameters: Readonly<Record<string, unknown>>
  readonly conditions: Readonly<Record<string, unknown>>
  readonly mappings: Readonly<Record<string, unknown>>
  readonly outputs: Readonly<Record<string, unknown>>
  readonly assets: ReadonlyMap<string, string>
}

const sections = new Set([
  ...['Resources', 'Parameters', 'Conditions', 'Mappings', 'Outputs', 'Rules'],
  ...['AWSTemplateFormatVersion', 'Description', 'Metadata'],
])

/** The stack that only looks: QuickSight's dashboards are drawn from its template (`lib/preview`), and nothing of it runs. */
const LOOKS_ON = 'PuntualDashboards'

/** Reads the one stack of a CDK cloud assembly that runs; a second one, a stage or a nested stack is refused by name. */
export function readAssembly(directory: string): Template {
  const manifest = recordOf(readJson(join(directory, 'manifest.json')), 'the manifest')
  const artifacts = Object.entries(recordOf(manifest.artifacts, 'the artifacts of the manifest')).map(
    ([id, artifact]) => ({ id, ...artifactOf(artifact, id) }),
  )
  const stages = artifacts.filter(({ type }) => type === 'cdk:cloud-assembly')
  if (stages.length > 0) throw new NotRehearsed(`an assembly with stages (${idsOf(stages)})`)
  const stacks = artifacts.filter(({ type, id }) => type === 'aws:cloudformation:stack' && id !== LOOKS_ON)
  const [stack] = stacks
  if (!stack || stacks.length > 1)
    throw new NotRehearsed(`an assembly of ${stacks.length} stacks (${idsOf(stacks)}): it boots exactly one`)

  const assets = new Map<string, string>()
  for (const { type, id, properties } of artifacts) {
    if (type !== 'cdk:asset-manifest') continue
    const file = join(directory, textOf(properties.file, `the file of ${id}`))
    for (const [key, path] of assetsOf(readJson(file), directory)) assets.set(key, path)
  }
  const file = textOf(stack.properties.templateFile, `the template of ${stack.id}`)
  const name = textOf(stack.properties.stackName ?? stack.id, 'the name of the stack')
  return parseTemplate(name, readJson(join(directory, file)), assets)
}

/** A template from its JSON; a section that would change what is deployed (Transform, Hooks, own Rules) is refused by name. */
export function parseTemplate(name: string, json: unknown, assets: ReadonlyMap<string, string> = new Map()): Template {
  const body = recordOf(json, `the template of ${name}`)
  const section = (title: string) => recordOf(body[title] ?? {}, title)
  for (const title of Object.keys(body))
    if (!sections.has(title)) throw new NotRehearsed(`the section ${title} of a template`)
  for (const rule of Object.keys(section('Rules')))
    if (rule !== 'CheckBootstrapVersion') throw new NotRehearsed(`the rule ${rule} of a template`)
  return {
    name,
    resources: section('Resources'),
    parameters: section('Parameters'),
    conditions: section('Conditions'),
    mappings: section('Mappings'),
    outputs: section('Outputs'),
    assets,
  }
}

const artifactOf = (artifact: unknown, id: string) => {
  const { type, properties } = recordOf(artifact, `the artifact ${id}`)
  return { type, properties: recordOf(properties ?? {}, `the properties of ${id}`) }
}

function* assetsOf(manifest: unknown, directory: string): Generator<[string, string]> {
  const { files, dockerImages } = recordOf(manifest, 'the asset manifest')
  if (isRecord(dockerImages) && Object.keys(dockerImages).length > 0)
    throw new NotRehearsed(`container images (${Object.keys(dockerImages).join(', ')})`)
  for (const [id, entry] of Object.entries(recordOf(files ?? {}, 'the files of the asset manifest'))) {
    const { source, destinations } = recordOf(entry, `the asset ${id}`)
    const { path } = recordOf(source, `the source of asset ${id}`)
    if (path === undefined) throw new NotRehearsed(`the asset ${id}, which an external program makes`)
    for (const destination of Object.values(recordOf(destinations, `the destinations of asset ${id}`)))
      yield [
        textOf(recordOf(destination, `a destination of asset ${id}`).objectKey, `the key of asset ${id}`),
        resolve(directory, textOf(path, `the path of asset ${id}`)),
      ]
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (cause) {
    throw new Error(`${file} is not a readable part of a cloud assembly`, { cause })
  }
}

const idsOf = (artifacts: readonly { id: string }[]) => artifacts.map(({ id }) => id).join(', ')

/** The parts of one resource as written; an attribute of a resource that it does not know is refused by name. */
export function resourceOf(template: Template, logicalId: string) {
  const written = recordOf(template.resources[logicalId], `the resource ${logicalId}`)
  for (const key of Object.keys(written))
    if (!attributes.has(key)) throw new NotRehearsed(`the attribute ${key} of a resource (logical id ${logicalId})`)
  const dependsOn = written.DependsOn ?? []
  const names = Array.isArray(dependsOn) ? dependsOn : [dependsOn]
  for (const name of names)
    if (typeof name !== 'string' || !(name in template.resources))
      throw invalid(`${logicalId} depends on ${JSON.stringify(name)}, which is not a resource of the template`)
  return {
    type: textOf(written.Type, `the type of ${logicalId}`),
    properties: recordOf(written.Properties ?? {}, `the properties of ${logicalId}`),
    condition: written.Condition === undefined ? undefined : textOf(written.Condition, `the condition of ${logicalId}`),
    dependsOn: names.map((name) => textOf(name, `a dependency of ${logicalId}`)),
  }
}

// What a rehearsal neither replaces nor deletes, the two policies cannot matter for.
const attributes = new Set([
  ...['Type', 'Properties', 'DependsOn', 'Condition', 'Metadata'],
  ...['DeletionPolicy', 'UpdateReplacePolicy'],
])
