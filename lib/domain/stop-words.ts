/** How far a stop reaches: the channel it came on, or everything. */
export type StopScope = 'channel' | 'all'

/** What an answer of a debtor says. `more` is true when a person has to read it, whether or not it also asks us to stop. */
export interface ReadAnswer {
  readonly stop?: StopScope
  readonly more: boolean
}

/** The words of one language, written without accents and in lower case. */
interface StopLanguage {
  /** They ask us to stop wherever a message begins with them. */
  readonly strong: readonly string[]
  /** They ask us to stop only when nothing else is said: "cancelar" alone ends messages, "cancelar la factura" pays it. */
  readonly weak: readonly string[]
  /** Sentences that ask us to stop wherever they stand. */
  readonly phrases: readonly string[]
  /** Words beside a stop word that say nothing new. */
  readonly fillers: readonly string[]
  /** Words beside a stop word that mean every channel. */
  readonly everything: readonly string[]
}

const LANGUAGES = {
  es: {
    strong: ['baja', 'alto', 'desuscribir', 'desuscribirme', 'desuscribanme', 'desubscribir'],
    weak: ['parar', 'pare', 'paren', 'salir', 'salirme', 'cancelar', 'cancela', 'cancelen', 'basta', 'fin', 'terminar'],
    phrases: [
      ...['dar de baja', 'darme de baja', 'darse de baja', 'denme de baja', 'deme de baja', 'dame de baja'],
      ...['no me escriban', 'no me escriba', 'no me envien', 'no me envie', 'no me manden', 'no me contacten'],
      ...['no me llamen', 'no quiero recibir', 'no deseo recibir', 'no quiero mas mensajes', 'no mas mensajes'],
      ...['dejen de escribir', 'dejen de escribirme', 'dejen de enviar', 'dejen de enviarme', 'dejen de mandar'],
      ...['dejen de mandarme', 'dejen de molestar', 'dejen de molestarme', 'no molesten', 'borren mi numero'],
      ...['eliminen mi numero', 'quitenme de la lista', 'saquenme de la lista'],
    ],
    fillers: [
      ...['por', 'favor', 'porfavor', 'pf', 'pls', 'gracias', 'ya', 'los', 'las', 'el', 'la', 'de', 'del', 'a', 'me'],
      ...['mensajes', 'mensaje', 'sms', 'textos', 'texto', 'correos', 'correo', 'emails', 'email', 'mails', 'avisos'],
      ...[
        'recordatorios',
        'notificaciones',
        'envios',
        'suscripcion',
        'servicio',
        'lista',
        'quiero',
        'deseo',
        'solicito',
      ],
      ...['estos', 'sus', 'hola', 'buenas', 'buenos', 'dias', 'tardes'],
    ],
    everything: ['todo', 'todos', 'toda', 'todas'],
  },
  pt: {
    strong: ['descadastrar', 'descadastre', 'desinscrever'],
    weak: ['sair', 'pare', 'parar', 'parem', 'cancelar', 'cancele', 'remover', 'remova', 'chega', 'fim'],
    phrases: [
      ...['nao me envie', 'nao me enviem', 'nao me mande', 'nao me mandem', 'nao quero receber', 'nao desejo receber'],
      ...['nao quero mais mensagens', 'parem de enviar', 'parem de mandar', 'pare de enviar', 'pare de mandar'],
      ...['nao me contatem', 'nao me liguem', 'me tire da lista', 'me tirem da lista', 'me descadastre'],
    ],
    fillers: [
      ...[
        'obrigado',
        'obrigada',
        'os',
        'as',
        'o',
        'da',
        'do',
        'mensagens',
        'mensagem',
        'emails',
        'avisos',
        'lembretes',
      ],
      ...['quero', 'desejo', 'inscricao', 'esses', 'estas', 'ola', 'bom', 'dia', 'boa', 'tarde'],
    ],
    everything: ['tudo', 'todos', 'todas'],
  },
  en: {
    strong: ['stop', 'stopall', 'unsubscribe', 'optout'],
    weak: ['cancel', 'end', 'quit', 'remove', 'revoke', 'enough'],
    phrases: [
      ...['opt out', 'opt me out', 'take me off', 'remove me from', 'do not text', 'dont text', 'do not contact'],
      ...['dont contact', 'do not write', 'no more messages', 'no more texts', 'no more emails', 'leave me alone'],
    ],
    fillers: [
      ...['please', 'thanks', 'thank', 'you', 'the', 'these', 'messages', 'message', 'texts', 'texting', 'sending'],
      ...['writing', 'me', 'now', 'reminders', 'notifications', 'from', 'hi', 'hello', 'i', 'want', 'to'],
    ],
    everything: ['all', 'everything'],
  },
} as const satisfies Record<string, StopLanguage>

const all = (part: keyof StopLanguage): readonly string[] =>
  Object.values(LANGUAGES).flatMap((language): readonly string[] => language[part])
const STRONG = new Set(all('strong'))
const WEAK = new Set(all('weak'))
const SILENT = new Set([...all('fillers'), ...all('everything')])
const EVERYTHING = new Set([...all('everything'), 'stopall'])
/** What may stand before a stop word that begins a message. */
const GREETINGS = new Set(['hola', 'buenas', 'buenos', 'dias', 'tardes', 'ola', 'bom', 'dia', 'hi', 'hello', 'please'])
const PHRASES = all('phrases').map((phrase) => ` ${phrase} `)

/**
 * Reads what a debtor answered, in Spanish, Portuguese or English, whatever the accents, the case and the punctuation.
 *
 * In doubt it stops: a message too few can be sent again. What says more than stop is for a person as well.
 */
export function readAnswer(text: string): ReadAnswer {
  const words = wordsOf(withoutQuotation(text))
  const spoken = ` ${words.join(' ')} `
  const stops = words.filter((word) => STRONG.has(word) || WEAK.has(word))
  const rest = words.filter((word) => !stops.includes(word) && !SILENT.has(word))
  const phrase = PHRASES.some((one) => spoken.includes(one))
  const isStop =
    phrase || STRONG.has(words.find((word) => !GREETINGS.has(word)) ?? '') || (stops.length > 0 && rest.length === 0)
  if (!isStop) return { more: true }
  const scope = words.some((word) => EVERYTHING.has(word)) ? 'all' : 'channel'
  return { stop: scope, more: rest.length > 0 && !phrase }
}

const wordsOf = (text: string): readonly string[] =>
  text
    .normalize('NFD')
    .replace(/\p{M}|['’]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Mail programs put our own message, which speaks of stopping, under the answer. */
const QUOTED = /^\s*(>|-{2,}\s*(original|mensaje|mensagem)|(el|on|em)\s.{4,120}(escribi[oó]|wrote|escreveu)\s*:\s*$)/i

function withoutQuotation(text: string): string {
  const lines = text.split(/\r?\n/)
  const quoted = lines.findIndex((line) => QUOTED.test(line))
  return (quoted < 0 ? lines : lines.slice(0, quoted)).join('\n')
}
