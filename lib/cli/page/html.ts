/** Markup that is safe to send: whatever was put into it has been escaped. */
export class Html {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

/** What may stand in a template: text (escaped), markup (as it is), lists of both, or nothing. */
export type Fragment = Html | string | number | undefined | false | readonly Fragment[]

/** Markup in which every inserted value is escaped, for elements and for quoted attributes alike. */
export const html = (parts: TemplateStringsArray, ...values: readonly Fragment[]): Html =>
  new Html(parts.reduce((text, part, index) => text + written(values[index - 1]) + part))

const written = (value: Fragment): string => {
  if (value instanceof Html) return value.text
  if (value === undefined || value === false) return ''
  if (typeof value === 'object') return value.map(written).join('')
  return String(value).replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character)
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
