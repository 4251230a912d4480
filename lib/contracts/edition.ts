import type { TextSources } from '../domain/speech.ts'
import type { CompiledCatalog } from './compiled-catalog.ts'

/**
 * What a catalog says and when: policies, texts and the words around them. It may be published without a deployment; the
 * company's settings and the law may not, because permissions, senders and alarms follow from them.
 */
export type Edition = Pick<CompiledCatalog, 'policies' | keyof TextSources>

/** One word on what is said from now on; entries are only ever added, and the newest counts. */
export interface Published {
  /** The content hash of the edition. */
  readonly hash: string
  /** The edition of the deployment it stands in for: a deployment with another one takes its place. */
  readonly instead: string
  /** ISO instant. */
  readonly at: string
  readonly author: string
  /** Who read and approved it; somebody else. */
  readonly approver: string
  readonly reason: string
  /** The access key that published it: CloudTrail knows whose it was. An earlier entry has none. */
  readonly caller?: string
}

/** An order by which running journeys follow another policy. */
export interface Adoption {
  /** ISO instant; no other order has the same. */
  readonly at: string
  readonly by: string
  /** The access key that ordered it, as of a publication. */
  readonly caller?: string
  readonly reason?: string
  /** Which journeys, as it was said. */
  readonly selection: string
  /** The policies they move to, by id. */
  readonly to: Readonly<Record<string, string>>
  /** How many were moved; absent while it has not come to its end. */
  readonly journeys?: number
}

/** The edition of a catalog, without what a deployment alone may change. */
export const editionOf = ({ policies, templates, layout, speech }: Edition): Edition => ({
  policies,
  templates,
  layout,
  speech,
})
