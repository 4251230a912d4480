import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'
import { shapeOf } from '../../lib/catalog/check-whatsapp.ts'
import { checkForbidden, forbiddenIn } from '../../lib/catalog/check-wording.ts'
import { checkWriting } from '../../lib/catalog/check-writing.ts'
import { readYaml } from '../../lib/catalog/yaml-source.ts'
import { LawPack } from '../../lib/contracts/law.ts'
import { Wording } from '../../lib/contracts/wording.ts'

const ROOT = join(import.meta.dirname, '..', '..')
const wording = Wording.parse(parse(readFileSync(join(ROOT, 'catalog', 'wording.yaml'), 'utf8')))
const packs = ['CO', 'MX'].map((id) =>
  LawPack.parse(parse(readFileSync(join(ROOT, 'catalog', 'law', `${id}.yaml`), 'utf8'))),
)

/** What is said against a sentence in a text of a language, for entities of Colombia and Mexico. */
function mistakesOf(tag: string, sentence: string) {
  const { source } = readYaml('text.yaml', `sms: ${JSON.stringify(sentence)}`)
  if (!source) throw new Error('the sentence is no YAML')
  const texts = [{ source, path: ['sms'], text: sentence }]
  const rules = forbiddenIn(tag, new Set(['CO', 'MX']), packs, wording)
  return [...checkForbidden(texts, rules, []), ...checkWriting(texts)]
}

describe('a text that nobody may sign', () => {
  it.each([
    ['es', 'Si no, nuestros abogados iniciarán acciones legales.'],
    ['es', 'El abogado presentará la demanda.'],
    ['es', 'Un juez ordenará el remate y el secuestro de bienes.'],
    ['es', 'Su caso pasará al departamento jurídico.'],
    ['es', 'De no pagar en 48 horas se procederá.'],
    ['es', 'Se cobrará por la vía judicial.'],
    ['es', 'Embargaríamos sus bienes.'],
    ['es', 'Esto es una intimación de pago.'],
    ['es', 'Última chance antes de seguir.'],
    ['es', 'Vamos a cortar el crédito.'],
    ['es', 'Publicaremos en la puerta su nombre.'],
    ['es', 'Le cobraremos honorarios.'],
    ['es', '¿Por qué se atrasó?'],
    ['es', '¿Por qué razón todavía no nos ha pagado?'],
    ['es', '¿Cuál fue la razón por la que no ha podido pagar?'],
    ['es', 'Indíquenos los motivos del atraso.'],
    ['es', 'Usted es una persona poco seria.'],
    ['es', 'Es usted tramposa.'],
    ['es', 'Llamaremos a su trabajo.'],
    ['es', 'Lo vamos a reportar en las centrales.'],
    ['en', 'Why did you not pay?'],
    ['en', 'We will sue you.'],
    ['en', 'We report this debt to the credit agencies.'],
    ['en', 'Our lawyers will write next.'],
    ['en', 'You will see the judge.'],
    ['en', 'You are a liar.'],
    ['pt-BR', 'Vamos negativar o seu CPF.'],
    ['pt-BR', 'Vamos processar você.'],
    ['pt-BR', 'Nosso advogado vai ligar.'],
    ['pt-BR', 'Por que você ainda não pagou?'],
    ['es', '¿Por qué se retrasó?'],
    ['es', '¿Cuál es el motivo de su retraso?'],
    ['es', 'Cuéntenos la causa de su retraso.'],
    ['es', '¿A qué se debe la demora?'],
    ['es', '¿Qué pasó con su pago?'],
    ['es', 'Explíquenos la razón del incumplimiento.'],
    ['es', 'Explíquenos su demora.'],
    ['es', '¿Qué le sucedió?'],
    ['es', 'Pasará a cobro prejurídico.'],
    ['es', 'Su caso entra en etapa prejudicial.'],
    ['es', 'Iniciaremos cobro coactivo.'],
    ['es', 'Será trasladado a un bufete.'],
    ['es', 'Haremos efectivo el pagaré.'],
    ['es', 'Recibirá un reporte negativo.'],
    ['es', 'Afectará su puntaje de crédito.'],
    ['es', 'Cuide su vida crediticia.'],
    ['es', 'Será incluido en las centrales de información.'],
    ['es', 'Será boletinado.'],
    ['es', 'Tomaremos medidas en su contra.'],
    ['es', 'No pagar le saldrá caro.'],
    ['es', 'Usted es un mal pagador.'],
    ['en', 'What is the cause of the delay?'],
    ['en', 'Please explain the delay.'],
    ['en', 'Why have you not settled it?'],
    ['en', 'What went wrong?'],
    ['en', 'This is the pre-legal stage.'],
    ['en', 'It goes to a law firm.'],
    ['en', 'It will hurt your credit rating.'],
    ['en', 'We will take steps against you.'],
    ['en', 'You are a poor payer.'],
    ['pt-BR', 'Por que atrasou?'],
    ['pt-BR', 'Qual a causa da demora?'],
    ['pt-BR', 'A que se deve o atraso?'],
    ['pt-BR', 'Explique o atraso.'],
    ['pt-BR', 'A dívida será ajuizada.'],
    ['pt-BR', 'Vamos executar a nota promissória.'],
    ['pt-BR', 'Isso reduz o seu score.'],
    ['pt-BR', 'Tomaremos medidas contra você.'],
    ['pt-BR', 'Não pagar vai sair caro.'],
    ['pt-BR', 'Há maus pagadores como você.'],
    ['es', '¿Por qué no ha cancelado?'],
    ['es', '¿Nos puede explicar su retraso?'],
    ['es', '¿Por qué está vencida su factura?'],
    ['es', 'Afectaremos su crédito'],
    ['es', 'Firmó una letra de cambio.'],
    ['es', 'Ejecutaremos la garantía'],
    ['en', 'Why are you behind?'],
    ['en', 'Tell us why'],
    ['en', 'This will hurt your credit'],
  ])('%s: %s', (tag, sentence) => {
    expect(mistakesOf(tag, sentence)).not.toEqual([])
  })

  it.each([
    ['pagos.cl/x1', 'links by a variable'],
    ['wa.me/573001112233', 'links by a variable'],
    ['pagar.pe', 'links by a variable'],
    ['cobros@gmail.com', 'mailboxes'],
    ['123456 78901', 'numbers from the facts'],
    ['300-111-2233', 'numbers from the facts'],
    ['604-512', 'numbers from the facts'],
    ['em\u200bbargo', 'letters that can be seen'],
    ['\u0435mbargo', 'letters of one alphabet'],
    ['e m b a r g o', 'letters stand together'],
    ['e.m.b.a.r.g.o', 'letters stand together'],
  ])('nor what hides in %s', (piece, allowed) => {
    const found = mistakesOf('es', `Escríbanos a ${piece} hoy.`)
    expect(found.map((one) => one.allowed)).toContainEqual(expect.stringContaining(allowed))
  })

  // Meta refuses a template whose parameters are neighbours (WhatsApp Business Platform, "Message templates").
  it.each([
    ['Hola, {{addressee}} {{dueDay}}. Le escribimos por su pago, que puede hacer hoy.', 'words between two tags'],
    ['{{addressee}}, le escribimos por su pago.', 'a text that neither begins nor ends with a tag'],
    ['Pague a {{addressee}} y {{dueDay}} hoy.', 'at least 7 words beside 2 tags'],
  ])('nor, on WhatsApp, %s', (body, allowed) => {
    expect(shapeOf(body)?.[0]).toBe(allowed)
  })

  it('and a full-width word is the word', () => {
    expect(mistakesOf('es', 'Habrá ｅｍｂａｒｇｏ.')).not.toEqual([])
  })

  it('quotes what is written, not the phrase of the list', () => {
    expect(mistakesOf('es', 'Habrá Embargos')[0]).toMatchObject({ given: '"Embargos"' })
  })

  it.each([
    ['es', 'Le escribe Comercial Andina S.A.S. porque esta factura está a su nombre. Puede pagar hoy, o el 15.'],
    ['es', 'Contesta una persona de 8 a. m. a 5 p. m.; si ya pagó, gracias.'],
    ['es', 'Nuestro boletín 12345 trae consejos para programar los pagos.'],
    ['es', 'Explíquenos qué no coincide y la revisamos.'],
    ['es', 'Le contamos qué ocurrió con nuestro sistema'],
    ['es', 'El error que le escribimos ocurrió por nuestra culpa'],
    ['es', 'Le explicamos el retraso en nuestro envío'],
    ['es', 'No tiene que explicar su retraso'],
    ['es', 'Responda "pagaré" y la fecha'],
    ['es', 'Yo pagaré el viernes'],
    ['es', 'Así sabe por qué le escribimos: su factura está vencida.'],
    ['es', 'A qué se debe este mensaje: a su factura'],
    ['es', 'La fecha a que se debe pagar'],
    ['es', 'El importe a que se debe sumar el IVA'],
    ['es', 'Llame a la central de información y servicio'],
    ['es', 'No hay nada en su contra.'],
    ['es', 'Su puntaje de fidelidad'],
    ['en', 'The cause of the delay was ours'],
    ['en', 'There is nothing against you.'],
    ['pt-BR', 'o que ocorreu foi erro nosso'],
    ['pt-BR', 'A causa do atraso foi nossa'],
    ['pt-BR', 'Explicamos a demora do nosso envio'],
    ['en', 'A person will answer. If you have paid, thank you.'],
    ['pt-BR', 'Uma pessoa vai atender você. Se já pagou, obrigado.'],
  ])('but %s: %s', (tag, sentence) => {
    expect(mistakesOf(tag, sentence)).toEqual([])
  })
})
