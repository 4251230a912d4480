import type { Company } from '../contracts/company.ts'
import type { Policy } from '../contracts/policy.ts'
import type { MessageTemplate } from '../domain/message-text.ts'
import { OTHER_CALL } from '../domain/other-call.ts'
import { baseOf, type LayoutSources, type Speech, sourceKey, speakingsOf } from '../domain/speech.ts'
import { textNamed } from '../domain/text-name.ts'
import { type Mistake, nearest, shown, writtenPath } from './catalog-error.ts'
import type { YamlSource } from './yaml-source.ts'

/** A file that keeps its contract, with its places. */
export interface Sound<Value> {
  readonly source: YamlSource
  readonly value: Value
}

/** The files of a catalog that keep their contracts, and the names of all that are there, sound or broken. */
export interface CatalogFiles {
  readonly company?: Sound<Company>
  readonly policies: readonly Sound<Policy>[]
  readonly policyNames: readonly string[]
  /** By template id, then by language and form as the file is called; undefined where the file is there and broken. */
  readonly templates: ReadonlyMap<string, ReadonlyMap<string, Sound<MessageTemplate> | undefined>>
  readonly words: LayoutSources['words']
  readonly wordLanguages: readonly string[]
}

/** Checks what one file says of another: policies that exist, and texts for every language and channel a policy claims. */
export const checkTogether = (files: CatalogFiles, speech: Speech): readonly Mistake[] => [
  ...(files.company === undefined ? [] : checkCompany(files.company, files.policyNames)),
  ...files.policies.flatMap((policy) => checkPolicy(policy, files, speech)),
]

const mistake = (
  source: YamlSource,
  path: readonly PropertyKey[],
  given: unknown,
  allowed: string,
  mend: string,
): Mistake => ({
  file: source.file,
  ...source.placeOf(path),
  path: writtenPath(path),
  given: shown(given),
  allowed,
  mend,
})

const checkCompany = ({ source, value }: Sound<Company>, policies: readonly string[]): Mistake[] => {
  const named: [PropertyKey[], string][] = [
    [['defaultPolicy'], value.defaultPolicy],
    ...Object.entries(value.segments).map(([segment, policy]): [PropertyKey[], string] => [
      ['segments', segment],
      policy,
    ]),
  ]
  return named
    .filter(([, policy]) => !policies.includes(policy))
    .map(([path, policy]) => {
      const allowed = `a policy of catalog/policies: ${policies.join(', ') || 'there is none'}`
      return mistake(source, path, policy, allowed, better(policy, policies) ?? `add policies/${policy}.yaml`)
    })
}

const checkPolicy = ({ source, value: policy }: Sound<Policy>, files: CatalogFiles, speech: Speech): Mistake[] => {
  const mistakes: Mistake[] = []
  for (const [index, language] of policy.languages.entries()) {
    if (files.wordLanguages.includes(language) || files.wordLanguages.includes(baseOf(language))) continue
    const allowed = `a language that the layout has words in: ${files.wordLanguages.join(', ')}`
    mistakes.push(mistake(source, ['languages', index], language, allowed, `add templates/layout.${language}.yaml`))
  }
  const calls = files.templates.get(OTHER_CALL) ?? new Map<string, Sound<MessageTemplate> | undefined>()
  for (const as of speakingsOf(policy, Object.values(files.company?.value.entities ?? {}), speech)) {
    const key = sourceKey((one) => calls.has(one), as)
    const own = calls.get(key ?? '')
    if (key !== undefined && (own === undefined || own.value.call !== undefined)) continue
    const allowed = `a language in which "${OTHER_CALL}" has a script ("call"): it is said in calls that no step asks for`
    const mend = `add "call" to templates/${OTHER_CALL}/${key ?? as.language}.yaml`
    mistakes.push(mistake(source, ['languages', policy.languages.indexOf(as.language)], as.language, allowed, mend))
  }
  for (const [index, step] of policy.steps.entries()) {
    const at = ['steps', index, 'template']
    const { text, subject } = textNamed(step.template)
    const languages = files.templates.get(text)
    if (languages === undefined) {
      const known = [...files.templates.keys()]
      const allowed = `a template of catalog/templates: ${known.join(', ')}`
      mistakes.push(mistake(source, at, step.template, allowed, better(text, known) ?? `add templates/${text}/`))
      continue
    }
    const entities = Object.values(files.company?.value.entities ?? {})
    for (const as of speakingsOf(policy, entities, speech)) {
      const { language } = as
      const key = sourceKey((one) => languages.has(one), as)
      const file = `templates/${text}/${key ?? language}.yaml`
      const subjects = Object.keys(speech.subjects?.[baseOf(language)] ?? {})
      if (subject !== undefined && !subjects.includes(subject)) {
        const allowed = `a subject that subjects.yaml has in every language of the policy; in "${baseOf(language)}": ${subjects.join(', ')}`
        mistakes.push(
          mistake(source, at, step.template, allowed, better(subject, subjects) ?? 'add it to subjects.yaml'),
        )
      }
      if (key === undefined) {
        const allowed = `a template in every language of the policy; "${text}" has ${[...languages.keys()].join(', ')}`
        mistakes.push(mistake(source, at, step.template, allowed, `add ${file}`))
      }
      const template = languages.get(key ?? '')?.value
      if (template === undefined) continue
      for (const [channelIndex, channel] of step.channels.entries()) {
        if (template[channel] !== undefined) continue
        const allowed = `a channel that "${text}" has words for in ${language}`
        mistakes.push(
          mistake(source, ['steps', index, 'channels', channelIndex], channel, allowed, `add "${channel}" to ${file}`),
        )
      }
      if (template.tone > step.level) {
        const allowed = `a template whose tone is at most the level of the step, ${step.level}; ${file} has tone ${template.tone}`
        mistakes.push(
          mistake(source, at, step.template, allowed, 'choose a milder template, or raise the level of the step'),
        )
      }
    }
    for (const channel of ['sms', 'whatsapp'] as const) {
      const at = step.channels.indexOf(channel)
      if (at === -1 || files.company === undefined || files.company.value[channel] !== undefined) continue
      const allowed = `other channels, while company.yaml has no "${channel}"`
      const mend = `add "${channel}" to company.yaml`
      mistakes.push(mistake(source, ['steps', index, 'channels', at], channel, allowed, mend))
    }
  }
  return mistakes
}

const better = (given: string, known: readonly string[]): string | undefined => {
  const meant = nearest(given, known)
  return meant === undefined ? undefined : `write "${meant}"`
}
