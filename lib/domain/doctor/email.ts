import type { EmailAccount, ReportDestination, SenderDomain, Wanted } from './facts.ts'
import type { Finding, Said } from './finding.ts'
import { loadOf } from './load.ts'

/** Whether SES lets the account send at all, and to whom; then how much of a day's messages fit. */
export function emailAccess(account: EmailAccount, { stage }: Wanted): Finding[] {
  const { productionAccess, sendingEnabled, enforcement } = account
  const check = 'emailAccess'
  if (!sendingEnabled || enforcement === 'SHUTDOWN')
    return [
      {
        check,
        severity: 'fault',
        value: `sending ${sendingEnabled ? 'enabled' : 'paused'}, ${enforcement}`,
        means: ['SES no envía nada desde esta cuenta.', 'SES sends nothing from this account.'],
        todo: [
          'Lea el caso que AWS abrió en el Support Center, corrija la causa (rebotes, quejas) y pida que reactiven el envío.',
          'Read the case that AWS opened in the Support Center, mend the cause (bounces, complaints) and ask for sending to be resumed.',
        ],
      },
    ]
  if (!productionAccess)
    return [
      {
        check,
        severity: stage === 'production' ? 'fault' : 'warning',
        value: 'sandbox',
        means: [
          'SES está en el sandbox: solo reciben las direcciones verificadas en SES.',
          'SES is in the sandbox: only addresses verified in SES receive anything.',
        ],
        todo: [
          'Pida el acceso a producción (aws sesv2 put-account-details --production-access-enabled …; tarda un día hábil). Mientras tanto, verifique en SES las direcciones de allowList.',
          'Ask for production access (aws sesv2 put-account-details --production-access-enabled …; it takes a business day). Until then verify the addresses of allowList in SES.',
        ],
      },
    ]
  if (enforcement === 'PROBATION')
    return [
      {
        check,
        severity: 'warning',
        value: enforcement,
        means: [
          'SES tiene la cuenta en revisión por rebotes o quejas; el paso siguiente es suspender el envío.',
          'SES has the account under review for bounces or complaints; what follows is a pause.',
        ],
        todo: [
          'Baje contactConcurrency, quite las direcciones que rebotan y conteste el caso del Support Center.',
          'Lower contactConcurrency, take out the addresses that bounce, and answer the case in the Support Center.',
        ],
      },
    ]
  const means: Said = ['SES envía a cualquier dirección.', 'SES sends to any address.']
  return [{ check, severity: 'fine', value: `production, ${enforcement}`, means }]
}

/** Whether the sending quotas carry the portfolio's messages. */
export function emailQuota({ perDay, perSecond }: EmailAccount, wanted: Wanted): Finding[] {
  const check = 'emailQuota'
  const value = `${perDay}/day, ${perSecond}/s`
  const { messagesPerDay } = loadOf(wanted)
  // -1 is SES's word for no limit.
  if (perDay !== -1 && perDay < messagesPerDay)
    return [
      {
        check,
        severity: wanted.stage === 'production' ? 'fault' : 'warning',
        value,
        means: [
          `La cartera pide hasta ${messagesPerDay} correos en un día hábil; lo que pase de la cuota espera otro día.`,
          `The portfolio asks for up to ${messagesPerDay} e-mails on a contact day; what is above the quota waits for another.`,
        ],
        todo: [
          `Pida en Service Quotas (Amazon SES, Sending quota) al menos ${messagesPerDay}, o reparta la entrada de la cartera en más días.`,
          `Ask Service Quotas (Amazon SES, Sending quota) for at least ${messagesPerDay}, or spread the import over more days.`,
        ],
      },
    ]
  if (perSecond < wanted.contactConcurrency)
    return [
      {
        check,
        severity: 'warning',
        value,
        means: [
          `contactConcurrency es ${wanted.contactConcurrency}: salen más correos a la vez de los que SES recibe por segundo, y los demás se repiten.`,
          `contactConcurrency is ${wanted.contactConcurrency}: more e-mails leave at once than SES takes in a second, and the rest is tried again.`,
        ],
        todo: [
          `Baje contactConcurrency a ${Math.max(2, Math.floor(perSecond))} en catalog/company.yaml y despliegue, o pida más Sending rate.`,
          `Lower contactConcurrency to ${Math.max(2, Math.floor(perSecond))} in catalog/company.yaml and deploy, or ask for a higher Sending rate.`,
        ],
      },
    ]
  const means: Said = [
    `Alcanza para los ${messagesPerDay} correos de un día hábil.`,
    `Enough for the ${messagesPerDay} e-mails of a contact day.`,
  ]
  return [{ check, severity: 'fine', value, means }]
}

/** Whether SES knows the sender domain and signs for it. */
export function identity(domain: SenderDomain | undefined, { emailDomain }: Wanted): Finding[] {
  if (domain === undefined)
    return [
      {
        check: 'identity',
        severity: 'fault',
        value: emailDomain,
        means: [
          'SES no conoce el dominio emailDomain: rechaza todos los correos.',
          'SES does not know the domain emailDomain: it rejects every e-mail.',
        ],
        todo: [
          'Despliegue en esta región (npx cdk deploy --all): la pila crea la identidad.',
          'Deploy in this region (npx cdk deploy --all): the stack makes the identity.',
        ],
      },
    ]
  const dkim: Finding =
    domain.dkim === 'SUCCESS'
      ? {
          check: 'dkim',
          severity: 'fine',
          value: domain.dkim,
          means: ['Los correos salen firmados.', 'E-mails leave signed.'],
        }
      : {
          check: 'dkim',
          severity: 'fault',
          value: domain.dkim,
          means: [
            `${emailDomain} no tiene los registros DKIM: sin ellos SES no verifica el dominio y los buzones desconfían.`,
            `${emailDomain} lacks its DKIM records: without them SES does not verify the domain, and mailboxes distrust it.`,
          ],
          todo: [
            'Ponga en el DNS los tres CNAME de las salidas DkimName1…3 y DkimValue1…3 de la pila; SES los ve en minutos, a veces en horas.',
            'Put the three CNAMEs of the outputs DkimName1…3 and DkimValue1…3 into the DNS; SES sees them in minutes, at times in hours.',
          ],
        }
  const verified: Finding = domain.verified
    ? {
        check: 'identity',
        severity: 'fine',
        value: emailDomain,
        means: ['El dominio está verificado.', 'The domain is verified.'],
      }
    : {
        check: 'identity',
        severity: 'fault',
        value: emailDomain,
        means: [
          'El dominio no está verificado: SES rechaza lo que salga de él.',
          'The domain is not verified: SES rejects what is sent from it.',
        ],
        todo: ['Siga lo que se dice de DKIM.', 'Do what is said of DKIM.'],
      }
  return [verified, dkim]
}

/** What a configuration set must report for touches to learn whether they arrived. */
const NEEDED = ['DELIVERY', 'BOUNCE', 'COMPLAINT', 'REJECT', 'RENDERING_FAILURE', 'DELIVERY_DELAY'] as const

/** Whether deliveries, bounces and complaints come back to us. */
export function reports(destinations: readonly ReportDestination[] | undefined): Finding[] {
  const check = 'configurationSet'
  const told = new Set((destinations ?? []).filter((one) => one.enabled && one.toBus).flatMap(({ types }) => types))
  const missing = NEEDED.filter((type) => !told.has(type))
  const means: Said = ['Entregas, rebotes y quejas vuelven.', 'Deliveries, bounces and complaints come back.']
  if (missing.length === 0) return [{ check, severity: 'fine', value: [...told].sort().join(', '), means }]
  return [
    {
      check,
      severity: 'fault',
      value: destinations === undefined ? '–' : `– ${missing.join(', ')}`,
      means: [
        'El conjunto de configuración no avisa de todo al bus "default": los rebotes y las quejas no detienen nada.',
        'The configuration set does not tell the bus "default" everything: bounces and complaints stop nothing.',
      ],
      todo: [
        'Alguien lo cambió a mano: npx cdk deploy --all --force lo deja como la plantilla.',
        'Somebody changed it by hand: npx cdk deploy --all --force brings it back to the template.',
      ],
    },
  ]
}
