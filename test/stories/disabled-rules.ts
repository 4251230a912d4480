import type { CompiledCatalog } from '../../lib/contracts/compiled-catalog.ts'
import type { CompiledLayer } from '../../lib/contracts/compiled-law.ts'
import type { Rehearsal } from '../../lib/rehearsal/boot.ts'
import type { Call, OnCall } from '../../lib/rehearsal/gateway/calls.ts'
import { asFields, type Fields, fieldsList, optionalText } from '../../lib/rehearsal/gateway/fields.ts'

/** Long enough for a second job to decide the same, and shorter than a request may take; in ms. */
const SLOW = 1_000

type Layer = Omit<CompiledLayer, 'holidays'> & Pick<CompiledLayer, 'holidays'>

/** A catalog whose layers of contact law are all changed the same way. */
function withLayers(catalog: CompiledCatalog, change: (layer: Layer) => Layer): CompiledCatalog {
  const { law } = catalog
  return {
    ...catalog,
    law: {
      ...law,
      unknown: change(law.unknown),
      packs: law.packs.map((pack) => ({
        ...pack,
        statute: change(pack.statute),
        ...(pack.recommended && { recommended: change(pack.recommended) }),
      })),
    },
  }
}

/** Catalogs in which one rule is left out on purpose. */
export const WITHOUT = {
  hours: (catalog: CompiledCatalog): CompiledCatalog => {
    const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
    const company = { ...catalog.company, window: { days: [...days], from: '00:00', to: '23:59' } }
    return withLayers({ ...catalog, company }, ({ hours: _, ...layer }) => layer)
  },
  holidays: (catalog: CompiledCatalog): CompiledCatalog => withLayers(catalog, ({ holidays: _, ...layer }) => layer),
  caps: (catalog: CompiledCatalog): CompiledCatalog => withLayers(catalog, (layer) => ({ ...layer, caps: [] })),
  consent: (catalog: CompiledCatalog): CompiledCatalog =>
    withLayers(catalog, (layer) => ({ ...layer, consentFor: [] })),
}

const isTransactionOf = ({ principal, operation }: Call, name: string): boolean =>
  principal.includes(name) && operation === 'TransactWriteItems'
const linesOf = ({ input }: Call): readonly Fields[] => fieldsList(input, 'TransactItems')
const put = (line: Fields): string => JSON.stringify(line.Put ?? '')
const claims = (call: Call): boolean =>
  isTransactionOf(call, 'ContactDebtor') && linesOf(call).some((line) => put(line).includes('"touch#'))

/** The same call with other lines. */
const instead = (rehearsal: Rehearsal, { operation, input }: Call, lines: readonly Fields[]): Promise<unknown> =>
  rehearsal.dynamo.call(operation, { ...input, TransactItems: lines })

/** Ways in which a call is falsified on its way to the tables, so that a protocol is naive on purpose. */
export const FALSIFIED = {
  /** Claims are written whatever is there already, and take so long that two jobs are at it at once. */
  unconditionalClaims:
    (rehearsal: Rehearsal): OnCall =>
    async (call, proceed) => {
      if (!claims(call)) return proceed()
      await call.sleep(SLOW)
      return instead(rehearsal, call, linesOf(call).map(withoutCondition))
    },
  /** A payment gets its line, and the invoice does not hear of it. */
  paymentsUnheard:
    (rehearsal: Rehearsal): OnCall =>
    (call, proceed) => {
      const isPayment =
        isTransactionOf(call, 'RecordEvent') && linesOf(call).some((line) => put(line).includes('paid#'))
      const lines = linesOf(call).filter((line) => line.Update === undefined)
      return isPayment ? instead(rehearsal, call, lines) : proceed()
    },
  /** What is said of a debtor gets its line in the timeline, and no decision hears of it. */
  debtorsUnheard:
    (rehearsal: Rehearsal): OnCall =>
    (call, proceed) => {
      const isWord = isTransactionOf(call, 'RecordEvent') && linesOf(call).some((line) => put(line).includes('"fact#'))
      const lines = linesOf(call).filter((line) => line.Update === undefined)
      return isWord ? instead(rehearsal, call, lines) : proceed()
    },
  /** Each claim writes down seven cents more than was owed. */
  balancesMisread:
    (rehearsal: Rehearsal): OnCall =>
    (call, proceed) => {
      if (!claims(call)) return proceed()
      const misread = (line: Fields): Fields =>
        line.Put ? asFields(JSON.parse(put(line).replaceAll(/("balance":\{"N":"\d+)\d"/g, '$17"'))) : line
      return instead(
        rehearsal,
        call,
        linesOf(call).map((line) => ('Put' in line ? { Put: misread(line) } : line)),
      )
    },
  /** Nobody who sends sees the switch: it is as if no word had been said. */
  switchUnseen: (): OnCall => async (call, proceed) => {
    const answer = asFields(await proceed())
    if (!call.principal.includes('ContactDebtor') || call.operation !== 'BatchGetItem') return answer
    const seen = (items: unknown) =>
      Array.isArray(items) ? items.filter((item) => !JSON.stringify(item).includes('"switch#')) : items
    const responses = Object.entries(asFields(answer.Responses)).map(([table, items]) => [table, seen(items)])
    return { ...answer, Responses: Object.fromEntries(responses) }
  },
  /** The sender dies after its claim, and nobody may say afterwards that it did. */
  outcomesUnsaid: (): OnCall => (call, proceed) => {
    const key = JSON.stringify(call.input.Key ?? '')
    const isOutcome =
      call.principal.includes('ContactDebtor') && call.operation === 'UpdateItem' && key.includes('touch#')
    return isOutcome ? Promise.resolve({}) : proceed()
  },
  /** Journeys are said to have started, and have not. */
  journeysUnstarted: (): OnCall => (call, proceed) =>
    call.operation === 'StartExecution'
      ? Promise.resolve({ executionArn: 'arn:aws:states:us-east-1:000000000000:execution:none:none', startDate: 0 })
      : proceed(),
}

function withoutCondition(line: Fields): Fields {
  return Object.fromEntries(
    Object.entries(line).map(([kind, fields]) => {
      const write = asFields(fields)
      const condition = optionalText(write, 'ConditionExpression')
      return [kind, { ...write, ...(condition && { ConditionExpression: `(${condition}) OR attribute_exists(pk)` }) }]
    }),
  )
}
