import type { Range, WeekHours } from './pack.ts'

/** A week, each day's ranges by its index: 0 is Monday. */
export const week = (rangesOf: (index: number) => readonly Range[]): WeekHours => [
  rangesOf(0),
  rangesOf(1),
  rangesOf(2),
  rangesOf(3),
  rangesOf(4),
  rangesOf(5),
  rangesOf(6),
]

/** Every minute of the week. */
export const ALWAYS: WeekHours = week(() => [[0, 24 * 60]])

/** The same hours on each of these ISO weekdays, and none on the others. */
export const weekOf = (days: readonly number[], from: number, to: number): WeekHours =>
  week((index) => (days.includes(index + 1) ? [[from, to]] : []))

/** What both weeks allow. */
export const intersection = (one: WeekHours, other: WeekHours): WeekHours =>
  week((index) => common(one[index] ?? [], other[index] ?? []))

/** The ranges of an ISO weekday. */
export const rangesOn = (hours: WeekHours, weekday: number): readonly Range[] => hours[weekday - 1] ?? []

/** Whether a minute past midnight lies in one of the ranges. */
export const holds = (ranges: readonly Range[], minute: number): boolean =>
  ranges.some(([from, to]) => minute >= from && minute < to)

const common = (one: readonly Range[], other: readonly Range[]): readonly Range[] =>
  one.flatMap(([from, to]) =>
    other.flatMap(([start, end]): Range[] => {
      const both: Range = [Math.max(from, start), Math.min(to, end)]
      return both[0] < both[1] ? [both] : []
    }),
  )
