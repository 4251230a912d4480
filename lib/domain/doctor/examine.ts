import { aggregators } from './aggregators.ts'
import { approvers } from './approvers.ts'
import { countries } from './countries.ts'
import { emailAccess, emailQuota, identity, reports } from './email.ts'
import type { Facts, Wanted } from './facts.ts'
import { CHECKS, type Finding, judged, SEVERITIES } from './finding.ts'
import { account, alarms, catalog, clock, dashboards, holidays } from './house.ts'
import { mailRecords } from './mail-records.ts'
import { events, functions, journeys, portfolio } from './quotas.ts'
import { textSenders } from './text-senders.ts'
import { textAccount, textApplication } from './texts.ts'
import { whatsapp } from './whatsapp.ts'

/** Everything that is to be said of an account, the worst first, then in the order of the checks. */
export function examine(facts: Facts, wanted: Wanted): readonly Finding[] {
  const domain = facts.identity.kind === 'seen' ? facts.identity.value : undefined
  const found = [
    ...judged('account', facts.account, account),
    ...catalog(facts.catalogMistakes),
    approvers(wanted),
    countries(facts.debtorCountries),
    ...holidays(facts.holidayTables, wanted),
    ...judged('clock', facts.clock, clock),
    ...judged('alarms', facts.subscribers, alarms),
    ...judged('emailAccess', facts.email, (email) => [...emailAccess(email, wanted), ...emailQuota(email, wanted)]),
    ...judged('identity', facts.identity, (seen) => identity(seen, wanted)),
    ...judged('spf', facts.records, (records) => mailRecords(records, domain, wanted)),
    ...judged('configurationSet', facts.reports, reports),
    ...judged('textAccess', facts.texts, (texts) => textAccount(texts, wanted)),
    ...judged('textSender', facts.senders, (senders) => textSenders(senders, wanted)),
    ...judged('textApplication', facts.application, textApplication),
    ...judged('whatsapp', facts.whatsapp, whatsapp),
    ...judged('aggregators', facts.aggregators, (seen) => aggregators(seen, wanted)),
    ...judged('portfolio', facts.portfolio, portfolio),
    ...judged('journeys', facts.journeys, (quotas) => journeys(quotas, wanted)),
    ...judged('functions', facts.functions, (quotas) => functions(quotas, wanted)),
    ...judged('events', facts.events, (quotas) => events(quotas, wanted)),
    ...judged('dashboards', facts.dashboards, (subscription) => dashboards(subscription, wanted)),
  ]
  const rank = ({ severity, check }: Finding): number =>
    -SEVERITIES.indexOf(severity) * CHECKS.length + CHECKS.indexOf(check)
  return found.toSorted((a, b) => rank(a) - rank(b))
}
