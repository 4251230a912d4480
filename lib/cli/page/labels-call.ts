import type { Pair } from '../words.ts'

/** What the page says where visitors call, and note how it went. */
export const CALL_LABELS = {
  call: ['Llamar', 'Call'],
  caller: ['Quién llama', 'Who calls'],
  callNeeds: [
    'Para llamar hace falta una tarea abierta sobre una factura, y quién llama.',
    'A call needs an open task about an invoice, and who makes it.',
  ],
  noSuchTask: ['No hay ninguna tarea así.', 'There is no such task.'],
  noteResult: ['Anotar cómo terminó', 'Note how it ended'],
  callEnded: ['Cómo terminó la llamada', 'How the call ended'],
  calledNumber: ['A cuál número', 'Which number'],
  whichNumber: ['Elija el número al que llamó', 'Choose the number that was called'],
  ifPromised: ['Si prometió pagar', 'If the debtor promised to pay'],
  promisedDay: ['Qué día', 'By which day'],
  promisedSum: ['Cuánto', 'How much'],
  callNote: ['Nota', 'Note'],
} as const satisfies Record<string, Pair>
