import type { Entry } from './ledger.ts'

/** What each entry of the ledger says, in Spanish and English. */
export const ENTRY_WORDS = {
  issued: ['Factura emitida', 'Invoice issued'],
  amended: ['Factura modificada', 'Invoice amended'],
  voided: ['Factura anulada', 'Invoice voided'],
  writtenOff: ['Deuda castigada', 'Debt written off'],
  charged: ['Cargo', 'Charge'],
  chargeReversed: ['Cargo revertido', 'Charge reversed'],
  credited: ['Nota de crédito', 'Credit note'],
  paid: ['Pago recibido', 'Payment received'],
  scheduled: ['Pago programado', 'Payment scheduled'],
  paymentFailed: ['Pago rechazado', 'Payment failed'],
  reversed: ['Pago devuelto', 'Payment reversed'],
  holdPlaced: ['Suspensión', 'Hold placed'],
  holdReleased: ['Fin de la suspensión', 'Hold released'],
  writeOff: ['Ajuste por castigo', 'Write-off adjusted'],
  excess: ['Pago de más, queda a favor del deudor', 'Overpaid: credit of the debtor'],
  continued: ['La gestión siguió en una nueva ejecución', 'The journey continued in a new execution'],
  revived: ['La gestión volvió a empezar', 'The journey was started again'],
  returned: ['El mensaje no llegó: se decide de nuevo', 'The message did not arrive: decided anew'],
  deferred: ['El mensaje se aplazó', 'The message was deferred'],
  asked: ['Se pidió aprobar un mensaje', 'A message was put to a person for approval'],
  approved: ['Mensaje aprobado', 'Message approved'],
  declined: ['Mensaje rechazado', 'Message declined'],
  skipped: ['La gestión siguió sin ese mensaje', 'The journey went on without that message'],
  adopted: ['La gestión sigue otra política', 'The journey follows another policy'],
} as const satisfies Readonly<Record<Entry['kind'], readonly [es: string, en: string]>>
