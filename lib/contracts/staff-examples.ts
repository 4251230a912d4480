import type { BY_STAFF } from './by-staff.ts'
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
  ApprovalGiven: {
    when: 'Sent by `puntual approve`: the message that waits may leave, if law, caps and balance still allow it. It counts for that message alone.',
    repeated:
      'A second one about the same question changes nothing, and an answer to another question neither; whoever declines is heard before whoever approves.',
    source: 'staff',
    detail: {
      version: 1,
      occurredAt: '2026-06-18T15:00:00Z',
      invoice: 'erp:F-1001',
      approval: '1.7',
      author: 'carla.gil',
    },
  },
  ApprovalDeclined: {
    when: 'Sent by `puntual decline`: the message that waits does not leave; the policy says whether the journey goes on without it or a person takes over.',
    repeated:
      'A second one about the same question changes nothing, and neither does one that comes when the message has left.',
    source: 'staff',
    detail: {
      version: 1,
      occurredAt: '2026-06-18T15:10:00Z',
      invoice: 'erp:F-1001',
      approval: '1.7',
      author: 'carla.gil',
      reason: 'Está en conversaciones con el gerente',
    },
  },
} as const satisfies { readonly [Name in keyof typeof BY_STAFF]: ExampleIn<Name> }
