import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it } from 'vitest'
import { DynamoBacklog } from '../../lib/aws/dynamo-backlog.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { roomAt } from '../../lib/cli/page/rooms.ts'
import { visitOf } from '../../lib/cli/page/visit.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { releaseBacklog } from '../../lib/usecases/release-backlog.ts'
import { type Story, stories, tell } from './story.ts'

stories()

/** A company whose team speaks to so many debtors a day, and three debtors whom no message may reach. */
async function withoutAWay(teamDailyCapacity: number): Promise<Story> {
  const story = await tell('2026-06-01', { ana: { mail: false } })
  await story.stage.redeploy((catalog) => ({ ...catalog, company: { ...catalog.company, teamDailyCapacity } }))
  await story.debtor('Beto', { mail: false })
  await story.debtor('Caro', { mail: false })
  await story.invoice('F-1', { due: '2026-06-08', debtor: 'Ana', amount: 100_000_00 })
  await story.invoice('F-2', { due: '2026-06-08', debtor: 'Beto', amount: 300_000_00 })
  await story.invoice('F-3', { due: '2026-06-08', debtor: 'Caro', amount: 200_000_00 })
  return story
}

/** The ledger as staff and the morning's release reach it. */
function tables({ stage }: Story) {
  const { endpoint, deployed } = stage.rehearsal
  const credentials = { accessKeyId: 'collector', secretAccessKey: 'collector' }
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
  const { LedgerTable: ledger = '', DebtorsTable: debtors = '' } = deployed.outputs
  const close = (): void => client.destroy()
  return { staff: new StaffLedger(client, ledger), backlog: new DynamoBacklog(client, { ledger, debtors }), close }
}

/** What is on the team's list. */
async function listed(story: Story): Promise<string[]> {
  const { staff, close } = tables(story)
  const open = await staff.openTasks()
  close()
  return open.map(({ debtor, due }) => `${debtor} ${due.slice(0, 10)}`)
}

describe('debtors whom no message may reach', () => {
  it('become tasks day by day, the most at stake first, and never on a day off or a holiday', async () => {
    const story = await withoutAWay(1)
    await story.until('2026-06-11')
    expect(await story.tasks()).toHaveLength(3)
    expect(story.heard.filter((event) => event['detail-type'] === 'EscalatedToPerson')).toHaveLength(1)
    expect(await listed(story)).toEqual(['erp:Beto 2026-06-12'])
    await story.until('2026-06-12')
    // The fifteenth is the Monday of the Sacred Heart.
    expect(await listed(story)).toEqual(['erp:Beto 2026-06-12', 'erp:Caro 2026-06-16'])
    await story.until('2026-06-15')
    expect(await listed(story)).toHaveLength(2)
    await story.until('2026-06-16')
    expect(await listed(story)).toEqual(['erp:Beto 2026-06-12', 'erp:Caro 2026-06-16', 'erp:Ana 2026-06-17'])
  })

  it('that pay meanwhile leave the backlog, and others move up', async () => {
    const story = await withoutAWay(1)
    await story.until('2026-06-10 22:00')
    await story.pays('F-2')
    await story.until('2026-06-11')
    expect(await listed(story)).toEqual(['erp:Caro 2026-06-12'])
  })

  it('are whoever owes the invoice now', async () => {
    const story = await withoutAWay(1)
    await story.until('2026-06-10 22:00')
    await story.hear(story.amendment('F-3', 'A-1', { debtor: 'erp:Beto' }))
    const { backlog, close } = tables(story)
    const waiting = await backlog.waiting()
    close()
    expect(waiting.map(({ debtor }) => debtor).sort()).toEqual(['erp:Ana', 'erp:Beto', 'erp:Beto'])
  })

  it('are one where their ids were merged, whoever the invoice names', async () => {
    const story = await withoutAWay(1)
    await story.until('2026-06-10 22:00')
    await story.hear({ name: 'DebtorMerged', detail: { debtor: 'erp:Caro', merged: 'erp:Ana' } })
    await story.hear({ name: 'DebtorMerged', detail: { debtor: 'erp:Dora', merged: 'erp:Caro' } })
    const { backlog, close } = tables(story)
    const waiting = await backlog.waiting()
    close()
    expect(waiting.map(({ debtor }) => debtor).sort()).toEqual(['erp:Beto', 'erp:Dora', 'erp:Dora'])
  })

  it('are counted on the page, and listed when it is opened', async () => {
    const story = await withoutAWay(1)
    await story.until('2026-06-10 22:00')
    const { staff, backlog, close } = tables(story)
    const options = { rehearsal: story.stage.rehearsal, staff, zone: 'America/Bogota' }
    const visit = visitOf(new URL('http://127.0.0.1/tasks'), wordsFor('es'), story.now)
    const shown = { waiting: () => backlog.waiting(), dailyCapacity: 2 }
    const [silent, told] = [await roomAt(options, visit), await roomAt({ ...options, backlog: shown }, visit)]
    close()
    expect(silent?.content.text).not.toContain('<details')
    expect(told?.content.text).toMatch(
      /<summary>3 deudores [^<]*2 días de trabajo, 2 por día<\/summary><pre>\s*1\. erp:Beto/,
    )
  })

  it('are released once a day, however often the day is released', async () => {
    const story = await withoutAWay(1)
    await story.until('2026-06-11')
    const { backlog, close } = tables(story)
    const home = { country: 'CO', zone: 'America/Bogota' }
    const limits = async () => ({ zones: [home.zone], layers: [] })
    const outside = { backlog, clock: { now: () => story.now }, dailyCapacity: 1, home, limits }
    for (let call = 0; call < 2; call++) await releaseBacklog(outside)
    close()
    expect(await listed(story)).toEqual(['erp:Beto 2026-06-12'])
  })
})
