import type { Channel } from '../domain/policy.ts'
import type { Company } from './company.ts'

/** E-mail is always there; texts and WhatsApp when the company named a way for them to leave. */
export const configuredChannels = ({ sms, whatsapp }: Pick<Company, 'sms' | 'whatsapp'>): Channel[] => [
  'email',
  ...(sms?.pinpointApplicationId || sms?.originationArn ? (['sms'] as const) : []),
  ...(whatsapp ? (['whatsapp'] as const) : []),
  // Somebody of the team can always call.
  'call',
]
