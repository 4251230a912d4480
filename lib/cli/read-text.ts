import { readFileSync } from 'node:fs'
import { UserError } from './user-error.ts'

/** The text of a file that a person named; throws the system's own error where it cannot be opened. */
export function readText(file: string): string {
  const bytes = readFileSync(file)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    throw new UserError(`${file} no está en UTF-8: guárdelo así`, `${file} is not in UTF-8: save it so`)
  }
}
