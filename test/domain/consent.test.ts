import { describe, expect, it } from 'vitest'
import { type Consent, consentKey, judgeConsent } from '../../lib/domain/consent.ts'

const SCOPES = ['mail', 'email', 'all']
const WORDS = { g: 'granted', r: 'revoked', u: 'unknown' } as const
type Letter = keyof typeof WORDS | '-'

/** Words on contact point, channel and all, as three letters: g, r, u, or - for nothing said. */
function said(letters: string, purpose: 'service' | 'offer' = 'service'): Record<string, Consent> {
  const isWord = (letter: string): letter is keyof typeof WORDS => Object.hasOwn(WORDS, letter)
  return Object.fromEntries(
    [...letters].flatMap((letter, index) =>
      isWord(letter) ? [[consentKey(SCOPES[index] ?? '', purpose), { status: WORDS[letter], stamp: '1' }]] : [],
    ),
  )
}

const letters: readonly Letter[] = ['-', 'g', 'u', 'r']
const ALL = letters.flatMap((point) => letters.flatMap((channel) => letters.map((all) => `${point}${channel}${all}`)))

describe('consent', () => {
  it.each([
    // contact point, channel, all       demanded        not demanded
    ['---', 'noConsent', 'fine'],
    ['--g', 'fine', 'fine'],
    ['-g-', 'fine', 'fine'],
    ['g--', 'fine', 'fine'],
    ['--u', 'noConsent', 'fine'],
    ['-u-', 'noConsent', 'fine'],
    ['u--', 'noConsent', 'fine'],
    // The narrowest scope that has a word decides.
    ['-gu', 'fine', 'fine'],
    ['-ug', 'noConsent', 'fine'],
    ['gu-', 'fine', 'fine'],
    ['ug-', 'noConsent', 'fine'],
    ['u-g', 'noConsent', 'fine'],
    // A stop wins wherever it was said.
    ['--r', 'optedOut', 'optedOut'],
    ['-r-', 'optedOut', 'optedOut'],
    ['r--', 'optedOut', 'optedOut'],
    ['-gr', 'optedOut', 'optedOut'],
    ['g-r', 'optedOut', 'optedOut'],
    ['gr-', 'optedOut', 'optedOut'],
    ['rg-', 'optedOut', 'optedOut'],
    ['rgg', 'optedOut', 'optedOut'],
    ['ggr', 'optedOut', 'optedOut'],
  ] as const)('%s: %s where it is demanded, %s where it is not', (words, demanded, free) => {
    expect([judgeConsent(said(words), SCOPES, true), judgeConsent(said(words), SCOPES, false)]).toEqual([
      demanded,
      free,
    ])
  })

  it('is never read more freely where it is demanded, and never over a stop', () => {
    for (const words of ALL) {
      const [demanded, free] = [true, false].map((isDemanded) => judgeConsent(said(words), SCOPES, isDemanded))
      expect(free, words).toBe(words.includes('r') ? 'optedOut' : 'fine')
      if (free === 'optedOut') expect(demanded, words).toBe('optedOut')
    }
  })

  it.each([
    // service   offer    what an offer may
    ['g--', '---', 'noConsent'],
    ['---', '-g-', 'fine'],
    ['r--', '-g-', 'optedOut'],
    ['g--', '--r', 'optedOut'],
    ['---', '-u-', 'noConsent'],
  ] as const)('to service %s and to offers %s: an offer is %s', (service, offer, verdict) => {
    const consents = { ...said(service), ...said(offer, 'offer') }
    expect(judgeConsent(consents, SCOPES, false, 'offer')).toBe(verdict)
  })

  it('to offers says nothing of messages about what is owed', () => {
    expect(judgeConsent(said('rrr', 'offer'), SCOPES, false)).toBe('fine')
    expect(judgeConsent(said('ggg', 'offer'), SCOPES, true)).toBe('noConsent')
  })
})
