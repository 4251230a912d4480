import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'
import type { Said } from './upstream.ts'

stories()

const complete = (completeUpTo: string, source = 'bank'): Said => ({
  name: 'PaymentSourceCompleted',
  detail: { source, completeUpTo },
})

/** A company whose bank must be known; under a policy that does what `rule` says when it is not. */
async function withBank(rule: object = {}): Promise<Story> {
  const story = await tell('2026-06-01')
  await story.stage.redeploy((catalog) => {
    const policies = Object.entries(catalog.policies).map(([id, { hash, policy }]) => [
      id,
      { hash: `${hash}-data`, policy: { ...policy, paymentData: { ...policy.paymentData, ...rule } } },
    ])
    const company = { ...catalog.company, paymentSources: ['bank'] }
    return { ...catalog, company, policies: Object.fromEntries(policies) }
  })
  return story
}

describe('while a payment source is behind', () => {
  it('a reminder waits, and leaves within hours of its word', async () => {
    const story = await withBank()
    await story.invoice('F-1', { due: '2026-06-25' })
    await story.until('2026-06-19')
    await story.hear(complete('2026-06-18T12:00:00Z'))
    await story.until('2026-06-22 17:00')
    expect(await story.messages()).toEqual([])
    expect(await story.silences()).toEqual(['F-1 before-due staleData'])
    await story.hear(complete('2026-06-22T20:00:00Z'), complete('2026-06-20T20:00:00Z'))
    await story.until('2026-06-24 00:00')
    expect(await story.messages()).toEqual(['2026-06-23 email before-due F-1'])
    expect((await story.books()).touches[0]?.neutral).toBeUndefined()
  })

  it('a reminder waits no longer than its policy says, and then leaves it open whether the money came', async () => {
    const story = await withBank()
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-11 21:00')
    await story.hear(complete('2026-06-12T01:00:00Z'))
    await story.until('2026-06-17 23:00')
    const [first, second] = await story.letters()
    expect(first?.touch).toMatchObject({ template: 'before-due.instalment' })
    expect(first?.touch.neutral).toBeUndefined()
    expect(second).toBeUndefined()
    await story.until('2026-06-18 23:00')
    const late = (await story.letters())[1]
    expect(late).toMatchObject({ day: '2026-06-18', touch: { neutral: { paymentsUpTo: '2026-06-12T01:00:00.000Z' } } })
    expect(late?.text).toContain('si ya pagó, gracias')
    expect(late?.text).toContain('Saldo al jueves 11 de junio')
    expect(late?.text).not.toContain('todavía no vemos el pago')
    expect(await story.silences()).toEqual(['F-1 reminder-1 staleData'])
  })

  it('a policy may soften at once', async () => {
    const story = await withBank({ then: 'soften' })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-18')
    expect((await story.letters()).map(({ touch }) => touch.neutral)).toEqual([{}, {}])
    expect(await story.silences()).toEqual([])
  })

  it('a policy may leave it to a person in the end', async () => {
    const story = await withBank({ waitDays: 1, afterWait: 'handOver' })
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.hear(complete('2026-06-01T11:00:00Z'))
    await story.until('2026-06-16')
    expect(await story.tasks()).toEqual(['collect staleData F-1'])
    expect(await story.messages()).toEqual([])
  })
})
