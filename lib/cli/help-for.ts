import { HELP } from './help.ts'
import type { Lang } from './words.ts'

/** Options of every command that reaches a stack. */
const COMMON = /^ {6}--(stack|rehearsal)\b/

/** What `--help` says of one command: its own lines of the help, and the options that all have; the whole where it has none. */
export function helpFor(command: string, lang: Lang): string {
  const lines = HELP[lang].split('\n')
  const begins = new RegExp(
    command === 'rehearse' ? '^ {2}npm start\\b' : `^ {2}(puntual|npm run) ${command}(?![\\w-])`,
  )
  let isOwn = false
  const own = lines.filter((line) => {
    if (!/^ {6}/.test(line)) isOwn = begins.test(line)
    return isOwn && !COMMON.test(line)
  })
  if (own.length === 0) return HELP[lang]
  const always = lines.slice(lines.findIndex((line) => /^(Siempre|Everywhere)$/.test(line)) + 1)
  const common = own.some((line) => line.startsWith('  puntual ')) ? lines.filter((line) => COMMON.test(line)) : []
  return [...own, '', ...common, ...always].join('\n')
}
