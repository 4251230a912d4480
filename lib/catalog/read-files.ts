import { readdirSync, readFileSync } from 'node:fs'
import { basename, join, sep } from 'node:path'
import type * as z from 'zod'
import { Company } from '../contracts/company.ts'
import { Policy } from '../contracts/policy.ts'
import { AddressWords, Glossary, Subjects } from '../contracts/speech.ts'
import { Language, LayoutWords, MessageTemplate, SourceKey } from '../contracts/template.ts'
import { Wording } from '../contracts/wording.ts'
import { LAYOUT_WORDS } from '../domain/layout-words.ts'
import { LAYOUT_VARIABLES } from '../domain/message-text.ts'
import { NOTICE_VARIABLES } from '../domain/notice-text.ts'
import { baseOf, type Speech } from '../domain/speech.ts'
import { EMAIL_VARIABLES } from '../domain/variable-lists.ts'
import type { Mistake } from './catalog-error.ts'
import { checkNeutralWords, checkTagsOf, checkTemplateTags } from './check-messages.ts'
import { isOfNotice } from './check-notices.ts'
import { checkShape } from './check-shape.ts'
import { checkText } from './check-text.ts'
import type { CatalogFiles, Sound } from './check-together.ts'
import { placeAt, readYaml } from './yaml-source.ts'

const PLACES =
  'company.yaml, wording.yaml, address.yaml, glossary.yaml, subjects.yaml, policies/<policy>.yaml, templates/<template>/<language>.yaml, templates/<template>/<language>.<form>.yaml, templates/layout.<language>.yaml, templates/layout.html, templates/layout.txt'

/** What a catalog folder holds: its sound files, and the mistakes of the others. */
export interface FilesRead {
  readonly files: CatalogFiles
  readonly wording?: Sound<Wording>
  readonly layouts: readonly { readonly language: string; readonly words: Sound<LayoutWords> }[]
  readonly frame: { readonly html: string; readonly text: string }
  readonly speech: Speech
  readonly subjects?: Sound<Subjects>
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
  let address: AddressWords = {}
  let glossary: Glossary = {}
  let subjects: Sound<Subjects> | undefined
  const wordLanguages: string[] = []
  const frame = { html: '', text: '' }

  const shownFile = (path: string) => `${basename(folder)}/${path}`
  const textOf = (path: string) => readFileSync(join(folder, path), 'utf8')
  const refuseFile = (path: string, given: string, allowed: string, mend: string) =>
    mistakes.push({ file: shownFile(path), line: 1, column: 1, path: '(the file)', given, allowed, mend })
  const isLanguage = (path: string, tag: string, contract: z.ZodType = Language): boolean => {
    const parsed = contract.safeParse(tag)
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
      /^templates\/([a-z][a-z0-9-]*)\/([^/]+)\.yaml$/,
      (path, id, language) => {
        if (!isLanguage(path, language, SourceKey)) return
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
    [
      /^address\.yaml$/,
      (path) => {
        address = read(path, AddressWords)?.value ?? {}
      },
    ],
    [
      /^glossary\.yaml$/,
      (path) => {
        glossary = read(path, Glossary)?.value ?? {}
      },
    ],
    [
      /^subjects\.yaml$/,
      (path) => {
        subjects = read(path, Subjects)
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
  for (const path of [
    'company.yaml',
    'wording.yaml',
    'address.yaml',
    'glossary.yaml',
    'templates/layout.html',
    'templates/layout.txt',
  ]) {
    if (!paths.includes(path)) refuseFile(path, 'nothing', 'a catalog with this file', 'add it')
  }
  for (const { language, words: own } of layouts) {
    const known = { ...words[baseOf(language)], ...own.value }
    // A country gives the words that differ from its language's; together they are all.
    for (const word of LAYOUT_WORDS.filter((one) => known[one] === undefined))
      mistakes.push({
        ...{ file: own.source.file, ...own.source.placeOf([word]), path: word, given: 'nothing' },
        ...{ allowed: 'some words', mend: `give "${word}" a value` },
      })
  }
  return {
    files: { ...(company && { company }), policies, policyNames, templates, words, wordLanguages },
    ...(wording && { wording }),
    layouts,
    frame,
    speech: { address: allForms(address), glossary, ...(subjects && { subjects: subjects.value }) },
    ...(subjects && { subjects }),
    mistakes,
  }
}

/** The table as texts are made with it: the word itself is what usted asks for. */
const allForms = (address: AddressWords): Speech['address'] =>
  Object.fromEntries(
    Object.entries(address).map(([language, rows]) => [
      language,
      Object.fromEntries(Object.entries(rows).map(([usted, said]) => [usted, { ...said, usted }])),
    ]),
  )

/** The paths of all files in a folder, from it, in order. */
export const filesOf = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).split(sep).filter(Boolean).join('/'))
    .sort()
