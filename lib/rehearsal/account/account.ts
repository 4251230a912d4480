/** What an account is beside its stack, as far as somebody reads it. */
export interface AccountState {
  email: { productionAccess: boolean; sendingEnabled: boolean; enforcement: string; perDay: number; perSecond: number }
  /** State of the DKIM records of every identity of the template. */
  dkim: string
  /** Whether configuration sets report to the bus as the template says; off: somebody changed them by hand. */
  reportsEnabled: boolean
  texts: { tier: string; monthlyLimit: number; monthlyMost: number; applications: boolean }
  /** Numbers and sender ids of the account. */
  senders: { arn: string; country: string; status: string; twoWay: boolean }[]
  /** What Meta says of every template of the catalog that is deployed. */
  whatsapp: { status: string; category: string }
  /** By service code, then by the name of Service Quotas. */
  quotas: Record<string, Record<string, number>>
  concurrent: number
  /** Whether the addresses subscribed by the template have confirmed. */
  confirmed: boolean
  quickSight: { edition: string; status: string } | undefined
}

/**
 * The account of a rehearsal behaves as one that has left the sandboxes and put its DNS records in place: mail and texts
 * go out to everybody. Numbers that the rehearsal does not enforce are what AWS gives an account in us-east-1 by default:
 * its documented quotas, the first quota of SES production access, one dollar a month for texts; and no QuickSight.
 */
export const preparedAccount = (): AccountState => ({
  email: { productionAccess: true, sendingEnabled: true, enforcement: 'HEALTHY', perDay: 50_000, perSecond: 14 },
  dkim: 'SUCCESS',
  reportsEnabled: true,
  texts: { tier: 'PRODUCTION', monthlyLimit: 1, monthlyMost: 1, applications: true },
  senders: [],
  whatsapp: { status: 'APPROVED', category: 'UTILITY' },
  quotas: {
    states: {
      'StartExecution throttle token refill rate per second': 300,
      'StateTransition throttle token refill rate per second': 5000,
    },
    events: {
      'PutEvents throttle limit in transactions per second': 10_000,
      'Invocations throttle limit in transactions per second': 18_750,
    },
  },
  concurrent: 1000,
  confirmed: true,
  quickSight: undefined,
})
