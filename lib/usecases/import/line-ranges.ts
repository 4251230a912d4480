/** Lines of a file in their order, as ranges with both ends in them: 400,000 lines that were refused are one pair. */
export type LineRanges = readonly (readonly [from: number, to: number])[]

/** The ranges of some lines, which come in their order and may come twice. */
export function rangesOf(lines: readonly number[]): LineRanges {
  const ranges: [number, number][] = []
  for (const line of lines) {
    const last = ranges.at(-1)
    if (last && line <= last[1] + 1) last[1] = line
    else ranges.push([line, line])
  }
  return ranges
}

/** Whether a line is within ranges; found by halves, because there may be many. */
export function isWithin(ranges: LineRanges, line: number): boolean {
  let [low, high] = [0, ranges.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((ranges[middle]?.[1] ?? 0) < line) low = middle + 1
    else high = middle
  }
  return (ranges[low]?.[0] ?? Number.POSITIVE_INFINITY) <= line
}
