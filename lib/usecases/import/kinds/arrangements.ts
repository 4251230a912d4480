import * as z from 'zod'
import { defined } from '../../../contracts/defined.ts'
import { addDays, instantOf } from '../../../domain/time.ts'
import { readAmount } from '../amounts.ts'
import { SYNONYMS } from '../columns.ts'
import { readDate } from '../dates.ts'
import { LineReader } from '../line-reader.ts'
import { event, type FileKind } from './file-kind.ts'

const INVOICE = SYNONYMS.invoice
const AUTHOR = ['author', 'agent', 'autor', 'gestor', 'agente']
const REASON = ['reason', 'note', 'motivo', 'nota', 'observaciones', 'observações']
const NINE = 9 * 60

/** Promises to pay that still run: nobody is reminded of the invoice until the promised day is over. */
export const promises: FileKind = {
  columns: {
    invoice: INVOICE,
    promisedDate: [
      ...['promised date', 'promise date', 'promised for', 'pay by', 'fecha prometida', 'fecha de promesa'],
      ...['fecha compromiso', 'promesa', 'data prometida', 'data da promessa'],
    ],
    madeOn: ['made on', 'date', 'fecha', 'fecha de registro', 'data'],
    author: AUTHOR,
    reason: REASON,
  },
  required: ['invoice', 'promisedDate'],
  dates: ['promisedDate', 'madeOn'],
  amounts: [],
  startsJourneys: false,
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const invoice = read.key('invoice')
    const promised = read.date('promisedDate')
    const madeOn = read.optionalDay('madeOn', at)
    if (promised && madeOn && promised < madeOn)
      read.refuse('promisedDate', `the day on which it was made (${madeOn}) or later`)
    if (!invoice || !promised || read.problems.length > 0) return read.problems
    const { zone } = reading.home
    const hold = {
      hold: `promise-${invoice}-${promised}`,
      invoice,
      reason: read.optional('reason') ?? `Promesa de pago para el ${promised}`,
      author: read.optional('author') ?? reading.source,
      cause: 'promise',
      until: new Date(instantOf(addDays(promised, 1), 0, zone)).toISOString(),
    }
    return { id: invoice, events: [event('HoldPlaced', madeOn ? instantOf(madeOn, NINE, zone) : at, hold)] }
  },
}

/** Plans in instalments that still run: each instalment is reminded on its own date. */
export const plans: FileKind = {
  columns: {
    invoice: INVOICE,
    plan: ['plan', 'plan id', 'agreement', 'acuerdo', 'convenio', 'acordo'],
    amount: [...SYNONYMS.amount, 'saldo', 'balance'],
    currency: SYNONYMS.currency,
    instalments: ['instalments', 'installments', 'cuotas', 'parcialidades', 'parcelas'],
    agreedOn: ['agreed on', 'date', 'fecha', 'fecha del acuerdo', 'data'],
  },
  required: ['invoice', 'plan', 'amount', 'instalments'],
  dates: ['agreedOn'],
  amounts: ['amount'],
  startsJourneys: false,
  about: ['invoice'],
  read(row, { reading }, at) {
    const read = new LineReader(row, reading)
    const invoice = read.key('invoice')
    const amendment = read.id('plan')
    const total = read.money('amount')
    const agreedOn = read.optionalDay('agreedOn', at)
    const instalments = total && instalmentsOf(read, total.currency)
    if (!invoice || !amendment || !total || !instalments || read.problems.length > 0) return read.problems
    const when = agreedOn ? instantOf(agreedOn, NINE, reading.home.zone) : at
    const detail = defined({ invoice, amendment: `plan-${amendment}`, total, instalments })
    return { id: invoice, events: [event('InvoiceAmended', when, detail)] }
  },
}

/** `2026-12-01 50000,00 | 2027-01-01 50000,00`, or in JSON a list of `{ "dueDate", "amount" }`. */
function instalmentsOf(read: LineReader, currency: string) {
  const text = read.value('instalments')
  const pairs = text.startsWith('[') ? pairsOfJson(text) : text.split(/[|;+]/).map((part) => part.trim().split(/\s+/))
  const { dates, amounts } = read.reading
  const instalments = pairs.map(([date = '', amount = '']) => {
    const parsed = readAmount(amount, currency, amounts)
    return { dueDate: readDate(date, dates), amount: parsed.kind === 'money' ? parsed.money.amount : undefined }
  })
  if (instalments.every(({ dueDate, amount }) => dueDate !== undefined && amount !== undefined)) return instalments
  return read.refuse('instalments', `a date as ${dates} and an amount for each, such as ${EXAMPLE}`)
}

const EXAMPLE = '"2026-12-01 50000 | 2027-01-01 50000"'

const Listed = z.array(z.object({ dueDate: z.string(), amount: z.union([z.string(), z.number()]) }))

function pairsOfJson(text: string): string[][] {
  try {
    return Listed.parse(JSON.parse(text)).map(({ dueDate, amount }) => [dueDate, String(amount)])
  } catch {
    // Neither JSON nor such a list: no date and no amount, which the caller refuses.
    return [[]]
  }
}
