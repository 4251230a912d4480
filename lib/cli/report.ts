import type { Cost } from '../domain/cost.ts'
import { formatMoney } from '../domain/money.ts'
import type { Figures } from './figures.ts'
import { columns, type Row, section } from './terminal.ts'
import type { Words } from './words.ts'

/** The figures of a run as a person reads them in a terminal. */
export function renderReport(figures: Figures, cost: Cost, words: Words): string {
  const { of } = words
  const money = Object.entries(figures.money).flatMap(([currency, sums]) => {
    const amount = (minor: number) => formatMoney({ amount: minor, currency }, words.of(['es-CO', 'en']))
    return [
      '',
      currency,
      ...columns([
        [of(['Facturado', 'Invoiced']), amount(sums.invoiced)],
        ...(sums.charged === 0
          ? []
          : [[of(['Intereses y otros cargos', 'Interest and other charges']), amount(sums.charged)] satisfies Row]),
        [of(['Recaudado', 'Collected']), amount(sums.collected)],
        [of(['Notas de crédito', 'Credit notes']), amount(sums.credited)],
        [of(['Castigado', 'Written off']), amount(sums.writtenOff)],
        [of(['Por cobrar', 'Still open']), amount(sums.open)],
        [of(['Pagado de más, a favor del deudor', 'Overpaid, kept for the debtor']), amount(sums.excess)],
      ]),
    ]
  })
  const messages = Object.entries(figures.messages).flatMap(([channel, levels]) =>
    Object.entries(levels).map(([level, count]): Row => {
      return [`${words.channel(channel)}, ${of(['nivel', 'level'])} ${level}`, number(count)]
    }),
  )
  return [
    of([
      `${figures.invoices} facturas de ${figures.debtors} deudores`,
      `${figures.invoices} invoices of ${figures.debtors} debtors`,
    ]),
    ...money,
    ...section(of(['Mensajes enviados', 'Messages sent']), messages),
    ...section(of(['Mensajes que no se enviaron', 'Messages not sent']), counts(figures.suppressed, words.reason)),
    ...section(of(['Gestiones terminadas', 'Journeys by outcome']), [
      ...counts(figures.outcomes, words.outcome),
      [of(['en curso', 'still running']), number(figures.stillRunning)],
    ]),
    ...section(of(['Para una persona', 'For a person']), [
      ...counts(figures.tasks, words.task),
      [of(['Eventos rechazados', 'Events refused']), number(figures.refused)],
      [of(['Envíos dudosos', 'Sends that may have left']), number(figures.unknown)],
      [of(['Envíos fallidos', 'Sends that failed']), number(figures.failed)],
    ]),
    ...section(of(['Costo estimado en AWS', 'Estimated cost on AWS']), costRows(cost, figures, words)),
  ].join('\n')
}

const counts = (table: Readonly<Record<string, number>>, name: (code: string) => string): Row[] =>
  Object.entries(table)
    .toSorted(([, a], [, b]) => b - a)
    .map(([code, count]) => [name(code), number(count)])

function costRows({ lines, micros, currency }: Cost, { invoices }: Figures, { of }: Words): Row[] {
  const price = (amount: number) => `${(amount / 1e6).toFixed(4)} ${currency}`
  const mark = of(['(precio supuesto)', '(assumed price)'])
  return [
    ...lines.map((line): Row => {
      return [`${number(line.quantity)} × ${line.what}${line.isAssumed ? ` ${mark}` : ''}`, price(line.micros)]
    }),
    [of(['Total', 'Total']), price(micros)],
    [of(['Por factura', 'Per invoice']), price(invoices > 0 ? micros / invoices : 0)],
  ]
}

const number = (count: number): string => count.toLocaleString('en-US').replaceAll(',', ' ')
