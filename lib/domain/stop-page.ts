/** What the stop page shows: the question, that it is done, or that a form came without a choice. */
export interface StopPage {
  readonly kind: 'ask' | 'done' | 'unclear'
  readonly language: 'es' | 'pt' | 'en'
  /** Who wrote the message; nothing else on the page tells one message from another. */
  readonly company: string
}

const WORDS = {
  // In no form of address: the page is shared by companies that say tú, usted or vos.
  es: {
    title: 'Dejar de recibir mensajes',
    question: '¿Cómo seguimos?',
    channel: 'No recibir más mensajes por este medio',
    all: 'No recibir más mensajes por ningún medio',
    wrongPerson: 'Este mensaje no era para mí',
    button: 'Confirmar',
    note: 'Esto no cambia lo que se deba ni las formas de pagarlo.',
    unclear: 'Hay que elegir una de las tres opciones.',
    doneTitle: 'Listo',
    done: 'Tomamos nota y desde ahora lo respetamos. Esta página ya se puede cerrar.',
  },
  pt: {
    title: 'Deixar de receber mensagens',
    question: 'O que você prefere?',
    channel: 'Não receber mais mensagens por este meio',
    all: 'Não receber mais mensagens por nenhum meio',
    wrongPerson: 'Esta mensagem não era para mim',
    button: 'Confirmar',
    note: 'Isto não muda o que é devido nem as formas de pagar.',
    unclear: 'Escolha uma das três opções.',
    doneTitle: 'Pronto',
    done: 'Anotamos e respeitamos a partir de agora. Pode fechar esta página.',
  },
  en: {
    title: 'Stop receiving messages',
    question: 'What would you like?',
    channel: 'No more messages of this kind (this channel)',
    all: 'No more messages on any channel',
    wrongPerson: 'This message was not meant for me',
    button: 'Confirm',
    note: 'This does not change what is owed or how it can be paid.',
    unclear: 'Please choose one of the three.',
    doneTitle: 'Done',
    done: 'We have taken note, and it holds from now on. You can close this page.',
  },
} as const

/** The language of the page for a message in a language such as "es-CO"; Spanish when it is none of the three. */
export function stopLanguage(language: string): StopPage['language'] {
  const [base = ''] = language.split('-')
  return base === 'pt' || base === 'en' ? base : 'es'
}

const STYLE =
  'body{margin:0;background:#eef1f4;color:#1c2733;font:17px/1.5 "Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}' +
  'main{max-width:30rem;margin:0 auto;padding:2rem 1rem}p.who{margin:0 0 1rem;font-weight:700;color:#12385c}' +
  'div.card{background:#fff;border-top:3px solid #12385c;border-radius:4px 4px 10px 10px;padding:1.5rem 1.25rem}' +
  'h1{margin:0 0 1rem;font-size:1.4rem;line-height:1.3}fieldset{border:0;margin:0;padding:0}legend{padding:0 0 .5rem}' +
  'label{display:flex;gap:.6rem;padding:.6rem 0;border-top:1px solid #dde3e9}input{accent-color:#12385c;margin-top:.35rem}' +
  'button{width:100%;margin:1rem 0 .5rem;padding:.9rem;border:0;border-radius:8px;background:#12385c;color:#fff;font:inherit;font-weight:700}' +
  'p.note{margin:0;font-size:.9rem;color:#4a5866}p.unclear{color:#8a1c1c}:focus-visible{outline:3px solid #f0a52b;outline-offset:2px}'

/** The page as HTML, without scripts: a form that posts to its own address. */
export function stopPage({ kind, language, company }: StopPage): string {
  const words = WORDS[language]
  const title = kind === 'done' ? words.doneTitle : words.title
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex, nofollow"><meta name="referrer" content="no-referrer">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><main><p class="who">${escaped(company)}</p><div class="card"><h1>${escaped(title)}</h1>
${kind === 'done' ? `<p role="status">${escaped(words.done)}</p>` : formOf(language, kind === 'unclear')}
</div></main></body></html>
`
}

function formOf(language: StopPage['language'], isUnclear: boolean): string {
  const words = WORDS[language]
  const choices = (['channel', 'all', 'wrongPerson'] as const).map(
    (choice, index) =>
      `<label><input type="radio" name="choice" value="${choice}" required${index === 0 ? ' checked' : ''}><span>${escaped(words[choice])}</span></label>`,
  )
  return `${isUnclear ? `<p class="unclear" role="alert">${escaped(words.unclear)}</p>\n` : ''}<form method="post">
<fieldset><legend>${escaped(words.question)}</legend>${choices.join('')}</fieldset>
<button type="submit">${escaped(words.button)}</button><p class="note">${escaped(words.note)}</p></form>`
}

/** Headers of the page: it is not kept, not indexed, and neither frames nor scripts have a place in it. */
export const STOP_PAGE_HEADERS: Readonly<Record<string, string>> = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-robots-tag': 'noindex, nofollow',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
