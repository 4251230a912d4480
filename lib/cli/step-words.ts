import type { Lang, Pair } from './words.ts'

/** What the steps of the shipped policies are called. */
const STEPS: Readonly<Record<string, Pair>> = {
  'before-due': ['Aviso antes del vencimiento', 'Notice before it is due'],
  'reminder-1': ['Primer recordatorio', 'First reminder'],
  'reminder-2': ['Segundo recordatorio', 'Second reminder'],
  'reminder-3': ['Tercer recordatorio', 'Third reminder'],
  'formal-notice': ['Aviso formal', 'Formal notice'],
  'suspension-warning': ['Advertencia de suspensión', 'Warning of suspension'],
  suspension: ['Suspensión del servicio', 'Suspension of the service'],
  call: ['Llamada', 'Call'],
}

/** What the states of a journey are called. */
const STATES: Readonly<Record<string, Pair>> = {
  DecideNextStep: ['Decide el próximo paso', 'Decides what is next'],
  Route: ['Toma el camino', 'Takes the way'],
  WaitForReminderTime: ['Espera al recordatorio', 'Waits for the reminder'],
  WaitForInstalment: ['Espera la otra cuota', 'Waits for an instalment'],
  WaitForPayment: ['Espera el pago', 'Waits for the payment'],
  OnHold: ['En suspenso', 'On hold'],
  ContactDebtor: ['Escribe al deudor', 'Writes to the debtor'],
  EndJourney: ['Cierra la gestión', 'Closes the journey'],
  HandOver: ['Pasa a una persona', 'Hands over to a person'],
  ContinueAsNew: ['Sigue en otra ejecución', 'Goes on as another'],
  Ended: ['Terminó', 'Ended'],
  Died: ['Falló', 'Died'],
}

const named = (names: Readonly<Record<string, Pair>>, code: string, lang: Lang): string => {
  const pair = Object.hasOwn(names, code) ? names[code] : undefined
  return pair ? pair[lang === 'es' ? 0 : 1] : code
}

/** What a person calls a step; a step of the company's own policy is called by its id. */
export const stepName = (id: string, lang: Lang): string => named(STEPS, id, lang)

/** What a person calls a state of the machine. */
export const stateName = (id: string, lang: Lang): string => named(STATES, id, lang)
