/** One measured figure with what it means; `aim` is the bound it is held against, in words. */
export interface Figure {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly meaning: string
  readonly aim?: string
}

/** Rounds to three significant digits: what is beyond them differs from run to run. */
export const rounded = (value: number): number => Number(value.toPrecision(3))
