import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { DynamoLinkHolds } from '../../lib/aws/dynamo-link-holds.ts'
import { heldBy, letLinksBe } from '../../lib/cli/link-holds.ts'
import { reachOf } from '../../lib/cli/outside.ts'
import { UserError } from '../../lib/cli/user-error.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { type Story, stories, tell } from './story.ts'

stories()

const LINK = 'https://pagos.andina.example/f/F-1'
const DUE = {
  '@type': 'Invoice',
  paymentStatus: 'PaymentDue',
  totalPaymentDue: { value: 250_000, currency: 'COP' },
}

const PAGE = { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(DUE) }

/** Eva's turn in the morning is before Ana's, Luz's after it; they have links at one host, Caro has none. All are due on the 15th. */
async function fourDebtors(): Promise<Story> {
  const story = await tell('2026-06-01')
  await story.hear(withLink(story.issue('F-1', { due: '2026-06-15' })))
  for (const [name, number] of [
    ['Eva', 'F-0'],
    ['Luz', 'F-2'],
    ['Caro', 'F-3'],
  ] as const) {
    await story.debtor(name, { mail: `${name.toLowerCase()}@cliente.example` })
    const issued = story.issue(number, { due: '2026-06-15', debtor: name })
    await story.hear(name === 'Caro' ? issued : withLink(issued, LINK.replace('F-1', number)))
  }
  return story
}

async function withLinks<T>({ stage }: Story, work: (links: DynamoLinkHolds) => Promise<T>): Promise<T> {
  const client = new DynamoDBClient(reachOf(stage.rehearsal.endpoint))
  try {
    return await work(new DynamoLinkHolds(client, stage.rehearsal.deployed.outputs.LedgerTable ?? ''))
  } finally {
    client.destroy()
  }
}

/** What staff are told that dead links keep back. */
const held = (story: Story): Promise<string[]> =>
  withLinks(story, async (links) => (await links.all()).flatMap((hold) => heldBy(hold, wordsFor('es')) ?? []))

describe('a payment link', () => {
  it('that is dead keeps its message back until the page is there again', async () => {
    const story = await tell('2026-06-01')
    const { pages } = story.stage.rehearsal
    await story.hear(withLink(story.issue('F-1', { due: '2026-06-15' })))
    pages.answer(LINK, { status: 503 })
    await story.until('2026-06-12 12:00')
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toEqual(['F-1 before-due deadLink'])
    pages.answer(LINK, { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(DUE) })
    await story.until('2026-06-12 17:00')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect((await story.letters())[0]?.text).toContain(LINK)
    expect(new Set(pages.asked)).toEqual(new Set([LINK]))
  })

  it('that is dead holds every message after it that leads to the same host, and nobody else, until it is alive', async () => {
    const story = await fourDebtors()
    const { pages } = story.stage.rehearsal
    pages.answer(LINK, { status: 503 })
    await story.until('2026-06-12 12:00')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-0', '2026-06-12 email before-due F-3'])
    expect((await story.silences()).toSorted()).toEqual(['F-1 before-due deadLink', 'F-2 before-due deadLink'])
    pages.answer(LINK, PAGE)
    await story.until('2026-06-12 17:00')
    expect((await story.messages()).toSorted()).toEqual(
      ['F-0', 'F-1', 'F-2', 'F-3'].map((number) => `2026-06-12 email before-due ${number}`),
    )
    expect(await held(story)).toEqual([])
  })

  it('that is dead for days holds its own message alone once a person lets the others leave', async () => {
    const story = await fourDebtors()
    story.stage.rehearsal.pages.answer(LINK, { status: 404 })
    await story.until('2026-06-12 12:00')
    expect(await held(story)).toEqual([
      expect.stringMatching(/^comercial-andina, pagos\.andina\.example: .*\(erp:F-1\): la página ya no existe$/),
    ])
    await withLinks(story, (links) => letLinksBe(links, { by: 'ana', reason: 'un solo enlace', at: story.now }))
    await story.until('2026-06-16')
    expect((await story.messages()).toSorted()).toEqual(
      ['F-0', 'F-2', 'F-3'].map((number) => `2026-06-12 email before-due ${number}`),
    )
    expect(await held(story)).toEqual([])
    await expect(
      withLinks(story, (links) => letLinksBe(links, { by: 'ana', reason: 'otra vez', at: story.now })),
    ).rejects.toThrow(UserError)
    // Alive once, it is a link like any other: dead again, it holds them all.
    story.stage.rehearsal.pages.answer(LINK, PAGE)
    await story.until('2026-06-18')
    expect(await story.messages()).toContain('2026-06-17 email reminder-1 F-1')
    expect(await withLinks(story, (links) => links.all())).toMatchObject([{ forgiven: [], said: { by: 'ana' } }])
  })

  it('of an invoice that is paid after all holds nobody any more', async () => {
    const story = await fourDebtors()
    story.stage.rehearsal.pages.answer(LINK, {
      ...PAGE,
      body: JSON.stringify({ ...DUE, paymentStatus: 'PaymentComplete' }),
    })
    await story.until('2026-06-12 12:00')
    expect(await story.silences()).toContain('F-2 before-due deadLink')
    // A host that turns us away takes nothing back of what its page has said.
    story.stage.rehearsal.pages.answer(LINK, { status: 429 })
    await story.until('2026-06-12 14:30')
    expect(await held(story)).toEqual([expect.stringMatching(/dice que ya está pagada$/)])
    await story.pays('F-1')
    await story.until('2026-06-12 17:00')
    expect(await story.messages()).toContain('2026-06-12 email before-due F-2')
    expect(await held(story)).toEqual([])
  })

  it('that says it is paid, or asks for another amount, sends nobody a message', async () => {
    const story = await tell('2026-06-01')
    const { pages } = story.stage.rehearsal
    const other = { ...DUE, totalPaymentDue: { value: 1, currency: 'COP' } }
    await story.hear(withLink(story.issue('F-1', { due: '2026-06-15' })))
    pages.answer(LINK, { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(other) })
    await story.until('2026-06-13')
    expect(await story.messages()).toEqual([])
  })
})

const withLink = ({ name, detail }: { name: string; detail: object }, paymentLink = LINK) => ({
  name,
  detail: { ...detail, paymentLink },
})
