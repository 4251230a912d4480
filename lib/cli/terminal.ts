/** A label and its value, aligned with the others of its section. */
export type Row = readonly [label: string, value: string]

/** Labels on the left, values flush right. */
export function columns(rows: readonly Row[]): string[] {
  const wide = Math.max(0, ...rows.map(([label]) => label.length))
  const right = Math.max(0, ...rows.map(([, value]) => value.length))
  return rows.map(([label, value]) => `  ${label.padEnd(wide)}  ${value.padStart(right)}`)
}

/** A title with its rows; nothing when there are none. */
export const section = (title: string, rows: readonly Row[]): string[] =>
  rows.length === 0 ? [] : ['', title, ...columns(rows)]

/** What came from outside, on one line: whatever would move a terminal's cursor, or hide, is written as its code. */
export const plainly = (text: string): string =>
  text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) => `\\u{${sign.codePointAt(0)?.toString(16)}}`)

/** Says on one line how far a long work is; on a terminal the line is written over, elsewhere each tenth is a line. */
export function progressLine(stream: NodeJS.WriteStream): (done: number, all: number, text: string) => void {
  let last = -1
  return (done, all, text) => {
    const tenth = Math.floor((10 * done) / all)
    if (stream.isTTY) {
      const bar = '█'.repeat(2 * tenth).padEnd(20, '░')
      stream.write(`\r\u001b[2K${bar} ${text}${done === all ? '\n' : ''}`)
    } else if (tenth !== last) stream.write(`${text}\n`)
    last = tenth
  }
}
