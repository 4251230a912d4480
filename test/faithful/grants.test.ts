import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readCatalog } from '../../lib/catalog/compiled-catalog.ts'
import { assemble, type Rehearsal } from '../../lib/rehearsal/boot.ts'
import type { AccessRequest } from '../../lib/rehearsal/iam/access.ts'
import { readAssembly, type Template } from '../../lib/rehearsal/template/assembly.ts'
import { assembly } from '../assembly.ts'
import { Acts } from './acts.ts'
import { compactStory, FIRST_DAY, UPSTREAM, withUpstream } from './compact-story.ts'
import { conditionsOf, type Grant, grantsOf, withoutAll } from './grants.ts'
import { Witness } from './witness.ts'

/** Grants that nothing in the rehearsal asks for, each with why the template has it all the same. */
const NOT_EXERCISED: Readonly<Record<string, string>> = {
  'ContactDebtorRole mobiletargeting:SendMessages on apps/00000000000000000000000000000000':
    'AWS checks the messages of an application and documents the application itself',
}

const template = withUpstream(readAssembly(assembly()))
const grants = grantsOf(template).filter(({ name }) => !name.startsWith(UPSTREAM))
const [code = ''] = template.assets.values()
const policy = readCatalog(join(code, 'catalog.json')).policies['consumer-instalments']?.policy

let rehearsal: Rehearsal
let witness: Witness
let story: Acts

beforeAll(async () => {
  if (!policy) throw new Error('the catalog has no policy consumer-instalments')
  let hear = (_: AccessRequest) => {}
  rehearsal = await assemble(template, { start: FIRST_DAY, onAsked: (request) => hear(request) })
  witness = new Witness(rehearsal)
  story = new Acts(rehearsal, compactStory(rehearsal, policy))
  hear = (request) => story.hear(request)
  toldInCalm = await witness.listen(['*'], () => story.tell())
  calmChannels = rehearsal.mail.messages.map(({ channel }) => channel)
  hear = () => {}
})
afterAll(() => rehearsal.stop())

/** What was refused while the story was told under the template as it is, and by which channels it sent. */
let toldInCalm: string | undefined
let calmChannels: string[]

/**
 * Deploys other policies and plays the story under them until somebody is told of a missing permission; gives what they
 * were told. It begins with the act in which the permission is first asked for; `cold`: with functions that have read
 * nothing yet.
 */
async function toldOf(changed: Template, actions: readonly string[], cold = false): Promise<string | undefined> {
  const refused = await witness.listen(actions, async () => rehearsal.updatePolicies(changed))
  if (refused !== undefined) return refused
  const acts = await story.goTo(story.firstRefused(changed), { cold })
  return witness.listen(actions, async (heard) => {
    for (const act of acts) {
      await act()
      if (heard()) return
    }
  })
}

const saysSo = ({ actions }: Grant) =>
  new RegExp(actions.map((action) => `not authorized to perform: ${action.replace('*', '')}`).join('|'))

describe('the story of a house', () => {
  it('asks for nothing it may not do', async () => {
    expect(toldInCalm).toBeUndefined()
    expect(calmChannels).toEqual(expect.arrayContaining(['email', 'sms']))
  })

  it('goes the same way without every grant that is listed as not exercised', async () => {
    const names = new Set(Object.keys(NOT_EXERCISED))
    expect([...names].filter((name) => !grants.some((grant) => grant.name === name))).toEqual([])
    expect(await toldOf(withoutAll(template, names), ['*'], true)).toBeUndefined()
  })
})

describe('a grant that is taken away is missed by name:', () => {
  for (const grant of grants.filter(({ name }) => !Object.hasOwn(NOT_EXERCISED, name)))
    it(grant.name, async () => {
      // A function that is warm has read and kept its policies already.
      const cold = grant.name.endsWith(' on Catalog')
      expect(await toldOf(grant.without, grant.actions, cold)).toMatch(saysSo(grant))
    })
})

describe('a permission for another source, account or content is missed by name:', () => {
  for (const grant of conditionsOf(template))
    it(grant.name, async () => {
      expect(await toldOf(grant.without, grant.actions)).toMatch(saysSo(grant))
    })
})

describe('an update of policies', () => {
  it('that AWS would refuse leaves everything as it was', async () => {
    const untrusted = grants.find(({ name }) => name.startsWith('RecordEventRole sts:AssumeRole'))
    if (!untrusted) throw new Error('nobody may assume the role of RecordEvent')
    rehearsal.updatePolicies(template)
    expect(() => rehearsal.updatePolicies(untrusted.without)).toThrow('sts:AssumeRole')
    for (const act of await story.goTo(0)) await act()
    expect(rehearsal.mail.messages).not.toEqual([])
  })

  it('that changes more than policies is refused by the name of what it changes', () => {
    const [queue] = rehearsal.deployed.ofType('AWS::SQS::Queue')
    const id = queue?.logicalId ?? ''
    const slower = { Type: 'AWS::SQS::Queue', Properties: { VisibilityTimeout: 1 } }
    const changed = { ...template, resources: { ...template.resources, [id]: slower } }
    expect(() => rehearsal.updatePolicies(changed)).toThrow(id)
  })
})
