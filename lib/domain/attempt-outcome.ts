import type { Attempt, SendOutcome } from './touch-record.ts'

/** The attempts of a message once it is known how the last of them ended. */
export function withOutcome(attempts: readonly Attempt[], outcome: SendOutcome): Attempt[] {
  const { kind, ...rest } = outcome.kind === 'notSent' ? { kind: outcome.kind, problem: outcome.problem } : outcome
  return attempts.map((one, index) => (index === attempts.length - 1 ? { ...one, outcome: kind, ...rest } : one))
}
