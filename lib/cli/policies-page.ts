import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { PolicyStep } from '../contracts/policy.ts'

/** docs/policies.md: when to choose which policy, and what each does, as the catalog has it. Markdown. */
export const policiesPage = ({
  policies,
}: Pick<CompiledCatalog, 'policies'>): string => `# Policies: which one, and when

Written by \`npm run docs\` from \`catalog/policies\`; change it there. When to use a policy is told in the words of its
file, which staff read too.

A segment follows the policy that \`segments\` in \`catalog/company.yaml\` gives it; a debtor or an invoice may name another
(\`policy\` in [events.md](events.md)). For people who buy in instalments there are three, by how they have paid so far:

| pays | policy |
|---|---|
| punctually | \`consumer-flexible\` |
| as most do | \`consumer-instalments\` |
| late as a habit | \`consumer-strict\` |

Who is which, your system says: Puntual moves nobody from one to another by itself. Days count from the due date; "pay day"
is the next 15th or last of the month. A message that falls on a day without contact leaves on the next one with.

The texts are those of the templates. \`reminder-1.rent\` is the text \`reminder-1\` in the words of rent
(\`catalog/subjects.yaml\`, [texts.md](texts.md)); what WhatsApp says is the same for all and speaks of a payment. People are spoken to as their legal
entity does (\`addressAs\` in \`catalog/company.yaml\`: tu, usted or vos; usted unless told), the people of a company as
ustedes. A policy may say otherwise for its segment.

${Object.values(policies)
  .map(({ policy }) =>
    [
      `## ${policy.id}`,
      `**${policy.name}** (${policy.languages.join(', ')}${policy.addressAs ? `; in Spanish ${policy.addressAs}` : ''}). ${policy.whenToUse}`,
      ['| step | day | channels, the first that reaches | text |', '|---|---|---|---|', ...policy.steps.map(line)].join(
        '\n',
      ),
      `Days of grace: ${policy.graceDays}. ${policy.afterLast.days} days after the last message ${
        policy.afterLast.then === 'handOver' ? 'a person takes over' : 'nothing more is sent'
      }.`,
    ].join('\n\n'),
  )
  .join('\n\n')}
`

const line = ({ id, offset, channels, template, approval }: PolicyStep): string => {
  const kind = offset.count === 'business' ? ' business' : ''
  const side = offset.from === 'previousTouch' ? 'after the last' : offset.days < 0 ? 'before' : 'after'
  const pay = offset.from === 'dueDate' && offset.until ? ', then the next pay day' : ''
  return `| ${id} | ${Math.abs(offset.days)}${kind} ${Math.abs(offset.days) === 1 ? 'day' : 'days'} ${side}${pay}${approval ? `, once a person approves it (${approval.withinDays} days, else ${approval.then === 'skip' ? 'it is left out' : 'a person takes over'})` : ''} | ${channels.join(', ')} | ${template} |`
}
