import { createHash } from 'node:crypto'

/**
 * The name of an answer: the id it came with, but of one that Meta made (by itself, or handed on by an aggregator or a help
 * desk) a digest: the number of whoever wrote stands in that, in base64.
 */
export const nameAnswer = (reply: string): string =>
  /^whatsapp-|wamid/.test(reply)
    ? `whatsapp-${createHash('sha256').update(`answer\n${reply}`).digest('hex').slice(0, 24)}`
    : reply

/** The touch that acknowledges an answer: one of each answer, in letters that a mail header and a tag can carry. */
export const nameAcknowledgement = (reply: string): string =>
  createHash('sha256').update(`acknowledgement\n${reply}`).digest('hex').slice(0, 24)

/** The touch that corrects a mistake with one debtor: one of each, whatever was sent by mistake and how often. */
export const nameCorrection = (correction: string, debtor: string): string =>
  createHash('sha256').update(`correction\n${correction}\n${debtor}`).digest('hex').slice(0, 24)
