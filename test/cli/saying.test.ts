import { describe, expect, it } from 'vitest'
import { aboutDebtor } from '../../lib/cli/debtor-commands.ts'
import { changeHold } from '../../lib/cli/staff-commands.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { unknownRecord, withWords } from '../../lib/domain/debtor-record.ts'
import { united } from '../../lib/domain/united.ts'
import { anasWords } from '../domain/given.ts'

const ana = { ...anasWords, holds: { caso: { placedAt: '2026-06-01T12:00:00.000Z' } } }
const record = withWords(unknownRecord('erp:D-1'), 'erp:D-1', ana)
const anitas = { ...anasWords, holds: { 'H-9': { placedAt: '2026-06-01T12:00:00.000Z' } } }
const both = united({ ...record, words: { ...record.words, 'erp:D-2': anitas } })

/** A stack on which Ana, who is also erp:D-2, is the only debtor; with what was published there. */
function stack() {
  const published: unknown[] = []
  const debtors = new Set(['erp:D-1', 'erp:D-2'])
  const outside = {
    staff: { file: async () => undefined },
    people: {
      file: async (id: string) => (debtors.has(id) ? { debtor: both, openInvoices: [], timeline: [] } : undefined),
    },
    bus: {
      publish: async (events: readonly { readonly detail: unknown }[]) =>
        void published.push(...events.map(({ detail }) => detail)),
    },
    now: async () => Date.parse('2026-06-02T12:00:00Z'),
  }
  return { published, open: async () => outside }
}

const words = wordsFor('en')
const said = { author: 'luz', reason: 'lo contó', clear: false }
const hold = { author: 'luz', reason: 'lo contó', debtor: true }
type About = Parameters<typeof aboutDebtor>[0]

describe('what staff say of a debtor', () => {
  it.each<[About, string[], RegExp]>([
    ['wrong-person', ['erp:D-1', 'emial'], /^erp:D-1 has no emial; there is mail \(.+@.+\), erp:D-2\/mail \(/],
    ['wrong-person', ['erp:D-1', 'nadie@cliente.example'], /has no nadie@cliente\.example; there is mail/],
    ['consent', ['erp:D-1', 'correo', 'revoked'], /has no correo; there is all, email, sms.*, mail \(/],
    ['consent', ['erp:D-9', 'all', 'revoked'], /^there is no debtor erp:D-9$/],
    ['flag', ['erp:D-9', 'hardship'], /^there is no debtor erp:D-9$/],
    ['merge', ['erp:D-1', 'erp:D-9'], /^there is no debtor erp:D-9$/],
    ['merge', ['erp:D-9', 'erp:D-1'], /^there is no debtor erp:D-9$/],
  ])('is refused before it is published when nobody has it: %s %j', async (command, typed, problem) => {
    const { open, published } = stack()
    const fault = await aboutDebtor(command, typed, said, '', open, words).catch((cause: Error) => cause)
    expect(fault?.message).toMatch(problem)
    expect(published).toEqual([])
  })

  it.each<['hold' | 'release', string, string | undefined, RegExp]>([
    ['hold', 'erp:D-9', undefined, /^there is no debtor erp:D-9$/],
    ['release', 'erp:D-9', 'caso', /^there is no debtor erp:D-9$/],
    ['release', 'erp:D-1', 'caos', /^erp:D-1 has no hold caos; it has caso, erp:D-2\/H-9$/],
    ['release', 'erp:D-1', undefined, /^say which: --hold caso or --hold erp:D-2\/H-9$/],
  ])('is refused as well when it is a %s of %s, %s', async (command, id, name, problem) => {
    const { open, published } = stack()
    const fault = await changeHold(command, id, { ...hold, hold: name }, open, words).catch((cause: Error) => cause)
    expect(fault?.message).toMatch(problem)
    expect(published).toEqual([])
  })

  it('is about what their file shows, whichever id was typed', async () => {
    const { open, published } = stack()
    await aboutDebtor('wrong-person', ['erp:D-2', 'mail'], said, '', open, words)
    await aboutDebtor('consent', ['erp:D-2', 'erp:D-2/mail', 'revoked'], said, '', open, words)
    await changeHold('release', 'erp:D-2', { ...hold, hold: 'erp:D-2/H-9' }, open, words)
    await aboutDebtor('merge', ['erp:D-2', 'erp:D-1'], said, '', open, words)
    expect(published).toMatchObject([
      { debtor: 'erp:D-1', contactPoint: 'mail' },
      { debtor: 'erp:D-1', scope: 'erp:D-2/mail' },
      { debtor: 'erp:D-1', hold: 'erp:D-2/H-9' },
      { debtor: 'erp:D-2', merged: 'erp:D-1' },
    ])
  })
})
