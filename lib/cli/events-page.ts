import { EVENTS_IN, type EventName } from '../contracts/events.ts'
import { EXAMPLES_IN } from '../contracts/examples.ts'
import { EVENTS_OUT, type EventOutName } from '../contracts/published.ts'
import { EXAMPLES_OUT } from '../contracts/published-examples.ts'
import { fieldsTable } from './event-fields-table.ts'
import { schemaIn, schemaOut } from './event-schemas.ts'

export const NAMES_IN = Object.keys(EVENTS_IN).filter((name): name is EventName => Object.hasOwn(EVENTS_IN, name))
export const NAMES_OUT = Object.keys(EVENTS_OUT).filter((name): name is EventOutName => Object.hasOwn(EVENTS_OUT, name))

/** The page docs/events.md: every event in and out, with its fields, an example, and what becomes of a repeat. */
export const eventsPage = (): string =>
  [INTRODUCTION, ...NAMES_IN.map(chapterIn), PUBLISHED, ...NAMES_OUT.map(chapterOut)].join('\n\n').concat('\n')

function chapterIn(name: EventName): string {
  const { when, repeated, source, detail } = EXAMPLES_IN[name]
  const schema = schemaIn(name)
  return [
    `### ${name}`,
    when,
    fieldsTable(schema),
    ...(schema.allowed ? [`The event as a whole ${schema.allowed}.`] : []),
    `**Repeats and order.** ${repeated}`,
    `An example, as \`${exampleFile(name)}\` holds it:`,
    json(detail),
    shell(publishCommand(name, source)),
  ].join('\n\n')
}

function chapterOut(name: EventOutName): string {
  const { when, detail } = EXAMPLES_OUT[name]
  return [`### ${name}`, when, fieldsTable(schemaOut(name)), json(detail)].join('\n\n')
}

/** The file of an event's example, from the root of the repository. */
export const exampleFile = (name: EventName): string => `docs/examples/${name}.json`

/** The command that publishes an event's example on the bus. */
export const publishCommand = (name: EventName, source: string): string =>
  `aws events put-events --entries "$(jq -c '[{EventBusName:"puntual",Source:"${source}",DetailType:"${name}",Detail:tojson}]' ${exampleFile(name)})"`

const json = (value: unknown): string => ['```json', JSON.stringify(value, null, 2), '```'].join('\n')
const shell = (command: string): string => ['```sh', command, '```'].join('\n')

const INTRODUCTION = `# Events

This page is made from the contracts in \`lib/contracts\` by \`puntual docs\`; change it there.

Upstream systems publish what happened on the EventBridge bus \`puntual\`. The event's name is the \`detail-type\`, the
name of your system the \`source\`, and the \`detail\` is the object described here. JSON Schemas of the details are in
\`docs/schemas\`, for validation and for EventBridge's schema registry (draft 4).

- **Money** is a whole number of minor units and an ISO 4217 code: COP 250,000.00 is \`{ "amount": 25000000, "currency": "COP" }\`.
  Texts and decimals are refused, never guessed.
- **Names of things** are \`source:external-id\`, such as \`erp:F-1001\`: your own id behind the name of the system that
  gave it. Two systems that speak of the same invoice must name it alike.
- **Dates** are the debtor's calendar dates; **instants** carry their offset.
- **Unknown fields are refused by name**: a misspelt optional field would otherwise be lost in silence.
- **Order does not matter, and repeats change nothing.** EventBridge delivers at least once and in no order; each event
  below says by what a repeat is known. Send an event again whenever you are not sure.
- **What cannot be accepted is kept**, whole, in quarantine, with each field's problem, and the event
  [EventRefused](#eventrefused) says so on the same bus. After the mistake is mended it can be sent again.

\`put-events\` answers with \`FailedEntryCount\`: when it is not 0, the bus has not taken the event, and it must be sent
again. The role that publishes needs the managed policy from the stack output \`PublisherPolicyArn\`. The commands below
need the AWS CLI and \`jq\`, and run from the root of this repository.

## Events in`

const PUBLISHED = `## Events out

Published on the same bus under the source \`puntual\`, at least once. An event published twice has the same \`id\` in its
detail, so keep the ids you have dealt with. Events carry ids and reasons, never names, addresses or texts; sums are
minor units. Listen with a rule on \`{ "source": ["puntual"], "detail-type": ["JourneyEnded"] }\`.`
