import type { Pair } from '../words.ts'

/** What the page says where visitors move the clock and publish events. */
export const LIVE_LABELS = {
  clockName: ['Reloj del ensayo', 'Clock of the rehearsal'],
  nextTimer: ['Lo próximo: {}', 'Next: {}'],
  nothingPlanned: ['Nada más está previsto.', 'Nothing else is planned.'],
  clockRuns: ['El reloj corre hasta el {}…', 'The clock is running to {}…'],
  clockBroken: [
    'El ensayo falló y su reloj ya no se mueve; la terminal dice por qué.',
    'The rehearsal failed and its clock stands for good; the terminal says why.',
  ],
  clockIsBusy: [
    'El reloj está corriendo: publique cuando se detenga.',
    'The clock is running: publish when it stands.',
  ],
  toNext: ['Siguiente temporizador', 'Next timer'],
  plusDay: ['+1 día', '+1 day'],
  plusMonth: ['+30 días', '+30 days'],
  play: ['Reproducir', 'Play'],
  pause: ['Pausa', 'Pause'],
  stopClock: ['Detener', 'Stop'],

  publish: ['Publicar un evento', 'Publish an event'],
  publishShort: ['Publicar', 'Publish'],
  publishLead: [
    'Como lo haría su ERP o su banco: el evento va al bus y las gestiones reaccionan.',
    'As your ERP or your bank would: the event goes to the bus, and the journeys react.',
  ],
  publishAbout: ['Publicar un pago de esta factura', 'Publish a payment of this invoice'],
  publishAboutDebtor: ['Publicar un evento de este deudor', 'Publish an event of this debtor'],
  publishIt: ['Publicar', 'Publish'],
  approver: ['Quién decide', 'Who decides'],
  approve: ['Aprobar', 'Approve'],
  decline: ['Rechazar', 'Decline'],
  approvedStep: ['{} está aprobado y todavía no ha salido', '{} is approved and has not left yet'],
  takeBack: ['Retirar el sí', 'Take back the yes'],
  whyDecline: ['Por qué no', 'Why not'],
  seeMessage: ['Ver qué saldría', 'See what would be sent'],
  choose: ['Elegir', 'Choose'],
  optional: ['opcional', 'optional'],
  sourceMeaning: [
    'El sistema que lo publica, en el sobre del evento',
    "The system that publishes it, in the event's envelope",
  ],
  refusedByContract: ['El contrato no lo acepta ({}).', 'The contract does not accept it ({}).'],
  refusedByIntake: [
    'Se publicó y no se aceptó: quedó entre los rechazados.',
    'It was published and not accepted: it is among the refused.',
  ],
  anyway: ['Enviar igual: quedará entre los rechazados', 'Send it anyway: it will be among the refused'],
} as const satisfies Record<string, Pair>
