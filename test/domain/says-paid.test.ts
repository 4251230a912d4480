import { expect, it } from 'vitest'
import { saysPaid } from '../../lib/domain/says-paid.ts'

it.each([
  ['Ya pagué ayer por PSE', true],
  ['YA CANCELÉ', true],
  ['buenas, ya hice el pago el lunes', true],
  ['Já paguei, segue o comprovante', true],
  ['I have already paid this', true],
  ['¿Cuándo puedo pagar?', false],
  ['no he pagado', false],
  ['quiero cancelar', false],
  ['No entiendo la factura', false],
])('%s: %s', (text, paid) => {
  expect(saysPaid(text)).toBe(paid)
})
