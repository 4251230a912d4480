/** Why a journey waits or ends, or a person has a task, in Spanish and English, beside the reasons for which a message is not sent. */
export const DECISION_REASONS = {
  history: ['ya estaba pagada cuando se cargó', 'it was settled before it was loaded'],
  afterLastStep: ['ya salió el último mensaje de la política', 'the last message of the policy has left'],
  internalDebtor: ['el deudor es una empresa de la casa', 'the debtor is one of our own companies'],
  undeliverable: ['ningún punto de contacto aceptó el mensaje', 'no contact point took the message'],
  callStep: ['la política pide una llamada', 'the policy asks for a call'],
  unwarned: [
    'no consta que la advertencia anterior haya llegado: avise antes de cualquier consecuencia',
    'no sign that the warning before arrived: warn before any consequence',
  ],
  aboveLimit: ['el monto es para una persona', 'the amount is for a person to handle'],
  spokenToday: ['el deudor ya recibió el mensaje de hoy', 'the debtor has had the message of today'],
  contended: ['otro mensaje al mismo deudor salía en ese momento', 'another message to this debtor was leaving'],
  journeyFailed: ['la gestión automática falló', 'the automatic journey failed'],
  journeyDied: ['la gestión automática se cayó dos veces', 'the automatic journey died twice'],
  unknownPayer: ['no se sabe de quién es el pago', 'nobody knows whose payment it is'],
  newerShape: ['hay una versión más nueva de la gestión', 'there is a newer shape of the journey'],
  oldAge: ['la gestión cumplió casi un año', 'the journey is nearly a year old'],
  notMine: ['la factura ya no es de esta gestión', 'the invoice no longer belongs to this journey'],
} as const satisfies Readonly<Record<string, readonly [es: string, en: string]>>
