import { DAY, HOUR, type Instant } from '../domain/time.ts'
import { CURRENCY, DEBTOR, OTHER_ID, type Word, word } from './script.ts'
import { type Drawn, nearMorning } from './seeded-times.ts'

const MAIL = { channel: 'email', address: 'pagos@cliente.example' }
const PHONE = { channel: 'sms', address: '+525512345678' }
const CHAT = { channel: 'whatsapp', address: '+525512345678' }

/** Who the debtor is, how to reach it, and whether it wants to be. */
export function introduction(town: Drawn): Word[] {
  const { chance, start } = town
  const late = chance.int(0, 19) === 0 ? chance.int(0, 7 * 24) * HOUR : 0
  // Where the law demands consent, a debtor who never gave it is left to a person.
  return [
    described(town, DEBTOR, start + late),
    ...(chance.int(0, 9) > 0 ? [granted(DEBTOR, 'all', start - 1)] : []),
    ...(chance.int(0, 29) > 0 ? [given(DEBTOR, 'mail', MAIL, start)] : []),
    ...(chance.int(0, 3) === 0 ? [given(DEBTOR, 'phone', PHONE, start + 1)] : []),
    ...(chance.int(0, 5) === 0 ? [given(DEBTOR, 'chat', CHAT, start + 1), granted(DEBTOR, 'whatsapp', start + 1)] : []),
  ]
}

function described({ chance, country, zone }: Drawn, debtor: string, at: Instant): Word {
  const attitude = chance.int(0, 49)
  return word('DebtorUpserted', `${debtor} described`, at, {
    ...{ debtor, name: 'Cliente', kind: 'company', language: 'es-MX', country, zone },
    ...(attitude === 0 ? { internal: true } : attitude === 1 ? { doNotContact: true } : {}),
  })
}

const given = (debtor: string, contactPoint: string, point: object, at: Instant): Word =>
  word('ContactPointUpserted', `${debtor} ${contactPoint}`, at, { debtor, contactPoint, point })

const granted = (debtor: string, scope: string, at: Instant): Word =>
  word('ConsentChanged', `${debtor} consent ${scope}`, at, { debtor, scope, status: 'granted' })

/** The same debtor under another id, at the same address or another, until somebody says that the two are one. */
export function otherId(town: Drawn): Word[] {
  const { chance, start } = town
  const same = chance.int(0, 1) === 0
  const at = nearMorning(town, start + chance.int(0, 30) * DAY)
  const [debtor, merged] = chance.shuffled([DEBTOR, OTHER_ID])
  const again = chance.int(0, 5) === 0 ? [merge(merged, debtor, nearMorning(town, at + chance.int(-3, 10) * DAY))] : []
  return [
    described(town, OTHER_ID, start),
    given(OTHER_ID, 'mail', same ? MAIL : { channel: 'email', address: 'compras@cliente.example' }, start),
    ...(chance.int(0, 3) > 0 ? [granted(OTHER_ID, 'all', start)] : []),
    ...(chance.int(0, 9) > 0 ? [merge(debtor, merged, at), ...again] : []),
  ]
}

const merge = (debtor = '', merged = '', at = 0): Word =>
  word('DebtorMerged', `merge into ${debtor}`, at, { debtor, merged, author: 'ana' })

/** What is said of the debtor as a whole, under one of its ids. */
export function debtorStory(town: Drawn, debtor: string): Word[] {
  return [...silence(town, debtor), ...answers(town, debtor)]
}

function silence(town: Drawn, debtor: string): Word[] {
  const { chance, start } = town
  const later = () => nearMorning(town, start + chance.int(0, 35) * DAY)
  const kind = chance.int(0, 24)
  if (kind < 3) {
    const hold = { hold: 'H1', debtor, author: 'ana' }
    const from = later()
    return [
      word('HoldPlaced', 'hold', from, { ...hold, reason: 'llamó' }),
      word('HoldReleased', 'release', nearMorning(town, from + chance.int(-1, 5) * DAY), hold),
    ]
  }
  if (kind < 6) {
    const scope = chance.pick(['all', 'email', 'sms', 'mail'] as const)
    const [stop, start] = [later(), later()]
    const said = (status: 'granted' | 'revoked', at: Instant) =>
      word('ConsentChanged', status, at, { debtor, scope, status })
    return chance.int(0, 1) === 0 ? [said('revoked', stop)] : [said('revoked', stop), said('granted', start)]
  }
  if (kind === 6) {
    const deposit = (amount: number, at: Instant) =>
      word('UnappliedCashChanged', `deposit of ${amount}`, at, {
        ...{ debtor, deposit: 'bank:C-1', total: { amount, currency: CURRENCY } },
      })
    const from = later()
    return [deposit(50_000, from), deposit(0, nearMorning(town, from + chance.int(-1, 5) * DAY))]
  }
  return []
}

/** What people write back; whether it stops messages, and whether a person has to read it. */
export const ANSWERS = [
  { text: 'BAJA', stops: 'channel', forAPerson: false },
  { text: 'STOP TODO', stops: 'all', forAPerson: false },
  { text: 'Ya pagué, BAJA', stops: 'channel', forAPerson: true },
  { text: 'Ya pagué el lunes, revisen', forAPerson: true },
  { text: '¿Me mandan la factura otra vez?', forAPerson: true },
  { text: 'Estoy fuera de la oficina', forAPerson: true, automatic: true },
] as const satisfies readonly {
  readonly text: string
  readonly stops?: 'channel' | 'all'
  readonly forAPerson: boolean
  readonly automatic?: true
}[]

/** Somebody answers, from an address or by name, once or twice. */
function answers(town: Drawn, debtor: string): Word[] {
  const { chance, start } = town
  if (chance.int(0, 9) > 0) return []
  return Array.from({ length: chance.int(1, 2) }, (_, index) => {
    const { text, ...said } = chance.pick(ANSWERS)
    return word('ReplyReceived', `answer ${index + 1}`, nearMorning(town, start + chance.int(0, 35) * DAY), {
      ...{ reply: `R-${index + 1}`, channel: 'email', text, debtor },
      ...(chance.int(0, 1) === 0 && { from: MAIL.address }),
      ...('automatic' in said && { automatic: true }),
    })
  })
}
