import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { describe, expect, it } from 'vitest'
import { calling } from '../../lib/aws/calling.ts'
import { DynamoDebtors } from '../../lib/aws/dynamo-debtors.ts'
import { DynamoEditions } from '../../lib/aws/dynamo-editions.ts'
import { eventBus } from '../../lib/aws/event-bus.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { approvals, decideOn } from '../../lib/cli/approvals.ts'
import { reachOf } from '../../lib/cli/outside.ts'
import { verifyRehearsal } from '../../lib/cli/verify-rehearsal.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import type { CompiledCatalog } from '../../lib/contracts/compiled-catalog.ts'
import type { ApprovalRule } from '../../lib/domain/policy.ts'
import type { Violation } from '../../lib/domain/verify/violation.ts'
import type { Clock } from '../../lib/ports.ts'
import { ROOT } from '../assembly.ts'
import { type Story, stories, tell } from './story.ts'

stories()

const words = wordsFor('es')

/** What the commands reach in a story, and what one of them answers. */
async function asked(story: Story, command: 'approvals' | 'approve' | 'decline', id?: string, said: object = {}) {
  const { endpoint, deployed } = story.stage.rehearsal
  const output = (name: string) => deployed.outputs[name] ?? ''
  const client = new DynamoDBClient(reachOf(endpoint))
  const tables = { ledger: output('LedgerTable'), debtors: output('DebtorsTable'), catalog: output('CatalogTable') }
  const stack = async () => ({
    bus: eventBus(new EventBridgeClient(reachOf(endpoint)), output('EventBusName'), 'staff'),
    calling: (catalog: CompiledCatalog, clock: Clock) => calling(client, tables, catalog, clock),
    debtors: new DynamoDebtors(client, tables.debtors),
    deployedEdition: () => output('Edition'),
    editions: new DynamoEditions(client, tables.catalog),
    now: async () => story.now,
    staff: new StaffLedger(client, tables.ledger),
  })
  try {
    const answer =
      command === 'approvals'
        ? await approvals(id, ROOT, stack, words)
        : await decideOn(command, id, { by: 'carla', ...said }, () => ['Carla'], stack, words)
    await story.minutes(1)
    return answer
  } finally {
    client.destroy()
  }
}

/** The second reminder waits for approval, the third may be left out; Ana, Luis and Eva owe since the 1st. */
async function untilTheyWait(...others: readonly string[]): Promise<Story> {
  const rules: Readonly<Record<string, ApprovalRule>> = {
    'reminder-2': { withinDays: 3, then: 'handOver' },
    'reminder-3': { withinDays: 2, then: 'skip' },
  }
  const story = await tell('2026-06-02')
  await story.publishPolicy('consumer-instalments', (policy) => ({
    ...policy,
    steps: policy.steps.map((step) => ({ ...step, ...(rules[step.id] && { approval: rules[step.id] }) })),
  }))
  await story.invoice('F-1', { due: '2026-06-01' })
  for (const name of others) {
    await story.debtor(name, { mail: `${name.toLowerCase()}@cliente.example` })
    await story.invoice(`${name}-1`, { due: '2026-06-01', debtor: name })
  }
  await story.until('2026-06-10 16:00')
  expect(await story.messages()).toHaveLength(1 + others.length)
  return story
}

const ofAna = async (story: Story) => (await story.letters()).filter(({ to }) => to === 'ana@cliente.example')

describe('a step that waits for approval', () => {
  it('leaves once a person has approved it, when law and balance allow; else a person takes over in time', async () => {
    const story = await untilTheyWait('Luis', 'Eva')
    expect((await story.tasks()).sort()).toEqual(
      ['Eva-1', 'F-1', 'Luis-1'].map((id) => `approve awaitingApproval ${id}`),
    )
    expect(await story.silences()).toContain('F-1 reminder-2 awaitingApproval')
    expect(await asked(story, 'approvals')).toMatch(/^2026-06-13 .* erp:F-1 {2}reminder-2 {2}erp:Ana$/m)
    expect(await asked(story, 'approvals', 'erp:F-1')).toMatch(/^── Correo\n[\s\S]*250\.000/)

    await story.pays('Luis-1')
    await expect(asked(story, 'approve', 'erp:Luis-1')).rejects.toThrow('no message of erp:Luis-1 waits for approval')
    await expect(asked(story, 'approve', 'erp:F-1', { by: 'luis' })).rejects.toThrow('those who may approve are Carla')
    await story.pays('F-1', 50_000_00, 'P-1')
    await story.until('2026-06-10 22:30')
    await asked(story, 'approve', 'erp:F-1', { step: 'reminder-2' })
    // The 13th is a Saturday, and Monday the 15th a holiday.
    await story.until('2026-06-16')
    const [, second] = await ofAna(story)
    expect(second).toMatchObject({ day: '2026-06-11', text: expect.stringContaining('200.000') })
    expect((await story.messages()).slice(3)).toEqual(['2026-06-11 email reminder-2 F-1'])
    expect(await story.tasks()).toEqual(['collect notApproved Eva-1'])
    expect([await story.outcome('Luis-1'), await story.outcome('Eva-1')]).toEqual(['settled', 'handedOver'])
    expect(await asked(story, 'approvals')).toBe('Ningún mensaje espera aprobación.')
    expect(story.heard.filter((event) => event['detail-type'] === 'EscalatedToPerson')).toHaveLength(4)
    const violations: Violation[] = []
    await verifyRehearsal(story.stage.rehearsal, compileCatalog('catalog'), (one) => violations.push(one))
    expect(violations).toEqual([])
  })

  it('is left out when it is declined, where the policy says so, and the journey goes on', async () => {
    const story = await untilTheyWait()
    await asked(story, 'approve', 'erp:F-1')
    await story.until('2026-06-17 16:00')
    expect(await story.tasks()).toEqual(['approve awaitingApproval F-1'])
    await expect(asked(story, 'decline', 'erp:F-1', { reason: 'x', step: 'reminder-2' })).rejects.toThrow('--step')
    await expect(asked(story, 'decline', 'erp:F-1')).rejects.toThrow('--reason')
    await asked(story, 'decline', 'erp:F-1', { reason: 'Habla con el gerente' })
    expect(await story.silences()).toContain('F-1 reminder-3 notApproved')
    expect([await story.outcome('F-1'), await story.tasks()]).toEqual(['open', []])
    await story.until('2026-06-25')
    expect(await story.messages()).toHaveLength(2)
    expect(await story.outcome('F-1')).toBe('handedOver')
  })

  it('does not leave when its yes is taken back before the hours of contact; afterwards there is nothing to take back', async () => {
    const story = await untilTheyWait('Luis')
    await story.until('2026-06-10 22:30')
    await asked(story, 'approve', 'erp:F-1')
    await asked(story, 'approve', 'erp:Luis-1')
    await expect(asked(story, 'approve', 'erp:F-1')).rejects.toThrow('no message of erp:F-1 waits for approval')
    expect(await asked(story, 'decline', 'erp:F-1', { reason: 'Habla con el gerente' })).toContain('Retirado el sí')
    await story.until('2026-06-11')
    expect(await story.tasks()).toEqual(['collect notApproved F-1'])
    expect((await story.messages()).slice(2)).toEqual(['2026-06-11 email reminder-2 Luis-1'])
    await expect(asked(story, 'decline', 'erp:Luis-1', { reason: 'x' })).rejects.toThrow('waits for approval')
  })
})
