/** Leaves out the fields that are undefined, so that what nobody mentioned is not taken for a word on it. */
export function defined<Part extends object>(part: Part): { [Key in keyof Part]: Exclude<Part[Key], undefined> } {
  // The compiler cannot follow a filter over entries; the type says exactly what the filter does.
  return Object.fromEntries(Object.entries(part).filter(([, value]) => value !== undefined)) as never
}
