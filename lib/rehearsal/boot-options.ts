import type { AccessRequest } from './iam/access.ts'
import type { Target } from './lambda/deploy-pipes.ts'

/** How a rehearsal begins. */
export interface BootOptions {
  /** Directory of the synthesised cloud assembly. */
  readonly assembly: string
  /** Simulated milliseconds since the epoch. */
  readonly start: number
  /** Port on 127.0.0.1; any free one unless told. */
  readonly port?: number
  readonly account?: string
  readonly region?: string
  /** Values of the template's parameters. */
  readonly parameters?: Readonly<Record<string, string>>
  /** Hears of every permission that is asked for, before it is judged. */
  readonly onAsked?: (request: AccessRequest) => void
  /** Takes what pipes and functions hand to delivery streams; nobody reads pipes where it is left out. */
  readonly onRows?: Target
}
