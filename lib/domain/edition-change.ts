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

/** Why some changes may not be published, and which. */
export interface Unpublishable {
  readonly why: 'gone' | 'whatsapp'
  readonly paths: readonly string[]
}

/**
 * What keeps these changes from being published. Journeys that run may need every text and every policy there was, and what
 * WhatsApp says was approved by Meta, word for word.
 */
export function whyNotPublished(changes: readonly EditionChange[]): Unpublishable | undefined {
  const ofWhatsApp = changes.filter(({ path }) => OF_WHATSAPP.test(path))
  if (ofWhatsApp.length > 0) return { why: 'whatsapp', paths: ofWhatsApp.map(({ path }) => path) }
  const gone = changes.filter(({ path, after }) => after === undefined && IS_NEEDED.test(path))
  return gone.length > 0 ? { why: 'gone', paths: gone.map(({ path }) => path) } : undefined
}

/** Its words, and what else changes them: how readers are spoken to. */
const OF_WHATSAPP = /\/whatsapp|^policies\/.*\/addressAs$|^speech\/address\//i

/** Texts, and policies by what they are the hash of. */
const IS_NEEDED = /^templates\/|^policies\/[^/]+\/hash$/

/** The leaves of an edition by their paths; a hash stands for what it is the hash of. */
function piecesOf(value: unknown, path = ''): ReadonlyMap<string, string> {
  if (typeof value !== 'object' || value === null) return new Map([[path, String(value)]])
  return new Map(
    Object.entries(value).flatMap(([key, inner]) => [...piecesOf(inner, path === '' ? key : `${path}/${key}`)]),
  )
}
