import { UserError } from './user-error.ts'

const plain = (name: string): string => name.trim().toLowerCase().normalize('NFC')

/** Whether two names are one person's, as people type them. */
export const isSamePerson = (one: string, other: string): boolean => plain(one) === plain(other)

/** Refuses whoever `approvers` of company.yaml does not name; where it names nobody, anybody may approve. */
export function mayApprove(option: string, name: string, approvers: readonly string[] | undefined): void {
  if (approvers === undefined || approvers.some((one) => isSamePerson(one, name))) return
  throw new UserError(
    `${option} es "${name}"; pueden aprobar ${approvers.join(', ')} (approvers, catalog/company.yaml)`,
    `${option} is "${name}"; those who may approve are ${approvers.join(', ')} (approvers, catalog/company.yaml)`,
  )
}
