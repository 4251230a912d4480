import type { ContactPoint } from '../domain/debtor.ts'
import type { OutgoingMessage } from '../domain/outgoing-message.ts'
import { gsm7Parts } from '../domain/sms-text.ts'
import type { Channels, Clock, SendOutcome } from '../ports.ts'
import type { Sending } from './pass-gate.ts'

/** What a message leaves by. */
export interface Leaving {
  readonly channels: Channels
  readonly sending: Sending
  readonly clock: Clock
}

/** Hands a written message to its channel; never throws, and without a message or its channel nothing is sent. */
export async function leave(
  { channels, sending, clock }: Leaving,
  written: OutgoingMessage | undefined,
  touch: string,
  { channel }: ContactPoint,
): Promise<SendOutcome> {
  const silent: SendOutcome = { kind: 'notSent', again: false, problem: `${channel} is not configured` }
  if (!written) return silent
  // Before it leaves: a sender that dies again and again must not go uncounted.
  await sending.count('sends', clock.now(), touch)
  switch (written.channel) {
    case 'email':
      return (await channels.email?.(written.message)) ?? silent
    case 'sms':
      return inParts((await channels.sms?.(written.message)) ?? silent, written.message.text)
    case 'whatsapp':
      return (await channels.whatsapp?.(written.message)) ?? silent
  }
}

/** What left, with how many parts of a text are paid for; one goes without saying. */
function inParts(outcome: SendOutcome, text: string): SendOutcome {
  const { parts } = gsm7Parts(text)
  return outcome.kind === 'notSent' || parts === 1 ? outcome : { ...outcome, parts }
}
