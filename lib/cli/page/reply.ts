import type { Html } from './html.ts'

/** A page without the shell around it. */
export interface Room {
  readonly title: string
  readonly content: Html
}

/** What becomes of a request: a page (none is "not found"), the way to another one, or a refusal. */
export type Reply =
  | { readonly kind: 'page'; readonly status: number; readonly room: Room | undefined }
  | { readonly kind: 'leads'; readonly to: string }
  | { readonly kind: 'refused'; readonly status: number; readonly reason: string }
