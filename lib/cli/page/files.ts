import { filesWithReport, linesOf, type Reports, summaryAt } from '../dropped-reports.ts'
import { inShort } from '../dropped-words.ts'
import { type Html, html } from './html.ts'
import { facts, paged, table } from './parts.ts'
import { heading } from './shell.ts'
import type { Visit } from './visit.ts'

/** The files that were dropped, the newest first, and what became of each. */
export async function files(visit: Visit, folder: Reports): Promise<Html> {
  const names = await filesWithReport(folder)
  const { rows, links } = paged(visit, names)
  const told = await Promise.all(rows.map(async (name) => ({ name, summary: await summaryAt(folder, name) })))
  return html`${heading(visit.say('files'), visit.say('filesLead'))}
${
  told.length === 0
    ? html`<p class="empty">${visit.say('none')}</p>`
    : table(
        [visit.say('file'), visit.say('arrived'), visit.say('fileResult')],
        told.map(({ name, summary }) => [
          html`<a class="id" href="${visit.href(`/files/${encodeURIComponent(name)}`)}">${name}</a>`,
          summary && html`<span class="nowrap">${visit.time(summary.at, visit.clock?.zone)}</span>`,
          summary && inShort(summary, visit.words.of),
        ]),
      )
}
${links}`
}

/** One file: what became of it, and of each of its lines; those that were refused stand first. */
export async function fileReport(visit: Visit, folder: Reports, name: string): Promise<Html | undefined> {
  const summary = await summaryAt(folder, name)
  if (!summary) return undefined
  const lines = await linesOf(folder, summary)
  const isRefused = ({ result }: (typeof lines)[number]) => result === 'refused'
  const { rows, links } = paged(visit, [...lines.filter(isRefused), ...lines.filter((one) => !isRefused(one))])
  return html`${heading(html`${visit.say('file')} ${name}`, inShort(summary, visit.words.of))}
<div class="card">${facts([
    [visit.say('arrived'), visit.time(summary.at, visit.clock?.zone)],
    [visit.say('sameAs'), 'before' in summary && summary.before.file],
    [visit.say('unreadColumns'), 'unread' in summary && summary.unread.length > 0 && summary.unread.join(', ')],
    [visit.say('wholeReport'), 'report' in summary && summary.report !== '' && html`<code>${summary.report}</code>`],
  ])}</div>
${
  rows.length > 0 &&
  table(
    [visit.say('line'), visit.say('about'), visit.say('fileResult'), visit.say('column'), visit.say('given'), ''],
    rows.map(({ line, id, result, column, value, allowed }) => [
      String(line),
      id ?? '',
      visit.say(LINES[result]),
      column ?? '',
      value ?? '',
      allowed ?? '',
    ]),
  )
}
${links}`
}

const LINES = {
  sent: 'lineSent',
  sentBefore: 'lineSentBefore',
  repeated: 'lineRepeated',
  refused: 'lineRefused',
} as const
