import { EXAMPLES_IN } from '../../../contracts/examples.ts'
import type { Seeded } from '../../../simulation/seeded.ts'
import { NAMES_IN } from '../../events-page.ts'

/** What comes through the bus as an event, or stands on the intake queue as it is. */
export type HostileWord =
  | { readonly kind: string; readonly detailType: string; readonly detail: object }
  | { readonly kind: string; readonly body: string }

const OVERSIZED = 200_000
const DEEP = 50_000

type Breakage = (
  draw: Seeded,
) => Omit<Extract<HostileWord, { detail: object }>, 'kind'> | Omit<Extract<HostileWord, { body: string }>, 'kind'>

/** An example of the documentation, broken. */
const broken =
  (change: (draw: Seeded) => object): Breakage =>
  (draw) => {
    const name = draw.pick(NAMES_IN)
    return { detailType: name, detail: { ...EXAMPLES_IN[name].detail, ...change(draw) } }
  }
const raw =
  (body: (draw: Seeded) => string): Breakage =>
  (draw) => ({ body: body(draw) })

/** Ways to be refused; every one of them is refused, whatever the event. */
const BREAKAGES: Readonly<Record<string, Breakage>> = {
  'unknown field': broken((draw) => ({ [`field${draw.int(0, 999)}`]: draw.next() })),
  'another version': broken((draw) => ({ version: draw.int(2, 99) })),
  'no instant': broken(() => ({ occurredAt: undefined })),
  'an instant of another locale': broken((draw) => ({ occurredAt: `${draw.int(1, 28)}/06/2026 10:00` })),
  'a thing instead of an instant': broken(() => ({ occurredAt: { $gt: '' } })),
  'a prototype': (draw) => {
    const name = draw.pick(NAMES_IN)
    const detail = JSON.stringify(EXAMPLES_IN[name].detail).replace('{', '{"__proto__":{"internal":true},')
    return { body: `{"id":"e-${draw.next()}","source":"erp","detail-type":"${name}","detail":${detail}}` }
  },
  'an event nobody knows': (draw) => ({
    detailType: draw.pick(['__proto__', 'constructor', 'InvoiceIssued ', 'DROP TABLE']),
    detail: {},
  }),
  'hundreds of unknown fields': broken((draw) =>
    Object.fromEntries(Array.from({ length: draw.int(100, 900) }, (_, index) => [`k${index}`, index])),
  ),
  'no JSON': raw((draw) => `{"id":"${draw.int(0, 9)}",`),
  'a lone value': raw((draw) => draw.pick(['null', '1', '"text"', '[]', 'true'])),
  'brackets without end': raw((draw) => '['.repeat(draw.int(1, DEEP))),
  'text of any kind': raw((draw) => String.fromCodePoint(...Array.from({ length: 40 }, () => draw.int(0x20, 0xd7ff)))),
}
const KINDS = Object.keys(BREAKAGES)
const OVERSIZED_BREAKAGE = broken((draw) => ({ [`large${draw.int(0, 9)}`]: 'x'.repeat(OVERSIZED) }))

/** One word in a hundred is as large as an event may nearly be. */
export function hostileWord(draw: Seeded): HostileWord {
  if (draw.int(1, 100) === 1) return { kind: 'an oversized field', ...OVERSIZED_BREAKAGE(draw) }
  const kind = draw.pick(KINDS)
  const breakage = BREAKAGES[kind]
  if (!breakage) throw new RangeError(`there is no way ${kind} to break an event`)
  return { kind, ...breakage(draw) }
}
