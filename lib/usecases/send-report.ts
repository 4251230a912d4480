import type { ReportAsked } from '../contracts/report-asked.ts'
import type { Report } from '../contracts/reports.ts'
import { type CalendarDate, dateAt } from '../domain/time.ts'
import type { SendOutcome } from '../ports.ts'
import { TransientFault } from './faults.ts'

/** A report that was drawn: its sheets as HTML, its accounts as CSV, and whether there are more accounts than that. */
export interface Drawn {
  readonly name: string
  /** The day that it tells of, in words. */
  readonly day: string
  readonly html: string
  readonly csv: string
  readonly hasMore: boolean
}

/** An e-mail to staff; attachments by the name of their file. */
export interface ReportMail {
  readonly from: string
  readonly to: readonly string[]
  readonly subject: string
  readonly text: string
  readonly pdf: { readonly file: string; readonly content: Uint8Array }
  readonly csv: { readonly file: string; readonly content: string }
}

/** What became of a sending before: `begun` may have left or not. */
export type SendingMark = 'none' | 'begun' | 'sent'

/** Remembers each sending of each report. */
export interface SendingMarks {
  of(sending: string): Promise<SendingMark>
  /** False when somebody else has begun it. */
  begin(sending: string): Promise<boolean>
  /** It did not leave: it may begin again. */
  giveBack(sending: string): Promise<void>
  end(sending: string): Promise<void>
}

/** What sending a report needs of the outside world. */
export interface Reporting {
  readonly reports: readonly Report[]
  /** IANA zone of the company's books. */
  readonly zone: string
  /** Address that reports come from. */
  readonly from: string
  draw(report: Report, today: CalendarDate): Promise<Drawn>
  /** The pages as PDF. */
  print(html: string): Promise<Uint8Array>
  readonly marks: SendingMarks
  mail(mail: ReportMail): Promise<SendOutcome>
}

/** The e-mail with a report may have left, or another run is at it: sending it again could be once too often. */
export class MayBeSent extends Error {
  constructor(sending: string) {
    super(`${sending} may have been sent: look into a mailbox; README, Reports dead letters, says how to send it again`)
    this.name = 'MayBeSent'
  }
}

/**
 * Draws a report as of the day it was due, prints it, and sends it to its list.
 *
 * Each sending is marked before the e-mail leaves and afterwards, so a schedule that knocks twice, or a queue that delivers
 * again, sends it once. Throws a TransientFault when the e-mail surely did not leave, and MayBeSent when nobody knows.
 */
export async function sendReport(
  { report: name, at }: ReportAsked,
  outside: Reporting,
): Promise<'sent' | 'sentBefore'> {
  const { reports, zone, from, marks } = outside
  const report = reports.find((one) => one.name === name)
  if (!report)
    throw new RangeError(`there is no report ${name}; there are ${reports.map((one) => one.name).join(', ')}`)
  const sending = `${name}/${at}`
  const before = await marks.of(sending)
  if (before === 'sent') return 'sentBefore'
  if (before === 'begun') throw new MayBeSent(sending)
  const today = dateAt(Date.parse(at), zone)
  const drawn = await outside.draw(report, today)
  const mail = mailOf(report, drawn, today, from, await outside.print(drawn.html))
  if (!(await marks.begin(sending))) throw new MayBeSent(sending)
  const outcome = await outside.mail(mail)
  if (outcome.kind === 'accepted') {
    await marks.end(sending)
    return 'sent'
  }
  if (outcome.kind === 'unknown') throw new MayBeSent(sending)
  await marks.giveBack(sending)
  throw new TransientFault(`${sending} was not sent: ${outcome.problem}`)
}

const WORDS = {
  es: {
    says: (drawn: Drawn, units: string) =>
      `Van adjuntas las hojas principales (PDF) y las cuentas prioritarias (CSV) al ${drawn.day}${units}.`,
    more: 'Hay más cuentas de las que caben en el archivo: van las de mayor pérdida esperada; el tablero las tiene todas.',
    private: 'No lleva nombres, direcciones ni teléfonos; aun así, es de uso interno.',
    file: 'cuentas-prioritarias',
  },
  en: {
    says: (drawn: Drawn, units: string) =>
      `Attached are the main sheets (PDF) and the priority accounts (CSV) as of ${drawn.day}${units}.`,
    more: 'There are more accounts than the file holds: these have the highest expected loss; the dashboard has them all.',
    private: 'It has no names, addresses or telephone numbers; even so, it is for internal use.',
    file: 'priority-accounts',
  },
} as const

/** The e-mail with a report, in the language of the report. */
export function mailOf(
  { name, to, currency, language, businessUnits }: Report,
  drawn: Drawn,
  today: CalendarDate,
  from: string,
  pdf: Uint8Array,
): ReportMail {
  const words = WORDS[language]
  const units = businessUnits ? ` (${businessUnits.join(', ')})` : ''
  return {
    from,
    to,
    subject: `${drawn.name} · ${currency} · ${drawn.day}`,
    text: `${[words.says(drawn, units), ...(drawn.hasMore ? [words.more] : []), words.private].join('\n\n')}\n`,
    pdf: { file: `${name}-${today}.pdf`, content: pdf },
    csv: { file: `${words.file}-${today}.csv`, content: drawn.csv },
  }
}
