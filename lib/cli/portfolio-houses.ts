/** One of the two invented trades that the synthetic portfolio collects for; the entities are those of the catalog. */
export interface House {
  readonly entity: string
  readonly kind: 'person' | 'company'
  readonly segment: string
  /** Calendar days from the issue to the due date. */
  readonly creditDays: readonly number[]
  /** Days before the end at which the last invoice falls due, so that its journey is over soon after the end. */
  readonly lastDueBeforeEnd: number
  /** Calendar days from the due date to about the first overdue reminder of the policy. */
  readonly firstReminderAfter: number
  readonly paymentHost: string
  readonly invoicePrefix: string
}

/** Consumers of several countries who pay by instalments to a Colombian shop. */
export const CONSUMERS: House = {
  entity: 'comercial-andina',
  kind: 'person',
  segment: 'consumer',
  creditDays: [15, 20, 30],
  // The policy hands over 30 days after the due date.
  lastDueBeforeEnd: 31,
  firstReminderAfter: 2,
  paymentHost: 'pagos.andina.example',
  invoicePrefix: 'FV-1',
}

/** Businesses with thirty days of credit from a Mexican wholesaler. */
export const BUSINESSES: House = {
  entity: 'grupo-norteno',
  kind: 'company',
  segment: 'business',
  creditDays: [30],
  // The policy hands over 30 business days and 10 days after the due date.
  lastDueBeforeEnd: 53,
  firstReminderAfter: 1,
  paymentHost: 'pagos.norteno.andina.example',
  invoicePrefix: 'FN-2',
}

/** An invoice in US dollars, in minor units: least and most. */
export const DOLLAR_AMOUNTS = [300_00, 12_000_00] as const
