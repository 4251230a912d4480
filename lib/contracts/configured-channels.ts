import type { Channel } from '../domain/policy.ts'
import { routesOf } from '../domain/routing.ts'
import type { Company } from './company.ts'

/** E-mail is always there; texts and WhatsApp when the company named a way for them to leave. */
export function configuredChannels(company: Pick<Company, 'sms' | 'whatsapp' | 'aggregators' | 'routes'>): Channel[] {
  const { sms, whatsapp } = routesOf(company)
  // Somebody of the team can always call.
  return ['email', ...(sms ? (['sms'] as const) : []), ...(whatsapp ? (['whatsapp'] as const) : []), 'call']
}
