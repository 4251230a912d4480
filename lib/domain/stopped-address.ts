import type { DebtorId } from './invoice.ts'
import type { Channel } from './policy.ts'

/** Stands among those who have an address, and is no debtor: keys of upstream systems have no such source. */
const STOPPED = 'do-not-contact:'

/** What the index of addresses holds of one that nobody may use, since an ISO instant. */
export const stoppedSince = (at: string): DebtorId => `${STOPPED}${at}`

export const isStop = (id: DebtorId): boolean => id.startsWith(STOPPED)

/** The newest ISO instant at which an address was stopped, of those who have it. */
export const stoppedAt = (having: readonly DebtorId[]): string | undefined =>
  having
    .filter(isStop)
    .map((id) => id.slice(STOPPED.length))
    .sort()
    .at(-1)

/** The channels that an address serves: a number can be texted and called. */
export const channelsOf = (address: string): readonly Channel[] =>
  address.includes('@') ? ['email'] : ['sms', 'whatsapp', 'call']
