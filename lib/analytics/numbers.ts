/** Whole numbers from one to another, both included, as the rows of a VALUES list. */
export const numbers = (from: number, to: number): string =>
  Array.from({ length: to - from + 1 }, (_, index) => `(${from + index})`).join(', ')
