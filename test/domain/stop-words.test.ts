import { describe, expect, it } from 'vitest'
import { readAnswer } from '../../lib/domain/stop-words.ts'

const CHANNEL = { stop: 'channel', more: false }
const ALL = { stop: 'all', more: false }
const STOP_AND_READ = { stop: 'channel', more: true }
const CALLS = { stop: 'call', more: false }
const READ = { more: true }

const STOPS = [
  ...['Ya no quiero que me escriban', 'No escriban', 'no me vuelvan a escribir', 'ya no más correos', 'desuscríbeme'],
  ...['Cancelen mi suscripción', 'quítenme', 'Bórrenme', 'Retírenme de la base de datos', 'me tira da lista'],
  ...['Can you stop texting me', 'do not message me', 'Remove my number'],
]

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
  ['  b a j a  ', CHANNEL],
  ['B A J A', CHANNEL],
  ['S - T - O - P, por favor', CHANNEL],
  ['ＳＴＯＰ', CHANNEL],
  ['ＢＡＪＡ！', CHANNEL],
  ['dar de baja', CHANNEL],
  ['Quiero darme de baja de esta lista', CHANNEL],
  ['No me escriban más', CHANNEL],
  ['não quero receber mais nada', CHANNEL],
  ["don't text me again", CHANNEL],
  ['No me manden más', CHANNEL],
  ['no me envíen más mensajes por favor', CHANNEL],
  ['não me envie mais mensagens', CHANNEL],
  ['No me manden más cobros', CHANNEL],
  ['CANCELA', CHANNEL],
  ['CANCELEN', CHANNEL],
  ['Cancelen por favor', CHANNEL],
  ['Cancelar suscripción', CHANNEL],
  ['Quiero cancelar la suscripción', CHANNEL],
  ['Quero cancelar', CHANNEL],
  ['PARAR DE RECEBER', CHANNEL],
  ['parar de receber mensagens', CHANNEL],
  ['Quiero dejar de recibir estos correos', CHANNEL],
  ['Cancelar envío de mensajes', CHANNEL],
  ['Quiero cancelar el envío de mensajes', CHANNEL],
  ['desuscribirse', CHANNEL],
  ['no autorizo mensajes', CHANNEL],
  ['No autorizo el envío de mensajes', CHANNEL],
  ['não autorizo mensagens', CHANNEL],
  ['no autorizo llamadas', CALLS],
  // After a greeting, in a list, letter by letter.
  ['buenas noches BAJA', CHANNEL],
  ['Buen día, baja', CHANNEL],
  ['boa noite sair', CHANNEL],
  ['Señor: BAJA', CHANNEL],
  ['1. baja', CHANNEL],
  ['S.T.O.P', CHANNEL],
  // As friends say it.
  ['no me mandes mensajes', CHANNEL],
  ['no me escribas', CHANNEL],
  ['Ya no quiero mensajes', CHANNEL],
  ['no envíen más mensajes', CHANNEL],
  ['Não quero mensagens', CHANNEL],
  ['Pare de me mandar mensagem', CHANNEL],
  ['no me llames', CALLS],
  ['déjame en paz', ALL],
  ['Revoco mi autorización', ALL],
  ['revoco mi consentimiento', ALL],
  ['revogo meu consentimento', ALL],
  // A phrase stops what it speaks of.
  ['No me llamen', CALLS],
  ['No me llamen más, por favor', CALLS],
  ['não me liguem', CALLS],
  ['Não me liguem mais', CALLS],
  ['Stop calling me', CALLS],
  ['no quiero recibir llamadas', CALLS],
  ['No me llamen, ya pagué', { stop: 'call', more: true }],
  ['no me llamen ni me escriban', ALL],
  ['no quiero recibir llamadas ni mensajes', ALL],
  ['no me contacten', ALL],
  ['No molesten', ALL],
  ['não me contatem', ALL],
  ['Do not contact me again', ALL],
  ['Dejen de molestarme', ALL],
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
  ['Ya pagué ayer, dejen de escribirme', STOP_AND_READ],
  ['Dejen de escribirme que ya cancelé', STOP_AND_READ],
  ['no me manden más mensajes, ya pagué', STOP_AND_READ],
  // One clause says nothing else.
  ['Ya pagué, BAJA', STOP_AND_READ],
  ['Ya pagué — baja', STOP_AND_READ],
  ['Ya pagué todo, baja', STOP_AND_READ],
  ['Ya pagué, baja de todo', { stop: 'all', more: true }],
  ['Pare por favor, ya pagué ayer', STOP_AND_READ],
  ['Já paguei. Sair', STOP_AND_READ],
  ['El pago fue ayer\ncancelar mensajes', STOP_AND_READ],
  ['El pago fue ayer, cancelen por favor', STOP_AND_READ],
  // The polite form of "cancel", or "I have paid" without its accent.
  ['cancele', STOP_AND_READ],
  // Cancelar is to pay.
  ['Ya cancelé', READ],
  ['YA CANCELÉ', READ],
  ['Cancele\u0301', READ],
  ['ya cancele', READ],
  ['Cancelé', READ],
  ['ya la cancele gracias', READ],
  ['Quiero cancelar', READ],
  ['Deseo cancelar', READ],
  ['Hola, quiero cancelar', READ],
  ['Pagué ayer, cancele todo', READ],
  ['Ya lo pagué, ya cancele', READ],
  ['Sí, quiero pagar. Cancelar', READ],
  ['Por fin, ya pagué', READ],
  ['Pago hoy y fin.', READ],
  ['¿Si pago hoy, baja el interés?', READ],
  ['Cuota a o b y c, pago mañana', READ],
  ['no autorizo el débito', READ],
  ['cancelar el envío de la mercancía', READ],
  ['quero parar de receber o boleto por carta', READ],
  ['cancelar el servicio', READ],
  ['quiero cancelar los cobros', READ],
  // What is not to be sent is no message of ours.
  ['no quiero recibir un reporte en Datacrédito, pago mañana', READ],
  ['Favor dar de baja la factura 123, ya la pagué', READ],
  ['no me manden el recibo a la oficina, mándenlo a mi casa', READ],
  ['não me mandem o boleto por carta', READ],
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
  ['Quítenme los intereses y pago hoy', READ],
  ['I will stop by the office', READ],
  ['a la salida del trabajo pago', READ],
  ['Vou pagar ao sair do trabalho', READ],
]

describe('an answer of a debtor', () => {
  it.each(TRUTHS)('%j means %j', (answer, meaning) => {
    expect(readAnswer(answer)).toEqual(meaning)
  })

  it.each(STOPS)('%j stops at least its channel', (answer) => {
    expect(readAnswer(answer).stop).toBeDefined()
  })

  it.each([
    ['No quiero correos', 'sms'],
    ['no more emails', 'sms'],
    ['BAJA SMS', 'email'],
    ['no quiero mensajes de whatsapp', 'email'],
    ['no quiero llamadas ni mensajes', 'email'],
    ['no más llamadas ni correos', 'sms'],
    ['BAJA llamadas', 'sms'],
    ['dejen de llamar y escribir', 'sms'],
    ['no me llamen ni escriban', 'sms'],
    ['stop calling and texting me', 'sms'],
    ['não me liguem nem escrevam', 'email'],
  ] as const)('%j by %s speaks of more than the channel it came on, and stops everything', (answer, channel) => {
    expect(readAnswer(answer, channel).stop).toBe('all')
  })

  it.each([
    ['No quiero correos', 'email', 'channel'],
    ['BAJA SMS', 'sms', 'channel'],
    ['no me llamen', 'sms', 'call'],
    ['no me llamen, escríbanme', 'sms', 'call'],
    ['no me llamen. El correo está bien', 'sms', 'call'],
  ] as const)('%j by %s stops no more than that', (answer, channel, stop) => {
    expect(readAnswer(answer, channel).stop).toBe(stop)
  })

  it.each([
    ['Gmail', 'El lun, 1 jun 2026 a las 8:00, Cartera escribió:\n> No recibir más estos correos'],
    ['Gmail, over two lines', 'El lun, 1 jun 2026 a las 8:00, Comercial Andina\n<cartera@andina.example> escribió:\n'],
    ['Gmail in Portuguese', 'Em seg., 1 de jun. de 2026 às 08:00, Cobrança <c@andina.example> escreveu:\n'],
    ['Gmail in English', 'On Mon, Jun 1, 2026 Cartera wrote:\n> Your invoice'],
    ['Outlook', 'De: Cartera <c@andina.example>\r\nEnviado: lunes, 1 de junio de 2026 8:00\r\nPara: Ana\r\n'],
    ['Outlook, by the day', 'De: Cartera\nEnviado el: lunes, 1 de junio de 2026 8:00\n'],
    ['Outlook in Portuguese', 'De: Cobrança\nEnviada em: segunda-feira, 1 de junho de 2026 08:00\n'],
    ['Outlook in English', '*From:* Cartera\n*Sent:* Monday, June 1, 2026 8:00 AM\n'],
    ['Outlook on the web', '________________________________\n'],
    ['a telephone', 'Enviado desde mi iPhone\n\n'],
    ['an old program', '-----Mensaje original-----\n'],
    ['signs', '> '],
  ])('is read without what the mail program of %s puts under it', (_, head) => {
    const footer = 'Su factura está pendiente. Para dejar de recibir estos correos: BAJA'
    const alone = `\n\nno me escriban. ${footer}`
    expect(readAnswer(`Pago el lunes\n\n${head}${alone}`)).toEqual(READ)
    expect(readAnswer(`Cancelar\n\n${head}${footer}`)).toEqual(CHANNEL)
  })
})
