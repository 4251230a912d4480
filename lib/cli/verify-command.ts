import { join } from 'node:path'
import { compileCatalog } from '../catalog/compile-catalog.ts'
import { homeZone } from '../contracts/company.ts'
import { iso } from '../domain/time.ts'
import type { OnRecord } from '../domain/verify/evidence.ts'
import { heldAgainst } from '../usecases/held-against.ts'
import { dayOrInstantOption } from './instant-option.ts'
import type { Outside } from './outside.ts'
import { UserError } from './user-error.ts'
import { verifyAndTell } from './verify.ts'
import type { Words } from './words.ts'

/** The options this command reads. */
interface Said {
  readonly since?: string | undefined
  readonly json: boolean
}

/** Verifies what an account or a running rehearsal holds; one debtor alone when told. */
export async function verify(
  debtor: string | undefined,
  { since, json }: Said,
  root: string,
  stack: () => Promise<Outside>,
  words: Words,
): Promise<void> {
  const span = since === undefined ? undefined : dayOrInstantOption('--since', since)
  const hold = compileCatalog(join(root, 'catalog'))
  const from = span && { since: iso(span(homeZone(hold.company))[0]) }
  const { records, holidays, sending, now } = await stack()
  const every = process.stderr.isTTY ? 1 : 1000
  const progress = (done: number) => {
    if (done % every === 0)
      process.stderr.write(words.of([`${done} deudores…`, `${done} debtors…`]) + (every === 1 ? '\r' : '\n'))
  }
  const told = { json, progress, ...from }
  const all = debtor === undefined ? records.all() : only(records.of(debtor), debtor)
  const say = (text: string) => process.stdout.write(`${text}\n`)
  const beside = { decreed: await holidays.decreed(), words: await sending.words() }
  await verifyAndTell(all, heldAgainst(hold, await now(), beside), told, words, say)
}

async function* only(record: Promise<OnRecord>, debtor: string): AsyncGenerator<OnRecord> {
  const found = await record
  if (Object.values(found.timelines).flat().length === 0 && found.invoices.length === 0)
    throw new UserError(`no hay ningún deudor ${debtor}`, `there is no debtor ${debtor}`)
  yield found
}
