import { copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { checkTemplate, digestOf, goOn, type Kept, keep, readKept } from '../../lib/cli/kept.ts'
import { Live, lieAhead } from '../../lib/cli/live.ts'
import { rehearse, type Script } from '../../lib/cli/rehearse.ts'
import { DAY, iso } from '../../lib/domain/time.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import { assembly } from '../assembly.ts'

const START = Date.parse('2026-06-01T12:00:00Z')
const folder = mkdtempSync(join(tmpdir(), 'puntual-kept-'))
const file = join(folder, 'kept.json.gz')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const envelope = { version: 1, occurredAt: iso(START) }
const home = { kind: 'person', language: 'es-CO', country: 'CO', zone: 'America/Bogota', segment: 'consumer' }
const bill = (invoice: string, dueDate: string) => ({
  ...envelope,
  invoice,
  debtor: 'erp:D-1',
  total: { amount: 25000000, currency: 'COP' },
  issueDate: '2026-06-01',
  dueDate,
})
/** One debtor; one invoice in the days that are played at first, one that comes later. */
const SCRIPT: Script = {
  start: START,
  until: START + 20 * DAY,
  events: [
    {
      at: START,
      source: 'erp',
      name: 'DebtorUpserted',
      detail: { ...envelope, debtor: 'erp:D-1', name: 'Ana', ...home },
    },
    {
      at: START,
      source: 'erp',
      name: 'ContactPointUpserted',
      detail: {
        ...envelope,
        debtor: 'erp:D-1',
        contactPoint: 'mail',
        point: { channel: 'email', address: 'ana@cliente.example' },
      },
    },
    {
      at: START,
      source: 'erp',
      name: 'ConsentChanged',
      detail: { ...envelope, debtor: 'erp:D-1', scope: 'email', status: 'granted' },
    },
    { at: START, source: 'erp', name: 'InvoiceIssued', detail: bill('erp:F-1', '2026-06-15') },
    { at: START + 23 * DAY, source: 'erp', name: 'InvoiceIssued', detail: bill('erp:F-2', '2026-07-10') },
  ],
}

async function begin(): Promise<{ rehearsal: Rehearsal; live: Live }> {
  const rehearsal = await rehearse(SCRIPT, { assembly: assembly() })
  lieAhead(rehearsal, SCRIPT)
  return { rehearsal, live: new Live(rehearsal, () => {}) }
}

async function goOnFrom(kept: Kept): Promise<{ rehearsal: Rehearsal; live: Live }> {
  const rehearsal = await goOn(kept, { assembly: assembly() })
  return { rehearsal, live: new Live(rehearsal, () => {}) }
}

/** What a person does on day 20, between two movements of the clock. */
async function visit({ rehearsal, live }: { rehearsal: Rehearsal; live: Live }): Promise<void> {
  const detail = {
    version: 1,
    occurredAt: iso(rehearsal.world.now()),
    payment: 'bank:P-1',
    total: { amount: 10000000, currency: 'COP' },
    allocations: [{ invoice: 'erp:F-1', amount: 10000000 }],
  }
  await live.advance(rehearsal.world.now() + DAY)
  await rehearsal.publish([{ source: 'bank', detailType: 'PaymentReceived', detail }])
  await live.rest()
}

/** What left; links to functions carry the gateway's port, which is another one each time. */
const sentBy = ({ mail, endpoint }: Rehearsal): unknown[] =>
  JSON.parse(JSON.stringify(mail.messages).replaceAll(endpoint, 'http://gateway'))

const kept = () => {
  const found = readKept(file)
  if (!found) throw new Error('nothing was kept')
  return found
}

describe('a run that is kept', () => {
  it('goes on as if it had never stopped, without being played again', async () => {
    const whole = await begin()
    await visit(whole)
    const sentBefore = whole.rehearsal.mail.messages.length
    await keep(file, { ...whole, assembly: assembly() })
    const digestBefore = digestOf(whole.rehearsal)
    await whole.live.advance(START + 80 * DAY)
    const messages = sentBy(whole.rehearsal)
    const digest = digestOf(whole.rehearsal)
    await whole.rehearsal.stop()
    expect(messages.length).toBeGreaterThan(sentBefore + 2)

    const anew = await goOnFrom(kept())
    expect(digestOf(anew.rehearsal)).toBe(digestBefore)
    expect(sentBy(anew.rehearsal)).toEqual(messages.slice(0, sentBefore))
    await anew.live.advance(START + 80 * DAY)
    expect(sentBy(anew.rehearsal)).toEqual(messages)
    expect(digestOf(anew.rehearsal)).toBe(digest)
    await anew.rehearsal.stop()
  })

  it('is refused on another template, saying how to start anew', () => {
    expect(() => checkTemplate(kept(), assembly(), file)).not.toThrow()
    expect(() => checkTemplate({ ...kept(), template: 'another' }, assembly(), file)).toThrow(
      `delete ${file} and start anew`,
    )
  })

  it('is not there before the first is kept, and is refused when it cannot be read', () => {
    expect(readKept(join(folder, 'none.json.gz'))).toBeUndefined()
    const broken = join(folder, 'broken.json.gz')
    copyFileSync(file, broken)
    writeFileSync(broken, readFileSync(broken).subarray(0, 100))
    expect(() => readKept(broken)).toThrow('is not a run that this version has kept')
  })

  it('is kept once what is in the middle of a step has come to rest', async () => {
    const { rehearsal, live } = await begin()
    // An event on its way: nothing has read it yet.
    const queue = rehearsal.queues.find(rehearsal.deployed.outputs.IntakeQueueUrl ?? '')
    queue.send('{}', new Map(), 'test')
    expect(() => rehearsal.snapshot()).toThrow('in mid-step')
    const other = join(folder, 'resting.json.gz')
    await keep(other, { rehearsal, live, assembly: assembly() })
    await rehearsal.stop()
    const anew = readKept(other)
    if (!anew) throw new Error('nothing was kept')
    expect(anew.snapshot.now).toBeGreaterThan(SCRIPT.until)
    const { rehearsal: again } = await goOnFrom(anew)
    expect(again.queues.find(queue.specification.arn).messages()).toHaveLength(0)
    await again.stop()
  })

  it('is not kept while a function never answers, and says so', async () => {
    const { rehearsal, live } = await begin()
    const before = kept()
    rehearsal.world.soon('a call that hangs', (job) => {
      job.rest()
      return new Promise(() => {})
    })
    rehearsal.world.at(START + 30 * DAY, 'something far away', async () => {})
    await rehearsal.run(SCRIPT.until + 1)
    await expect(keep(file, { rehearsal, live, assembly: assembly() })).rejects.toThrow(
      "a snapshot while 'a call that hangs' is in mid-step",
    )
    expect(kept()).toEqual(before)
    await rehearsal.stop()
  })
})
