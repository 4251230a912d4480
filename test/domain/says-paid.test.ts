import { describe, expect, it } from 'vitest'
import { saysPaid } from '../../lib/domain/says-paid.ts'

describe('an answer', () => {
  it.each([
    'Ya pagué ayer por PSE',
    'YA CANCELÉ',
    'buenas, ya hice el pago el lunes',
    'listo, consigné ayer',
    'listo consigne ayer',
    'ya le hice el depósito',
    'le hice la transferencia esta mañana',
    'está paga',
    'Esa factura ya está pagada.',
    'ya quedo paga',
    'yapeé',
    'ya te yapee',
    'No, ya pagué',
    'no ya pague',
    'Pagué la semana pasada',
    '¿Por qué me escriben si ya pagué?',
    'ya pague cuando me llamaron',
    'Ya se la pagué al cobrador',
    'la he pagado el viernes',
    'Ya transferí, ¿les llegó?',
    'ya se pago',
    'Já paguei, segue o comprovante',
    'fiz o pix ontem',
    'já está paga',
    'I have already paid this',
    'I paid',
    "I've paid yesterday",
    'This has been paid',
  ])('"%s" says it is paid', (text) => {
    expect(saysPaid(text)).toBe(true)
  })

  it.each([
    '¿Cuándo puedo pagar?',
    'no he pagado',
    'aún no la he pagado',
    'quiero cancelar',
    'No entiendo la factura',
    'cuando ya pague le aviso',
    'Le aviso apenas ya pague.',
    'no pagué',
    'todavía no le pagué',
    'no pague ayer',
    'ya lo pago',
    '¿ya está paga?',
    'no está paga',
    'quieren que pague hoy',
    'cuando realice el pago le cuento',
    'ainda não paguei',
    'Aviso quando já foi pago',
    'I have not paid',
    'I will tell you once I have paid',
    'it is not paid',
    'this has not been paid',
    'El 3 de junio escribió:\n> ya pagué',
  ])('"%s" does not', (text) => {
    expect(saysPaid(text)).toBe(false)
  })
})
