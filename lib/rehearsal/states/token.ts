import { createHash } from 'node:crypto'

/** A task token for the attempt that the given event of an execution belongs to; the same run mints the same tokens. */
export function mintToken(executionArn: string, event: number): string {
  const subject = `${executionArn}#${event}`
  return `${Buffer.from(subject).toString('base64url')}.${seal(subject)}`
}

/** The execution a token was minted for, or undefined when the text is no token of ours. */
export function executionOf(token: string): string | undefined {
  const [encoded = '', signature] = token.split('.')
  const subject = Buffer.from(encoded, 'base64url').toString()
  return signature === seal(subject) ? subject.slice(0, subject.lastIndexOf('#')) : undefined
}

// Nobody but the rehearsal mints tokens, so the seal only has to tell them from other texts.
const seal = (subject: string): string => createHash('sha512').update(`task token of ${subject}`).digest('base64url')
