import { type Suppression, WHY_NOT } from '../domain/why-not.ts'

/** The page docs/why-not.md: every reason for which a planned message is not sent, as people read it. */
export const whyNotPage = (): string => {
  const codes = Object.keys(WHY_NOT).filter((code): code is Suppression => Object.hasOwn(WHY_NOT, code))
  const rows = codes.map((code) => {
    const { es, en, pt } = WHY_NOT[code]
    return `| \`${code}\` | ${es} | ${en} | ${pt} |`
  })
  return `${[INTRODUCTION, '| code | español | English | português |\n|---|---|---|---|', ...rows].join('\n')}\n${ENDING}`
}

const INTRODUCTION = `# Why a message was not sent

This page is made from \`lib/domain/why-not.ts\` by \`puntual docs\`; change it there.

Every message that was planned and not sent is kept with its reason: once for each step and reason, on the invoice
(\`suppressed#<generation>#<step>#<reason>\`, [ledger.md](ledger.md)), by whoever decided so. It stands on the timeline of
\`puntual invoice\` and of the page, is published as \`TouchSuppressed\`, and the figures of a run count it by reason.

When the same step leaves later, asking for the same due date, the message was only put off: the page and the terminal say
from which day and why, and neither counts it among what was not sent. \`TouchSuppressed\` and the dashboards count it: it
was kept back, and nobody knew yet whether it would leave.
`

const ENDING = `
## What a hold is for

\`dispute\`, \`promise\`, \`plan\`, \`awaitingApproval\` and \`controlGroup\` are the \`cause\` of a hold on the invoice or the
debtor (\`HoldPlaced\`, \`puntual hold … --cause\`): whoever knows of the promise, the plan, the dispute, the approval or the
hold-out group says so, until when, and when it is over. A hold without one is \`hold\` or \`debtorHold\`.
`
