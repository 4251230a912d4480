import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../lib/domain/stop-words.ts'

const CHANNEL = { stop: 'channel', more: false }
const ALL = { stop: 'all', more: false }
const STOP_AND_READ = { stop: 'channel', more: true }
const READ = { more: true }

const TRUTHS: readonly (readonly [answer: string, meaning: ReturnType<typeof readAnswer> | typeof READ])[] = [
  ['STOP', CHANNEL],
  ['stop.', CHANNEL],
  ['Stop!!! 😡', CHANNEL],
  ['BAJA', CHANNEL],
  ['BAJA por favor', CHANNEL],
  ['Baja, gracias', CHANNEL],
  ['alto!', CHANNEL],
  ['¡ALTO!', CHANNEL],
  ['PARAR', CHANNEL],
  ['Salir', CHANNEL],
  ['CANCELAR', CHANNEL],
  ['Cancelar los mensajes por favor', CHANNEL],
  ['SAIR', CHANNEL],
  ['Quero sair da lista', CHANNEL],
  ['cancel', CHANNEL],
  ['Please stop texting me', CHANNEL],
  ['unsubscribe', CHANNEL],
  ['  b a j a  ', READ],
  ['dar de baja', CHANNEL],
  ['Quiero darme de baja de esta lista', CHANNEL],
  ['No me escriban más', CHANNEL],
  ['não quero receber mais nada', CHANNEL],
  ["don't text me again", CHANNEL],
  ['Dejen de molestarme', CHANNEL],
  ['BAJA TODO', ALL],
  ['stop all', ALL],
  ['STOPALL', ALL],
  ['sair de tudo', ALL],
  ['Baja de todos los mensajes', ALL],
  // It stops, and a person reads the rest.
  ['STOP, ya pagué ayer', STOP_AND_READ],
  ['Hola, stop: ya pagué', STOP_AND_READ],
  ['baja el precio y pago', STOP_AND_READ],
  ['Alto ahí: esa factura no es mía', STOP_AND_READ],
  // None of these asks for silence.
  ['', READ],
  ['👍', READ],
  ['ok', READ],
  ['Ya pagué', READ],
  ['¿pueden bajar el pago?', READ],
  ['bajar el pago', READ],
  ['Voy a cancelar la factura mañana', READ],
  ['cancelar mañana', READ],
  ['¿Dónde puedo cancelar?', READ],
  ['quiero cancelar mi deuda', READ],
  ['el monto es muy alto', READ],
  ['todo bien, pago el viernes', READ],
  ['todo', READ],
  ['I will stop by the office', READ],
  ['a la salida del trabajo pago', READ],
  ['Vou pagar ao sair do trabalho', READ],
]

describe('an answer of a debtor', () => {
  it.each(TRUTHS)('%j means %j', (answer, meaning) => {
    expect(readAnswer(answer)).toEqual(meaning)
  })

  it('is read without what the mail program quotes under it', () => {
    expect(
      readAnswer('Pago el lunes\n\nEl lun, 1 jun 2026 a las 8:00, Cartera escribió:\n> Cancelar estos correos'),
    ).toEqual(READ)
    expect(readAnswer('Gracias\n\n> STOP')).toEqual(READ)
    expect(readAnswer('BAJA\n\nOn Mon, Jun 1, 2026 Cartera wrote:\n> Su factura está pendiente')).toEqual(CHANNEL)
  })
})
