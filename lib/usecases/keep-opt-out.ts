import type { ContactPoint } from '../domain/debtor.ts'
import { NO_WORDS } from '../domain/debtor.ts'
import { told } from '../domain/debtor-fact.ts'
import { withWords } from '../domain/debtor-record.ts'
import type { DebtorId } from '../domain/invoice.ts'
import { iso } from '../domain/time.ts'
import type { Clock, Debtors } from '../ports.ts'
import { TRIES } from './recording.ts'
import { recordOf } from './tell-debtor.ts'

/**
 * Keeps a stop that the carrier or the provider knew of before us: the address is not tried again. If it is lost to others
 * who change the debtor, the next message learns it anew, for it is refused as this one was.
 */
export async function keepOptOut(
  { debtors, clock }: { readonly debtors: Debtors; readonly clock: Clock },
  debtor: DebtorId,
  { id: scope }: ContactPoint,
  touch: string,
): Promise<void> {
  const at = iso(clock.now())
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const before = await recordOf(debtors, debtor)
    const words = told(before.words[before.id] ?? NO_WORDS, {
      kind: 'consent',
      occurredAt: at,
      scope,
      purpose: 'service',
      status: 'revoked',
      evidence: { text: `the provider refused touch ${touch}: its receiver has stopped texts` },
    })
    if (!words) return
    if ((await debtors.save([{ before, after: withWords(before, before.id, words) }], at)) === 'written') return
  }
}
