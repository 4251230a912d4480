import type { CountrySenders, TextSender, Wanted } from './facts.ts'
import type { Finding, Said } from './finding.ts'

/** Whether each country of the company has a sender that the country allows. */
export function textSenders(senders: readonly TextSender[], wanted: Wanted): Finding[] {
  const check = 'textSender'
  const chosen = wanted.originationArn
  const found: Finding[] = []
  if (chosen !== undefined && !chosen.includes(':pool/') && !senders.some(({ arn }) => arn === chosen))
    found.push({
      check,
      severity: 'fault',
      value: chosen,
      means: [
        'originationArn no existe en esta cuenta y región: no sale ningún SMS.',
        'originationArn is not in this account and region: no text leaves.',
      ],
      todo: [
        'Copie el ARN de aws pinpoint-sms-voice-v2 describe-phone-numbers (o describe-sender-ids) a sms.originationArn, y despliegue.',
        'Copy the ARN of aws pinpoint-sms-voice-v2 describe-phone-numbers (or describe-sender-ids) into sms.originationArn, and deploy.',
      ],
    })
  for (const { arn, status } of senders)
    if (arn === chosen && status !== 'ACTIVE')
      found.push({
        check,
        severity: 'fault',
        value: `${chosen}: ${status}`,
        means: ['El remitente todavía no está activo.', 'The sender is not active yet.'],
        todo: [
          'Termine su registro en End User Messaging (Registrations).',
          'Finish its registration in End User Messaging (Registrations).',
        ],
      })
  for (const { entity, country, senderId } of wanted.senderIds)
    if (wanted.senders[country]?.senderIds === false)
      found.push({
        check,
        severity: 'warning',
        value: `${entity}: ${senderId}`,
        means: [
          `${country} no permite remitentes alfanuméricos: el operador cambia "${senderId}" o descarta el SMS.`,
          `${country} allows no sender ids: operators replace "${senderId}" or drop the text.`,
        ],
        todo: [
          `Quite smsSender de ${entity} en catalog/company.yaml, o ${codesOf(wanted, country)[0]}.`,
          `Take smsSender of ${entity} out of catalog/company.yaml, or ${codesOf(wanted, country)[1]}.`,
        ],
      })
  for (const country of wanted.countries) found.push(senderOf(country, senders, wanted))
  return found
}

/** What a country lets a company send from, as `catalog/senders/aws.yaml` has it; a question mark: not known. */
function allows(country: string, { shortCodes, longCodes, senderIds, twoWay }: CountrySenders): Said {
  const may = (known: boolean | undefined, es: string, en: string): Said =>
    known === undefined ? [`${es} ?`, `${en} ?`] : known ? [`${es} sí`, `${en} yes`] : [`${es} no`, `${en} no`]
  const all = [
    may(shortCodes, 'código corto', 'short code'),
    may(longCodes, 'número largo', 'long code'),
    may(senderIds, 'remitente alfanumérico', 'sender id'),
    may(twoWay, 'respuestas', 'answers'),
  ]
  return [`${country}: ${all.map(([es]) => es).join(', ')}.`, `${country}: ${all.map(([, en]) => en).join(', ')}.`]
}

function codesOf({ senders }: Wanted, country: string): Said {
  const { shortCodes, longCodes } = senders[country] ?? {}
  if (longCodes) return ['pida un número largo del país', 'ask for a long code of the country']
  if (shortCodes) return ['pida un código corto (semanas de registro)', 'ask for a short code (weeks of registration)']
  return ['use otro canal', 'use another channel']
}

function senderOf(country: string, senders: readonly TextSender[], wanted: Wanted): Finding {
  const check = 'textSender'
  const own = senders.filter((sender) => sender.country === country && sender.status === 'ACTIVE')
  const rules = wanted.senders[country]
  const allowed = allows(country, rules ?? {})
  if (own.length > 0) {
    const isMute = !own.some(({ twoWay }) => twoWay) && rules?.twoWay === true
    return {
      check,
      severity: isMute ? 'note' : 'fine',
      value: `${country}: ${own.map(({ arn }) => arn.split(':').at(-1)).join(', ')}`,
      means: isMute
        ? [
            'Ese remitente no recibe respuestas, y el país las permite: BAJA por SMS no llega.',
            'That sender takes no answers, and the country allows them: STOP by text does not arrive.',
          ]
        : [
            `Hay un remitente activo del país. ${allowed[0]}`,
            `There is an active sender of the country. ${allowed[1]}`,
          ],
      ...(isMute && {
        todo: [
          'Active la respuesta en dos vías del número, como dice el README (Stopping and answering).',
          'Make the number two-way, as the README says (Stopping and answering).',
        ] as const,
      }),
    }
  }
  if (rules === undefined)
    return {
      check,
      severity: 'note',
      value: country,
      means: [
        `catalog/senders/aws.yaml no dice qué permite ${country}.`,
        `catalog/senders/aws.yaml does not say what ${country} allows.`,
      ],
      todo: [
        'Búsquelo en la guía de End User Messaging y agréguelo.',
        'Look it up in the guide of End User Messaging, and add it.',
      ],
    }
  const [es, en] = codesOf(wanted, country)
  return {
    check,
    severity: 'note',
    value: `${country}: –`,
    means: [
      `No hay un remitente propio: los SMS salen de números compartidos, que cambian. ${allowed[0]}`,
      `There is no sender of your own: texts leave from shared numbers, which change. ${allowed[1]}`,
    ],
    todo: rules.senderIds
      ? [
          `Pida un remitente alfanumérico para ${country} en End User Messaging.`,
          `Ask End User Messaging for a sender id in ${country}.`,
        ]
      : [`Si quiere que reconozcan el remitente, ${es}.`, `If debtors should know the sender, ${en}.`],
  }
}
