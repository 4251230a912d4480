import { type Mistake, writtenPath } from './catalog-error.ts'
import type { Text } from './check-wording.ts'

/** What is written so that no reader, or no rule on words, sees it as it is meant. */
interface Oddity {
  readonly found: RegExp
  readonly allowed: string
  readonly mend: string
}

const BY_VARIABLE = 'links by a variable alone, such as {{paymentLink}}: their hosts are in paymentLinkHosts'

const ODDITIES: readonly Oddity[] = [
  // Nobody is shouted at.
  {
    found: /(?<![\p{L}\p{N}])\p{Lu}{5,}(?![\p{L}\p{N}])|[!¡]{2,}/gu,
    allowed: 'words in lower case, and one exclamation mark',
    mend: 'write it calmly',
  },
  // A mailbox of somebody else takes answers, and payments, elsewhere.
  {
    found: /[^\s@]+@[^\s@]+/gu,
    allowed: 'mailboxes of the legal entity in company.yaml, by their variables',
    mend: 'ask the reader to answer the message',
  },
  // `pagos.cl` and `wa.me/57` are links for every mail program and telephone.
  {
    found:
      /\b(?:https?:\/\/|www\.)\S*|(?<![@\p{L}\p{N}.])[\p{L}\p{N}-]{2,}(?:\.[\p{L}\p{N}-]+)*\.\p{L}{2,}(?![\p{L}\p{N}])\S*/giu,
    allowed: BY_VARIABLE,
    mend: 'use the variable, or write a space behind the full stop',
  },
  // An account or a telephone: whoever changes a text could lead money to their own.
  {
    found: /\d(?:[\s.-]?\d){5,}/gu,
    allowed: 'numbers from the facts: accounts, telephones and references are variables',
    mend: 'use a variable, such as {{entityPhone}}',
  },
  {
    found: /(?!\u00a0)[\p{Cf}\p{Co}\u2800\u3164]/gu,
    allowed: 'letters that can be seen',
    mend: 'type the word anew: a sign without width stands in it',
  },
  {
    found: /(?=\p{L})[^\p{Script=Latin}\p{Script=Common}]+/gu,
    allowed: 'letters of one alphabet',
    mend: 'type the word anew: a letter of it only looks Latin',
  },
  {
    found: /(?<![\p{L}\p{N}])(?:\p{L}[\s._*-]+){3,}\p{L}(?![\p{L}\p{N}])/gu,
    allowed: 'words whose letters stand together',
    mend: 'write the word in one piece',
  },
]

/** Shouting, addresses and numbers written out, and letters that hide a word: each at its line, with what is written there. */
export const checkWriting = (texts: readonly Text[]): Mistake[] =>
  texts.flatMap(({ source, path, text }) => {
    const said = text.replace(/\{\{[^}]*\}\}/g, '{}')
    return ODDITIES.flatMap(({ found, allowed, mend }) =>
      [...said.matchAll(found)].map(([given]) => ({
        file: source.file,
        ...source.placeIn(path, literally(given)),
        path: writtenPath(path),
        given: JSON.stringify(given),
        allowed,
        mend,
      })),
    )
  })

const literally = (text: string): RegExp => new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'), 'u')
