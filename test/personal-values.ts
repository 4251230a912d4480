/** A text with what its pieces of base64 say after it, however each piece begins: Meta writes numbers into its ids so. */
export function decoded(text: string): string {
  const pieces = text.match(/[A-Za-z0-9+/_-]{12,}/g) ?? []
  const said = pieces.flatMap((piece) =>
    [0, 1, 2, 3].map((from) => Buffer.from(piece.slice(from), 'base64').toString('latin1')),
  )
  return [text, ...said].join('\n')
}

/** Those of some values that a text holds, in the open or in base64; telephone numbers with and without their plus. */
export function heldIn(text: string, values: readonly string[]): string[] {
  const whole = decoded(text)
  return values.filter((value) =>
    whole.includes(
      JSON.stringify(value)
        .slice(1, -1)
        .replace(/^\+(?=\d+$)/, ''),
    ),
  )
}
