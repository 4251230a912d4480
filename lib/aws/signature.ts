import { createHmac, timingSafeEqual } from 'node:crypto'

/** Signs a body together with the second at which it was signed (Unix time): `v1=` and HMAC-SHA256 in hexadecimal. */
export const signatureOf = (secret: string, seconds: number, body: string): string =>
  `v1=${createHmac('sha256', secret).update(`${seconds}.${body}`).digest('hex')}`

/** Whether a signature is that of this body at this second; how long it takes says nothing of the right one. */
export function isSignatureOf(signature: string, secret: string, seconds: number, body: string): boolean {
  const [given, right] = [signature, signatureOf(secret, seconds, body)].map((text) => Buffer.from(text))
  return given !== undefined && right !== undefined && given.length === right.length && timingSafeEqual(given, right)
}
