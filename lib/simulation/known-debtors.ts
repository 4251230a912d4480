import type { DebtorWords } from '../domain/debtor.ts'
import type { DebtorChange } from '../domain/debtor-record.ts'
import type { DebtorId, Hold } from '../domain/invoice.ts'
import type { Instant } from '../domain/time.ts'
import type { TouchRecord } from '../ports.ts'
import { DEBTOR, OTHER_ID } from './script.ts'

/** A word on something that either id may have been told of: its stamp, which begins with its instant, and whether it forbids. */
interface Forbidding {
  readonly stamp: string
  readonly no: boolean
}

/** What has been said under each id of the town's debtor, as a bystander heard it, whatever becomes of the records. */
export class KnownDebtors {
  readonly #words = new Map<DebtorId, DebtorWords>()
  /** The instant since which somebody knew that both ids are one debtor. */
  #oneSince: string | undefined

  /** Records were saved. */
  hear(changes: readonly DebtorChange[]): void {
    for (const { after } of changes) {
      for (const [id, words] of Object.entries(after.words)) {
        const { consents, holds } = this.#words.get(id) ?? words
        // What was said stays said, also where the records lose it.
        this.#words.set(id, {
          ...words,
          consents: { ...consents, ...words.consents },
          holds: { ...holds, ...words.holds },
        })
      }
      for (const { first } of after.merges) {
        const at = first.slice(0, first.indexOf('#'))
        if (this.#oneSince === undefined || at < this.#oneSince) this.#oneSince = at
      }
    }
  }

  /** Every id of the debtor who has this one, by what was recorded so far. */
  idsOf(debtor: DebtorId): readonly DebtorId[] {
    return this.#oneSince === undefined ? [debtor] : [DEBTOR, OTHER_ID]
  }

  /** The words under every id of the debtor who has this one. */
  wordsOf(debtor: DebtorId): DebtorWords[] {
    return this.idsOf(debtor).flatMap((id) => this.#words.get(id) ?? [])
  }

  /** Why a message that is being claimed should not be; an acknowledgement may be written to somebody on hold. */
  silence(touch: TouchRecord, now: Instant): string | undefined {
    const all = this.wordsOf(touch.debtor)
    if (!all.some(({ profile }) => profile)) return 'unknown'
    if (all.some(({ profile }) => profile?.internal)) return 'one of ours'
    const wishes = all.flatMap(({ profile, profileStamp: stamp }) =>
      profile ? [{ stamp, no: profile.doNotContact }] : [],
    )
    if (this.#forbids(wishes)) return 'not to be contacted'
    if (this.#isStopped(touch)) return 'stopped'
    if (touch.class === 'receipt') return undefined
    if (all.some(({ holds }) => isHeld(holds, now))) return 'on hold'
    const cash = all
      .flatMap(({ unapplied }) => unapplied)
      .reduce((sum, { currency, amount }) => (currency === touch.currency ? sum + amount : sum), 0)
    return cash >= touch.total && cash > 0 ? 'covered by cash that no invoice has taken' : undefined
  }

  /** One stop for all ids: on everything, on the medium, or on any contact point of the same address. */
  #isStopped({ debtor, attempts }: TouchRecord): boolean {
    const all = this.wordsOf(debtor)
    const last = attempts.at(-1)
    const saidOn = (scope: string): Forbidding[] =>
      all.flatMap(({ consents }) => {
        const said = consents[scope]
        return said ? [{ stamp: said.stamp, no: said.status === 'revoked' }] : []
      })
    if (!last) return this.#forbids(saidOn('all'))
    const { channel, contactPoint } = last
    const own = contactPoint.slice(contactPoint.indexOf('/') + 1)
    const owner = contactPoint === own ? debtor : contactPoint.slice(0, -own.length - 1)
    const address = this.#words.get(owner)?.contactPoints.find(({ id }) => id === own)?.address
    const onAddress = all.flatMap(({ consents, contactPoints }) =>
      contactPoints.flatMap((point) => {
        const said = point.address === address && point.channel === channel ? consents[point.id] : undefined
        return said ? [{ stamp: said.stamp, no: said.status === 'revoked' }] : []
      }),
    )
    return [saidOn('all'), saidOn(channel), onAddress].some((said) => this.#forbids(said))
  }

  /** The newest word from after the ids were one; of those from before, each that forbids. */
  #forbids(said: readonly Forbidding[]): boolean {
    const newest = said.reduce<Forbidding | undefined>(
      (best, one) => (best && best.stamp > one.stamp ? best : one),
      undefined,
    )
    if (!newest) return false
    const isAboutAll = newest.stamp.slice(0, newest.stamp.indexOf('#')) > (this.#oneSince ?? '')
    return isAboutAll ? newest.no : said.some(({ no }) => no)
  }
}

/** Whether any of these holds counts at an instant. */
export const isHeld = (all: Readonly<Record<string, Hold>>, now: Instant): boolean =>
  Object.values(all).some(
    ({ placedAt, releasedAt, until }) => placedAt && !releasedAt && (until === undefined || Date.parse(until) > now),
  )
