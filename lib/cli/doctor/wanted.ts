import { callingCodeOf } from '../../contracts/calling-code.ts'
import type { CompiledCatalog } from '../../contracts/compiled-catalog.ts'
import type { Policy } from '../../contracts/policy.ts'
import type { Prices } from '../../domain/cost.ts'
import type { CountrySenders, Wanted } from '../../domain/doctor/facts.ts'
import { providerFor, routesOf } from '../../domain/routing.ts'
import { dateAt, type Instant } from '../../domain/time.ts'

const MICROS = 1_000_000

/** What a company means to do with its account, by its catalog. */
export function wantedOf(
  { company, policies }: Pick<CompiledCatalog, 'company' | 'policies'>,
  senders: Readonly<Record<string, CountrySenders>>,
  prices: Pick<Prices, 'smsParts'>,
  { openInvoices, debtorCountries }: { readonly openInvoices: number; readonly debtorCountries: readonly string[] },
  now: Instant,
): Wanted {
  const { entities, defaultEntity, sms, window } = company
  const countries = [...new Set([...Object.values(entities).map(({ country }) => country), ...debtorCountries])]
  const busiest = Object.values(policies)
    .map(({ policy }) => ({ policy: policy.id, ...paceOf(policy) }))
    .toSorted((a, b) => b.steps / b.days - a.steps / a.days)[0]
  return {
    stage: company.stage,
    today: dateAt(now, entities[defaultEntity]?.zone ?? 'UTC'),
    emailDomain: company.emailDomain,
    approvers: company.approvers ?? [],
    countries,
    senderIds: Object.entries(entities).flatMap(([entity, { country, smsSender }]) =>
      smsSender === undefined ? [] : [{ entity, country, senderId: smsSender }],
    ),
    textsBy: sms?.pinpointApplicationId ? 'application' : sms?.originationArn ? 'origination' : 'nobody',
    ...(sms?.originationArn && { originationArn: sms.originationArn }),
    contactConcurrency: company.contactConcurrency,
    openInvoices,
    busiest: busiest ?? { policy: '', steps: 0, days: 1 },
    window: { hours: minutesOf(window.to) / 60 - minutesOf(window.from) / 60, days: window.days.length },
    textPrice: Math.max(0, ...countries.map((country) => priceOf(country, prices))),
    untaken: untakenOf(company, countries),
    hasDashboards: company.dashboards !== undefined,
    senders,
  }
}

/** Where an entity or a debtor is, and no route of a channel that the company uses leads. */
const untakenOf = (company: CompiledCatalog['company'], countries: readonly string[]): Wanted['untaken'] =>
  Object.entries(routesOf(company)).flatMap(([channel, routes]) =>
    countries.flatMap((country) => {
      const code = callingCodeOf(country)
      return code === undefined || providerFor(routes, `+${code}`) ? [] : [{ channel, country, code }]
    }),
  )

/** The steps of a policy, and the calendar days between the first and the last. */
function paceOf({ steps }: Policy): { readonly steps: number; readonly days: number } {
  let at = 0
  const days = steps.map(({ offset }) => {
    at = offset.from === 'dueDate' ? offset.days : at + offset.days
    return at
  })
  return { steps: steps.length, days: Math.max(1, Math.max(...days) - Math.min(...days)) }
}

function priceOf(country: string, { smsParts }: Pick<Prices, 'smsParts'>): number {
  const price = smsParts[country] ?? smsParts.other
  return price === undefined ? 0 : price.micros / price.per / MICROS
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}
