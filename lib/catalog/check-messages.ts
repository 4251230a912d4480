import type { Company } from '../contracts/company.ts'
import { compose, type MessageLayout, type MessageTemplate } from '../domain/message-text.ts'
import { rememberedWith } from '../domain/remembered.ts'
import { beyondGsm7 } from '../domain/sms-text.ts'
import { EMAIL_VARIABLES, SMS_VARIABLES, type VariableList } from '../domain/variable-lists.ts'
import { type Mistake, shown, writtenPath } from './catalog-error.ts'
import { checkText } from './check-text.ts'
import type { Sound } from './check-together.ts'
import { sampleVariables } from './sample-messages.ts'
import type { YamlSource } from './yaml-source.ts'

/** Mailers cut a subject beyond this. */
const SUBJECT_CHARACTERS = 78

/** Checks the tags of every text in a template, each at its own line. */
export const checkTemplateTags = ({ source, value }: Sound<MessageTemplate>): readonly Mistake[] => [
  ...Object.entries(value.email ?? {}).flatMap(([key, text]) =>
    checkTagsOf(source, ['email', key], text, EMAIL_VARIABLES),
  ),
  ...(value.sms === undefined ? [] : checkTagsOf(source, ['sms'], value.sms, SMS_VARIABLES)),
  ...(value.call === undefined
    ? []
    : checkTagsOf(source, ['call'], value.call, { scalars: EMAIL_VARIABLES.scalars, lists: {} })),
]

/** Every text must also exist in words that leave it open whether a payment has come. */
export const checkNeutralWords = ({ source, value }: Sound<MessageTemplate>): readonly Mistake[] =>
  (
    [
      [['email', 'opening'], value.email?.opening],
      [['sms'], value.sms],
    ] as const
  ).flatMap(([path, text]) =>
    text === undefined || /\{\{#neutral\}\}/.test(text)
      ? []
      : [
          {
            file: source.file,
            ...source.placeOf(path),
            path: writtenPath(path),
            given: shown(text),
            allowed:
              '{{#neutral}}…{{/neutral}}: words for when payment data is old, such as "if you have already paid, thank you"',
            mend: 'add the section, and put what says that nothing was paid into {{^neutral}}…{{/neutral}}',
          },
        ],
  )

/** Checks the tags of one text of a YAML file. */
export const checkTagsOf = (
  source: YamlSource,
  path: readonly string[],
  text: string,
  variables: VariableList,
): readonly Mistake[] =>
  checkText(text, variables).map(({ piece, ...rest }) => ({
    file: source.file,
    ...source.placeIn(path, piece),
    path: writtenPath(path),
    ...rest,
  }))

/** Composes a template with the longest values each entity would really send: subjects that mailers would cut, and texts that cost two parts, are mistakes. */
export const checkLengths = (
  { source, value: template }: Sound<MessageTemplate>,
  language: string,
  company: Company,
  layout: MessageLayout,
): readonly Mistake[] => {
  const bare = withoutWords(layout)
  const mistakes = new Map<string, Mistake>()
  for (const entity of Object.values(company.entities)) {
    // Who shows amounts or numbers in texts, or has no short address for stopping them, has chosen to pay for a second part.
    const parts = entity.showAmountInSms || entity.showInvoiceInSms || entity.stopUrl === undefined ? 2 : 1
    for (const variables of sampleVariables(entity, language)) {
      const refuse = (path: readonly string[], given: string, allowed: string, mend: string) =>
        mistakes.set(writtenPath(path), {
          file: source.file,
          ...source.placeOf(path),
          path: writtenPath(path),
          given: shown(given),
          allowed,
          mend,
        })
      if (template.email !== undefined && bare.words[language] !== undefined) {
        const email = compose({ channel: 'email', template: subjectAlone(template.email), layout: bare, variables })
        if (email.channel === 'email' && email.subject.length > SUBJECT_CHARACTERS) {
          const allowed = `at most ${SUBJECT_CHARACTERS} characters with the longest values; this has ${email.subject.length}`
          refuse(['email', 'subject'], email.subject, allowed, 'shorten it')
        }
      }
      if (template.sms !== undefined) {
        const text = compose({ channel: 'sms', template, layout: bare, variables })
        if (text.channel !== 'sms') continue
        const strange = beyondGsm7(text.sms)
        if (strange.length > 0) {
          refuse(
            ['sms'],
            text.sms,
            `the letters of GSM-7, in which ${strange.join(' ')} cannot be written`,
            'write it plainly',
          )
        } else if (text.parts > parts) {
          const allowed = `${parts * (parts === 1 ? 160 : 153)} characters with the longest values; this has ${text.septets}`
          refuse(['sms'], text.sms, allowed, 'shorten it: each part is paid for')
        }
      }
    }
  }
  return [...mistakes.values()]
}

/** What a subject is composed with: neither the frame nor the other words of its e-mail, which it does not see. */
const subjectAlone = ({ subject }: NonNullable<MessageTemplate['email']>): MessageTemplate => ({
  tone: 0,
  email: { subject, preview: '', heading: '', opening: '', closing: '' },
})

const withoutWords = rememberedWith(
  ({ words }: MessageLayout): MessageLayout => ({
    html: '',
    text: '',
    words: Object.fromEntries(Object.entries(words).map(([language, own]) => [language, { ...own, ...emptied(own) }])),
  }),
)

const emptied = (words: object): Record<string, ''> => Object.fromEntries(Object.keys(words).map((name) => [name, '']))
