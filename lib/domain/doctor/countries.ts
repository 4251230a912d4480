import type { Facts } from './facts.ts'
import type { Finding } from './finding.ts'

/** In which countries debtors are, by which senders, holidays and prices are looked at; without them the entities' alone are. */
export function countries(seen: Facts['debtorCountries']): Finding {
  const check = 'countries'
  if (seen.kind === 'seen' && Object.keys(seen.value).length > 0) {
    const byCount = Object.entries(seen.value).toSorted(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    return {
      check,
      severity: 'fine',
      value: byCount.map(([country, count]) => (count > 0 ? `${country} ${count}` : country)).join(', '),
      means: [
        'Países de los deudores: de ellos y de las entidades se miran festivos, remitentes y precios.',
        'Countries of the debtors: holidays, senders and prices of these and of the entities are looked at.',
      ],
    }
  }
  return {
    check,
    severity: 'note',
    value: seen.kind === 'unread' ? seen.why : '–',
    means: [
      'No se sabe en qué países están los deudores: solo se miran los de las entidades.',
      'Nobody knows in which countries the debtors are: only those of the entities are looked at.',
    ],
    todo: [
      'Dígalos (--countries CO,MX), o pregunte con un rol que lea la tabla de la salida DebtorsTable.',
      'Name them (--countries CO,MX), or ask with a role that reads the table of the output DebtorsTable.',
    ],
  }
}
