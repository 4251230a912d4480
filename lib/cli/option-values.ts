import { UserError } from './user-error.ts'

/** The whole number that an option says; throws a UserError outside its bounds. */
export function whole(name: string, text: string, low: number, high: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= low && value <= high) return value
  throw new UserError(
    `${name} es "${text}"; debe ser un número entero de ${low} a ${high}`,
    `${name} is "${text}"; it must be a whole number from ${low} to ${high}`,
  )
}

/** The choice that an option says; throws a UserError for any other. */
export function oneOf<const Choice extends string>(name: string, text: string, choices: readonly Choice[]): Choice {
  const found = choices.find((choice) => choice === text)
  if (found !== undefined) return found
  throw new UserError(
    `${name} es "${text}"; debe ser uno de ${choices.join(', ')}`,
    `${name} is "${text}"; it must be one of ${choices.join(', ')}`,
  )
}
