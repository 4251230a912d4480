/** One idea in the languages of staff and debtors. */
export interface Told {
  readonly es: string
  readonly en: string
  readonly pt: string
}

/** Why a planned message was not sent: every reason code there is, and what people read for it. */
export const WHY_NOT = {
  paid: { es: 'la factura ya está pagada', en: 'the invoice is paid', pt: 'a fatura já está paga' },
  voided: { es: 'la factura fue anulada', en: 'the invoice was voided', pt: 'a fatura foi cancelada' },
  writtenOff: { es: 'la deuda fue castigada', en: 'the debt was written off', pt: 'a dívida foi baixada' },
  hold: { es: 'la factura está suspendida', en: 'the invoice is on hold', pt: 'a fatura está suspensa' },
  debtorHold: { es: 'el deudor está suspendido', en: 'the debtor is on hold', pt: 'o devedor está suspenso' },
  dispute: { es: 'hay un reclamo sin resolver', en: 'a dispute is open', pt: 'há uma contestação em aberto' },
  promise: { es: 'prometió pagar', en: 'payment was promised', pt: 'prometeu pagar' },
  plan: {
    es: 'tiene un acuerdo de pago vigente',
    en: 'a payment plan is running',
    pt: 'há um acordo de pagamento vigente',
  },
  awaitingApproval: {
    es: 'espera que una persona lo apruebe',
    en: 'it waits for a person to approve it',
    pt: 'espera a aprovação de uma pessoa',
  },
  notApproved: {
    es: 'nadie lo aprobó a tiempo, o alguien lo rechazó',
    en: 'nobody approved it in time, or somebody declined',
    pt: 'ninguém aprovou a tempo, ou alguém recusou',
  },
  controlGroup: {
    es: 'está en el grupo al que no se escribe, para comparar',
    en: 'it is in the group that is not written to, to compare',
    pt: 'está no grupo ao qual não se escreve, para comparar',
  },
  unappliedCash: {
    es: 'hay dinero del deudor sin aplicar',
    en: 'the debtor has unapplied cash',
    pt: 'há dinheiro do devedor sem aplicar',
  },
  paymentScheduled: {
    es: 'hay un pago programado',
    en: 'a payment is scheduled',
    pt: 'há um pagamento agendado',
  },
  staleData: {
    es: 'los datos de pagos no están al día',
    en: 'payment data is not up to date',
    pt: 'os dados de pagamento não estão em dia',
  },
  deadLink: {
    es: 'el enlace de pago no sirve o pide otro valor',
    en: 'the payment link is dead or asks for another amount',
    pt: 'o link de pagamento não funciona ou pede outro valor',
  },
  belowMinimum: {
    es: 'lo que se pide ahora no llega al mínimo',
    en: 'what is asked for now is below the minimum',
    pt: 'o que se pede agora está abaixo do mínimo',
  },
  absorbed: {
    es: 'otro mensaje la reemplazó',
    en: 'another message stood in for it',
    pt: 'outra mensagem a substituiu',
  },
  noContactPoint: {
    es: 'no hay por dónde escribirle al deudor',
    en: 'there is no way to reach the debtor',
    pt: 'não há como contatar o devedor',
  },
  noConsent: {
    es: 'el deudor no ha autorizado este canal',
    en: 'the debtor has not consented to this channel',
    pt: 'o devedor não autorizou este canal',
  },
  optedOut: {
    es: 'el deudor pidió no recibir más mensajes',
    en: 'the debtor asked for messages to stop',
    pt: 'o devedor pediu para não receber mais mensagens',
  },
  bounced: {
    es: 'los mensajes a esa dirección rebotan',
    en: 'messages to that address bounce',
    pt: 'as mensagens para esse endereço retornam',
  },
  undeliverable: {
    es: 'el mensaje no llegó por ninguno de sus medios',
    en: 'the message arrived on none of its ways',
    pt: 'a mensagem não chegou por nenhum dos seus meios',
  },
  doNotContact: {
    es: 'el deudor está marcado como no contactar',
    en: 'the debtor is marked do-not-contact',
    pt: 'o devedor está marcado como não contatar',
  },
  wrongPerson: {
    es: 'en esa dirección no está el deudor',
    en: 'whoever answers there is not the debtor',
    pt: 'nesse endereço não está o devedor',
  },
  hardship: {
    es: 'el deudor pasa por dificultades: ofrezca plazos, no presione',
    en: 'the debtor is in hardship: offer terms, do not press',
    pt: 'o devedor passa por dificuldades: ofereça prazos, não pressione',
  },
  deceased: {
    es: 'el deudor falleció: trate solo con la sucesión, no con la familia',
    en: 'the debtor has died: deal with the estate only, not with the family',
    pt: 'o devedor faleceu: trate somente com o espólio, não com a família',
  },
  represented: {
    es: 'el deudor tiene abogado: hable solo con el abogado',
    en: 'the debtor has a lawyer: speak to the lawyer only',
    pt: 'o devedor tem advogado: fale somente com o advogado',
  },
  insolvency: {
    es: 'el deudor está en insolvencia: no cobre, presente el crédito en el proceso',
    en: 'the debtor is insolvent: do not collect, file the claim in the proceedings',
    pt: 'o devedor está em insolvência: não cobre, habilite o crédito no processo',
  },
  complaintOpen: {
    es: 'hay una queja abierta: respóndala antes de cobrar',
    en: 'a complaint is open: answer it before collecting',
    pt: 'há uma reclamação aberta: responda antes de cobrar',
  },
  debtorUnknown: {
    es: 'todavía no se sabe quién es el deudor',
    en: 'the debtor is not known yet',
    pt: 'ainda não se sabe quem é o devedor',
  },
  cap: {
    es: 'se llegó al máximo de contactos permitidos',
    en: 'the limit of contacts is reached',
    pt: 'o limite de contatos foi atingido',
  },
  hours: {
    es: 'a esta hora no se puede contactar al deudor',
    en: 'the debtor may not be contacted at this hour',
    pt: 'não se pode contatar o devedor neste horário',
  },
  holiday: {
    es: 'es un día en que no se contacta al deudor',
    en: 'it is a day without contact',
    pt: 'é um dia sem contato',
  },
  killSwitch: {
    es: 'una persona detuvo todos los envíos',
    en: 'a person has stopped all sending',
    pt: 'uma pessoa interrompeu todos os envios',
  },
  outOfBand: {
    es: 'los envíos se detuvieron: algo se salió de lo normal',
    en: 'sending has stopped: something was out of its band',
    pt: 'os envios pararam: algo saiu do normal',
  },
  dryRun: {
    es: 'simulacro: se habría enviado',
    en: 'dry run: it would have been sent',
    pt: 'simulação: teria sido enviada',
  },
  canary: {
    es: 'todavía no se escribe a todos: este deudor espera su turno',
    en: 'not everybody is written to yet: this debtor waits for their turn',
    pt: 'ainda não se escreve a todos: este devedor espera a sua vez',
  },
  handedOver: {
    es: 'la gestión pasó a una persona',
    en: 'the journey was handed over to a person',
    pt: 'a cobrança passou para uma pessoa',
  },
} as const satisfies Record<string, Told>

/** The code under which a message that was not sent is kept. */
export type Suppression = keyof typeof WHY_NOT

/** What a hold may be for, beyond its reason in words: each is the code of what it keeps back. */
export const HOLD_CAUSES = [
  'dispute',
  'promise',
  'plan',
  'awaitingApproval',
  'controlGroup',
] as const satisfies readonly Suppression[]

export type HoldCause = (typeof HOLD_CAUSES)[number]
