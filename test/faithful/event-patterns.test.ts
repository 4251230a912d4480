import { describe, expect, it } from 'vitest'
import { compilePattern } from '../../lib/rehearsal/events/pattern.ts'
import { fieldsList, optionalFields, text } from '../../lib/rehearsal/gateway/fields.ts'
import { readAssembly } from '../../lib/rehearsal/template/assembly.ts'
import { deploy } from '../../lib/rehearsal/template/deploy.ts'
import { isRecord } from '../../lib/rehearsal/template/shape.ts'
import { assembly } from '../assembly.ts'

const account = '111122223333'
const deployed = deploy(readAssembly(assembly()), { account, region: 'us-east-1', endpoint: 'http://127.0.0.1' })
const [machine] = deployed.ofType('AWS::StepFunctions::StateMachine')

/** Every pattern of the template by the name of what has it: rules, archives, and filters of event sources. */
const patterns = new Map<string, unknown>([
  ...['AWS::Events::Rule', 'AWS::Events::Archive'].flatMap((type) =>
    deployed
      .ofType(type)
      .flatMap(({ logicalId, properties }): [string, unknown][] =>
        properties.EventPattern === undefined ? [] : [[short(logicalId), properties.EventPattern]],
      ),
  ),
  ...deployed
    .ofType('AWS::Lambda::EventSourceMapping')
    .flatMap(({ logicalId, properties }) =>
      fieldsList(optionalFields(properties, 'FilterCriteria') ?? {}, 'Filters').map(
        (filter, index): [string, unknown] => [`${short(logicalId)} ${index + 1}`, JSON.parse(text(filter, 'Pattern'))],
      ),
    ),
])

const death = (status: string, more: object = {}) => ({
  source: 'aws.states',
  'detail-type': 'Step Functions Execution Status Change',
  detail: { status, stateMachineArn: machine?.arn },
  ...more,
})
const [set] = deployed.ofType('AWS::SES::ConfigurationSet')
const emailed = (tags: object, source = 'aws.ses') => ({
  source,
  'detail-type': 'Email Bounced',
  detail: { mail: { tags } },
})
const texted = (detail: object, more: object = {}) => ({
  source: 'aws.sms-voice',
  'detail-type': 'Text Message Delivery Status Updated',
  detail,
  ...more,
})
const dropped = (key: string, more: object = {}) => ({
  source: 'aws.s3',
  'detail-type': 'Object Created',
  detail: { bucket: { name: deployed.outputs.DropBucketName }, object: { key } },
  ...more,
})
const change = (eventName: string, sk: string, more: object = {}) => ({
  eventName,
  dynamodb: { NewImage: { pk: { S: 'invoice#erp:F-1' }, sk: { S: sk }, ...more } },
})
const escalated = ({ ...detail }: object) => ({
  source: 'puntual',
  'detail-type': 'EscalatedToPerson',
  detail: JSON.parse(JSON.stringify({ kind: 'answer', reason: 'reply', debtor: 'erp:D-1', ...detail })),
})
const closed = { status: { S: 'closed' } }

/** What each pattern lets in, and what it keeps out. */
const judged: Readonly<Record<string, { readonly in: readonly unknown[]; readonly out: readonly unknown[] }>> = {
  AcknowledgementsAnswers: {
    in: [escalated({})],
    out: [
      escalated({ debtor: undefined }),
      escalated({ kind: 'collect' }),
      escalated({ reason: 'stop' }),
      { ...escalated({}), source: 'erp' },
      { ...escalated({}), 'detail-type': 'TouchSent' },
    ],
  },
  InboundFacts: { in: [{ source: 'erp' }, { source: 'puntual.journey' }], out: [{ source: 'puntual' }, {}] },
  InboundArchive: { in: [{ account, source: 'puntual' }], out: [{ account: '999988887777' }] },
  DeliveriesEmails: {
    in: [emailed({ 'ses:configuration-set': [set?.name], touch: ['t-1'] })],
    out: [
      emailed({ 'ses:configuration-set': [set?.name] }),
      emailed({ 'ses:configuration-set': ['newsletter'], touch: ['t-1'] }),
      emailed({ 'ses:configuration-set': [set?.name], touch: ['t-1'] }, 'erp'),
    ],
  },
  DeliveriesTexts: {
    in: [texted({ context: { touch: 't-1' } })],
    out: [
      texted({}),
      texted({ context: { campaign: 'c-1' } }),
      texted({ context: { touch: 't-1' } }, { source: 'erp' }),
      texted({ context: { touch: 't-1' } }, { 'detail-type': 'Voice Message Delivery Status Updated' }),
    ],
  },
  DropDropped: {
    in: [dropped('incoming/invoices/enero.csv')],
    out: [
      dropped('reports/invoices/enero.csv/report.json'),
      dropped('incoming'),
      dropped('incoming/invoices/enero.csv', { 'detail-type': 'Object Deleted' }),
      dropped('incoming/invoices/enero.csv', { source: 'erp' }),
      dropped('incoming/invoices/enero.csv', {
        detail: { bucket: { name: 'other' }, object: { key: 'incoming/a.csv' } },
      }),
    ],
  },
  JourneysDeaths: {
    in: ['FAILED', 'TIMED_OUT', 'ABORTED'].map((status) => death(status)),
    out: [
      death('SUCCEEDED'),
      death('RUNNING'),
      death('FAILED', { source: 'erp' }),
      death('FAILED', { 'detail-type': 'Step Functions Execution' }),
      death('FAILED', { detail: { status: 'FAILED', stateMachineArn: `${machine?.arn}-other` } }),
    ],
  },
  'OutboxPublishEventsFunctionLedger 1': {
    in: [
      ...['touch', 'task', 'refused', 'opened#1', 'suppressed#1#reminder-1#paid', 'watermark#erp'].map((sk) =>
        change('INSERT', sk),
      ),
      change('MODIFY', 'touch'),
    ],
    out: [
      ...['touch#1', 'summary', 'entry#P-1', 'opened', 'suppressed'].map((sk) => change('INSERT', sk)),
      change('REMOVE', 'touch'),
      { eventName: 'REMOVE', dynamodb: { OldImage: { sk: { S: 'touch' } } } },
    ],
  },
  'OutboxPublishEventsFunctionLedger 2': {
    in: [change('MODIFY', 'summary', closed), change('INSERT', 'summary', closed)],
    out: [
      change('MODIFY', 'summary', { status: { S: 'open' } }),
      change('MODIFY', 'summary'),
      change('MODIFY', 'entry#P-1', closed),
      change('REMOVE', 'summary', closed),
    ],
  },
}

describe('the patterns of the template', () => {
  it('are all judged here', () => {
    expect(Object.keys(judged).sort()).toEqual([...patterns.keys()].sort())
  })

  for (const [name, { in: positive, out: negative }] of Object.entries(judged)) {
    const pattern = patterns.get(name)

    it(`${name} lets in what it is for, and nothing else`, () => {
      const matches = compilePattern(pattern)
      expect(positive.filter((event) => !matches(event))).toEqual([])
      expect(negative.filter((event) => matches(event))).toEqual([])
    })

    it(`${name} has nothing that no event here depends on`, () => {
      const idle = variantsOf(pattern).filter(({ without }) => {
        const matches = compilePattern(without)
        return positive.every((event) => matches(event)) && negative.every((event) => !matches(event))
      })
      expect(idle.map(({ part }) => part)).toEqual([])
    })
  }
})

interface Variant {
  readonly part: string
  readonly without: unknown
}

/** The pattern without one of its alternatives, or asking nothing more of one of its fields than to be there or not. */
function variantsOf(pattern: unknown, path: readonly string[] = []): Variant[] {
  if (!isRecord(pattern)) return []
  return Object.entries(pattern).flatMap(([field, rule]): Variant[] => {
    const here = [...path, field]
    const put = (by: unknown) => ({ ...pattern, [field]: by })
    if (!Array.isArray(rule))
      return variantsOf(rule, here).map(({ part, without }) => ({ part, without: put(without) }))
    const anything = { part: here.join('.'), without: put([{ exists: true }, { exists: false }]) }
    const fewer = rule.map((alternative: unknown) => ({
      part: `${here.join('.')} ${JSON.stringify(alternative)}`,
      without: put(rule.filter((other: unknown) => other !== alternative)),
    }))
    return rule.length > 1 ? [anything, ...fewer] : [anything]
  })
}

function short(logicalId: string): string {
  return logicalId.replace(/[0-9A-F]{8}$/, '')
}
