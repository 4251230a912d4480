import { describe, expect, it } from 'vitest'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { scriptedCall } from '../../lib/cli/scripted-call.ts'
import { otherCallOf } from '../../lib/domain/other-call.ts'
import { debtor, issued, MONDAY_8, open } from '../domain/given.ts'

const catalog = compileCatalog('catalog')

/** What a person says to somebody who speaks a language, of an invoice that follows a policy and that was left to a person. */
function said(language: string, policy: string): readonly string[] {
  if (!debtor.profile) throw new Error('the debtor is known')
  const owed = open([issued({ entity: 'comercial-andina' })])
  const invoice = { ...owed, journey: { ...owed.journey, policy: { id: policy, hash: '' } } }
  const ana = { ...debtor, profile: { ...debtor.profile, name: 'Ruiz e Hijos S.A.S.', language } }
  const script = scriptedCall({}, { debtor: ana, invoice }, catalog, MONDAY_8)
  if (!script) throw new Error(`${policy} has a script in ${language}`)
  return script
}

describe('a call that no step asks for', () => {
  it.each([
    [
      'es-CO',
      'b2b-30-days',
      'su factura con vencimiento el martes 30 de junio de 2026; el saldo es de $500.',
      'les queda',
    ],
    ['es-PE', 'consumer-instalments', 'su cuota con vencimiento el ', 'le queda bien pagar'],
    ['es-AR', 'consumer-instalments', 'su cuota con vencimiento el ', 'le queda bien pagar'],
    ['es-MX', 'rent', 'su renta con vencimiento el ', 'no hablar de la renta'],
    ['pt-BR', 'b2b-30-days', 'sua fatura com vencimento em ', 'pergunte qual é o melhor horário'],
    ['en', 'b2b-30-days', 'your invoice due on ', 'A message has only the name, Comercial Andina and '],
  ])('in %s speaks of what is owed under %s by its word there, before it is due too', (language, policy, ...words) => {
    const script = said(language, policy).join('\n')
    for (const one of words) expect(script).toContain(one)
  })

  it('ends no sentence twice, and has the message that may be left', () => {
    const script = said('es-CO', 'b2b-30-days')
    expect(script[0]).toBe('«Buen día, mi nombre es …, de Comercial Andina. ¿Hablo con Ruiz e Hijos S.A.S.?»')
    expect(script.join('\n')).not.toMatch(/(?<!\.)\.\.(?!\.)/)
    expect(script[1]).toContain('Un mensaje dice solo el nombre, Comercial Andina y el ')
  })

  it('is said of invoices where the texts of a policy are of several things', () => {
    const [step] = catalog.policies.rent?.policy.steps ?? []
    if (!step) throw new Error('rent has steps')
    expect(otherCallOf({ steps: [step, { ...step, template: 'reminder-2.clinic' }] })).toBe('other-call')
  })
})
