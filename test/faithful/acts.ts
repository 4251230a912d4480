import { NotRehearsed } from '../../lib/rehearsal/aws-error.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { allowBy } from '../../lib/rehearsal/gateway/authorise.ts'
import { Access, type AccessRequest } from '../../lib/rehearsal/iam/access.ts'
import type { Snapshot } from '../../lib/rehearsal/snapshot.ts'
import type { Template } from '../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../lib/rehearsal/template/deploy.ts'

/** One part of a story. */
export type Act = () => Promise<void>

interface Asked {
  readonly request: AccessRequest
  readonly act: number
}

/**
 * A story that was played once, to be played again from any act on: where nothing changes before an act, what stood
 * before it is a snapshot away.
 */
export class Acts {
  readonly #rehearsal: Rehearsal
  readonly #acts: readonly Act[]
  readonly #before: { readonly act: number; readonly snapshot: Snapshot }[] = []
  readonly #asked = new Map<string, Asked>()
  #act = 0

  constructor(rehearsal: Rehearsal, acts: readonly Act[]) {
    this.#rehearsal = rehearsal
    this.#acts = acts
  }

  /** Each permission the first time it is asked for, while the story is told. */
  hear(request: AccessRequest): void {
    const { principal, action, resource, context } = request
    const key = JSON.stringify([principal, action, resource, context])
    if (!this.#asked.has(key)) this.#asked.set(key, { request, act: this.#act })
  }

  /** The whole story, kept at every act before which everything rests. */
  async tell(): Promise<void> {
    for (const [act, play] of this.#acts.entries()) {
      this.#act = act
      this.#keep(act)
      await play()
    }
  }

  /** The first act in which somebody asks for what this template does not allow; the first of all when nobody does. */
  firstRefused(template: Template): number {
    const { account, region } = this.#rehearsal.deployed
    const place = { account, region, endpoint: this.#rehearsal.endpoint, parameters: {} }
    const allow = allowBy(new Access(deploy(template, place)))
    const refused = [...this.#asked.values()].find(({ request }) => !passes(() => allow(request)))
    return refused?.act ?? 0
  }

  /** Makes everything stand as it stood before an act, and gives what is to be played from there. */
  async goTo(act: number, options: { readonly cold?: boolean } = {}): Promise<readonly Act[]> {
    const kept = this.#before.findLast((one) => one.act <= act)
    if (!kept) throw new Error('the story has not been told')
    await this.#rehearsal.restore(kept.snapshot, options)
    return this.#acts.slice(kept.act)
  }

  #keep(act: number): void {
    try {
      this.#before.push({ act, snapshot: this.#rehearsal.snapshot() })
    } catch (error) {
      if (!(error instanceof NotRehearsed)) throw error
    }
  }
}

function passes(ask: () => void): boolean {
  try {
    ask()
    return true
  } catch {
    return false
  }
}
