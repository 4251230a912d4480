/** Something in a state machine that AWS would accept and we do not: where, what, and what to do about it. */
export interface Finding {
  /** Undefined when the whole machine is meant. */
  readonly state: string | undefined
  readonly problem: string
  readonly remedy: string
}
