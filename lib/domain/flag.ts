import type { Stamp } from './invoice.ts'

/** Something about a debtor at which every contact stops. */
export type FlagKind = 'doNotContact' | 'hardship' | 'deceased' | 'represented' | 'insolvency' | 'complaintOpen'

/** The newest word on one flag. */
export interface Flag {
  readonly status: 'raised' | 'cleared'
  readonly stamp: Stamp
  readonly reason: string
  readonly author: string
}

/**
 * What a raised flag makes of the debtor's journeys, the weightiest first. All of them stop every message; `atOnce` gives
 * the invoices to a person today, the others when they are late.
 */
export const FLAGS = {
  deceased: { handOver: 'atOnce' },
  insolvency: { handOver: 'atOnce' },
  represented: { handOver: 'atOnce' },
  doNotContact: { handOver: 'whenLate' },
  hardship: { handOver: 'whenLate' },
  complaintOpen: { handOver: 'whenLate' },
} as const satisfies Record<FlagKind, { readonly handOver: 'atOnce' | 'whenLate' }>

/** The names of the flags, the weightiest first. */
export const FLAG_KINDS = [
  'deceased',
  'insolvency',
  'represented',
  'doNotContact',
  'hardship',
  'complaintOpen',
] as const

/** Of two words of one instant the stop wins. */
export const FLAG_RANK = { cleared: 0, raised: 1 } as const satisfies Record<Flag['status'], number>

/** The flags that are up, the weightiest first; what the profile says of do-not-contact means the same as the flag. */
export function raisedFlags(debtor: {
  readonly flags: Readonly<Partial<Record<FlagKind, Flag>>>
  readonly profile?: { readonly doNotContact: boolean }
}): FlagKind[] {
  return FLAG_KINDS.filter(
    (kind) =>
      debtor.flags[kind]?.status === 'raised' || (kind === 'doNotContact' && debtor.profile?.doNotContact === true),
  )
}
