import type { Company } from '../../contracts/company.ts'
import { DecimalEvidence } from './amounts.ts'
import { type Columns, type ColumnsWanted, matchColumns } from './columns.ts'
import { DateEvidence, type Detected } from './dates.ts'
import { LedgerRefused } from './ledger-refused.ts'
import type { Household } from './line-events.ts'
import type { Reading } from './line-reader.ts'
import { type Mapping, sourceOf } from './mapping.ts'
import type { Row } from './read-rows.ts'

/** Which columns a kind of file may have, which it must have, and in which of them dates and sums stand. */
export interface FileShape extends ColumnsWanted {
  readonly dates: readonly string[]
  readonly amounts: readonly string[]
}

/** How a file is to be read, whole: its columns, how dates and sums are written, and whose it is. */
export interface Understood {
  readonly reading: Reading
  readonly household: Household
  /** Where a payment link of the entity may lead to. */
  readonly linkHosts: readonly string[]
}

/** Learns from the lines of a file how it is written, without keeping any of them. */
export class Understanding {
  readonly #headers: readonly string[]
  readonly #mapping: Mapping
  readonly #shape: FileShape
  readonly #company: Company
  readonly #columns: ReturnType<typeof matchColumns>
  readonly #dates: DateEvidence
  readonly #decimals: DecimalEvidence

  constructor(
    headers: readonly string[],
    mapping: Mapping,
    shape: FileShape,
    company: Company,
    learnt = { dates: new DateEvidence(), decimals: new DecimalEvidence() },
  ) {
    this.#dates = learnt.dates
    this.#decimals = learnt.decimals
    this.#headers = headers
    this.#mapping = mapping
    this.#shape = shape
    this.#company = company
    this.#columns = matchColumns(headers, mapping.columns, shape)
  }

  /** The same under more headers, with everything that was learnt under fewer. */
  with(headers: readonly string[]): Understanding {
    const learnt = { dates: this.#dates, decimals: this.#decimals }
    return new Understanding(headers, this.#mapping, this.#shape, this.#company, learnt)
  }

  /** Which column of the file holds each field. */
  get columns(): Columns {
    return this.#columns.columns
  }

  /** The headers of no field: what stands below them is not read. */
  get unread(): readonly string[] {
    const read = new Set(this.columns.values())
    return this.#headers.filter((header, index) => header !== '' && !read.has(index))
  }

  see(rows: readonly Row[]): void {
    for (const row of rows) {
      this.#look(row, this.#shape.dates, this.#dates)
      this.#look(row, this.#shape.amounts, this.#decimals)
    }
  }

  /** Settles how the whole file is to be read; throws a LedgerRefused with whatever is missing or has two readings. */
  settle(): Understood {
    const { columns, problems: missing } = this.#columns
    const problems = [...missing]
    const mapping = this.#mapping
    const { entity: entityId = this.#company.defaultEntity, kind = 'company', segment } = mapping
    const source = sourceOf(mapping)
    const { entities } = this.#company
    const entity = Object.hasOwn(entities, entityId) ? entities[entityId] : undefined
    if (!entity) {
      const allowed = `one of ${Object.keys(entities).join(', ')}, as in catalog/company.yaml`
      problems.push({ line: 1, column: 'entity (of the mapping)', value: entityId, allowed })
    }
    if (
      this.#shape.amounts.some((field) => columns.has(field)) &&
      !columns.has('currency') &&
      mapping.currency === undefined
    ) {
      const allowed = 'a currency: a column of that name, or "currency" in the mapping'
      problems.push({ line: 1, column: 'currency', value: '', allowed })
    }
    const settled = <Value>(detected: Detected<Value>): Value | undefined => {
      if (detected.kind === 'found') return detected.value
      problems.push({ ...detected.example, allowed: detected.allowed })
      return undefined
    }
    const dates = mapping.dates ?? settled(this.#dates.settled())
    const decimals = mapping.decimals ?? settled(this.#decimals.settled())
    if (problems.length > 0 || !entity || !dates || !decimals) throw new LedgerRefused(problems)
    const { currency, thousands, countries, country = entity.country, zone = entity.zone } = mapping
    const home = { country, zone, language: mapping.language ?? entity.languageDefault }
    return {
      reading: {
        columns,
        headers: this.#headers,
        dates,
        amounts: { decimals, ...(thousands === undefined ? {} : { thousands }) },
        ...(currency === undefined ? {} : { currency }),
        source,
        home,
        ...(countries === undefined ? {} : { countries }),
        ...(mapping.country === undefined ? {} : { country: mapping.country }),
      },
      linkHosts: entity.paymentLinkHosts,
      household: { source, entity: entityId, kind, ...(segment === undefined ? {} : { segment }) },
    }
  }

  #look(
    { line, values }: Row,
    fields: readonly string[],
    evidence: { see(cell: { line: number; column: string; value: string }): void },
  ): void {
    for (const field of fields) {
      const index = this.#columns.columns.get(field) ?? -1
      const value = values[index] ?? ''
      if (value !== '') evidence.see({ line, column: this.#headers[index] ?? field, value })
    }
  }
}
