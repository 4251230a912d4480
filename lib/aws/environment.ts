import type { Clock } from '../ports.ts'

/** The one wall clock of a function. */
export const clock: Clock = { now: () => Date.now() }

/** An environment variable the stack sets; an error names the one that is missing. */
export function required(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`the environment variable ${name} is not set: the stack sets it for this function`)
  return value
}
