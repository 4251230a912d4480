import { describe, expect, it } from 'vitest'
import { approvalsOf, filledIn } from '../../lib/domain/whatsapp-text.ts'

const TEMPLATE = {
  ...{ name: 'recordatorio_1', language: 'es', body: 'Hola, {{ addressee }}: tiene un pago pendiente.' },
  neutral: 'Hola, {{ addressee }}: si ya pagó, gracias.',
}

describe('a template of WhatsApp', () => {
  it.each([
    [false, 'recordatorio_1', 'Hola, Ana: tiene un pago pendiente.'],
    [true, 'recordatorio_1_neutral', 'Hola, Ana: si ya pagó, gracias.'],
  ])('whose payment data is old (%s) is sent by its own name, with its own words', (isNeutral, name, text) => {
    const filled = filledIn(TEMPLATE, { addressee: 'Ana' }, isNeutral)
    expect(filled).toMatchObject({ name, text, parameters: ['Ana'] })
    // What the debtor reads is what Meta approved under that name.
    const approved = approvalsOf(TEMPLATE).find((one) => one.name === filled.name)
    expect(approved?.body.replace('{{1}}', 'Ana')).toBe(text)
  })
})
