import { addDays, type CalendarDate } from '../time.ts'
import type { Facts, Wanted } from './facts.ts'
import type { Finding, Said } from './finding.ts'

/** Which account was looked at; undefined where the stack is not deployed. */
export function account(seen: { readonly id: string; readonly region: string } | undefined): Finding[] {
  const check = 'account'
  if (seen) {
    const means: Said = ['La cuenta y la región que se miraron.', 'The account and region that were looked at.']
    return [{ check, severity: 'fine', value: `${seen.id} ${seen.region}`, means }]
  }
  return [
    {
      check,
      severity: 'warning',
      value: '–',
      means: [
        'La pila no está en esta cuenta y región; se miró lo que la cuenta tiene sin ella.',
        'The stack is not in this account and region; what the account has without it was looked at.',
      ],
      todo: [
        'Despliéguela (docs/deploy.md), o nómbrela con --stack y elija la región con AWS_REGION.',
        'Deploy it (docs/deploy.md), or name it with --stack and choose the region with AWS_REGION.',
      ],
    },
  ]
}

/** Whether the catalog of this folder would build. */
export function catalog(mistakes: readonly string[]): Finding[] {
  const check = 'catalog'
  if (mistakes.length === 0)
    return [
      { check, severity: 'fine', value: 'catalog/', means: ['El catálogo está en regla.', 'The catalog is in order.'] },
    ]
  return mistakes.map((value) => ({
    check,
    severity: 'fault',
    value,
    means: ['El catálogo tiene un error: no se puede desplegar.', 'The catalog has a mistake: it cannot be deployed.'],
    todo: [
      'Corríjalo en esa línea; npm run synth lo revisa otra vez.',
      'Correct that line; npm run synth checks again.',
    ],
  }))
}

/** A table must reach so many days ahead before it is worth a word, and before it hurts. */
const AHEAD = { warning: 90, fault: 14 } as const

/** Whether the holidays of the company's countries are known far enough ahead. */
export function holidays(tables: Facts['holidayTables'], { countries, today }: Wanted): Finding[] {
  return countries.map((country): Finding => {
    const check = 'holidays'
    const own = Object.entries(tables).filter(([place]) => place === country || place.startsWith(`${country}-`))
    const [first] = own.toSorted(([one, a], [other, b]) => (a === b ? one.length - other.length : a < b ? -1 : 1))
    const [place, through] = first ?? [country, undefined]
    if (through === undefined)
      return {
        check,
        severity: 'fault',
        value: country,
        means: [
          `No hay festivos de ${country}: cualquier día pasa por hábil.`,
          `There are no holidays of ${country}: any day passes for a working day.`,
        ],
        todo: [
          `Agregue catalog/law/holidays/${country}.yaml con su fuente.`,
          `Add catalog/law/holidays/${country}.yaml with its source.`,
        ],
      }
    const severity = severityOf(through, today)
    const value = `${place}: ${through}`
    if (severity === 'fine')
      return {
        check,
        severity,
        value,
        means: ['Los festivos se conocen con tiempo.', 'Holidays are known far enough ahead.'],
      }
    return {
      check,
      severity,
      value,
      means: [
        `Los festivos de ${place} terminan el ${through}; después solo se escribe una vez por semana.`,
        `The holidays of ${place} end on ${through}; beyond it people are written to once a week.`,
      ],
      todo: [
        `Agregue los de ${Number(through.slice(0, 4)) + 1} en catalog/law/holidays/${place}.yaml, suba "through" y despliegue. Uno suelto: npx puntual law holiday add.`,
        `Add those of ${Number(through.slice(0, 4)) + 1} to catalog/law/holidays/${place}.yaml, raise "through" and deploy. A single one: npx puntual law holiday add.`,
      ],
    }
  })
}

function severityOf(through: CalendarDate, today: CalendarDate): Finding['severity'] {
  if (through < addDays(today, AHEAD.fault)) return 'fault'
  return through < addDays(today, AHEAD.warning) ? 'warning' : 'fine'
}

/** AWS refuses signatures that are five minutes off; what staff note carries the wrong time long before. */
const SKEW = { warning: 30, fault: 300 } as const

/** Whether this machine's clock agrees with AWS, in seconds ahead. */
export function clock(ahead: number): Finding[] {
  const check = 'clock'
  const value = `${ahead > 0 ? '+' : ''}${ahead} s`
  const off = Math.abs(ahead)
  if (off < SKEW.warning)
    return [
      { check, severity: 'fine', value, means: ['El reloj coincide con el de AWS.', 'The clock agrees with AWS.'] },
    ]
  return [
    {
      check,
      severity: off >= SKEW.fault ? 'fault' : 'warning',
      value,
      means: [
        'El reloj de esta máquina no va con el de AWS: lo que anoten las personas queda a otra hora, y a los cinco minutos AWS rechaza las firmas.',
        'The clock of this machine is not that of AWS: what people note gets another time, and at five minutes AWS refuses signatures.',
      ],
      todo: [
        'Sincronícelo (timedatectl set-ntp true, o la hora automática del sistema).',
        'Synchronise it (timedatectl set-ntp true, or the automatic time of the system).',
      ],
    },
  ]
}

/** Whether anybody hears the alarms. */
export function alarms({ confirmed, pending }: { readonly confirmed: number; readonly pending: number }): Finding[] {
  const check = 'alarms'
  const value = `${confirmed} + ${pending}`
  if (confirmed > 0)
    return [{ check, severity: 'fine', value, means: ['Alguien oye las alarmas.', 'Somebody hears the alarms.'] }]
  return [
    {
      check,
      severity: 'fault',
      value,
      means:
        pending > 0
          ? [
              'La suscripción a las alarmas no se ha confirmado: nadie las oye.',
              'The subscription to the alarms is not confirmed: nobody hears them.',
            ]
          : ['Nadie está suscrito a las alarmas.', 'Nobody is subscribed to the alarms.'],
      todo:
        pending > 0
          ? [
              'Abra el correo "AWS Notification - Subscription Confirmation" y confirme; caduca a los dos días y entonces hay que volver a suscribir.',
              'Open the e-mail "AWS Notification - Subscription Confirmation" and confirm; after two days it lapses, and it takes a new subscription.',
            ]
          : [
              'Ponga alarmEmail en catalog/company.yaml y despliegue, o suscriba a alguien al tema de la salida AlarmTopicArn.',
              'Set alarmEmail in catalog/company.yaml and deploy, or subscribe somebody to the topic of the output AlarmTopicArn.',
            ],
    },
  ]
}

/** Whether the account can show dashboards. */
export function dashboards(
  subscription: { readonly edition: string; readonly status: string } | undefined,
  { hasDashboards }: Wanted,
): Finding[] {
  const check = 'dashboards'
  const active = subscription?.status === 'ACCOUNT_CREATED' || subscription?.status === 'OK'
  const value = subscription ? `${subscription.edition}, ${subscription.status}` : '–'
  if (active && subscription?.edition !== 'STANDARD')
    return [{ check, severity: 'fine', value, means: ['La cuenta tiene QuickSight.', 'The account has QuickSight.'] }]
  return [
    {
      check,
      severity: hasDashboards ? 'fault' : 'note',
      value,
      means: active
        ? [
            'QuickSight es la edición Standard, que no admite lo que despliega la pila.',
            'QuickSight is the Standard edition, which does not take what the stack deploys.',
          ]
        : [
            'La cuenta no tiene una suscripción de QuickSight: no hay tableros.',
            'The account has no QuickSight subscription: there are no dashboards.',
          ],
      todo: [
        'Suscríbala en la consola de QuickSight, edición Enterprise, en esta región; se paga por usuario.',
        'Subscribe it in the console of QuickSight, Enterprise edition, in this region; it is paid per user.',
      ],
    },
  ]
}
