import { describe, expect, it } from 'vitest'
import { type Story, stories, tell } from './story.ts'

stories()

const CALLABLE = { segment: 'services', phone: '+573001234567', consents: ['email', 'sms', 'call'] }

/** Ana pays for a service that may be suspended, owes F-1 since the 2nd, and is to be called since the 16th. */
async function toBeCalled(ana: object = {}): Promise<Story> {
  const story = await tell('2026-06-01', { ana: { ...CALLABLE, ...ana } })
  await story.invoice('F-1', { due: '2026-06-02' })
  await story.until('2026-06-17')
  expect(await story.tasks()).toEqual(['call callStep F-1'])
  return story
}

const called = (story: Story, result: string, more: object = {}) =>
  story.hear({
    name: 'ContactMade',
    detail: { contact: 'crm:c-1', debtor: 'erp:Ana', channel: 'call', author: 'luz', result, ...more },
  })

describe('a call that a step asks for', () => {
  it('that nobody makes is said in writing, and only then is a suspension warned of', async () => {
    const story = await toBeCalled()
    await story.until('2026-07-01')
    expect((await story.messages()).slice(-3)).toEqual([
      '2026-06-09 email reminder-1 F-1',
      '2026-06-22 email reminder-2 F-1',
      '2026-06-30 email suspension-warning F-1',
    ])
  })

  it('that nobody makes, to a debtor who cannot be written to, is left to a person', async () => {
    const story = await toBeCalled()
    await story.hear({ name: 'ConsentChanged', detail: { debtor: 'erp:Ana', scope: 'email', status: 'revoked' } })
    await story.hear({
      name: 'ContactPointUpserted',
      detail: { debtor: 'erp:Ana', contactPoint: 'wa', point: { channel: 'whatsapp', address: '+573001234567' } },
    })
    await story.hear({ name: 'ConsentChanged', detail: { debtor: 'erp:Ana', scope: 'whatsapp', status: 'granted' } })
    const before = await story.messages()
    await story.until('2026-07-01')
    expect(await story.messages()).toEqual(before)
    expect(await story.tasks()).toContain('collect unwarned F-1')
  })

  it('counts once a message was left, and the task stays for whoever tries again', async () => {
    const story = await toBeCalled()
    await called(story, 'leftMessage')
    await story.until('2026-06-25')
    expect((await story.messages()).slice(2)).toEqual(['2026-06-22 email suspension-warning F-1'])
    expect(await story.tasks()).toEqual(['call callStep F-1'])
  })

  it('is over when somebody was reached, and waits for the day that was promised', async () => {
    const story = await toBeCalled()
    const before = await story.messages()
    await called(story, 'promise', { until: '2026-06-25' })
    await story.until('2026-06-26')
    expect([await story.messages(), await story.tasks()]).toEqual([before, []])
    expect(await story.silences()).toContain('F-1 suspension-warning promise')
    await story.until('2026-07-01')
    expect(await story.messages()).toHaveLength(before.length + 1)
  })

  it('in which the debtor disputes silences the invoice until somebody ends it', async () => {
    const story = await toBeCalled()
    const before = await story.messages()
    await called(story, 'disputed', { invoices: ['erp:F-1'] })
    await story.until('2026-07-10')
    expect([await story.messages(), await story.tasks()]).toEqual([before, []])
    expect(await story.silences()).toContain('F-1 suspension-warning dispute')
  })

  it('that nobody made has said nothing when its invoice follows another policy', async () => {
    const story = await toBeCalled()
    await story.hear({
      name: 'PolicyAdopted',
      detail: { adoption: 'O-1', invoice: 'erp:F-1', policy: 'consumer-instalments', author: 'luz' },
    })
    await story.until('2026-07-01')
    expect((await story.messages()).slice(2)).toEqual([
      '2026-06-22 sms reminder-2 F-1',
      '2026-06-30 email reminder-3 F-1',
    ])
  })

  it('that was made is not said again when its invoice follows another policy', async () => {
    const story = await toBeCalled()
    await story.hear({
      name: 'PolicyAdopted',
      detail: { adoption: 'O-1', invoice: 'erp:F-1', policy: 'consumer-instalments', author: 'luz' },
    })
    await called(story, 'reached')
    await story.until('2026-07-01')
    expect((await story.messages()).slice(2)).toEqual(['2026-06-22 email reminder-3 F-1'])
  })

  it.each([
    ['reached', ['2026-06-22 email suspension-warning F-1']],
    ['leftMessage', ['2026-06-22 email reminder-2 F-1', '2026-06-30 email suspension-warning F-1']],
  ] as const)(
    'is a warning before a consequence with the result %s only if somebody was reached',
    async (result, said) => {
      const story = await tell('2026-06-01', { ana: CALLABLE })
      await story.publishPolicy('services-suspension', (policy) => ({
        ...policy,
        steps: policy.steps.flatMap((step) =>
          step.id === 'suspension'
            ? []
            : step.id === 'suspension-warning'
              ? [{ ...step, consequence: 'suspension' as const }]
              : [step],
        ),
      }))
      await story.invoice('F-1', { due: '2026-06-02' })
      await story.until('2026-06-17')
      await called(story, result)
      await story.until('2026-07-01')
      expect((await story.messages()).slice(2)).toEqual(said)
    },
  )

  it('is refused with a promise of no day', async () => {
    const story = await toBeCalled()
    story.expects.refused = 1
    await called(story, 'promise')
    const [refused] = (await story.books()).refused
    expect(refused?.problems.map(({ path }) => path)).toEqual(['until'])
  })
})
