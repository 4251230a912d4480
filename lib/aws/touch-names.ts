import { createHash } from 'node:crypto'

/** The touch that acknowledges an answer: one of each answer, in letters that a mail header and a tag can carry. */
export const nameAcknowledgement = (reply: string): string =>
  createHash('sha256').update(`acknowledgement\n${reply}`).digest('hex').slice(0, 24)

/** The touch that corrects a mistake with one debtor: one of each, whatever was sent by mistake and how often. */
export const nameCorrection = (correction: string, debtor: string): string =>
  createHash('sha256').update(`correction\n${correction}\n${debtor}`).digest('hex').slice(0, 24)
