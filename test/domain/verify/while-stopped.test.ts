import { expect, it } from 'vitest'
import {
  afterWord,
  placeInLine,
  type Release,
  type SendingSwitch,
  type Word,
} from '../../../lib/domain/sending-gate.ts'
import { MINUTE } from '../../../lib/domain/time.ts'
import { verify } from '../../../lib/domain/verify/verify.ts'
import { CLAIMED, evidenceOf, touchOf } from './on-record.ts'

const begun: SendingSwitch = { revision: 0, at: '', by: '', reason: '', release: { stage: 'everything' } }
const said = (minutesBefore: number, word: Word): SendingSwitch =>
  afterWord({ current: begun, counted: {} }, word, {
    at: Date.parse(CLAIMED) - minutesBefore * MINUTE,
    by: 'ana',
    reason: 'x',
  })
const found = (...words: readonly SendingSwitch[]) =>
  verify(evidenceOf({ touches: [touchOf()], words })).map(({ check }) => check)

const stop: Word = { kind: 'stop', cause: 'killSwitch' }
const release = (one: Release): Word => ({ kind: 'release', release: one })
const place = placeInLine(touchOf().debtor)

it.each([
  ['nobody ever said a word', [], []],
  ['sending was stopped five minutes before', [said(5, stop)], ['whileStopped']],
  ['it was stopped at that moment', [said(0.5, stop)], []],
  ['it was stopped, and restarted in time', [said(9, stop), said(5, { kind: 'resume' })], []],
  ['it was restarted at that moment', [said(9, stop), said(0.5, { kind: 'resume' })], []],
  ['it was a dry run', [said(5, release({ stage: 'dryRun' }))], ['whileStopped']],
  ['the debtor was in the share', [said(5, release({ stage: 'canary', percent: place + 0.01 }))], []],
  ['the debtor was outside it', [said(5, release({ stage: 'canary', percent: place }))], ['whileStopped']],
] as const)('a message is right or wrong when %s', (_, words, checks) => {
  expect(found(...words)).toEqual(checks)
})
