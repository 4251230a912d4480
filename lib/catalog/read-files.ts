import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import type * as z from 'zod'
import { Company } from '../contracts/company.ts'
import { Policy } from '../contracts/policy.ts'
import { Language, LayoutWords, MessageTemplate } from '../contracts/template.ts'
import { Wording } from '../contracts/wording.ts'
import { LAYOUT_VARIABLES } from '../domain/message-text.ts'
import { EMAIL_VARIABLES } from '../domain/message-variables.ts'
import { NOTICE_VARIABLES } from '../domain/notice-text.ts'
import type { Mistake } from './catalog-error.ts'
import { checkNeutralWords, checkTagsOf, checkTemplateTags } from './check-messages.ts'
import { isOfNotice } from './check-notices.ts'
import { checkShape } from './check-shape.ts'
import { checkText } from './check-text.ts'
import type { CatalogFiles, Sound } from './check-together.ts'
import { placeAt, readYaml } from './yaml-source.ts'

const PLACES =
  'company.yaml, wording.yaml, policies/<policy>.yaml, templates/<template>/<language>.yaml, templates/layout.<language>.yaml, templates/layout.html, templates/layout.txt'

/** What a catalog folder holds: its sound files, and the mistakes of the others. */
export interface FilesRead {
  readonly files: CatalogFiles
  readonly wording?: Sound<Wording>
  readonly layouts: readonly { readonly language: string; readonly words: Sound<LayoutWords> }[]
  readonly frame: { readonly html: string; readonly text: string }
  readonly mistakes: readonly Mistake[]
}

/** Reads every file of a catalog folder by its place, and checks each against its contract. */
export const readFiles = (folder: string): FilesRead => {
  const mistakes: Mistake[] = []
  let company: Sound<Company> | undefined
  let wording: Sound<Wording> | undefined
  const layouts: { language: string; words: Sound<LayoutWords> }[] = []
  const policies: Sound<Policy>[] = []
  const policyNames: string[] = []
  const templates = new Map<string, Map<string, Sound<MessageTemplate> | undefined>>()
  const words: Record<string, LayoutWords> = {}
  const wordLanguages: string[] = []
  const frame = { html: '', text: '' }

  const shownFile = (path: string) => `${basename(folder)}/${path}`
  const textOf = (path: string) => readFileSync(join(folder, path), 'utf8')
  const refuseFile = (path: string, given: string, allowed: string, mend: string) =>
    mistakes.push({ file: shownFile(path), line: 1, column: 1, path: '(the file)', given, allowed, mend })
  const isLanguage = (path: string, tag: string): boolean => {
    const parsed = Language.safeParse(tag)
    if (!parsed.success) refuseFile(path, `"${tag}"`, parsed.error.issues[0]?.message ?? '', 'rename the file')
    return parsed.success
  }
  const read = <Schema extends z.ZodType>(path: string, schema: Schema): Sound<z.output<Schema>> | undefined => {
    const { source, mistakes: syntax } = readYaml(shownFile(path), textOf(path))
    mistakes.push(...syntax)
    if (source === undefined) return undefined
    const shape = checkShape(source, schema)
    if (shape.kind === 'sound') return { source, value: shape.value }
    mistakes.push(...shape.mistakes)
    return undefined
  }

  const readers: readonly [RegExp, (path: string, one: string, two: string) => void][] = [
    [
      /^company\.yaml$/,
      (path) => {
        company = read(path, Company)
      },
    ],
    [
      /^policies\/([^./]+)\.yaml$/,
      (path, name) => {
        policyNames.push(name)
        const policy = read(path, Policy)
        if (policy === undefined) return
        policies.push(policy)
        const { id } = policy.value
        if (id === name) return
        const where = { file: policy.source.file, ...policy.source.placeOf(['id']), path: 'id' }
        mistakes.push({
          ...where,
          given: `"${id}"`,
          allowed: `"${name}", the name of the file`,
          mend: 'make the two the same',
        })
      },
    ],
    [
      /^templates\/layout\.(html|txt)$/,
      (path, kind) => {
        const text = textOf(path)
        frame[kind === 'html' ? 'html' : 'text'] = text
        for (const { piece, ...rest } of checkText(text, LAYOUT_VARIABLES)) {
          mistakes.push({
            file: shownFile(path),
            ...placeAt(text, Math.max(0, text.search(piece))),
            path: '(text)',
            ...rest,
          })
        }
      },
    ],
    [
      /^templates\/layout\.([^./]+)\.yaml$/,
      (path, language) => {
        if (!isLanguage(path, language)) return
        wordLanguages.push(language)
        const layout = read(path, LayoutWords)
        if (layout === undefined) return
        const tags = Object.entries(layout.value).flatMap(([word, text]) =>
          checkTagsOf(layout.source, [word], text, isOfNotice(word) ? NOTICE_VARIABLES : EMAIL_VARIABLES),
        )
        mistakes.push(...tags)
        if (tags.length > 0) return
        words[language] = layout.value
        layouts.push({ language, words: layout })
      },
    ],
    [
      /^templates\/([a-z][a-z0-9-]*)\/([^./]+)\.yaml$/,
      (path, id, language) => {
        if (!isLanguage(path, language)) return
        const template = read(path, MessageTemplate)
        const tags = template === undefined ? [] : [...checkTemplateTags(template), ...checkNeutralWords(template)]
        mistakes.push(...tags)
        const languages = templates.get(id) ?? new Map<string, Sound<MessageTemplate> | undefined>()
        templates.set(id, languages.set(language, tags.length === 0 ? template : undefined))
      },
    ],
    [
      /^wording\.yaml$/,
      (path) => {
        wording = read(path, Wording)
      },
    ],
    // Packs that have readers of their own.
    [/^(?:law|prices|senders)\//, () => {}],
  ]

  const paths = filesOf(folder)
  for (const path of paths) {
    const reader = readers.find(([place]) => place.test(path))
    const [, one = '', two = ''] = reader?.[0].exec(path) ?? []
    if (reader === undefined) refuseFile(path, path, PLACES, 'move, rename or remove it')
    else reader[1](path, one, two)
  }
  for (const path of ['company.yaml', 'wording.yaml', 'templates/layout.html', 'templates/layout.txt']) {
    if (!paths.includes(path)) refuseFile(path, 'nothing', 'a catalog with this file', 'add it')
  }
  return {
    files: { ...(company && { company }), policies, policyNames, templates, words, wordLanguages },
    ...(wording && { wording }),
    layouts,
    frame,
    mistakes,
  }
}

const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).filter(Boolean).join('/'))
    .sort()
