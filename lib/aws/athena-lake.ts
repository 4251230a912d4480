import {
  type AthenaClient,
  GetQueryExecutionCommand,
  paginateGetQueryResults,
  StartQueryExecutionCommand,
} from '@aws-sdk/client-athena'

/** A value of an answer: text (dates too) or a number. */
type Cell = string | number | boolean | null

/** Types of Athena whose values are numbers. */
const NUMBERS = new Set(['tinyint', 'smallint', 'integer', 'bigint', 'double', 'float', 'real', 'decimal'])
/** Pauses in ms before the query is looked at again; the last goes on until the function gives up. */
const PAUSES = [300, 500, 1_000, 2_000]

const pauseFor = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

/** A query that Athena refused, stopped or could not finish, with its reason. */
export class QueryFailed extends Error {
  constructor(query: string, state: string, reason: string) {
    super(`the query ${query} is ${state}: ${reason}`)
    this.name = 'QueryFailed'
  }
}

/** Where a query is asked. Without a database Athena looks for one that is called default, which nobody is granted. */
interface Where {
  readonly workGroup: string
  readonly database: string
}

/** Asks Athena through a work group, and waits for the rows; numbers come as numbers, dates and instants as text. */
export function athenaLake(client: AthenaClient, { workGroup, database }: Where, pause = pauseFor) {
  return async (sql: string): Promise<Readonly<Record<string, Cell>>[]> => {
    const started = await client.send(
      new StartQueryExecutionCommand({
        QueryString: sql,
        QueryExecutionContext: { Database: database },
        WorkGroup: workGroup,
      }),
    )
    const query = started.QueryExecutionId ?? ''
    await finished(client, query, pause)
    const rows: Readonly<Record<string, Cell>>[] = []
    let isHeader = true
    for await (const { ResultSet } of paginateGetQueryResults({ client }, { QueryExecutionId: query })) {
      const columns = ResultSet?.ResultSetMetadata?.ColumnInfo ?? []
      for (const { Data = [] } of ResultSet?.Rows ?? []) {
        // The first row of the first page names the columns.
        if (!isHeader)
          rows.push(
            Object.fromEntries(
              columns.map(({ Name = '', Type = '' }, place) => [Name, cellOf(Data[place]?.VarCharValue, Type)]),
            ),
          )
        isHeader = false
      }
    }
    return rows
  }
}

async function finished(client: AthenaClient, query: string, pause: typeof pauseFor): Promise<void> {
  for (let look = 0; ; look++) {
    const { QueryExecution } = await client.send(new GetQueryExecutionCommand({ QueryExecutionId: query }))
    const { State = '', StateChangeReason = 'no reason was told' } = QueryExecution?.Status ?? {}
    if (State === 'SUCCEEDED') return
    if (State !== 'QUEUED' && State !== 'RUNNING') throw new QueryFailed(query, State, StateChangeReason)
    await pause(PAUSES[Math.min(look, PAUSES.length - 1)] ?? 0)
  }
}

function cellOf(text: string | undefined, type: string): Cell {
  if (text === undefined) return null
  if (NUMBERS.has(type)) return Number(text)
  return type === 'boolean' ? text === 'true' : text
}
