import type { EventName } from '../../contracts/events.ts'
import { readArrival } from '../../contracts/intake.ts'
import { isFields } from '../../rehearsal/gateway/fields.ts'
import type { Live } from '../live.ts'
import { type Draft, eventNamed, publishForm } from './publish.ts'
import { detailFrom, fieldsOf } from './publish-fields.ts'
import type { Reply } from './reply.ts'
import type { PageOptions } from './rooms.ts'
import { debtorPath, invoicePath, type Visit } from './visit.ts'

/**
 * Puts the event of a form on the bus, as an upstream system would, and leads to what it is about once the journeys have
 * reacted. What the contract refuses comes back with its problems, unless it is to be sent all the same; so does what only
 * the intake can refuse, such as a second currency of an invoice, which is in quarantine by then.
 */
export async function publishEvent(
  { rehearsal, staff }: Pick<PageOptions, 'rehearsal' | 'staff'>,
  live: Live,
  form: URLSearchParams,
  visit: () => Visit,
): Promise<Reply> {
  const name = eventNamed(form.get('event'))
  if (!name) return { kind: 'refused', status: 400, reason: 'The form names no event of docs/events.md.' }
  const source = form.get('source')?.trim() ?? ''
  const fields = fieldsOf(name)
  const values = new Map(fields.map(({ path }) => [path, form.get(`f.${path}`) ?? '']))
  const detail = detailFrom(fields, values)
  const draft: Draft = { name, source, values, problems: [] }
  const again = (status: number, changed: Partial<Draft>): Reply => {
    const present = visit()
    return {
      kind: 'page',
      status,
      room: { title: present.say('publish'), content: publishForm(present, { ...draft, ...changed }) },
    }
  }
  if (live.goal !== undefined) return again(409, { notice: visit().say('clockIsBusy') })
  const arrival = readArrival(JSON.stringify({ source, 'detail-type': name, detail }))
  const isRefused = arrival.kind === 'refused'
  if (isRefused && form.get('anyway') !== 'yes') return again(422, { problems: arrival.problems })
  let ids: readonly string[]
  try {
    ids = await rehearsal.publish([{ source, detailType: name, detail }])
  } catch (fault) {
    // The bus itself refuses little: an empty source, or one that belongs to AWS.
    return again(422, { notice: fault instanceof Error ? fault.message : String(fault) })
  }
  await live.rest()
  const kept = isRefused ? undefined : (await staff.refused()).find(({ id }) => ids.includes(id))
  if (kept) return again(422, { problems: kept.problems, notice: visit().say('refusedByIntake') })
  return { kind: 'leads', to: visit().href(isRefused ? '/refused' : placeOf(name, detail, visit().query)) }
}

/** The page of what an event is about, or else of what its form was opened for. */
function placeOf(name: EventName, detail: Readonly<Record<string, unknown>>, asked: URLSearchParams): string {
  if (name === 'SourceWatermarkAdvanced') return '/totals'
  const { invoice, allocations, invoices, debtor } = detail
  const [share]: unknown[] = Array.isArray(allocations) ? allocations : []
  const [meant]: unknown[] = Array.isArray(invoices) ? invoices : []
  const listed = isFields(meant) ? meant.invoice : meant
  for (const id of [invoice, isFields(share) ? share.invoice : undefined, listed, asked.get('invoice')])
    if (typeof id === 'string') return invoicePath(id)
  const whose = debtor ?? asked.get('debtor')
  return typeof whose === 'string' ? debtorPath(whose) : '/'
}
