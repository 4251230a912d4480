import type { Citation } from '../domain/law/pack.ts'
import { formatMoney } from '../domain/money.ts'
import type { Finding, Violation } from '../domain/verify/violation.ts'
import { ANSWERS, CHECK_NAMES, FLAG_NAMES, HOW, OVER, STOPPED, UNWARNED } from './verify-names.ts'
import type { Words } from './words.ts'

/** What was true, and what was done all the same. */
function toldOf(finding: Finding, { of, channel, entry }: Words): readonly [was: string, done: string] {
  const money = (amount: number, currency: string) => formatMoney({ amount, currency }, of(['es-CO', 'en']))
  const claimed = of(['se reclamó un mensaje', 'a message was claimed'])
  switch (finding.kind) {
    case 'owedNothing': {
      const { owed, stated, currency } = finding
      return [
        of([`se debía ${money(owed, currency)}`, `${money(owed, currency)} was owed`]),
        of([`se cobró ${money(stated, currency)}`, `${money(stated, currency)} was asked for`]),
      ]
    }
    case 'over': {
      const how = of(OVER[finding.how])
      return [of([`la factura ${how} desde ${finding.since}`, `the invoice ${how} since ${finding.since}`]), claimed]
    }
    case 'held': {
      const { whom, hold, since } = finding
      const who = whom === 'invoice' ? of(['la factura', 'the invoice']) : of(['el deudor', 'the debtor'])
      return [
        of([`${who} estaba en suspensión ${hold} desde ${since}`, `${who} was on hold ${hold} since ${since}`]),
        claimed,
      ]
    }
    case 'scheduled': {
      const { payment, on } = finding
      return [
        of([`el pago ${payment} estaba programado para el ${on}`, `payment ${payment} was scheduled for ${on}`]),
        claimed,
      ]
    }
    case 'unseen': {
      const { entry: kind, recordedAt } = finding
      return [
        of([
          `a las ${recordedAt} se había registrado: ${entry(kind)}`,
          `at ${recordedAt} there was on record: ${entry(kind)}`,
        ]),
        of(['se reclamó un mensaje sin haberlo visto', 'a message was claimed that had not seen it']),
      ]
    }
    case 'misstated': {
      const { owed, stated, currency } = finding
      return [
        of([`el saldo era ${money(owed, currency)}`, `the balance was ${money(owed, currency)}`]),
        of([`el mensaje decía ${money(stated, currency)}`, `the message said ${money(stated, currency)}`]),
      ]
    }
    case 'covered': {
      const { unapplied, stated, currency } = finding
      return [
        of([
          `había ${money(unapplied, currency)} del deudor sin aplicar`,
          `${money(unapplied, currency)} of the debtor lay unapplied`,
        ]),
        of([`se cobró ${money(stated, currency)}`, `${money(stated, currency)} was asked for`]),
      ]
    }
    case 'flagged': {
      const { flag, since } = finding
      const when = since === undefined ? '' : of([` desde ${since}`, ` since ${since}`])
      return [`${of(FLAG_NAMES[flag])}${when}`, claimed]
    }
    case 'notTheirs': {
      const { contactPoint, how } = finding
      return [
        of([`el punto de contacto ${contactPoint} ${HOW[how][0]}`, `contact point ${contactPoint} ${HOW[how][1]}`]),
        of(['salió un mensaje por ahí', 'a message left that way']),
      ]
    }
    case 'unasked': {
      const { medium, verdict, since } = finding
      const when = since === undefined ? '' : of([` desde ${since}`, ` since ${since}`])
      const was = of(
        verdict === 'optedOut'
          ? ['el deudor había pedido que no le escribieran', 'the debtor had asked for messages to stop']
          : ['el deudor no lo había autorizado', 'the debtor had not consented to it'],
      )
      return [`${was}${when}`, of([`salió un mensaje por ${channel(medium)}`, `a message left by ${channel(medium)}`])]
    }
    case 'unlawful': {
      const { medium, local, holiday } = finding
      const day = holiday === undefined ? '' : ` (${holiday})`
      return [
        of([`en la hora del deudor eran ${local}${day}`, `on the debtor's clock it was ${local}${day}`]),
        of([`salió un mensaje por ${channel(medium)}`, `a message left by ${channel(medium)}`]),
      ]
    }
    case 'stopped':
      return [
        of([`${STOPPED[finding.why][0]} desde ${finding.since}`, `${STOPPED[finding.why][1]} since ${finding.since}`]),
        claimed,
      ]
    case 'unwarned':
      return [
        of(UNWARNED[finding.why]),
        of([`salió el paso ${finding.step}, con su consecuencia`, `step ${finding.step} left, with its consequence`]),
      ]
    case 'claimedTwice': {
      const { step, other } = finding
      return [
        of([`el paso ${step} ya estaba en el mensaje ${other}`, `step ${step} was in message ${other} already`]),
        of(['otro mensaje lo volvió a usar', 'another message used it again']),
      ]
    }
    case 'unapproved': {
      const { step, answer } = finding
      return [
        of([
          `el paso ${step} espera a una persona y ${ANSWERS[answer][0]}`,
          `step ${step} waits for a person and ${ANSWERS[answer][1]}`,
        ]),
        claimed,
      ]
    }
    case 'levelJump': {
      const { level, after } = finding
      return [
        of([
          `lo más firme que se le había dicho era del nivel ${after}`,
          `the firmest that had been said was of level ${after}`,
        ]),
        of([`se dijo algo del nivel ${level}`, `something of level ${level} was said`]),
      ]
    }
    case 'beforeTurn': {
      const { percent, on } = finding
      return [
        of([
          `el ${on} se escribía por primera vez al ${percent} % de los deudores, y este no era uno`,
          `on ${on} ${percent} % of the debtors were written to for the first time, and this was none of them`,
        ]),
        claimed,
      ]
    }
    case 'triedTwice':
      return [
        of(['un intento ya pudo haber salido', 'one attempt may have left already']),
        of([`hubo ${finding.tries} que pudieron salir`, `${finding.tries} may have left`]),
      ]
    case 'acceptedTwice':
      return [
        of(['el proveedor ya lo había aceptado', 'the provider had accepted it already']),
        of([`lo aceptó ${finding.times} veces`, `it was accepted ${finding.times} times`]),
      ]
    case 'unbalanced': {
      const { sum, kept, currency } = finding
      return [
        of([`los asientos suman ${sum} ${currency}`, `the lines add up to ${sum} ${currency}`]),
        of([`el saldo guardado es ${kept} ${currency}`, `the balance kept is ${kept} ${currency}`]),
      ]
    }
    case 'noOutcome':
      return [
        of(['ya no puede volver el trabajo que lo enviaba', 'the job that was sending it cannot come back']),
        of(['nadie anotó si salió', 'nobody noted whether it left']),
      ]
    case 'noTouch':
      return [
        of([
          `la factura dice que está en el mensaje ${finding.claim}`,
          `the invoice says that it is in message ${finding.claim}`,
        ]),
        of(['ese mensaje no existe', 'there is no such message']),
      ]
    case 'noRecord':
      return [
        of(['ningún mensaje así está registrado', 'no such message is on record']),
        of([
          `el proveedor aceptó uno por ${channel(finding.medium)}`,
          `the provider accepted one by ${channel(finding.medium)}`,
        ]),
      ]
    case 'noTimer':
      return [
        of(['la factura sigue abierta', 'the invoice is still open']),
        of([`nada la espera desde ${finding.since}`, `nothing has waited for it since ${finding.since}`]),
      ]
  }
}

/** A violation in plain words: what, about whom, what was true, what was done, and which rule says that it must not be. */
export function renderViolation(violation: Violation, words: Words): string {
  const { of } = words
  const { check, debtor, invoice, touch, at, finding, rule, citations } = violation
  const [was, done] = toldOf(finding, words)
  const about = [
    debtor && of([`deudor ${debtor}`, `debtor ${debtor}`]),
    invoice && of([`factura ${invoice}`, `invoice ${invoice}`]),
    touch && of([`mensaje ${touch}`, `message ${touch}`]),
  ]
  return [
    `✗ ${of(CHECK_NAMES[check])}: ${[...about, at].filter(Boolean).join(', ')}`,
    `    ${of(['Era así', 'It was so'])}: ${was}.`,
    `    ${of(['Se hizo', 'What was done'])}: ${done}.`,
    `    ${of(['Regla', 'Rule'])}: ${[rule, ...citations.map((one) => cited(one, words))].join('; ')}`,
  ].join('\n')
}

function cited({ law, article, how }: Citation, { of }: Words): string {
  const sure = how === 'stored' ? of(['leída', 'as read']) : of(['de memoria', 'recalled'])
  return `${[law, article].filter(Boolean).join(', ')} (${sure})`
}
