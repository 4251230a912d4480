import { dateAt, type Instant, minuteOfDay } from '../domain/time.ts'
import type { House } from './house.ts'
import { live } from './live.ts'
import type { Minimal } from './shrink.ts'
import type { Protocol } from './town.ts'
import { TROUBLES } from './trouble.ts'

/** A minimal failing run as a person reads it: what was told, what went wrong outside, what happened, what must not be. */
export async function storyOf(house: House, { script, troubles }: Minimal, protocol: Protocol = {}): Promise<string> {
  const { seed, zone, policy, words } = script
  const clock = (at: Instant): string => {
    const minute = minuteOfDay(at, zone)
    const two = (value: number) => String(value).padStart(2, '0')
    const seconds = ((at % 60_000) / 1000).toFixed(3).padStart(6, '0')
    return `${dateAt(at, zone)} ${two(Math.floor(minute / 60))}:${two(minute % 60)}:${seconds}`
  }
  const told = words
    .toSorted((a, b) => (a.arrives[0] ?? 0) - (b.arrives[0] ?? 0))
    .map(({ name, detail, arrives }) => `  ${arrives.map(clock).join(' and ')}  ${name} ${JSON.stringify(detail)}`)
  const met = [...troubles].map(([run, { kind, call, lasts }]) => {
    const time = kind === 'waits' || kind === 'hears' || kind === 'overtaken' ? ` (${lasts} ms)` : ''
    return `  call ${call + 1} of "${run}" ${TROUBLES[kind]}${time}`
  })
  const happened: string[] = []
  const { violations } = await live(house, script, (run) => troubles.get(run), {
    protocol,
    listen: (at, run, text) => happened.push(`  ${clock(at)}  ${run}: ${text}`),
  })
  return [
    `seed ${seed}: one debtor in ${zone} under the policy ${policy}`,
    'What was told:',
    ...told,
    'What went wrong outside:',
    ...(met.length > 0 ? met : ['  nothing']),
    'What happened:',
    ...happened,
    'What must not be:',
    ...violations.map(({ invariant, what }) => `  ${invariant} ${what}`),
  ].join('\n')
}
