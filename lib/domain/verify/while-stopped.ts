import { reaches, type SendingSwitch } from '../sending-gate.ts'
import { iso, MINUTE } from '../time.ts'
import type { TouchRecord } from '../touch-record.ts'
import type { Evidence } from './evidence.ts'
import { mayHaveLeft } from './may-have-left.ts'
import type { Finding, Violation } from './violation.ts'

/** Messages claimed while somebody had stopped all sending, in a dry run, or to a debtor outside the share. */
export function whileStopped({ touches, words = [] }: Evidence): Violation[] {
  return touches.flatMap((touch) => {
    if (mayHaveLeft(touch).length === 0) return []
    const why = forbidden(touch, words)
    if (!why) return []
    const { word, finding } = why
    const { id, debtor, claimedAt: at } = touch
    return [
      {
        check: 'whileStopped',
        debtor,
        touch: id,
        at,
        finding: { ...finding, since: word.at },
        rule: 'the switch (docs/guard.md)',
        citations: [],
      },
    ]
  })
}

/** A word counts for what is claimed more than a minute after it: no request of ours lasts longer. */
function forbidden({ claimedAt, debtor }: TouchRecord, words: readonly SendingSwitch[]) {
  const known = iso(Date.parse(claimedAt) - MINUTE)
  const isNew = words.some(({ at }) => at > known && at <= claimedAt)
  const word = words.findLast(({ at }) => at <= known)
  if (!word || isNew) return undefined
  const finding = (why: Extract<Finding, { kind: 'stopped' }>['why']) => ({
    word,
    finding: { kind: 'stopped', why } as const,
  })
  if (word.stopped) return finding(word.stopped)
  const { stage } = word.release
  return stage === 'everything' || reaches(word.release, debtor) ? undefined : finding(stage)
}
