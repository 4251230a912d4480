import { describe } from 'vitest'
import { executionName } from '../../lib/aws/step-functions.ts'
import { MemoryDebtors } from '../../lib/simulation/memory-debtors.ts'
import { MemoryHolidays } from '../../lib/simulation/memory-holidays.ts'
import { MemoryLedger } from '../../lib/simulation/memory-ledger.ts'
import { MemoryPaymentMarks } from '../../lib/simulation/memory-payment-marks.ts'
import { MemoryShelf } from '../../lib/simulation/memory-shelf.ts'
import { MemoryJourneys } from './memory-journeys.ts'
import { portsSuite } from './ports-suite.ts'

describe('ports in memory:', () => {
  portsSuite(async () => {
    const debtors = new MemoryDebtors()
    const ledger = new MemoryLedger(debtors, executionName)
    const journeys = new MemoryJourneys()
    return {
      ledger,
      debtors,
      journeys,
      shelf: new MemoryShelf(),
      marks: new MemoryPaymentMarks(),
      holidays: new MemoryHolidays(),
      park: async (id, token) => void ledger.tokens.set(id, { token, since: 0 }),
      running: async () => journeys.started.size,
      suppressed: async (invoice) => [...ledger.suppressed.values()].filter((one) => one.invoice === invoice),
      openTasks: async () =>
        [...ledger.tasks.values()].filter(({ status }) => status === 'open').sort((a, b) => (a.due < b.due ? -1 : 1)),
      refused: async () => [...ledger.refused.values()],
      refusedBody: async (id) => ledger.refused.get(id)?.body,
      timeline: async (id) => debtors.timelines.get(id) ?? [],
    }
  })
})
