import type { MailRecords, SenderDomain, Wanted } from './facts.ts'
import type { Finding } from './finding.ts'

const tagsOf = (record: string): Record<string, string> =>
  Object.fromEntries(
    record.split(';').flatMap((part) => {
      const [name = '', ...value] = part.split('=')
      return value.length === 0 ? [] : [[name.trim().toLowerCase(), value.join('=').trim()]]
    }),
  )

/** SPF (RFC 7208) and DMARC (RFC 7489) as the public DNS has them. */
export function mailRecords({ spf, dmarc }: MailRecords, domain: SenderDomain | undefined, wanted: Wanted): Finding[] {
  return [spfFinding(spf, domain?.mailFrom?.domain, wanted.emailDomain), dmarcFinding(dmarc, wanted.emailDomain)]
}

function spfFinding(texts: readonly string[], mailFrom: string | undefined, emailDomain: string): Finding {
  const check = 'spf'
  const records = texts.filter((text) => /^v=spf1( |$)/i.test(text))
  const at = mailFrom ?? emailDomain
  const value = `${at}: ${records.join(' | ') || '–'}`
  if (records.length > 1)
    return {
      check,
      severity: 'fault',
      value,
      means: [
        'Hay más de un registro SPF: quien recibe los descarta todos (RFC 7208, 4.5).',
        'There is more than one SPF record: receivers discard them all (RFC 7208, 4.5).',
      ],
      todo: [`Deje uno solo en ${at}, con todo lo que dicen los demás.`, `Keep one at ${at} with what the others say.`],
    }
  const [record = ''] = records
  const names = /(^|\s)\+?include:amazonses\.com(\s|$)/i.test(record)
  if (mailFrom === undefined && !names)
    return {
      check,
      severity: 'note',
      value,
      means: [
        'Los rebotes vuelven a un dominio de Amazon, que tiene su propio SPF: DMARC pasa por DKIM solo. Con un MAIL FROM propio pasaría también por SPF.',
        'Bounces return to a domain of Amazon with its own SPF: DMARC passes by DKIM alone. With a MAIL FROM of yours it would pass by SPF too.',
      ],
      todo: [
        `Si quiere ambos: aws sesv2 put-email-identity-mail-from-attributes --email-identity ${emailDomain} --mail-from-domain rebotes.${emailDomain}, con su MX y su TXT "v=spf1 include:amazonses.com ~all".`,
        `If you want both: aws sesv2 put-email-identity-mail-from-attributes --email-identity ${emailDomain} --mail-from-domain bounces.${emailDomain}, with its MX and its TXT "v=spf1 include:amazonses.com ~all".`,
      ],
    }
  if (!names)
    return {
      check,
      severity: 'warning',
      value,
      means: [
        `El SPF de ${at} no nombra a SES: los correos fallan SPF.`,
        `The SPF record of ${at} does not name SES: e-mails fail SPF.`,
      ],
      todo: [
        `Ponga include:amazonses.com en el TXT de ${at}, antes de ~all.`,
        `Put include:amazonses.com into the TXT record of ${at}, before ~all.`,
      ],
    }
  return { check, severity: 'fine', value, means: ['SPF nombra a SES.', 'SPF names SES.'] }
}

function dmarcFinding(texts: readonly string[], emailDomain: string): Finding {
  const check = 'dmarc'
  const records = texts.filter((text) => /^v=DMARC1\s*(;|$)/i.test(text))
  const value = records.join(' | ') || '–'
  const wish = `_dmarc.${emailDomain} TXT "v=DMARC1; p=none; rua=mailto:dmarc@${emailDomain}"`
  if (records.length !== 1)
    return {
      check,
      severity: 'warning',
      value,
      means: [
        `${emailDomain} ${records.length === 0 ? 'no tiene registro DMARC' : 'tiene más de un registro DMARC'}: Gmail y Yahoo lo exigen a quien envía mucho.`,
        `${emailDomain} has ${records.length === 0 ? 'no DMARC record' : 'more than one DMARC record'}: Gmail and Yahoo demand it of whoever sends much.`,
      ],
      todo: [`Publique uno: ${wish}; más tarde p=quarantine.`, `Publish one: ${wish}; later p=quarantine.`],
    }
  const { p, rua } = tagsOf(records[0] ?? '')
  if (p !== 'none' && p !== 'quarantine' && p !== 'reject')
    return {
      check,
      severity: 'warning',
      value,
      means: [
        `DMARC dice p=${p ?? '(nada)'}; debe ser none, quarantine o reject.`,
        `DMARC says p=${p ?? '(nothing)'}; it must be none, quarantine or reject.`,
      ],
      todo: [`Corríjalo: ${wish}.`, `Correct it: ${wish}.`],
    }
  if (p === 'none' && rua === undefined)
    return {
      check,
      severity: 'note',
      value,
      means: [
        'DMARC con p=none y sin rua: nadie detiene los correos falsos, ni usted se entera.',
        'DMARC with p=none and no rua: nobody stops forged e-mails, and nobody tells you.',
      ],
      todo: [`Pida los informes: ${wish}.`, `Ask for the reports: ${wish}.`],
    }
  return { check, severity: 'fine', value, means: ['DMARC está en regla.', 'DMARC is in order.'] }
}
