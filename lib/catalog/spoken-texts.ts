import { FORMS } from '../domain/address-as.ts'
import type { MessageLayout, MessageTemplate } from '../domain/message-text.ts'
import { otherCallOf } from '../domain/other-call.ts'
import {
  layoutIn,
  type Speaking,
  type Speech,
  saidTemplate,
  sourceKey,
  speakingAs,
  speakingsOf,
  type TextSources,
} from '../domain/speech.ts'
import { textNamed } from '../domain/text-name.ts'
import type { CatalogFiles, Sound } from './check-together.ts'

/** A template as it leaves in one language and form; its `source` still names the places of its file. */
export interface SpokenTemplate {
  readonly id: string
  readonly as: Speaking
  readonly template: Sound<MessageTemplate>
  /** The frame and words that it leaves with. */
  readonly layout: MessageLayout
}

/** The source of a template for one reader; undefined where there is none, or a broken one. */
export function soundSource(
  { templates }: Pick<CatalogFiles, 'templates'>,
  id: string,
  as: Speaking,
): Sound<MessageTemplate> | undefined {
  const sources = templates.get(textNamed(id).text)
  const key = sources && sourceKey((one) => sources.has(one), as)
  return key === undefined ? undefined : sources?.get(key)
}

/** Every language and form that some message of this catalog may leave in, each once. */
export function speakings({ company, policies }: CatalogFiles, speech: Speech): readonly Speaking[] {
  const entities = Object.values(company?.value.entities ?? {})
  const all = policies.flatMap(({ value }) => speakingsOf(value, entities, speech))
  return [...new Map(all.map((as) => [`${as.language} ${as.addressAs}`, as])).values()]
}

/** Every template as each policy may say it, each once; a source that no policy comes to is said as its file is called. */
export function spokenTemplates(files: CatalogFiles, texts: Omit<TextSources, 'templates'>): readonly SpokenTemplate[] {
  const entities = Object.values(files.company?.value.entities ?? {})
  const said = new Map<string, SpokenTemplate>()
  const used = new Set<Sound<MessageTemplate>>()
  const say = (id: string, as: Speaking, source: Sound<MessageTemplate> | undefined) => {
    if (!source) return
    used.add(source)
    const value = saidTemplate(source.value, as, texts.speech, textNamed(id).subject)
    const template = { source: source.source, value }
    said.set(`${id} ${as.language} ${as.addressAs}`, { id, as, template, layout: layoutIn(texts, as, id) })
  }
  for (const { value } of files.policies)
    for (const as of speakingsOf(value, entities, texts.speech))
      for (const id of [...value.steps.map(({ template }) => template), otherCallOf(value)])
        say(id, as, soundSource(files, id, as))
  for (const [id, sources] of files.templates)
    for (const [key, source] of sources) if (source && !used.has(source)) say(id, speakingOfKey(key), source)
  return [...said.values()]
}

/** How a file says its text: "es.ustedes", "es-CL". */
function speakingOfKey(key: string): Speaking {
  const [language = '', form] = key.split('.')
  return speakingAs({ language, addressAs: FORMS.find((one) => one === form) }, undefined)
}
