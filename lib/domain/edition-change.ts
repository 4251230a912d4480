/** One piece of an edition that differs: where it stands, such as "templates/reminder-1/es-CO/sms", and its words. */
export interface EditionChange {
  readonly path: string
  /** Absent: it is new. */
  readonly before?: string
  /** Absent: it is gone. */
  readonly after?: string
}

/** Every piece that differs between two editions, in the order of their paths. */
export function changesBetween(before: object, after: object): readonly EditionChange[] {
  const [old, young] = [piecesOf(before), piecesOf(after)]
  return [...new Set([...old.keys(), ...young.keys()])].sort().flatMap((path): EditionChange[] => {
    const [was, is] = [old.get(path), young.get(path)]
    if (was === is) return []
    return [{ path, ...(was !== undefined && { before: was }), ...(is !== undefined && { after: is }) }]
  })
}

/**
 * Why these changes may not be published, or undefined. Journeys that run may need every text and every policy there
 * was, and what WhatsApp says was approved by Meta, word for word.
 */
export function whyNotPublished(changes: readonly EditionChange[]): 'gone' | 'whatsapp' | undefined {
  const isText = ({ path }: EditionChange) => path.startsWith('templates/')
  if (changes.some(({ path }) => isOfWhatsApp(path))) return 'whatsapp'
  const isWhole = (change: EditionChange) => isText(change) || /^policies\/[^/]+\/hash$/.test(change.path)
  return changes.some((change) => isWhole(change) && change.after === undefined) ? 'gone' : undefined
}

/** Whether Meta has to approve what stands there. */
export const isOfWhatsApp = (path: string): boolean => /\/whatsapp/i.test(path)

/** The leaves of an edition by their paths; a hash stands for what it is the hash of. */
function piecesOf(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]])
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...piecesOf(inner, path === '' ? key : `${path}/${key}`)]),
  )
}
