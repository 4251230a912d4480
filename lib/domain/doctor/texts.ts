import type { TextAccount, TextApplication, Wanted } from './facts.ts'
import type { Finding } from './finding.ts'
import { loadOf } from './load.ts'

/** Contact days of a month, for what a month of texts may cost. */
const CONTACT_DAYS = 22

/** Whether texts reach anybody, and how many a month may cost. */
export function textAccount({ tier, monthlyLimit, monthlyMost }: TextAccount, wanted: Wanted): Finding[] {
  const access: Finding =
    tier === 'PRODUCTION'
      ? {
          check: 'textAccess',
          severity: 'fine',
          value: tier,
          means: ['Los SMS llegan a cualquier número.', 'Texts reach any number.'],
        }
      : {
          check: 'textAccess',
          severity: wanted.stage === 'production' ? 'fault' : 'warning',
          value: tier,
          means: [
            'Los SMS están en el sandbox: solo reciben diez números verificados.',
            'Texts are in the sandbox: only ten verified numbers receive any.',
          ],
          todo: [
            'Pida salir del sandbox en End User Messaging (Account settings, Request production access); responden en un día hábil. Mientras tanto verifique los números de allowList.',
            'Ask to leave the sandbox in End User Messaging (Account settings, Request production access); they answer in a business day. Until then verify the numbers of allowList.',
          ],
        }
  return [access, spend(monthlyLimit, monthlyMost, wanted)]
}

function spend(limit: number | undefined, most: number | undefined, wanted: Wanted): Finding {
  const check = 'textSpend'
  if (limit === undefined)
    return {
      check,
      severity: 'warning',
      value: '–',
      means: [
        'AWS no dice cuánto se puede gastar en SMS al mes.',
        'AWS does not say how much a month of texts may cost.',
      ],
      todo: [
        'Mírelo con aws pinpoint-sms-voice-v2 describe-spend-limits.',
        'Look with aws pinpoint-sms-voice-v2 describe-spend-limits.',
      ],
    }
  const needed = Math.ceil(loadOf(wanted).messagesPerDay * CONTACT_DAYS * wanted.textPrice)
  const value = `USD ${limit}${most === undefined ? '' : ` (≤ ${most})`}`
  if (limit >= needed)
    return {
      check,
      severity: 'fine',
      value,
      means: [
        `Alcanza aunque todos los mensajes del mes fueran SMS (USD ${needed}).`,
        `Enough even if all messages of a month were texts (USD ${needed}).`,
      ],
    }
  const raise = 'aws pinpoint-sms-voice-v2 set-text-message-spend-limit-override --monthly-limit'
  return {
    check,
    // A dollar is what an account begins with, and one day of texts in most countries costs more.
    severity: limit <= 1 && wanted.stage === 'production' ? 'fault' : 'warning',
    value,
    means: [
      `Al llegar al límite AWS deja de enviar SMS hasta el mes siguiente; si todos los mensajes fueran SMS costarían hasta USD ${needed} al mes.`,
      `At the limit AWS stops texts until the next month; if all messages were texts they would cost up to USD ${needed} a month.`,
    ],
    todo:
      most !== undefined && needed > most
        ? [
            `Decida cuánto puede costar un mes; AWS Support sube el tope de USD ${most} (un día hábil), y luego: ${raise} USD`,
            `Decide what a month may cost; AWS Support raises the most of USD ${most} (a business day), and then: ${raise} USD`,
          ]
        : [
            `Decida cuánto puede costar un mes y súbalo: ${raise} USD`,
            `Decide what a month may cost and raise it: ${raise} USD`,
          ],
  }
}

/** Whether the application that texts leave through exists and has them on. */
export function textApplication({ exists, textsEnabled }: TextApplication): Finding[] {
  const check = 'textApplication'
  if (!exists || !textsEnabled)
    return [
      {
        check,
        severity: 'fault',
        value: exists ? 'SMS off' : '–',
        means: exists
          ? ['La aplicación tiene el canal SMS apagado.', 'The application has its SMS channel off.']
          : [
              'La aplicación de sms.pinpointApplicationId no existe en esta cuenta y región: no sale ningún SMS.',
              'The application of sms.pinpointApplicationId is not in this account and region: no text leaves.',
            ],
        todo: exists
          ? [
              'aws pinpoint update-sms-channel --application-id ID --sms-channel-request Enabled=true',
              'aws pinpoint update-sms-channel --application-id ID --sms-channel-request Enabled=true',
            ]
          : [
              'Ponga el id correcto (aws pinpoint get-apps), o use sms.originationArn, que es el camino nuevo; luego despliegue.',
              'Set the right id (aws pinpoint get-apps), or use sms.originationArn, which is the newer way; then deploy.',
            ],
      },
    ]
  return [
    { check, severity: 'fine', value: 'SMS on', means: ['La aplicación envía SMS.', 'The application sends texts.'] },
  ]
}
