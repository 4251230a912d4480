import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { describe, expect, it, vi } from 'vitest'
import { calling } from '../../lib/aws/calling.ts'
import { StaffLedger } from '../../lib/aws/staff-ledger.ts'
import { compileCatalog } from '../../lib/catalog/compile-catalog.ts'
import { call, renderCall } from '../../lib/cli/call-commands.ts'
import { EndsWith } from '../../lib/cli/ends-with.ts'
import { callAbout, endCallOnPage } from '../../lib/cli/page/call.ts'
import { visitOf } from '../../lib/cli/page/visit.ts'
import { scriptedCall } from '../../lib/cli/scripted-call.ts'
import { wordsFor } from '../../lib/cli/words.ts'
import { CONTACT_RESULTS } from '../../lib/domain/personal-contact.ts'
import type { Publisher } from '../../lib/ports.ts'
import { type Calling, type PlacedCall, placeCall } from '../../lib/usecases/place-call.ts'
import { type Story, stories, tell } from './story.ts'
import type { Said } from './upstream.ts'

stories()

const catalog = compileCatalog('catalog')
const made = (contact: string, more: object = {}): Said => ({
  name: 'ContactMade',
  detail: {
    contact: `crm:${contact}`,
    debtor: 'erp:Ana',
    channel: 'call',
    author: 'laura',
    result: 'reached',
    ...more,
  },
})

/** The evidence that Ana allowed calls does not hold. */
const takenBack: Said = { name: 'ConsentChanged', detail: { debtor: 'erp:Ana', scope: 'call', status: 'unknown' } }

/** Ana says that she will pay tomorrow. */
const announced: Said = {
  name: 'PaymentScheduled',
  detail: {
    payment: 'bank:P-1',
    total: { amount: 20_000_000_00, currency: 'COP' },
    invoices: [{ invoice: 'erp:F-1' }],
    dueOn: '2026-06-19',
  },
}

/** Everything that a person who calls reaches, with something that happens just after the reservation. */
async function outside<T>(
  { stage, now }: Story,
  work: (house: { staff: StaffLedger; calls: Calling }) => Promise<T>,
  meanwhile: () => Promise<void> = async () => {},
): Promise<T> {
  const { endpoint, deployed } = stage.rehearsal
  const credentials = { accessKeyId: 'collector', secretAccessKey: 'collector' }
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
  const { LedgerTable: ledger = '', DebtorsTable: debtors = '', CatalogTable: shelf = '' } = deployed.outputs
  const house = calling(client, { ledger, debtors, catalog: shelf }, catalog, { now: () => now })
  let saves = 0
  const calls: Calling = {
    ...house,
    debtors: {
      record: (id) => house.debtors.record(id),
      save: async (changes, at) => {
        const written = await house.debtors.save(changes, at)
        if (++saves === 1) await meanwhile()
        return written
      },
    },
  }
  const done = await work({ staff: new StaffLedger(client, ledger), calls })
  client.destroy()
  return done
}

/** Somebody of the team asks to call about an invoice's task. */
const placed = (story: Story, author = 'laura', id = 'F-1', meanwhile?: () => Promise<void>): Promise<PlacedCall> =>
  outside(
    story,
    async ({ staff, calls }) => {
      const task = await staff.task(`collect/erp:${id}/1`)
      if (!task) throw new Error(`there is no task about ${id}`)
      const answer = await placeCall(calls, task, author)
      if (answer.kind === 'placed') await staff.noteCall(task.id, answer.call)
      return answer
    },
    meanwhile,
  )

/** What the terminal answers, its first line first. */
async function asksToCall(story: Story, author = 'laura', id = 'F-1'): Promise<string[]> {
  const answer = await placed(story, author, id)
  const script = answer.kind === 'placed' ? scriptedCall({}, answer, catalog, story.now) : undefined
  return renderCall(answer, wordsFor('es'), script).split('\n')
}

/** The call is over: `puntual call done`; what the terminal answers. */
async function ends(story: Story, result: string, point?: string): Promise<string> {
  const told: string[] = []
  const print = vi.spyOn(process.stdout, 'write').mockImplementation((line) => told.push(String(line)) > 0)
  const publish = (events: readonly { readonly name: string; readonly detail: unknown }[]) =>
    story.hear(...events.map(({ name, detail }) => ({ name, detail: Object(detail) })))
  try {
    await outside(story, ({ staff, calls }) => {
      const stack = async () => ({ staff, calling: () => calls, bus: { publish }, now: async () => story.now })
      return call('done', 'collect/erp:F-1/1', { author: 'laura', result, point }, '.', stack, wordsFor('es'))
    })
  } finally {
    print.mockRestore()
  }
  return told.join('')
}

/** Calls that are reserved for people, by debtor. */
const reserved = async (story: Story): Promise<string[]> =>
  (await story.debtors()).flatMap(({ id, recent }) => recent.flatMap((one) => (one.reserved ? [id] : [])))

/** The same buttons on the page: what they answer, or where they lead. */
const onThePage = (story: Story, form: Record<string, string>, press: 'call' | 'end'): Promise<string> =>
  outside(story, async ({ staff, calls }) => {
    const publish: Publisher['publish'] = (events) =>
      story.hear(...events.map(({ name, detail }) => ({ name, detail: Object(detail) })))
    const around = { staff, calls: { calling: calls, catalog, bus: { publish } } }
    const [said, visit] = [
      new URLSearchParams(form),
      () => visitOf(new URL('http://127.0.0.1/'), wordsFor('es'), story.now),
    ]
    const live = { goal: undefined, rest: async () => {} }
    const reply =
      press === 'call' ? await callAbout(around, said, visit) : await endCallOnPage(around, live, said, visit)
    return reply.kind === 'page'
      ? `${reply.status} ${reply.room?.content.text}`
      : reply.kind === 'leads'
        ? reply.to
        : ''
  })
const asksOnThePage = (story: Story, form: Record<string, string>) => onThePage(story, form, 'call')
const endsOnThePage = (story: Story, form: Record<string, string>) =>
  onThePage(story, { task: 'collect/erp:F-1/1', author: 'laura', ...form }, 'end')

/** Ana owes so much that a person is to call her, and has allowed calls; today is Wednesday, 17 June, noon. */
async function aboutALot(phone: string | undefined = '+573001234567'): Promise<Story> {
  const story = await tell('2026-06-01', { ana: phone ? { phone } : {} })
  await story.hear(story.consent('Ana', 'call', 'granted'))
  await story.invoice('F-1', { due: '2026-06-10', amount: 20_000_000_00 })
  await story.until('2026-06-17')
  expect(await story.tasks()).toEqual(['collect aboveLimit F-1'])
  return story
}

describe('a call', () => {
  it('shows the number, whose it is, what is owed and what to say', async () => {
    const story = await aboutALot()
    const told = (await asksToCall(story)).join('\n').replaceAll('\u00a0', ' ')
    expect(told).toMatch(/^\+573001234567 {2}titular: Ana\n/)
    expect(told).toContain('Saldo: $20.000.000')
    expect(told).toContain('¿Hablo con Ana?')
    const [touch] = (await story.debtors())[0]?.recent.filter(({ reserved }) => reserved) ?? []
    const about = { task: 'collect/erp:F-1/1', author: 'laura', contactPoints: ['phone'] }
    expect(touch).toMatchObject({ channel: 'call', reserved: about })
  })

  it('that was let through stands in the way of the next one, with the rule and its source', async () => {
    const story = await aboutALot()
    await asksToCall(story)
    const told = await asksToCall(story, 'luis')
    expect(told[0]).toBe('No se puede llamar: se llegó al máximo de contactos permitidos.')
    expect(told.join('\n')).toMatch(
      /Regla: CO, .*\n.*Ley 2300[\s\S]*Se puede desde: .*2026.*\(America\/Bogota\); 2026-06-/,
    )
    expect(told.join('\n')).not.toContain('+57')
  })

  it.each<[string, string, (story: Story) => Promise<void>]>([
    ['at night', 'a esta hora', (story) => story.until('2026-06-17 21:30')],
    ['after the payment', 'ya está pagada', (story) => story.pays('F-1')],
    ['while the invoice is held', 'está suspendida', (story) => story.hear(story.hold('H-1', { invoice: 'F-1' }))],
    ['while the debtor is held', 'está suspendido', (story) => story.hear(story.hold('H-1', { debtor: 'Ana' }))],
    ['without the consent that the law asks for', 'no ha autorizado', (story) => story.hear(takenBack)],
    ['after everything was stopped', 'pidió no recibir', (story) => story.hear(story.consent('Ana', 'all', 'revoked'))],
    ['after calls were stopped', 'pidió no recibir', (story) => story.hear(story.consent('Ana', 'call', 'revoked'))],
  ])('%s is refused, without a number', async (_, reason, before) => {
    const story = await aboutALot()
    await before(story)
    const told = (await asksToCall(story)).join('\n')
    expect(told).toContain(reason)
    expect(told).not.toContain('+57')
  })

  it('while a hold stands says which, why, whose, and until when', async () => {
    const story = await aboutALot()
    await story.hear(story.hold('H-1', { debtor: 'Ana' }, '2026-06-20T15:00:00Z'))
    // That is a Saturday, on which the company does not call.
    expect(await asksToCall(story)).toEqual([
      'No se puede llamar: el deudor está suspendido.',
      expect.stringMatching(/^ {2}Suspensión: \S*H-1, revisión, Luz, 2026-06-17T/),
      expect.stringMatching(/^ {2}Se puede desde: .*2026.*\(America\/Bogota\); 2026-06-22T13:/),
    ])
    await story.hear(story.release('H-1', { debtor: 'Ana' }), story.hold('H-2', { invoice: 'F-1' }))
    const [first, hold, back] = await asksToCall(story)
    expect(first).toBe('No se puede llamar: la factura está suspendida.')
    expect(hold).toMatch(/H-2, revisión, Luz/)
    expect(back).toMatch(/sin fecha: hasta que alguien la levante \(puntual release … --hold \S*H-2\)$/)
    await story.hear(story.release('H-2', { invoice: 'F-1' }), announced)
    expect((await asksToCall(story))[1]).toMatch(/Se puede desde: .*2026.*; 2026-06-22T13:/)
    await story.pays('F-1')
    expect(await asksToCall(story)).toEqual(['No se puede llamar: la factura ya está pagada.'])
  })

  it('that is refused ends the command with 1', async () => {
    const story = await aboutALot()
    await story.hear(story.hold('H-1', { invoice: 'F-1' }))
    const print = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
    const ending = await outside(story, ({ staff, calls }) => {
      const stack = async () => ({
        staff,
        calling: () => calls,
        bus: { publish: async () => {} },
        now: async () => story.now,
      })
      return call('collect/erp:F-1/1', undefined, { author: 'laura' }, '.', stack, wordsFor('es')).catch((end) => end)
    }).finally(() => print.mockRestore())
    expect(ending).toEqual(new EndsWith(1))
    expect(ending).toHaveProperty('code', 1)
  })

  it('goes to whoever owes the invoice now, and is noted on them', async () => {
    const story = await aboutALot()
    await story.debtor('Beto', { phone: '+573009876543', consents: ['call'] })
    await story.hear(story.amendment('F-1', 'A-1', { debtor: 'erp:Beto' }))
    const told = (await asksToCall(story)).join('\n')
    expect(told).toMatch(/^\+573009876543 {2}titular: Beto\n/)
    expect(told).not.toMatch(/3001234567|Ana/)
    expect(await reserved(story)).toEqual(['erp:Beto'])
    await ends(story, 'noAnswer')
    const calls = (await story.debtors()).map(({ id, recent }) => [id, recent.filter((one) => one.channel === 'call')])
    expect(Object.fromEntries(calls)).toMatchObject({ 'erp:Ana': [], 'erp:Beto': [{ about: ['erp:F-1'] }] })
    expect(await reserved(story)).toEqual([])
  })

  it('that nobody takes comes back when the law allows the next', async () => {
    const story = await aboutALot()
    await story.until('2026-06-26 10:00')
    await asksToCall(story)
    expect(await ends(story, 'noAnswer')).toMatch(/se puede volver a llamar desde: .*30.*06.*2026/)
    const [due] = await outside(story, async ({ staff }) => (await staff.openTasks()).map((task) => task.due))
    // A weekend, and Monday is Saint Peter and Saint Paul.
    expect(due).toMatch(/^2026-06-30T1[3-6]:/)
  })

  it('goes to the debtor with whom whoever owes it was merged', async () => {
    const story = await aboutALot()
    await story.debtor('Beto', { phone: '+573009876543', consents: ['call'] })
    await story.hear(story.amendment('F-1', 'A-1', { debtor: 'erp:Beto' }))
    await story.debtor('Caro', { mail: false })
    await story.hear(story.merge('Caro', 'Beto'))
    expect((await asksToCall(story))[0]).toBe('+573009876543  titular: Caro')
    expect(await reserved(story)).toEqual(['erp:Caro'])
    await ends(story, 'wrongPerson')
    expect(await story.unreachable()).toEqual(['+573009876543 wrongPerson'])
  })

  it('at which somebody else answers takes the number away, for calls and for texts', async () => {
    const story = await aboutALot()
    await asksToCall(story)
    expect(await ends(story, 'wrongPerson')).toContain('Tarea cerrada')
    expect(await story.unreachable()).toEqual(['+573001234567 wrongPerson'])
    // Texts are all that is left for another invoice, and its number is the wrong one.
    await story.hear(story.consent('Ana', 'email', 'revoked'))
    await story.invoice('F-2', { due: '2026-06-22' })
    await story.until('2026-06-30')
    expect((await story.messages()).filter((line) => line.includes('F-2'))).toEqual([])
    expect((await asksToCall(story)).join('\n')).toMatch(/^No se puede llamar: (?!se llegó)[^+]*$/)
  })

  it('to one of two numbers says which of them is somebody else’s', async () => {
    const story = await aboutALot()
    const point = { channel: 'sms', address: '+573009876543' }
    await story.hear({
      name: 'ContactPointUpserted',
      detail: { debtor: 'erp:Ana', contactPoint: 'second', point, role: 'coDebtor' },
    })
    expect((await asksToCall(story)).slice(0, 2)).toEqual([
      '+573001234567  titular: Ana  (phone)',
      '+573009876543  codeudor: Ana  (second)',
    ])
    await expect(ends(story, 'wrongPerson')).rejects.toThrow('--point: diga a cuál número llamó: phone, second')
    await expect(ends(story, 'wrongPerson', 'mail')).rejects.toThrow('--point: "mail" debe ser uno de phone, second')
    await ends(story, 'wrongPerson', 'second')
    expect(await story.unreachable()).toEqual(['+573009876543 wrongPerson'])
  })

  it.each<[string, string, (story: Story) => Said]>([
    ['a hold', 'hold', (story) => story.hold('H-1', { invoice: 'F-1' })],
    ['a void', 'voided', (story) => story.void('F-1')],
    ['a write-off', 'writtenOff', (story) => story.writeOff('F-1')],
    ['a payment', 'paid', (story) => story.payment('P-1', { 'F-1': 20_000_000_00 })],
    ['a payment announced', 'paymentScheduled', () => announced],
  ])('is not let through when %s comes just after the reservation, which is given back', async (_, reason, news) => {
    const story = await aboutALot()
    const answer = await placed(story, 'laura', 'F-1', () => story.hear(news(story)))
    expect(answer).toMatchObject({ kind: 'refused', reason })
    expect(await reserved(story)).toEqual([])
  })

  it('goes to the new debtor when the invoice changes hands just after the reservation', async () => {
    const story = await aboutALot()
    await story.debtor('Beto', { phone: '+573009876543', consents: ['call'] })
    const news = () => story.hear(story.amendment('F-1', 'A-1', { debtor: 'erp:Beto' }))
    const answer = await placed(story, 'laura', 'F-1', news)
    expect(answer).toMatchObject({
      kind: 'placed',
      call: { debtor: 'erp:Beto' },
      numbers: [{ number: '+573009876543' }],
    })
    expect(await reserved(story)).toEqual(['erp:Beto'])
  })

  it('is shown again to whoever asked for it that day, unless something else stands in the way', async () => {
    const story = await aboutALot()
    const first = await placed(story)
    await story.minutes(20)
    const again = await placed(story)
    expect(again.kind === 'placed' && again.call).toEqual(first.kind === 'placed' && first.call)
    expect(await reserved(story)).toEqual(['erp:Ana'])
    expect((await placed(story, 'luis')).kind).toBe('unlawful')
    await story.hear(story.consent('Ana', 'all', 'revoked'))
    expect(await placed(story)).toEqual({ kind: 'refused', reason: 'optedOut' })
    // The number was seen: for all we know the call was made.
    expect(await reserved(story)).toEqual(['erp:Ana'])
  })

  it('is asked for on the page with the same answer', async () => {
    const story = await aboutALot()
    const task = 'collect/erp:F-1/1'
    expect(await asksOnThePage(story, { task, author: '' })).toContain('quién llama')
    expect(await asksOnThePage(story, { task, author: 'laura' })).toContain('+573001234567')
    expect(await asksOnThePage(story, { task, author: 'luis' })).toContain('se llegó al máximo')
  })

  it('ends with one button on the page, and what is wrong is said beside a form that is still filled in', async () => {
    const story = await aboutALot()
    const task = 'collect/erp:F-1/1'
    expect(await endsOnThePage(story, { result: 'reached' })).toMatch(/^422 .*ninguna llamada por anotar/)
    const form = await asksOnThePage(story, { task, author: 'laura' })
    const buttons = [...form.matchAll(/name="result" value="(\w+)"/g)].map(([, result]) => result)
    expect(buttons.toSorted()).toEqual([...CONTACT_RESULTS].toSorted())
    const promise = { result: 'promise', until: '2026-06-20', note: 'Por PSE' }
    for (const [wrong, told] of [
      [{ ...promise, until: '' }, /Qué día<\/strong>: el día que prometió/],
      [{ ...promise, until: '2026-06-10' }, /Qué día<\/strong>: el día que prometió, no antes del contacto/],
      [{ ...promise, amount: '200.000,00' }, /Cuánto<\/strong>: &quot;200\.000,00&quot; no es un monto en COP/],
      [{ ...promise, amount: '0' }, /Cuánto<\/strong>: .*mayor que cero/],
      [{ ...promise, author: '' }, /Quién llama<\/strong>: de 1 a 140 caracteres/],
      [{ result: 'reached', until: '2026-06-20' }, /Qué día<\/strong>: .*solo si el resultado es una promesa/],
      [{ result: 'reached', amount: '5' }, /Cuánto<\/strong>: solo si el resultado es una promesa/],
      [{ result: 'abducted' }, /Cómo terminó la llamada<\/strong>: uno de/],
    ] as const) {
      const again = await endsOnThePage(story, wrong)
      expect(again).toMatch(/^422 /)
      expect(again).toMatch(told)
      if ('note' in wrong) expect(again).toContain('value="Por PSE"')
    }
    expect(await story.tasks()).toEqual(['collect aboveLimit F-1'])

    expect(await endsOnThePage(story, { ...promise, amount: '200000' })).toBe('/invoices/erp%3AF-1')
    expect(await story.tasks()).toEqual([])
    expect(await endsOnThePage(story, promise)).toMatch(/^422 .*ya se anotó cómo terminó/)
    const told = await outside(story, async ({ staff }) => (await staff.file('erp:F-1'))?.lines ?? [])
    expect(told.filter(({ kind }) => kind === 'contact')).toMatchObject([
      { contact: { result: 'promise', until: '2026-06-20', promised: { amount: 200_000_00, currency: 'COP' } } },
    ])
    expect(await asksToCall(story)).toEqual([
      'No se puede llamar: prometió pagar.',
      expect.stringContaining('Por PSE'),
      expect.stringContaining('2026-06-22'),
    ])
  })

  it('says what the step says that asked for it', async () => {
    const story = await tell('2026-06-01', { ana: { phone: '+573001234567' } })
    await story.hear(story.consent('Ana', 'call', 'granted'))
    await story.publishPolicy('consumer-instalments', (policy) => ({
      ...policy,
      steps: policy.steps.map((step) => (step.id === 'reminder-1' ? { ...step, channels: ['call'] } : step)),
    }))
    await story.invoice('F-1', { due: '2026-06-10' })
    await story.until('2026-06-17')
    const [task] = (await story.books()).tasks
    const told = await asksOnThePage(story, { task: task?.id ?? '', author: 'laura' })
    expect(told).toContain('«Llamo por un pago de $')
    expect(told).toContain('que venció el miércoles 10 de junio de 2026')
  })

  it('needs a number', async () => {
    const story = await aboutALot('')
    expect((await asksToCall(story)).join('\n')).toContain('no hay por dónde')
  })
})

describe('a contact outside', () => {
  it('takes the place of a reminder, and is on the timeline', async () => {
    const story = await tell('2026-06-01')
    await story.invoice('F-1', { due: '2026-06-15' })
    await story.until('2026-06-17 07:30')
    await story.hear(made('C-1'))
    await story.hear(made('C-1'))
    await story.until('2026-06-18')
    expect(await story.messages()).toEqual(['2026-06-12 email before-due F-1'])
    expect(await story.silences()).toContain('F-1 reminder-1 cap')
    const { endpoint, deployed } = story.stage.rehearsal
    const credentials = { accessKeyId: 'collector', secretAccessKey: 'collector' }
    const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
    const file = await new StaffLedger(client, String(deployed.outputs.LedgerTable)).file('erp:F-1')
    client.destroy()
    expect(file?.lines.filter(({ kind }) => kind === 'contact')).toMatchObject([
      { contact: { contact: 'crm:C-1', result: 'reached', author: 'laura', conversation: true } },
    ])
  })
})
