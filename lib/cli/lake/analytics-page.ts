import { ALLOWED_FUNCTIONS } from '../../analytics/allowed-functions.ts'
import { DATASETS } from '../../analytics/datasets.ts'
import { COLUMN_NAMES, COLUMNS, PARTITION, TABLE } from '../../analytics/dunning-events.ts'
import { ENTITIES } from '../../analytics/kinds.ts'
import { KEPT } from '../../analytics/reconciliation.ts'
import { viewsOf } from '../../analytics/views.ts'

/** The page about the lake and its figures, from the code that makes them. */
export function analyticsPage(): string {
  const columns = COLUMN_NAMES.map((name) => `| \`${name}\` | ${COLUMNS[name].type} | ${COLUMNS[name].means} |`)
  const views = viewsOf("DATE '2026-01-01'", { targets: [], prices: [], hours: [], holidays: [] })
  return `${INTRODUCTION}
## The table

\`${TABLE}\`, divided by \`${PARTITION}\`, the day (UTC) on which a row arrived. Kinds of facts (\`entity\`): ${ENTITIES.map((kind) => `\`${kind}\``).join(', ')}.
A kind is added in \`lib/analytics/kinds.ts\`, a column in \`lib/analytics/dunning-events.ts\`; from there follow the columns of Glue
and Firehose, DuckDB's table and the type of a row.

| column | type | meaning |
|---|---|---|
${columns.join('\n')}

## Views

| view | meaning |
|---|---|
${views.map(({ name, means }) => `| \`${name}\` | ${means} |`).join('\n')}

## Datasets

Each is one file of \`lib/analytics/datasets\`: SQL, formula, source and grain together.

${Object.values(DATASETS)
  .map(
    ({ id, means, grain, formula, source, refresh, columns: own }) => `### ${id}

${means}.

- **Formula**: ${formula}
- **Grain**: ${grain}. **Source**: ${source}. **Refresh**: ${refresh}
- **Columns**: ${Object.keys(own)
      .map((name) => `\`${name}\``)
      .join(', ')}
`,
  )
  .join('\n')}
## SQL

Only these functions are called: ${ALLOWED_FUNCTIONS.map((name) => `\`${name}\``).join(', ')}. Money is whole minor units until the last SELECT; a
ratio comes as numerator and denominator; every output is cast; nothing selects \`*\`.

${LIMITS}`
}

const INTRODUCTION = `# The lake and its figures

Written by \`npm run docs\` from the code. Every change of the tables Ledger and Debtors goes through one mapping
(\`functions/map-to-lake.ts\`) and becomes rows of one append-only table. A row may arrive twice: the view \`latest\` takes the
newest row of each kind and id (of two as new as each other the later to arrive), and nothing but freshness reads the lake otherwise. A record that cannot be mapped goes to the
dead letters of the pipe, a row that does not fit the table under \`errors/\` of the bucket; both ring an alarm.
Names, addresses, numbers, notes and reasons in a person's own words stay in the tables; so does the id that a provider gave a
message, because Meta's is base64 with the debtor's number in it: a digest of it is here.

\`puntual lake backfill\` fills it again from an export of the tables (\`statemachines/refill-lake.asl.json\`) and compares counts
and check sums with it: ${KEPT.map((kind) => `\`${kind}\``).join(', ')} (of journeys the newest of each invoice). Of contacts,
consents and holds the lake remembers more than the tables; they come with the rows of debtors and entries, which are counted.
\`snapshot\` is how an invoice stands in an export, and only a refill writes it: how it stood on any other day is reckoned from \`entry\`.
`

const LIMITS = `## How it is proven

- A rehearsal's pipes read the tables' streams through the deployed \`MapToLake\`, in batches of which some come twice and one
  holds a record that cannot be read: the lake then counts what an export of the tables counts, and the record stands alone in
  the dead letters. Every visual of every sheet is drawn over that lake, and each has rows (\`test/analytics/streamed.test.ts\`).
- Every row and every column of every dataset is compared with what an accountant works out from the ledger, on three
  invented portfolios in which everything happens, on towns that were lived through, and on what the pipes streamed
  (\`test/analytics/figures.test.ts\`, \`streamed.test.ts\`; the reckoning is in \`test/analytics/ledger\`). A column that is
  added does not compile until it is reckoned there too.
- Firehose, S3's exports and Athena are not emulated: Firehose's schema is compared with Glue's columns, the export is read in
  the form that AWS documents, and the query that Athena gets runs in DuckDB.

## What it does not say

- An invoice ages by its due date as it stands now, and one in instalments by the date of the whole.
- Days are those of the zone of the default entity, for every company of yours: the mapping writes \`company_ts\` beside each instant. How
  fresh the data is is told in UTC; days and hours of contacts are the debtor's own, where the zone is known.
- Hours and holidays are those of the national pack of \`catalog/law\` at the time of the deployment: of the statute, or what
  the pack recommends where it sets none. Laws of states and cities, decreed holidays and the company's own hours are judged
  by \`puntual verify\`, not here.
- A backfill brings the contacts of the last 60 days, which is what the tables remember; what was streamed before stays.
- Countback DSO is that of a legal entity; of several at once it is theirs, weighed by what is open.
- Contact to payment is descriptive: what was paid within seven days need not be paid because of the message.
- A text is priced by its parts, as they were when it left; what the catalog has no price for is counted beside the cost, not in it. Calls cost nothing here.
- The business unit of a row is its segment until there is a real one; docs/dashboards.md says which row counts for whose.
- Promises, plans, agents and satisfaction bring their own kinds and datasets when those capabilities come.
`
