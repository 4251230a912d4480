/** What a debt is made of, in the usual order in which money pays it off: what it cost to collect before what was sold. */
export const BUCKETS = ['collectionCost', 'fee', 'interest', 'principal'] as const
export type Bucket = (typeof BUCKETS)[number]
/** What may be added to an invoice after it was issued; Puntual itself never adds anything. */
export type ChargeKind = Exclude<Bucket, 'principal'>

/** One charge on an invoice, in minor units; a reversal that came first leaves one without a kind. */
export interface Charge {
  readonly kind?: ChargeKind
  readonly amount: number
  readonly reversed: boolean
}

/** One part of a debt in minor units: `open` is `charged` less `paid`, and nothing of it once it is written off. */
export interface Part {
  readonly bucket: Bucket
  /** Credit notes are taken off the principal first. */
  readonly charged: number
  readonly paid: number
  readonly open: number
}

/** What of an invoice its parts follow from. */
interface Owing {
  readonly charge: number
  readonly credited: number
  readonly paid: number
  readonly charges: Readonly<Record<string, Charge>>
  readonly voided?: string
  readonly writtenOff?: string
  readonly terms: { readonly allocation?: readonly Bucket[] }
}

/** All charges that stand, in minor units; none on a voided invoice. */
export function posted({ charges, voided }: Pick<Owing, 'charges' | 'voided'>): number {
  return voided ? 0 : standing(charges).reduce((sum, { amount }) => sum + amount, 0)
}

/**
 * The debt in its parts, in the order in which money pays them off; their open sums add up to what an issued invoice owes.
 *
 * The order is the one the invoice was issued with, so that a change of the company's order moves no money already paid.
 */
export function breakdown(invoice: Owing, order: readonly Bucket[] = invoice.terms.allocation ?? BUCKETS): Part[] {
  const { charge, credited } = invoice
  const offPrincipal = Math.min(charge, credited)
  let money = invoice.paid + credited - offPrincipal
  return order.map((bucket) => {
    const charged = bucket === 'principal' ? charge - offPrincipal : chargedAs(bucket, invoice)
    const paid = Math.min(charged, Math.max(0, money))
    money -= paid
    return { bucket, charged, paid, open: invoice.writtenOff ? 0 : charged - paid }
  })
}

/** What is open beside the principal, in minor units. */
export function openCharges(invoice: Owing): number {
  return breakdown(invoice).reduce((sum, { bucket, open }) => (bucket === 'principal' ? sum : sum + open), 0)
}

const chargedAs = (kind: ChargeKind, { charges, voided }: Owing): number =>
  voided ? 0 : standing(charges).reduce((sum, one) => (one.kind === kind ? sum + one.amount : sum), 0)

const standing = (charges: Owing['charges']): Charge[] => Object.values(charges).filter(({ reversed }) => !reversed)
