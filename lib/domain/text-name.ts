/** A text as a step names it: "reminder-1", or "reminder-1.rent", which is the same text said of rent. */
export interface TextName {
  readonly text: string
  /** What it is said of, by its name in `catalog/subjects.yaml`; absent: of an invoice. */
  readonly subject?: string
}

/** Reads the name that a step has for its text. */
export function textNamed(name: string): TextName {
  const [text = '', subject] = name.split('.')
  return { text, ...(subject !== undefined && { subject }) }
}

/** The name of what one message says of several things: whoever owes rent and fees is told of invoices. */
export const sharedName = (name: string, others: readonly string[]): string =>
  others.every((other) => textNamed(other).subject === textNamed(name).subject) ? name : textNamed(name).text
