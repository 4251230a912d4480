import { LONGEST_DAY } from '../catalog/check-notices.ts'
import { contentHash } from '../catalog/content-hash.ts'
import { sampleMessages } from '../catalog/sample-messages.ts'
import type { Entity } from '../contracts/company.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import { callScript } from '../domain/call-script.ts'
import type { Prices } from '../domain/cost.ts'
import { dayAndMonth } from '../domain/date-text.ts'
import { compose, type MessageTemplate } from '../domain/message-text.ts'
import { type MessageFacts, messageVariables } from '../domain/message-variables.ts'
import { composeNotice } from '../domain/notice-text.ts'
import type { Channel } from '../domain/policy.ts'
import { gsm7Parts } from '../domain/sms-text.ts'
import type { Words } from './words.ts'

/** A message as a person reads it, channel by channel, and what is said where the step is a call. */
export function spoken(
  template: MessageTemplate,
  facts: MessageFacts,
  { layout }: CompiledCatalog,
): Partial<Record<Channel, string>> {
  const variables = messageVariables(facts)
  const shown: Partial<Record<Channel, string>> = {}
  for (const channel of ['email', 'sms', 'whatsapp', 'call'] as const) {
    if (template[channel] === undefined) continue
    const message = compose({ channel, template, layout, variables })
    if (message.channel === 'email') shown.email = `${message.subject}\n\n${message.text.trim()}`
    if (message.channel === 'sms') shown.sms = message.sms
    if (message.channel === 'whatsapp') shown.whatsapp = message.text
    if (message.channel === 'call') shown.call = message.script.join('\n\n')
  }
  return shown
}

/** Every text of every policy, language and channel, in Markdown to print and to sign. */
export function booklet(catalog: CompiledCatalog, prices: Prices, words: Words): string {
  const { of } = words
  const { company, policies, law } = catalog
  const entities = Object.values(company.entities)
  const countries = [...new Set(entities.map(({ country }) => country))]
  const laws = law.packs.filter(({ id }) => countries.includes(id.slice(0, 2)))
  return [
    `# ${of(['Textos para firma', 'Texts for sign-off'])}`,
    '',
    of([
      'Cada texto como sale con los valores más largos, y en palabras neutrales cuando los datos de pagos no están al día.',
      'Each text as it leaves with the longest values, and in neutral words for when payment data is old.',
    ]),
    '',
    `${of(['Revisión', 'Version'])}: \`${contentHash(catalog.templates)}\``,
    '',
    `## ${of(['Leyes', 'Laws'])}`,
    '',
    ...laws.flatMap(({ id, citations }) =>
      citations.map(
        ({ law: name, article, url }) =>
          `- ${id}: ${name}${article === undefined ? '' : `, ${article}`}${url === undefined ? '' : ` (${url})`}`,
      ),
    ),
    '',
    `## ${of(['Precio de una parte de SMS', 'Price of a part of a text'])}`,
    '',
    ...Object.entries(prices.smsParts).map(
      ([country, { micros, per, isAssumed }]) =>
        `- ${country}: ${(micros / per / 1e6).toFixed(4)} ${prices.currency}${isAssumed ? of([' (supuesto)', ' (assumed)']) : ''}`,
    ),
    ...Object.values(policies).flatMap(({ policy, hash }) => [
      '',
      `## ${policy.name} (\`${policy.id}\`, \`${hash}\`)`,
      '',
      policy.whenToUse,
      ...policy.languages.flatMap((language) =>
        policy.steps.flatMap((step) => {
          const template = catalog.templates[step.template]?.[language]
          return template ? chapter(template, { step, language }, writerOf(language, entities), catalog, words) : []
        }),
      ),
    ]),
    ...notices(catalog, words),
    ...otherCalls(catalog, words),
    '',
    `${of(['Firma', 'Signature'])}: ______________________   ${of(['Fecha', 'Date'])}: ______________`,
    '',
  ].join('\n')
}

/** What acknowledges an answer, and what corrects a mistake of ours: of no policy, and signed with the rest. */
function notices({ company, layout, policies }: CompiledCatalog, { of, channel: nameOf }: Words): string[] {
  const said = { received: ['Acuse de recibo', 'Acknowledgement'], corrected: ['Disculpa', 'Apology'] } as const
  const languages = new Set(Object.values(policies).flatMap(({ policy }) => policy.languages))
  return (['received', 'corrected'] as const).flatMap((kind) => [
    '',
    `## ${of(said[kind])}`,
    ...[...languages].flatMap((language) => {
      const [words, entity] = [layout.words[language], writerOf(language, Object.values(company.entities))]
      if (!words || !entity) return []
      const sentOn = dayAndMonth(LONGEST_DAY, language)
      const { subject, text, sms, chat, template } = composeNotice(kind, { words, entity, language, sentOn })
      const texts = [
        ['email', `${subject}\n\n${text.trim()}`],
        ['sms', sms],
        ['whatsapp', kind === 'received' ? chat : template.text],
      ] as const
      return [
        '',
        `### ${language} (\`${contentHash(texts)}\`)`,
        ...texts.flatMap(([channel, shown]) => [
          ...['', `**${nameOf(channel)}**${channel === 'sms' ? sizeOf(shown, of) : ''}`, ''],
          ...shown.split('\n').map((line) => `> ${line}`),
        ]),
      ]
    }),
  ])
}

/** What is said in a call that no step asked for: about an invoice that was left to a person. */
function otherCalls({ company, policies }: CompiledCatalog, { of }: Words): string[] {
  const languages = new Set(Object.values(policies).flatMap(({ policy }) => policy.languages))
  return [
    '',
    `## ${of(['Guion de las llamadas que ningún paso pide', 'Script of calls that no step asks for'])}`,
    ...[...languages].flatMap((language) => {
      const entity = writerOf(language, Object.values(company.entities))
      const [sample] = entity ? sampleMessages(entity, language) : []
      const [invoice] = sample?.invoices ?? []
      if (!entity || !sample || !invoice) return []
      const { number, balance: owed } = invoice
      const script = callScript({ language, name: sample.debtor.name, company: entity.name, owed, invoice: number })
      return [
        '',
        `### ${language} (\`${contentHash(script)}\`)`,
        '',
        ...script
          .join('\n\n')
          .split('\n')
          .map((line) => `> ${line}`),
      ]
    }),
  ]
}

/** The entity whose country the language names, else the first. */
export const writerOf = (language: string, entities: readonly Entity[]): Entity | undefined =>
  entities.find(({ country }) => country === language.split('-')[1]) ?? entities[0]

function chapter(
  template: MessageTemplate,
  { step, language }: { step: CompiledCatalog['policies'][string]['policy']['steps'][number]; language: string },
  entity: Entity | undefined,
  catalog: CompiledCatalog,
  { of, channel: nameOf }: Words,
): string[] {
  if (!entity) return []
  const [one, , , neutral] = sampleMessages(entity, language)
  if (!one || !neutral) return []
  const [own, soft] = [spoken(template, one, catalog), spoken(template, neutral, catalog)]
  return [
    '',
    `### ${step.id}, ${language}: ${of(['nivel', 'level'])} ${step.level} (\`${step.template}\`, \`${contentHash(template)}\`)`,
    ...step.channels.flatMap((channel) =>
      [
        [own, '', one] as const,
        [soft, of([', en palabras neutrales', ', in neutral words']), neutral] as const,
      ].flatMap(([said, which, facts]) => {
        const text = said[channel]
        // A script thanks whoever has paid by now in any case: its neutral words are no others.
        if (text === undefined || (said === soft && channel === 'call' && text === own.call)) return []
        const size = channel === 'sms' ? `${sizeOf(text, of)}${savedOn(template, facts, catalog, of)}` : ''
        return ['', `**${nameOf(channel)}${which}**${size}`, '', ...text.split('\n').map((line) => `> ${line}`)]
      }),
    ),
  ]
}

/** What a text would cost with every accent, when it leaves plainly spelt ("aqui") to stay in GSM-7. */
function savedOn(template: MessageTemplate, facts: MessageFacts, { layout }: CompiledCatalog, of: Words['of']): string {
  const message = compose({ channel: 'sms', template, layout, variables: messageVariables(facts) })
  if (message.channel !== 'sms' || message.spelled === message.sms) return ''
  const { encoding, parts } = gsm7Parts(message.spelled)
  const all = `${encoding}, ${parts}`
  return of([
    `; transliterado: con todas sus letras sería ${all} partes`,
    `; transliterated: with all its letters it would be ${all} parts`,
  ])
}

function sizeOf(text: string, of: Words['of']): string {
  const { encoding, parts, septets } = gsm7Parts(text)
  return `: ${encoding}, ${septets} ${of(['caracteres', 'characters'])}, ${parts} ${parts === 1 ? of(['parte', 'part']) : of(['partes', 'parts'])}`
}
