import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { type Story, stories, tell } from './story.ts'
import type { Said } from './upstream.ts'

stories()

/** "Complete for June: so many invoices, so many minor units of pesos." */
const complete = (documents: number, amount: number, source = 'erp'): Said => ({
  name: 'SourceWatermarkAdvanced',
  detail: {
    source,
    from: '2026-06-01',
    upTo: '2026-06-30',
    documents,
    totals: amount === 0 ? [] : [{ amount, currency: 'COP' }],
  },
})

/** What staff see: source, state and what is missing of documents and pesos. */
async function seen({ stage }: Story): Promise<string[]> {
  const { endpoint, deployed } = stage.rehearsal
  const credentials = { accessKeyId: 'collector', secretAccessKey: 'collector' }
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
  const watermarks = await new StaffLedger(client, String(deployed.outputs.LedgerTable)).watermarks()
  client.destroy()
  return watermarks.map(({ source, state, difference: { documents, totals } }) =>
    [source, state, documents, totals[0]?.amount ?? 0].join(' '),
  )
}

const differences = (story: Story): unknown[] =>
  story.heard.filter((event) => event['detail-type'] === 'ControlTotalsDiffered').map(({ detail }) => detail)

describe('a source that declares a period complete', () => {
  it('with our totals agrees, and nobody hears of it', async () => {
    const story = await tell('2026-06-01')
    for (const id of ['F-1', 'F-2', 'F-3']) await story.invoice(id, { due: '2026-06-15', amount: 100_000_00 })
    await story.pays('F-1', 100_000_00)
    await story.hear(complete(3, 300_000_00))
    expect(await seen(story)).toEqual(['erp agrees 0 0'])
    expect(differences(story)).toEqual([])
  })

  it('with more than we hold differs, in the open, until the missing document arrives', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', amount: 100_000_00 })
    await story.hear(complete(2, 180_000_00))
    expect(await seen(story)).toEqual(['erp differs 1 8000000'])
    expect(differences(story)).toMatchObject([
      {
        source: 'erp',
        declared: { documents: 2 },
        ours: { documents: 1 },
        difference: { documents: 1, totals: [{ amount: 80_000_00, currency: 'COP' }] },
      },
    ])
    await story.invoice('F-2', { due: '2026-06-15', amount: 80_000_00 })
    expect(await seen(story)).toEqual(['erp agrees 0 0'])
    expect(differences(story)).toHaveLength(1)
  })

  it('is compared again when one of its documents is amended or voided, and its newest word counts', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15', amount: 100_000_00 })
    await story.invoice('F-2', { due: '2026-06-15', amount: 100_000_00 })
    await story.hear(complete(2, 200_000_00))
    await story.hear(story.amendment('F-1', 'A-1', { total: { amount: 90_000_00, currency: 'COP' } }))
    expect(await seen(story)).toEqual(['erp differs 0 1000000'])
    await story.hear(story.void('F-2'))
    expect(await seen(story)).toEqual(['erp differs 1 11000000'])
    const before = new Date(story.now - 3_600_000).toISOString()
    await story.hear(complete(1, 90_000_00))
    expect(await seen(story)).toEqual(['erp agrees 0 0'])
    const { name, detail } = complete(7, 700_000_00)
    await story.hear({ name, detail: { ...detail, occurredAt: before } })
    expect(await seen(story)).toEqual(['erp agrees 0 0'])
  })

  it('counts each document once, however often it is told, and only those of the source', async () => {
    const story = await tell('2026-06-01')
    const said = story.issue('F-1', { due: '2026-06-15', amount: 100_000_00 })
    await story.hear(said, said)
    await story.hear(said)
    const other = { ...said, detail: { ...said.detail, invoice: 'crm:F-1' } }
    await story.hear(other)
    await story.hear(complete(1, 100_000_00), complete(1, 100_000_00, 'crm'), complete(0, 0, 'pos'))
    expect((await seen(story)).sort()).toEqual(['crm agrees 0 0', 'erp agrees 0 0', 'pos agrees 0 0'])
  })

  it('twice with the same difference is compared twice, and told once', async () => {
    const story = await tell('2026-06-01')
    await story.hear(complete(1, 100_000_00))
    await story.minutes(10)
    await story.hear(complete(1, 100_000_00))
    expect(await seen(story)).toEqual(['erp differs 1 10000000'])
    expect(differences(story)).toHaveLength(1)
    const { functions, deployed } = story.stage.rehearsal
    const name = deployed
      .ofType('AWS::Lambda::Function')
      .find(({ logicalId }) => logicalId.startsWith('RecordEvent'))?.name
    const counts = functions.logs(name ?? '').filter(({ text }) => text.includes('"ControlTotalsDiffer":'))
    expect(counts.length).toBe(2)
  })
})
