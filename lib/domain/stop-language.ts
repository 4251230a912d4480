/** How far a stop reaches: the channel it came on, telephone calls, or everything. */
export type StopScope = 'channel' | 'call' | 'all'

/** The words of one language, written without accents and in lower case. */
interface StopLanguage {
  /** They ask us to stop wherever a message begins with them. */
  readonly strong: readonly string[]
  /** They ask us to stop only when nothing else is said: "salir" alone ends messages, "al salir del trabajo pago" does not. */
  readonly weak: readonly string[]
  /** Sentences that ask us to stop wherever they stand, by what they stop. */
  readonly phrases: Readonly<Record<StopScope, readonly string[]>>
  /** Sentences that ask us to stop unless they speak of another thing than messages: "no me manden el recibo". */
  readonly open: readonly string[]
  /** What we send, and what is stopped. */
  readonly messages: readonly string[]
  readonly calls: readonly string[]
  /** Words beside a stop word that say nothing new. */
  readonly fillers: readonly string[]
  /** Words beside a stop word that mean every channel. */
  readonly everything: readonly string[]
}

/** What stops messages, language by language. An answer is read in all of them at once. */
export const STOP_LANGUAGES = {
  es: {
    strong: [
      'baja',
      'alto',
      'desuscribir',
      'desuscribirme',
      'desuscribirse',
      'desuscribanme',
      'desuscribeme',
      'desuscribame',
      'desubscribir',
      'desuscripcion',
    ],
    weak: [
      'parar',
      'pare',
      'paren',
      'salir',
      'salirme',
      'cancelar',
      'cancela',
      'cancelen',
      'basta',
      'fin',
      'terminar',
      'quitenme',
      'saquenme',
      'borrenme',
      'retirenme',
    ],
    phrases: {
      channel: [
        ...['darme de baja', 'darse de baja', 'denme de baja', 'deme de baja', 'dame de baja', 'no mas mensajes'],
        ...['no quiero que me escriban', 'no escriban', 'no me vuelvan a escribir', 'no mas correos'],
        ...['cancelen mi suscripcion', 'quitenme de la lista', 'quitenme de la base', 'saquenme de la lista'],
        ...['saquenme de la base', 'retirenme de la lista', 'retirenme de la base', 'borrenme de la lista'],
        ...['no me escriban', 'no me escriba', 'ni me escriban', 'no quiero mas mensajes', 'dejen de escribir'],
        ...['dejen de escribirme', 'borren mi numero', 'eliminen mi numero'],
        ...['no me manden cobros', 'no me manden mas cobros'],
        ...['no me envien cobros', 'no me envien mas cobros', 'no me escribas', 'no quiero mensajes', 'no quiero sms'],
        ...['no quiero correos', 'no quiero recordatorios', 'deja de escribirme', 'deja de escribir'],
      ],
      call: [
        ...['no me llamen', 'no me llame', 'no me llames', 'ni me llamen', 'no llamen', 'dejen de llamar'],
        ...['dejen de llamarme', 'deja de llamarme'],
        ...['no mas llamadas', 'no quiero llamadas', 'no quiero mas llamadas'],
      ],
      all: [
        ...['no me contacten', 'no me contacte', 'no molesten', 'no me molesten', 'no moleste', 'no me moleste'],
        ...['dejen de molestar', 'dejen de molestarme', 'dejen de contactarme', 'no me contactes', 'no me molestes'],
        ...['dejame en paz', 'dejenme en paz', 'dejeme en paz', 'revoco mi autorizacion', 'revoco la autorizacion'],
        ...['revoco mi consentimiento', 'retiro mi autorizacion', 'retiro mi consentimiento'],
      ],
    },
    open: [
      ...['parar de recibir', 'dejar de recibir', 'no autorizo', 'no autorizo el envio de', 'no autorizo envio de'],
      ...[
        'cancelar envio de',
        'cancelar el envio de',
        'dar de baja',
        'no envien',
        'no manden',
        'no me envien',
        'no me envie',
        'no me envies',
        'no me manden',
      ],
      ...[
        'no me mande',
        'no me mandes',
        'no quiero recibir',
        'no deseo recibir',
        'dejen de enviar',
        'dejen de enviarme',
        'dejen de mandar',
        'dejen de mandarme',
      ],
    ],
    messages: [
      ...[
        'mensajes',
        'mensaje',
        'mensajitos',
        'sms',
        'textos',
        'texto',
        'correos',
        'correo',
        'emails',
        'email',
        'mails',
      ],
      ...['avisos', 'recordatorios', 'notificaciones', 'envios', 'suscripcion', 'lista', 'nada', 'publicidad'],
    ],
    calls: ['llamadas', 'llamada'],
    fillers: [
      ...['por', 'favor', 'porfavor', 'pf', 'pls', 'gracias', 'ya', 'los', 'las', 'el', 'la', 'de', 'del', 'a', 'me'],
      ...['mas', 'ni', 'esta', 'este', 'estos', 'estas', 'sus', 'quiero', 'deseo', 'solicito', 'hola', 'buenas'],
      ...['buenos', 'dias', 'tardes'],
    ],
    everything: ['todo', 'todos', 'toda', 'todas'],
  },
  pt: {
    strong: ['descadastrar', 'descadastre', 'desinscrever'],
    weak: ['sair', 'pare', 'parar', 'parem', 'cancelar', 'cancele', 'remover', 'remova', 'chega', 'fim'],
    phrases: {
      channel: [
        ...[
          'nao me escrevam',
          'nao me escreva',
          'nem me escrevam',
          'nao me mandem cobrancas',
          'nao me mandem mais cobrancas',
          'nao quero mais mensagens',
          'parem de escrever',
        ],
        ...['me tira da lista', 'me tire da lista', 'me tirem da lista', 'me descadastre', 'nao quero mensagens'],
      ],
      call: ['nao me liguem', 'nao me ligue', 'nem me liguem', 'parem de ligar', 'pare de ligar', 'chega de ligacoes'],
      all: [
        ...['nao me contatem', 'nao me contate', 'nao me incomodem', 'parem de me incomodar', 'nao me perturbem'],
        ...['me deixe em paz', 'me deixem em paz', 'revogo minha autorizacao', 'revogo meu consentimento'],
        ...['retiro meu consentimento', 'retiro minha autorizacao'],
      ],
    },
    open: [
      ...['nao me envie', 'nao me enviem', 'nao me mande', 'nao me mandem', 'nao quero receber', 'nao desejo receber'],
      ...['parar de receber', 'deixar de receber', 'nao autorizo', 'nao autorizo o envio de', 'cancelar o envio de'],
      ...['parem de enviar', 'parem de mandar', 'pare de enviar', 'pare de mandar', 'pare de me mandar'],
      ...['pare de me enviar', 'parem de me mandar', 'parem de me enviar', 'nao enviem', 'nao mandem'],
    ],
    messages: ['mensagens', 'mensagem', 'emails', 'avisos', 'lembretes', 'lista', 'inscricao', 'nada'],
    calls: ['ligacoes', 'ligacao', 'chamadas'],
    fillers: [
      ...['obrigado', 'obrigada', 'os', 'as', 'o', 'da', 'do', 'mais', 'nem', 'quero', 'desejo', 'esses', 'estas'],
      ...['ola', 'bom', 'dia', 'boa', 'tarde'],
    ],
    everything: ['tudo', 'todos', 'todas'],
  },
  en: {
    strong: ['stop', 'stopall', 'unsubscribe', 'optout'],
    weak: ['cancel', 'end', 'quit', 'remove', 'revoke', 'enough'],
    phrases: {
      channel: [
        ...['opt out', 'opt me out', 'take me off', 'remove me from', 'do not text', 'dont text', 'do not write'],
        ...[
          'dont write',
          'stop texting',
          'stop writing',
          'do not message',
          'dont message',
          'remove my number',
          'no more messages',
          'no more texts',
          'no more emails',
        ],
      ],
      call: ['do not call', 'dont call', 'stop calling', 'stop calls', 'no more calls'],
      all: [
        ...['do not contact', 'dont contact', 'stop contacting', 'leave me alone', 'revoke my consent'],
        ...['revoke consent', 'withdraw my consent'],
      ],
    },
    open: ['do not send', 'dont send'],
    messages: ['messages', 'message', 'texts', 'emails', 'reminders', 'notifications', 'anything'],
    calls: ['calls'],
    fillers: [
      ...['please', 'thanks', 'thank', 'you', 'the', 'these', 'this', 'any', 'more', 'again', 'list', 'texting'],
      ...['sending', 'writing', 'me', 'now', 'from', 'hi', 'hello', 'i', 'want', 'to'],
    ],
    everything: ['all', 'everything'],
  },
} as const satisfies Record<string, StopLanguage>

/** What channels are called, in every language. */
export const CHANNEL_NAMES = {
  email: ['correo', 'correos', 'email', 'emails', 'mail', 'mails'],
  sms: ['sms', 'texto', 'textos', 'text', 'texts', 'torpedo', 'torpedos'],
  whatsapp: ['whatsapp', 'whatsapps', 'wasap', 'wasaps', 'zap'],
} as const

/** Words that join two things which are both stopped. */
export const JOINS = new Set(['ni', 'y', 'e', 'nem', 'ou', 'nor', 'or', 'and'])
/** Verbs of writing, as far as all their forms begin alike: escribir, escrever, text, write, message. */
export const WRITING = /^(escrib|escrev|text|writ|messag|mensaj|mensag)/

/** All words of one kind, of every language. */
export const stopWords = (kind: Exclude<keyof StopLanguage, 'phrases'>): readonly string[] =>
  Object.values(STOP_LANGUAGES).flatMap((language): readonly string[] => language[kind])

/** All sentences that stop one thing, of every language. */
export const stopPhrases = (scope: StopScope): readonly string[] =>
  Object.values(STOP_LANGUAGES).flatMap(({ phrases }): readonly string[] => phrases[scope])
