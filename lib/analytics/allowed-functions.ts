/** The functions our SQL may call: those that Trino and DuckDB name and mean alike, as far as we use them. */
export const ALLOWED_FUNCTIONS = [
  'abs',
  'avg',
  'cast',
  'coalesce',
  'count',
  // Days only, and on dates only: on instants the two count differently.
  'date_diff',
  // Cast back to a date: Trino keeps the type, DuckDB makes an instant of it.
  'date_trunc',
  'greatest',
  'lag',
  'least',
  'max',
  'min',
  'mod',
  'nullif',
  'replace',
  'row_number',
  'substr',
  'sum',
] as const

const CALLS = /([A-Za-z_]\w*)\s*\(/g
/** Words before a bracket that call nothing. */
const WORDS = new Set(
  'AND OR NOT IN AS OVER ON VALUES FROM JOIN SELECT WHEN THEN ELSE CASE BETWEEN WHERE BY UNION ALL EXISTS'.split(' '),
)
const NAMES_OF_COLUMNS = /\bAS\s+\w+\s*\([^)]*\)/gi

/** What is wrong with a query for Trino or DuckDB, beyond what a grammar sees; empty when nothing is. */
export function unshared(sql: string): string[] {
  const plain = sql.replace(/'[^']*'/g, "''")
  const called = [...plain.replace(NAMES_OF_COLUMNS, '').matchAll(CALLS)].map(([, name = '']) => name)
  const allowed: ReadonlySet<string> = new Set(ALLOWED_FUNCTIONS)
  return [
    ...called
      .filter((name) => !WORDS.has(name.toUpperCase()) && !WITH_NAMES(plain, name) && !allowed.has(name.toLowerCase()))
      .map((name) => `calls ${name}, which is not among the functions that Trino and DuckDB share`),
    ...(/SELECT\s+(\w+\.)?\*/i.test(plain) ? ['selects *, which changes with the table'] : []),
    ...[...sql.matchAll(/date_diff\('(\w+)'/gi)]
      .filter(([, unit]) => unit !== 'day')
      .map(([text]) => `${text}: only whole days on dates mean the same to both`),
    ...[...sql.matchAll(/(.{0,5})date_trunc\(/gi)]
      .filter(([, before = '']) => !before.endsWith('CAST('))
      .map(() => 'does not cast date_trunc back to a date'),
  ]
}

const WITH_NAMES = (sql: string, name: string): boolean => new RegExp(`(WITH|,)\\s+${name}\\s+AS\\s*\\(`, 'i').test(sql)
