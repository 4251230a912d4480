import { LONGEST_DAY } from '../catalog/check-notices.ts'
import { contentHash } from '../catalog/content-hash.ts'
import { sampleMessages } from '../catalog/sample-messages.ts'
import type { Entity } from '../contracts/company.ts'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Prices } from '../domain/cost.ts'
import { dayAndMonth } from '../domain/date-text.ts'
import { compose, type MessageLayout, type MessageTemplate } from '../domain/message-text.ts'
import { type MessageFacts, messageVariables } from '../domain/message-variables.ts'
import { composeNotice } from '../domain/notice-text.ts'
import { otherCallOf } from '../domain/other-call.ts'
import type { Channel } from '../domain/policy.ts'
import { gsm7Parts } from '../domain/sms-text.ts'
import { formsOf, layoutIn, type Speaking, speakingsOf, templateIn } from '../domain/speech.ts'
import type { Words } from './words.ts'

/** A message as a person reads it, channel by channel, and what is said where the step is a call. */
export function spoken(
  template: MessageTemplate,
  facts: MessageFacts,
  layout: MessageLayout,
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

/** Every text of every policy, language, form of address and channel, in Markdown to print and to sign; each text once. */
export function booklet(catalog: CompiledCatalog, prices: Prices, words: Words): string {
  const { of } = words
  const { company, policies, law } = catalog
  const entities = Object.values(company.entities)
  // Those of the entities, and of the tags that texts are written for.
  const tags = textsIn(catalog).flatMap(({ as }) => as.language.split('-')[1] ?? [])
  const countries = [...new Set([...entities.map(({ country }) => country), ...tags])].sort()
  const laws = law.packs.filter(({ id }) => countries.includes(id.slice(0, 2)))
  return [
    `# ${of(['Textos para firma', 'Texts for sign-off'])}`,
    '',
    of([
      'Cada texto una vez, como sale con los valores más largos, y en palabras neutrales cuando los datos de pagos no están al día. Antes, qué política usa cuál.',
      'Each text once, as it leaves with the longest values, and in neutral words for when payment data is old. Before them, which policy uses which.',
    ]),
    '',
    `${of(['Revisión', 'Version'])}: \`${contentHash([catalog.templates, catalog.layout, catalog.speech])}\``,
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
    ...pricesOf(prices.smsParts, prices.currency, of),
    '',
    `## ${of(['Precio de un mensaje de WhatsApp', 'Price of a message on WhatsApp'])}`,
    '',
    ...pricesOf(prices.whatsappMessages, prices.currency, of),
    ...Object.values(policies).flatMap(({ policy, hash }) => [
      '',
      `## ${policy.name} (\`${policy.id}\`, \`${hash}\`)`,
      '',
      policy.whenToUse,
      '',
      ...policy.steps.map(
        ({ id, level, template, channels }) =>
          `- ${id} (${of(['nivel', 'level'])} ${level}): \`${template}\`, ${channels.map(words.channel).join(', ')}`,
      ),
      `- ${of(['llamadas que ningún paso pide', 'calls that no step asks for'])}: \`${otherCallOf(policy)}\``,
    ]),
    '',
    `## ${of(['Textos', 'Texts'])}`,
    ...textsIn(catalog).flatMap((text) => chapter(text, writerOf(text.as.language, entities), catalog, words)),
    ...notices(catalog, words),
    '',
    `${of(['Firma', 'Signature'])}: ______________________   ${of(['Fecha', 'Date'])}: ______________`,
    '',
  ].join('\n')
}

/** A line for each country, with the day its price is of. */
const pricesOf = (byCountry: Prices['smsParts'], currency: string, of: Words['of']): string[] =>
  Object.entries(byCountry).map(([country, { micros, per, isAssumed, asOf }]) => {
    const dated = asOf === undefined ? '' : `, ${asOf}`
    const where = country === 'other' ? of(['los demás', 'others']) : country
    return `- ${where}: ${(micros / per / 1e6).toFixed(4)} ${currency}${dated}${isAssumed ? of([' (supuesto)', ' (assumed)']) : ''}`
  })

/** One text in one language and form, and the channels that some policy sends it by. */
interface Text {
  readonly id: string
  readonly as: Speaking
  readonly channels: ReadonlySet<Channel>
}

/** Every text that some step of some policy may leave as, and what is said in other calls, each once. */
function textsIn({ company, policies, speech }: CompiledCatalog): readonly Text[] {
  const entities = Object.values(company.entities)
  const uses = Object.values(policies).flatMap(({ policy }) =>
    speakingsOf(policy, entities, speech).flatMap(
      (as): { id: string; as: Speaking; channels: readonly Channel[] }[] => [
        ...policy.steps.map(({ template: id, channels }) => ({ id, as, channels })),
        { id: otherCallOf(policy), as, channels: ['call'] },
      ],
    ),
  )
  const byText = Map.groupBy(uses, ({ id, as }) => `${id} ${as.language} ${as.addressAs}`)
  return [...byText]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([, [first, ...rest]]) =>
      first ? [{ ...first, channels: new Set([first, ...rest].flatMap(({ channels }) => channels)) }] : [],
    )
}

/** A language, and in Spanish the form of address: "es-PE, usted". */
const spokenAs = ({ language, addressAs }: Speaking, { speech }: CompiledCatalog): string =>
  formsOf(language, speech).length > 1 ? `${language}, ${addressAs === 'tu' ? 'tú' : addressAs}` : language

/** What acknowledges an answer, and what corrects a mistake of ours: of no policy, and signed with the rest. */
function notices(catalog: CompiledCatalog, { of, channel: nameOf }: Words): string[] {
  const said = { received: ['Acuse de recibo', 'Acknowledgement'], corrected: ['Disculpa', 'Apology'] } as const
  const entities = Object.values(catalog.company.entities)
  const ways = new Map(textsIn(catalog).map(({ as }) => [spokenAs(as, catalog), as]))
  return (['received', 'corrected'] as const).flatMap((kind) => [
    '',
    `## ${of(said[kind])}`,
    ...[...ways].flatMap(([way, as]) => {
      const { language } = as
      const [words, entity] = [layoutIn(catalog, as).words[language], writerOf(language, entities)]
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
        `### ${way} (\`${contentHash(texts)}\`)`,
        ...texts.flatMap(([channel, shown]) => [
          ...['', `**${nameOf(channel)}**${channel === 'sms' ? sizeOf(shown, of) : ''}`, ''],
          ...shown.split('\n').map((line) => `> ${line}`),
        ]),
      ]
    }),
  ])
}

/** The entity whose country the language names, else the first. */
export const writerOf = (language: string, entities: readonly Entity[]): Entity | undefined =>
  entities.find(({ country }) => country === language.split('-')[1]) ?? entities[0]

function chapter(
  { id, as, channels }: Text,
  entity: Entity | undefined,
  catalog: CompiledCatalog,
  { of, channel: nameOf }: Words,
): string[] {
  const template = templateIn(catalog, id, as)
  if (!entity || !template) return []
  const [one, , , neutral] = sampleMessages(entity, as.language)
  if (!one || !neutral) return []
  const layout = layoutIn(catalog, as, id)
  const [own, soft] = [spoken(template, one, layout), spoken(template, neutral, layout)]
  return [
    '',
    `### ${id}, ${spokenAs(as, catalog)}: ${of(['tono', 'tone'])} ${template.tone} (\`${contentHash(template)}\`)`,
    ...[...channels].flatMap((channel) =>
      [
        [own, '', one] as const,
        [soft, of([', en palabras neutrales', ', in neutral words']), neutral] as const,
      ].flatMap(([said, which, facts]) => {
        const text = said[channel]
        // A script thanks whoever has paid by now in any case: its neutral words are no others.
        if (text === undefined || (said === soft && channel === 'call' && text === own.call)) return []
        const size = channel === 'sms' ? `${sizeOf(text, of)}${savedOn(template, facts, layout, of)}` : ''
        return ['', `**${nameOf(channel)}${which}**${size}`, '', ...text.split('\n').map((line) => `> ${line}`)]
      }),
    ),
  ]
}

/** What a text would cost with every accent, when it leaves plainly spelt ("aqui") to stay in GSM-7. */
function savedOn(template: MessageTemplate, facts: MessageFacts, layout: MessageLayout, of: Words['of']): string {
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
