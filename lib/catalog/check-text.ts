import mustache from 'mustache'
import type { VariableList } from '../domain/variable-lists.ts'
import { nearest } from './catalog-error.ts'

/** Something wrong inside a text: the piece of it to look for, and the rest of a mistake. */
export interface TextFault {
  readonly piece: RegExp
  readonly given: string
  readonly allowed: string
  readonly mend: string
}

/** Checks the tags of a text: each names a known variable, sections are closed, and nothing switches escaping off. */
export const checkText = (text: string, variables: VariableList): readonly TextFault[] => {
  try {
    return checkTags(mustache.parse(text), variables, [])
  } catch (fault) {
    if (!(fault instanceof Error)) throw fault
    const name = /"(.+)"/.exec(fault.message)?.[1]
    const piece = name === undefined ? /\{\{[^}]*$/ : tagOf(name)
    const given = fault.message.replace(/ at \d+$/, '')
    return [
      { piece, given, allowed: 'every {{#section}} closed by its {{/section}}', mend: 'close or remove this tag' },
    ]
  }
}

/** A parsed tag; the parser's own type does not tell its kinds apart. */
type Tags = ReturnType<typeof mustache.parse>

const checkTags = (tags: Tags, variables: VariableList, inside: readonly string[]): TextFault[] =>
  tags.flatMap((tag) => checkTag(tag, variables, inside))

const checkTag = (
  [kind, name, , , inner]: Tags[number],
  variables: VariableList,
  inside: readonly string[],
): TextFault[] => {
  switch (kind) {
    case 'text':
    case '!':
      return []
    case '&': {
      const allowed = 'values escaped for where they stand'
      return [{ piece: tagOf(name, '[{&]'), given: `{{{${name}}}}`, allowed, mend: `write {{${name}}}` }]
    }
    case '>':
      return [
        {
          piece: tagOf(name),
          given: `{{> ${name}}}`,
          allowed: 'no partials: there are none',
          mend: 'write the words here',
        },
      ]
    case '=':
      return [{ piece: /\{\{=/, given: `{{=${name}=}}`, allowed: 'tags in double braces', mend: 'remove this tag' }]
    case 'name':
      return checkName(name, [...variables.scalars, ...inside], '')
    case '#':
    case '^': {
      const own = checkName(name, [...variables.scalars, ...Object.keys(variables.lists), ...inside], kind)
      // An unknown section would have every tag inside it reported too; its own mistake comes first.
      if (own.length > 0 || !Array.isArray(inner)) return own
      const held = kind === '#' ? (variables.lists[name] ?? []) : []
      return checkTags(inner, variables, [...inside, ...held])
    }
  }
}

const checkName = (name: string, known: readonly string[], sigil: string): TextFault[] => {
  if (known.includes(name)) return []
  const meant = nearest(name, known)
  const mend = meant === undefined ? 'use a name that is allowed' : `write {{${sigil}${meant}}}`
  return [{ piece: tagOf(name), given: `{{${sigil}${name}}}`, allowed: [...known].sort().join(', '), mend }]
}

/** Finds a tag by its name, however it is spaced. */
const tagOf = (name: string, sigil = '[{#^/&>]?'): RegExp =>
  new RegExp(`\\{\\{${sigil}\\s*${name.replace(/[^\w]/g, '\\$&')}\\s*\\}`)
