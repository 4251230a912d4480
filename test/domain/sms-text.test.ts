import { describe, expect, it } from 'vitest'
import { gsm7Parts, plainSms } from '../../lib/domain/sms-text.ts'

describe('gsm7Parts', () => {
  it.each([
    ['nothing', '', 'GSM-7', 1, 0],
    ['160 plain letters', 'a'.repeat(160), 'GSM-7', 1, 160],
    ['161 plain letters', 'a'.repeat(161), 'GSM-7', 2, 161],
    ['306 plain letters', 'a'.repeat(306), 'GSM-7', 2, 306],
    ['307 plain letters', 'a'.repeat(307), 'GSM-7', 3, 307],
    ['80 euro signs', '€'.repeat(80), 'GSM-7', 1, 160],
    ['a two-septet sign that would be cut between parts', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'GSM-7', 3, 306],
    ['ñ é ü ¿ ¡', 'ñéü¿¡', 'GSM-7', 1, 5],
    ['á', 'á', 'UCS-2', 1, 1],
    ['70 letters with an accent', 'á'.repeat(70), 'UCS-2', 1, 70],
    ['71 letters with an accent', 'á'.repeat(71), 'UCS-2', 2, 71],
    ['a no-break space', 'a\u00a0b', 'UCS-2', 1, 3],
    ['35 emoji', '🙂'.repeat(35), 'UCS-2', 1, 70],
    ['an emoji that would be cut between parts', `${'á'.repeat(66)}🙂${'á'.repeat(66)}`, 'UCS-2', 3, 134],
  ])('measures %s', (_, text, encoding, parts, septets) => {
    expect(gsm7Parts(text)).toEqual({ encoding, parts, septets })
  })
})

describe('plainSms', () => {
  it.each([
    ['aquí está, José Ñuñez', 'aqui esta, José Ñuñez'],
    ['pingüino, ¿no?', 'pingüino, ¿no?'],
    ['«São Paulo» – Itaú…', '"Sao Paulo" - Itau...'],
    ['an\u0303o', 'año'],
    ['a\u00a0b', 'a b'],
    ['李', '李'],
  ])('writes "%s" as "%s"', (text, plain) => {
    expect(plainSms(text)).toBe(plain)
  })
})
