import type { Lang } from './words.ts'

/** A mistake of the person at the keyboard: shown as one sentence in their language, without a stack. */
export class UserError extends Error {
  readonly #es: string

  /** The sentence in Spanish and in English; one that is in the reader's language already stands for both. */
  constructor(es: string, en = es) {
    super(en)
    this.name = 'UserError'
    this.#es = es
  }

  in(lang: Lang): string {
    return lang === 'es' ? this.#es : this.message
  }
}
