import type { ExampleIn } from './example.ts'

/** One sound example of each event that people of the company cause. */
export const STAFF_EXAMPLES = {
  PolicyAdopted: {
    when: 'Sent by `puntual catalog adopt`, one an invoice: its journey goes on under another policy, or a newer version of its own. What was sent stays sent, and no level is said twice.',
    repeated: 'The newest `occurredAt` about an invoice counts, also when it arrives before the invoice.',
    source: 'staff',
    detail: {
      version: 1,
      occurredAt: '2026-06-17T15:00:00Z',
      adoption: '2026-06-17T15:00:00Z',
      invoice: 'erp:F-1001',
      policy: 'consumer-flexible',
      author: 'carla.gil',
    },
  },
} as const satisfies Record<string, ExampleIn<'PolicyAdopted'>>
