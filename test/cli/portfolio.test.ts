import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import type * as z from 'zod'
import { castOf, portfolio } from '../../lib/cli/portfolio.ts'
import { PAYER_SHARES, PAYERS } from '../../lib/cli/portfolio-payers.ts'
import { Company } from '../../lib/contracts/company.ts'
import { EVENTS_IN } from '../../lib/contracts/events.ts'
import type { TimedEvent } from '../../lib/contracts/timed-event.ts'
import { DAY } from '../../lib/domain/time.ts'

const start = Date.parse('2026-06-01T00:00:00Z')
const seeds = [1, 7, 2026]
const company = Company.parse(parse(readFileSync('catalog/company.yaml', 'utf8')))

/** The sound events that one contract is for, parsed, each once. */
const only = <Schema extends z.ZodType>(events: readonly TimedEvent[], schema: Schema): z.output<Schema>[] => {
  const details = events.filter(({ name }) => Object.is(EVENTS_IN[name], schema)).map(({ detail }) => detail)
  return [...new Map(details.map((detail) => [JSON.stringify(detail), detail])).values()].flatMap((detail) => {
    const result = schema.safeParse(detail)
    return result.success ? [result.data] : []
  })
}

/** Least and most of an invoice in each currency of the portfolio, in minor units. */
const LIMITS: Readonly<Record<string, readonly [number, number]>> = {
  COP: [8e6, 4e8],
  PEN: [6e3, 3e5],
  CLP: [2e4, 9e5],
  ARS: [3e6, 12e7],
  BRL: [1e4, 9e6],
  USD: [4e3, 12e5],
  MXN: [5e5, 25e6],
  EUR: [3e4, 12e5],
  GBP: [25e3, 1e6],
}

const sum = (amounts: readonly number[]): number => amounts.reduce((total, amount) => total + amount, 0)

describe('the synthetic portfolio', () => {
  it('is the same for the same seed, and another for another', () => {
    expect(portfolio({ seed: 7, start })).toEqual(portfolio({ seed: 7, start }))
    expect(portfolio({ seed: 7, start })).not.toEqual(portfolio({ seed: 8, start }))
  })

  it.each(seeds)('has 300 invoices of 120 debtors in nine countries with seed %i', (seed) => {
    const { people, bills } = castOf({ seed, start })
    expect(bills).toHaveLength(300)
    expect(people).toHaveLength(120)
    const countries = Map.groupBy(people, ({ place }) => place.country)
    expect([...countries.keys()].sort()).toEqual(['AR', 'BR', 'CL', 'CO', 'ES', 'GB', 'MX', 'PE', 'US'])
    for (const [country, those] of countries) expect(those.length, country).toBeGreaterThan(2)
    expect(countries.get('CO')).toHaveLength(42)
    expect(new Set(people.flatMap(({ place }) => place.region ?? []))).toContain('BR-SP')
    expect(new Set(people.map(({ id }) => id)).size).toBe(120)
    expect(new Set(people.flatMap(({ phone }) => phone ?? [])).size).toBe(people.filter(({ phone }) => phone).length)
  })

  it.each(seeds)('deals the ways of paying in their stated shares with seed %i', (seed) => {
    const { people } = castOf({ seed, start })
    for (const kind of ['person', 'company'] as const) {
      const those = people.filter(({ house }) => house.kind === kind)
      for (const payer of PAYERS) {
        const share = those.filter((person) => person.payer === payer).length
        const expected = (PAYER_SHARES[kind][payer] * those.length) / 100
        expect(Math.abs(share - expected), `${kind} ${payer}`).toBeLessThan(1)
      }
      expect(sum(PAYERS.map((payer) => PAYER_SHARES[kind][payer]))).toBe(100)
    }
  })

  it.each(seeds)('is sound but for three events, which the contract refuses, with seed %i', (seed) => {
    const refused = portfolio({ seed, start }).filter(({ name, detail }) => !EVENTS_IN[name].safeParse(detail).success)
    expect(new Set(refused.map(({ name }) => name))).toEqual(
      new Set(['InvoiceIssued', 'PaymentReceived', 'ContactPointUpserted']),
    )
    expect(new Set(refused.map(({ detail }) => JSON.stringify(detail))).size).toBe(3)
  })

  it.each(seeds)('lies within its days, in order, and never says what has yet to become true, with seed %i', (seed) => {
    const events = portfolio({ seed, start })
    expect(events.every((event, index) => index === 0 || events[index - 1]!.at <= event.at)).toBe(true)
    expect(events[0]!.at).toBeGreaterThanOrEqual(start)
    expect(events.at(-1)!.at).toBeLessThan(start + 90 * DAY)
    for (const { at, name, detail } of events) {
      const result = EVENTS_IN[name].safeParse(detail)
      if (result.success) expect(Date.parse(result.data.occurredAt)).toBeLessThanOrEqual(at)
    }
  })

  it.each(seeds)('names only entities, languages, zones and payment hosts of the catalog with seed %i', (seed) => {
    const invoices = only(portfolio({ seed, start }), EVENTS_IN.InvoiceIssued)
    for (const { entity, paymentLink, total } of invoices) {
      expect(company.entities[entity!]?.paymentLinkHosts).toContain(new URL(paymentLink!).host)
      expect(Object.keys(LIMITS)).toContain(total.currency)
    }
    expect(invoices.filter(({ total }) => total.currency === 'USD').length).toBeGreaterThan(1)
    for (const { segment } of only(portfolio({ seed, start }), EVENTS_IN.DebtorUpserted))
      expect(Object.keys(company.segments)).toContain(segment)
  })

  it.each(seeds)('writes only to addresses and numbers that nobody has, with some missing, with seed %i', (seed) => {
    const events = portfolio({ seed, start })
    const points = only(events, EVENTS_IN.ContactPointUpserted)
    const emails = points.flatMap(({ point }) => (point.channel === 'email' ? point.address : []))
    const phones = points.flatMap(({ point }) => (point.channel === 'sms' ? point.address : []))
    expect(emails.every((address) => address.endsWith('.example'))).toBe(true)
    expect(emails.length).toBeLessThan(120)
    expect(phones.length).toBeLessThan(100)
    const reachable = new Set(points.map(({ debtor }) => debtor))
    expect(castOf({ seed, start }).people.filter(({ id }) => !reachable.has(id)).length).toBeGreaterThan(0)
  })

  it.each(seeds)('keeps amounts whole and believable with seed %i', (seed) => {
    for (const { currency, amount } of castOf({ seed, start }).bills) {
      const [low, high] = LIMITS[currency]!
      expect(Number.isInteger(amount)).toBe(true)
      expect(amount).toBeGreaterThanOrEqual(low)
      expect(amount).toBeLessThanOrEqual(high)
    }
  })
})

describe('the payments of the synthetic portfolio', () => {
  it.each(seeds)('add up: nobody pays too much but the overpayers, with seed %i', (seed) => {
    const events = portfolio({ seed, start })
    const { people, bills } = castOf({ seed, start })
    const payments = only(events, EVENTS_IN.PaymentReceived)
    const reversed = new Set(only(events, EVENTS_IN.PaymentReversed).map(({ payment }) => payment))
    const credits = only(events, EVENTS_IN.CreditNoteIssued)
    for (const person of people) {
      const own = bills.filter((bill) => bill.person === person)
      for (const currency of new Set(own.map((bill) => bill.currency))) {
        const mine = own.filter((bill) => bill.currency === currency)
        const ids = new Set(mine.map(({ id }) => id))
        const references = new Set(mine.map(({ reference }) => reference))
        const paid = payments
          .filter((one) => one.total.currency === currency && !reversed.has(one.payment))
          .filter(
            (one) =>
              one.debtor === person.id ||
              references.has(one.reference ?? '') ||
              one.allocations?.some(({ invoice }) => ids.has(invoice)),
          )
        const credited = credits.filter(({ invoice }) => ids.has(invoice)).map(({ total }) => total.amount)
        const settled = sum(paid.map(({ total }) => total.amount)) + sum(credited)
        const owed = sum(mine.map(({ amount }) => amount))
        if (person.payer === 'overpayer') expect(settled).toBeGreaterThan(owed)
        else expect(settled, `${person.id} ${person.payer}`).toBeLessThanOrEqual(owed)
        const untouched = mine.every(({ twist }) => twist === undefined)
        if (untouched && person.payer === 'nonPayer') expect(settled).toBe(0)
        if (untouched && !['nonPayer', 'overpayer'].includes(person.payer)) expect(settled).toBe(owed)
      }
    }
  })

  it.each(seeds)('fall where each way of paying says, with seed %i', (seed) => {
    const payments = only(portfolio({ seed, start }), EVENTS_IN.PaymentReceived)
    const plain = castOf({ seed, start }).bills.filter(({ naming, twist }) => naming === 'allocation' && !twist)
    const daysLate = (payer: string) =>
      plain
        .filter(({ person }) => person.payer === payer)
        .flatMap(({ id, dueDate }) =>
          payments
            .filter(({ allocations }) => allocations?.some(({ invoice }) => invoice === id))
            .map(({ occurredAt }) => (Date.parse(occurredAt) - Date.parse(dueDate)) / DAY),
        )
    // Local afternoons lie up to a day after midnight UTC.
    for (const days of daysLate('punctual')) expect(days).toBeLessThan(1.3)
    for (const days of daysLate('forgetful')) expect(days).toSatisfy((late: number) => late > 2 && late < 7.3)
    for (const days of daysLate('late')) expect(days).toSatisfy((late: number) => late > 10 && late < 26.3)
    for (const days of daysLate('payRun')) expect(days).toSatisfy((late: number) => late > 1 && late < 8.3)
  })
})

describe('what makes the synthetic portfolio hard', () => {
  it.each(seeds)('is all there with seed %i', (seed) => {
    const events = portfolio({ seed, start })
    const { people, bills } = castOf({ seed, start })
    const counts = Object.fromEntries(
      Object.entries(Object.groupBy(events, ({ name }) => name)).map(([name, ones]) => [name, ones?.length ?? 0]),
    )
    for (const name of [
      'InvoiceVoided',
      'InvoiceWrittenOff',
      'PaymentFailed',
      'UnappliedCashChanged',
      'ConsentChanged',
      'DebtorFlagChanged',
      'PreferenceChanged',
      'WrongPersonReported',
      'DebtorMerged',
      'ChargePosted',
      'ChargeReversed',
      'PaymentScheduled',
      'SourceWatermarkAdvanced',
    ])
      expect(counts[name], name).toBeGreaterThan(0)
    expect(only(events, EVENTS_IN.PaymentReversed)).toHaveLength(2)
    expect(only(events, EVENTS_IN.InvoiceAmended)).toHaveLength(2)
    expect(only(events, EVENTS_IN.HoldReleased)).toHaveLength(only(events, EVENTS_IN.HoldPlaced).length)
    const plans = only(events, EVENTS_IN.InvoiceIssued).flatMap(({ instalments }) => instalments ?? [])
    expect(plans.length).toBeGreaterThan(5)
    expect(only(events, EVENTS_IN.CreditNoteIssued).length).toBeGreaterThan(3)
    const debtors = only(events, EVENTS_IN.DebtorUpserted)
    expect(debtors.filter(({ internal }) => internal)).toHaveLength(1)
    expect(debtors.filter(({ doNotContact }) => doNotContact)).toHaveLength(1)
    expect(debtors.filter(({ language }) => language === 'en').length).toBeGreaterThan(1)
    expect(debtors.filter(({ language }) => language === 'pt-BR').length).toBeGreaterThan(5)
    expect(debtors.filter(({ zone }) => zone === undefined)).toHaveLength(1)
    const agreed = only(events, EVENTS_IN.ConsentChanged).filter(({ status }) => status === 'granted')
    // One was never asked, and one is in the records twice.
    expect(new Set(agreed.map(({ debtor }) => debtor)).size).toBe(people.length - 1)
    expect(debtors).toHaveLength(people.length + 1)
    const texts = agreed.filter(({ scope }) => scope === 'sms').length
    expect([texts > 0.8 * people.length, texts < 0.95 * people.length]).toEqual([true, true])
    expect(only(events, EVENTS_IN.HoldPlaced).filter(({ debtor }) => debtor)).toHaveLength(1)
    expect(people.filter(({ email }) => !email).length).toBeGreaterThan(5)
    expect(people.filter(({ phone }) => !phone).length).toBeGreaterThan(5)
    const payments = only(events, EVENTS_IN.PaymentReceived)
    expect(payments.filter(({ allocations, debtor }) => !allocations && !debtor).length).toBeGreaterThan(5)
    expect(payments.filter(({ allocations, debtor }) => !allocations && debtor).length).toBeGreaterThan(5)
    const sameDay = Object.groupBy(bills, ({ person, dueDate }) => `${person.id} ${dueDate}`)
    const sizes = Object.values(sameDay).map((group) => group?.length ?? 0)
    expect(Math.max(...sizes)).toBe(12)
    expect(sizes.filter((size) => size > 1).length).toBeGreaterThan(10)
  })

  it.each(seeds)('delivers some events twice and some payments before their invoice with seed %i', (seed) => {
    const events = portfolio({ seed, start })
    const texts = events.map(({ name, detail }) => JSON.stringify([name, detail]))
    expect(texts.length - new Set(texts).size).toBeGreaterThan(10)
    const early = castOf({ seed, start }).bills.filter(({ twist }) => twist === 'paidBeforeIssued')
    expect(early).toHaveLength(4)
    for (const { id } of early) {
      const told = events.findIndex(
        ({ name, detail }) => name === 'InvoiceIssued' && JSON.stringify(detail).includes(id),
      )
      const paid = events.findIndex(
        ({ name, detail }) => name === 'PaymentReceived' && JSON.stringify(detail).includes(id),
      )
      expect(paid).toBeGreaterThanOrEqual(0)
      expect(paid).toBeLessThan(told)
    }
  })

  it('sees three invoices 200 days after they were due', () => {
    const late = only(portfolio({ seed: 7, start }), EVENTS_IN.InvoiceIssued).filter(
      ({ dueDate, occurredAt }) => Date.parse(occurredAt) - Date.parse(dueDate) > 200 * DAY,
    )
    expect(late).toHaveLength(3)
  })

  it('is there in a small portfolio too, whatever the seed', () => {
    for (let seed = 0; seed < 25; seed++) {
      const events = portfolio({ seed, start, invoices: 100 })
      expect(only(events, EVENTS_IN.InvoiceVoided), `seed ${seed}`).toHaveLength(1)
      const stops = only(events, EVENTS_IN.ConsentChanged).filter(({ status }) => status === 'revoked')
      expect(stops, `seed ${seed}`).toHaveLength(2)
    }
  })

  it('has somebody who says stop before the day of the dashboards, which begin with this portfolio', () => {
    const events = portfolio({ seed: 1, start, days: 150 }).filter(({ at }) => at < start + 90 * DAY)
    const stops = only(events, EVENTS_IN.ConsentChanged).filter(({ status }) => status === 'revoked')
    expect(stops).toHaveLength(3)
  })

  it('refuses a portfolio too small to hold it, and a seed that is no whole number', () => {
    expect(() => portfolio({ seed: 7, start, invoices: 20 })).toThrow(
      'invoices is 20; it must be a whole number from 100',
    )
    expect(() => portfolio({ seed: 7, start, days: 30 })).toThrow('days is 30')
    expect(() => portfolio({ seed: 0.5, start })).toThrow('the seed is 0.5; it must be a whole number')
  })
})
