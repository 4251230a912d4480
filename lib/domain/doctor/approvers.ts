import type { Wanted } from './facts.ts'
import type { Finding } from './finding.ts'

/** Whether the company says who may approve texts, policies and messages that wait. */
export function approvers({ approvers: named }: Wanted): Finding {
  const check = 'approvers'
  if (named.length > 0)
    return {
      check,
      severity: 'fine',
      value: named.join(', '),
      means: ['Solo estas personas aprueban textos y mensajes.', 'Only these people approve texts and messages.'],
    }
  return {
    check,
    severity: 'warning',
    value: '–',
    means: [
      'Cualquiera que pueda escribir en la tabla Catalog aprueba textos con el nombre que quiera.',
      'Whoever may write the Catalog table approves texts under any name.',
    ],
    todo: [
      'Ponga approvers en catalog/company.yaml: los nombres de quienes pueden aprobar.',
      'Set approvers in catalog/company.yaml: the names of those who may approve.',
    ],
  }
}
