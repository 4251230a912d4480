import { type Check, type Finding, SEVERITIES, type Severity } from '../../domain/doctor/finding.ts'
import type { Pair, Words } from '../words.ts'

const NAMES = {
  account: ['Cuenta', 'Account'],
  catalog: ['Catálogo', 'Catalog'],
  approvers: ['Quién aprueba', 'Who approves'],
  countries: ['Países de los deudores', 'Countries of the debtors'],
  holidays: ['Festivos', 'Holidays'],
  clock: ['Reloj', 'Clock'],
  alarms: ['Alarmas', 'Alarms'],
  emailAccess: ['Correo: acceso', 'E-mail: access'],
  emailQuota: ['Correo: cuota', 'E-mail: quota'],
  identity: ['Correo: dominio', 'E-mail: domain'],
  dkim: ['Correo: DKIM', 'E-mail: DKIM'],
  spf: ['Correo: SPF', 'E-mail: SPF'],
  dmarc: ['Correo: DMARC', 'E-mail: DMARC'],
  configurationSet: ['Correo: avisos de entrega', 'E-mail: delivery reports'],
  textAccess: ['SMS: acceso', 'Texts: access'],
  textSpend: ['SMS: gasto mensual', 'Texts: monthly spend'],
  textSender: ['SMS: remitente', 'Texts: sender'],
  textApplication: ['SMS: aplicación', 'Texts: application'],
  whatsapp: ['WhatsApp: plantillas', 'WhatsApp: templates'],
  aggregators: ['Proveedores locales', 'Local providers'],
  portfolio: ['Cartera', 'Portfolio'],
  journeys: ['Step Functions', 'Step Functions'],
  functions: ['Lambda', 'Lambda'],
  events: ['EventBridge', 'EventBridge'],
  dashboards: ['QuickSight', 'QuickSight'],
} as const satisfies Record<Check, Pair>

const MARKS = { fine: '✓', note: '·', warning: '!', fault: '✗' } as const satisfies Record<Severity, string>

const TOTALS = {
  fault: ['graves', 'faults'],
  warning: ['advertencias', 'warnings'],
  note: ['notas', 'notes'],
  fine: ['en regla', 'fine'],
} as const satisfies Record<Severity, Pair>

/** The findings in a terminal, the worst first, each with what to do. */
export function renderFindings(findings: readonly Finding[], { of }: Words): string {
  const totals = SEVERITIES.toReversed().map((severity) => {
    const count = findings.filter((finding) => finding.severity === severity).length
    return `${count} ${of(TOTALS[severity])}`
  })
  return [
    ...findings.map(({ check, severity, value, means, todo }) =>
      [
        `${MARKS[severity]} ${of(NAMES[check])}: ${value}`,
        `    ${of(means)}`,
        ...(todo ? [`    → ${of(todo)}`] : []),
      ].join('\n'),
    ),
    '',
    totals.join(', '),
  ].join('\n')
}
