import { LedgerRefused } from '../usecases/import/ledger-refused.ts'
import { Mapping } from '../usecases/import/mapping.ts'
import { checkShape } from './check-shape.ts'
import { readYaml } from './yaml-source.ts'

/** Reads the text of a mapping file by its name; throws a LedgerRefused with every mistake in it at its line. */
export function readMapping(name: string, text: string): Mapping {
  const { source, mistakes } = readYaml(name, text)
  const shape = source && checkShape(source, Mapping)
  if (shape?.kind === 'sound') return shape.value
  throw new LedgerRefused(
    [...mistakes, ...(shape?.mistakes ?? [])].map(({ file, line, path: at, given, allowed }) => ({
      line,
      column: `${at} of ${file}`,
      value: given,
      allowed,
    })),
  )
}
