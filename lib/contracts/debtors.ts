import * as z from 'zod'
import { WIDE_SCOPES } from '../domain/consent.ts'
import { FLAG_KINDS } from '../domain/flag.ts'
import { CHANNELS } from '../domain/policy.ts'
import {
  ADebtor,
  CalendarDay,
  Call,
  Country,
  Email,
  fact,
  Hours,
  Id,
  Key,
  Language,
  Region,
  Sms,
  Text,
  WhatsApp,
  Why,
  Zone,
} from './event-fields.ts'

const ROLE =
  'must be holder, coDebtor, guarantor or billing: references and anybody else who knows the debtor are never contacted'
const ONE_ADDRESS = 'needs a contact point or an address, and not both'
const ANY_ADDRESS = 'must be an e-mail address, or a telephone number in E.164'
const A_PREFERENCE = 'needs a channel, hours or a language'
const TWO_IDS = 'must be another id than the debtor'
const Author = Text(140)
const A_WORD = 'must be a text of 1 to 280 characters, or { clause, version, date, text }'

/** Where a consent is on record: a sentence, or the clause that was agreed to; kept as the latter. */
const Evidence = z
  .union([
    Text(280).transform((text) => ({ text })),
    z.strictObject({
      clause: Text(140).describe('The clause or form that the person agreed to'),
      version: Text(40).describe('Its version'),
      date: CalendarDay.describe('The day of the word'),
      text: Text(280).describe('Where it is kept, and whatever else matters').optional(),
    }),
  ])
  .meta({ allowed: A_WORD })

/** What upstream systems and staff say about debtors, by the name of the event. */
export const DEBTORS = {
  DebtorUpserted: fact({
    debtor: ADebtor,
    name: Text(140).describe('The name on invoices'),
    givenName: Text(60).describe('How a person is addressed in a message').optional(),
    kind: z.enum(['person', 'company']).describe('Whether this is a person or a company'),
    language: Language.describe('The language of messages; the nearest one that the policy speaks is used'),
    country: Country.describe("The country whose contact law counts: the debtor's"),
    region: Region.describe('The state or province, where it has a contact law of its own').optional(),
    city: Text(60).describe('The city, where it has a contact law of its own').optional(),
    zone: Zone.describe(
      'Where the debtor lives: what is today, and which hours are decent. Without it, every zone of the country must agree',
    ).optional(),
    segment: Id.describe('A segment of catalog/company.yaml; it chooses the policy').optional(),
    policy: Id.describe('A policy of catalog/policies, before the one of the segment').optional(),
    internal: z.boolean().default(false).describe('One of our own companies: never contacted'),
    doNotContact: z
      .boolean()
      .default(false)
      .describe('Nobody writes to this debtor, on any channel; means the same as the flag'),
  }),
  ContactPointUpserted: fact({
    debtor: ADebtor,
    contactPoint: Id.describe("This way to reach the debtor, unique among the debtor's own"),
    point: z.discriminatedUnion('channel', [Email, Sms, WhatsApp, Call]).describe('The channel and its address'),
    role: z
      .enum(['holder', 'coDebtor', 'guarantor', 'billing'], ROLE)
      .default('holder')
      .meta({ allowed: ROLE })
      .describe('Whose it is: the holder is tried first'),
    active: z.boolean().default(true).describe('False when it is no longer used'),
  }),
  ConsentChanged: fact({
    debtor: ADebtor,
    scope: z
      .union([z.enum(WIDE_SCOPES), Id])
      .meta({ allowed: `must be one of ${WIDE_SCOPES.join(', ')}, or the id of a contact point` })
      .describe('What the word covers: everything, a channel, or one contact point'),
    status: z
      .enum(['granted', 'revoked', 'unknown'])
      .describe('Whether messages may be sent there from now on; unknown takes back the evidence of a consent'),
    purpose: z.enum(['service', 'offer']).default('service').describe('Messages about what is owed, or offers'),
    evidence: Evidence.describe(
      'Where the word is on record: a sentence, or the clause that was agreed to; a consent counts from its date, where that is earlier',
    ).optional(),
    author: Author.describe('Who noted it').optional(),
  }),
  DebtorFlagChanged: fact({
    debtor: ADebtor,
    flag: z.enum(FLAG_KINDS).describe('Something at which every contact stops'),
    status: z.enum(['raised', 'cleared']).describe('Whether it holds from now on'),
    reason: Why,
    author: Author.describe('Who says so'),
  }),
  PreferenceChanged: fact({
    debtor: ADebtor,
    channel: z
      .enum([...CHANNELS, 'any'])
      .describe("The channel to be tried first, of those the policy's step uses; any ends the wish")
      .optional(),
    hours: Hours.describe(
      "When to be reached, on the debtor's clock; only ever fewer hours than the law and the company allow",
    ).optional(),
    language: Language.describe("The language of messages, before the profile's").optional(),
    author: Author.describe('Who noted it').optional(),
  })
    .refine(({ channel, hours, language }) => Boolean(channel ?? hours ?? language), A_PREFERENCE)
    .meta({ allowed: A_PREFERENCE }),
  WrongPersonReported: fact({
    debtor: ADebtor,
    contactPoint: Id.describe('The contact point, for every address it has had until then').optional(),
    address: z
      .union([Email.shape.address, Sms.shape.address])
      .meta({ allowed: 'must be an e-mail address, or a mobile number in E.164' })
      .describe('The address')
      .optional(),
    status: z
      .enum(['reported', 'withdrawn'])
      .default('reported')
      .describe(
        "Whether the address is somebody else's; only withdrawn opens it again, no new word of the source does; withdrawn also opens one that bounced before",
      ),
    author: Author.describe('Who says so, such as the person who answered'),
  })
    .refine(({ contactPoint, address }) => (contactPoint === undefined) !== (address === undefined), ONE_ADDRESS)
    .meta({ allowed: ONE_ADDRESS }),
  AddressStopped: fact({
    address: z
      .union([Email.shape.address, Sms.shape.address, Call.shape.address], ANY_ADDRESS)
      .meta({ allowed: ANY_ADDRESS })
      .describe('The address: of a number, texts, WhatsApp and calls'),
    reason: Why,
    author: Author.describe('Who says so, such as the list it stands on'),
  }),
  DebtorMerged: fact({
    debtor: Key.describe('The id that goes on'),
    merged: Key.meta({ allowed: `${Key.meta()?.allowed}; ${TWO_IDS}` }).describe(
      'The other id of the same debtor; events may go on naming it',
    ),
    reason: Why.optional(),
    author: Author.describe('Who merged them').optional(),
  }).superRefine(({ debtor, merged }, context) => {
    if (debtor === merged) context.addIssue({ code: 'custom', path: ['merged'], input: merged, message: TWO_IDS })
  }),
} as const
