import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DynamoAdoptions } from '../../lib/aws/dynamo-adoptions.ts'
import { DynamoEditions } from '../../lib/aws/dynamo-editions.ts'
import { catalog } from '../../lib/cli/catalog-commands.ts'
import { reachOf } from '../../lib/cli/outside.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { ROOT } from '../assembly.ts'
import { type Story, stories, tell } from './story.ts'

stories()

/** A copy of the catalog folder, in which somebody edits. */
let folder: string
const text = () => join(folder, 'catalog/templates/reminder-2/es.yaml')
const edit = (was: string, is: string): void => {
  const before = readFileSync(text(), 'utf8')
  expect(before).toContain(was)
  writeFileSync(text(), before.replaceAll(was, is))
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'puntual-catalog-'))
  cpSync(join(ROOT, 'catalog'), join(folder, 'catalog'), { recursive: true })
})
afterEach(() => rmSync(folder, { recursive: true }))

const SIGNED = { author: 'ana', approver: 'carla', reason: 'más corto' }

/** What the command line answers in a story, or why it refuses. */
async function asked(story: Story, what: string, said: Partial<Parameters<typeof catalog>[1]> = {}): Promise<string> {
  const { endpoint, deployed } = story.stage.rehearsal
  const client = new DynamoDBClient(reachOf(endpoint))
  const stack = async () => ({
    adoptions: new DynamoAdoptions(client, deployed.outputs.CatalogTable ?? ''),
    editions: new DynamoEditions(client, deployed.outputs.CatalogTable ?? ''),
    caller: async () => 'staff',
    deployedEdition: () => deployed.outputs.Edition ?? '',
    now: async () => story.now,
  })
  try {
    return await catalog([what], { yes: false, ...said }, folder, stack, wordsFor('es'))
  } finally {
    client.destroy()
  }
}

/** Ana owes F-1 since the 1st and has had the first reminder. */
async function afterTheFirst(): Promise<Story> {
  const story = await tell('2026-06-02')
  await story.invoice('F-1', { due: '2026-06-01' })
  await story.until('2026-06-05')
  expect(await story.messages()).toHaveLength(1)
  // Whoever looks from the folder that was deployed keeps it.
  expect(await asked(story, 'preview')).toContain('no hay nada que publicar')
  return story
}

describe('a sentence that is published', () => {
  it('stands in the next message, on the day that was planned, until a person goes back', async () => {
    const story = await afterTheFirst()
    const was = 'Si ya {pagó}, gracias: no {tiene} que hacer nada.'
    edit(was, 'Con mucho gusto {le} ayudamos.')
    const plan = await asked(story, 'publish', SIGNED)
    expect(plan).toContain(`- ${was}`)
    expect(plan).toContain('Nada ha cambiado')
    expect(await asked(story, 'history')).toMatch(/^Desplegada: \w{16} {2}← rige$/)
    expect(await asked(story, 'publish', { ...SIGNED, yes: true })).toContain('rige en un minuto')
    await story.until('2026-06-12')
    const [first, second] = await story.letters()
    expect((await story.messages()).map((line) => line.slice(11))).toEqual([
      'email reminder-1 F-1',
      'email reminder-2 F-1',
    ])
    expect(first?.text).not.toContain('Con mucho gusto')
    expect(second?.text).toContain('Con mucho gusto le ayudamos.')
    const [deployed = ''] = /\w{16}/.exec(await asked(story, 'history')) ?? []
    const [, published = ''] = /(\w{16}) {2}ana/.exec(await asked(story, 'history')) ?? []
    expect([first?.touch.edition, second?.touch.edition]).toEqual([deployed, published])
    expect(await asked(story, 'preview')).toContain('no hay nada que publicar')
    // Somebody else's folder never had the sentence.
    edit('Con mucho gusto {le} ayudamos.', was)
    expect(await asked(story, 'preview')).toContain('deshace templates/reminder-2/es/email/closing\n')
    await asked(story, 'publish', { ...SIGNED, edition: deployed, yes: true })
    expect(await asked(story, 'history')).toMatch(
      /ana → carla \[staff\]: más corto\n.*ana → carla \[staff\]: más corto {2}← rige$/,
    )
  })

  it('needs somebody else who approved it', async () => {
    const story = await afterTheFirst()
    await expect(asked(story, 'publish', { ...SIGNED, approver: 'Ana' })).rejects.toThrow(
      'somebody else has to approve',
    )
    await expect(asked(story, 'publish', { author: 'ana', reason: 'x' })).rejects.toThrow('--approver')
    const company = join(folder, 'catalog/company.yaml')
    writeFileSync(company, readFileSync(company, 'utf8').replace('# approvers: [', 'approvers: ['))
    await expect(asked(story, 'publish', { ...SIGNED, approver: 'luis' })).rejects.toThrow(
      'those who may approve are carla, jorge',
    )
  })

  it('is refused where the catalog has a mistake, or where running journeys would miss a text', async () => {
    const story = await afterTheFirst()
    await expect(asked(story, 'publish', { ...SIGNED, edition: 'ffffffffffffffff' })).rejects.toThrow(
      'there is no edition',
    )
    expect(await asked(story, 'check')).toMatch(/^El catálogo está bien: \d+ políticas, \d+ textos\. Edición \w{16}\.$/)
    const sound = readFileSync(text(), 'utf8')
    writeFileSync(text(), `${sound}\nnobody: knows\n`)
    await expect(asked(story, 'check')).rejects.toThrow('nobody')
    writeFileSync(text(), sound)
  })
})

describe('a policy that is published', () => {
  it('is followed by invoices that are issued from then on; those under way keep theirs', async () => {
    const story = await afterTheFirst()
    const policies = join(folder, 'catalog/policies/consumer-instalments.yaml')
    writeFileSync(policies, readFileSync(policies, 'utf8').replace('minimumDaysBetween: 4', 'minimumDaysBetween: 5'))
    const plan = await asked(story, 'publish', { ...SIGNED, yes: true })
    expect(plan).toContain('policies/consumer-instalments/policy/minimumDaysBetween\n    - 4\n    + 5')
    await story.until('2026-06-05 01:00')
    await story.invoice('F-2', { due: '2026-06-30' })
    await story.until('2026-06-06')
    const [old, young] = await Promise.all(['F-1', 'F-2'].map((id) => hashOf(story, id)))
    expect(old).toMatch(/^[0-9a-f]{16}$/)
    expect(young).not.toBe(old)
    expect(plan).toContain(`+ ${young}`)
  })
})

const hashOf = async (story: Story, id: string): Promise<string | undefined> =>
  (await story.books()).accounts.get(`erp:${id}`)?.invoice.journey.policy?.hash
