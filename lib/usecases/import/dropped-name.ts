import { DROP_FOLDERS } from '../../contracts/dropped-file.ts'
import { FILE_KINDS, type FileKindName, isFileKind } from './file-kinds.ts'
import type { LedgerProblem } from './ledger-refused.ts'
import type { FileFormat } from './records.ts'

/** What the name of an object in the drop folder says it is. */
export type DroppedName =
  | {
      readonly kind: 'file'
      readonly of: FileKindName
      readonly form: FileFormat['kind']
      /** Where its mapping may lie, the nearest first. */
      readonly mappings: readonly string[]
    }
  | { readonly kind: 'mapping' }
  | { readonly kind: 'unknown'; readonly problems: readonly LedgerProblem[] }

const FORMS: Readonly<Record<string, FileFormat['kind']>> = { csv: 'csv', ndjson: 'ndjson', jsonl: 'ndjson' }
const FOLDER = DROP_FOLDERS.incoming

/** The key under which a file is dropped. */
export const keyFor = (of: FileKindName, name: string): string => `${FOLDER}/${of}/${name}`

/** Reads `incoming/<kind>/<name>.csv`: the folder says what the file holds, its ending how it is written. */
export function nameOf(key: string): DroppedName {
  const [folder, of = '', ...rest] = key.split('/')
  const name = rest.join('/')
  const ending = name.slice(name.lastIndexOf('.') + 1).toLowerCase()
  if (ending === 'yaml' || ending === 'yml') return { kind: 'mapping' }
  const form = FORMS[ending]
  const problem = (value: string, allowed: string): DroppedName => ({
    kind: 'unknown',
    problems: [{ line: 1, column: '(the name of the file)', value, allowed }],
  })
  if (folder !== FOLDER || !isFileKind(of))
    return problem(key, `${FOLDER}/<kind>/<name>, the kind being one of ${Object.keys(FILE_KINDS).join(', ')}`)
  if (form === undefined) return problem(key, `a name that ends with .${Object.keys(FORMS).join(', .')}`)
  return { kind: 'file', of, form, mappings: [`${key}.mapping.yaml`, `${FOLDER}/${of}/mapping.yaml`] }
}
