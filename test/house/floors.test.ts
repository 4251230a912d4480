import { describe, expect, it } from 'vitest'
import { synthesise } from '../infra/synthesised.ts'
import { longFiles, namelessFiles, placesOfOurs, unaskedChance, unfairTests } from './habits.ts'
import { arrowsOf, COMPUTED, circles } from './imports.ts'
import { secondNames } from './one-name.ts'
import { houseOf, wrongArrows } from './rooms.ts'
import { type Source, sources } from './sources.ts'

const files = sources()
const file = (path: string, ...lines: string[]): Source => ({ path, text: lines.join('\n') })

/** Ids of the deployed functions. */
const constructs = Object.values(
  synthesise({
    aggregators: ['puente'],
    reports: [{ name: 'semanal', every: 'week', at: '07:00' }],
  }).findResources('AWS::Lambda::Function'),
).map(({ Properties }) => Properties.Environment.Variables.POWERTOOLS_SERVICE_NAME)

/** Arrows that break a rule for a reason; one that is gone must go from here too. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  [`lib/rehearsal/lambda/worker.ts imports the package ${COMPUTED}`]:
    'Lambda loads the handler that the template names, and so does the rehearsal.',
}

describe('the house', () => {
  it('is read as a whole', () => {
    const paths = houseOf(files).map(({ path }) => path)
    expect(paths).toEqual(
      expect.arrayContaining(['bin/app.ts', 'functions/contact-debtor.ts', 'lib/domain/decision.ts']),
    )
    expect(houseOf(files).flatMap(arrowsOf).length).toBeGreaterThan(300)
  })

  it('has arrows that only go down, or stay in their room, to packages the room may have', () => {
    expect(wrongArrows(files)).toEqual(Object.keys(EXCEPTIONS))
  })

  it('has no circles', () => {
    expect(circles(houseOf(files).flatMap(arrowsOf))).toEqual([])
  })

  it('has one name for one thing', () => {
    expect(secondNames(files, constructs)).toEqual([])
  })

  it('takes the clock, chance and the environment as arguments inside', () => {
    expect(unaskedChance(files)).toEqual([])
  })

  it('has no file whose name says nothing, and none above 250 lines', () => {
    expect([...namelessFiles(files), ...longFiles(files)]).toEqual([])
  })

  it('names no registry, and no folder of the machine it was written on', () => {
    expect(placesOfOurs(files)).toEqual([])
  })

  it('leaves no test out', () => {
    expect(unfairTests(files)).toEqual([])
  })
})

describe('whoever looks', () => {
  it('reads every form of import', () => {
    const text = file(
      'lib/aws/a.ts',
      "import 'node:fs'",
      "import b from './b.ts'",
      "import type { C } from '../domain/c.ts'",
      'import {',
      '  d,',
      "} from '../domain/d.ts'",
      "export * from './e.ts'",
      "export { f } from './f.ts'",
      "import data from './g.json' with { type: 'json' }",
      "const h = await import('./h.ts')",
      "type I = import('./i.ts').I",
      "// import j from './j.ts'",
      "export const k = { from: 'k' }",
    )
    expect(arrowsOf(text).map(({ to }) => to)).toEqual([
      'node:fs',
      'lib/aws/b.ts',
      'lib/domain/c.ts',
      'lib/domain/d.ts',
      'lib/aws/e.ts',
      'lib/aws/f.ts',
      'lib/aws/g.json',
      'lib/aws/h.ts',
      'lib/aws/i.ts',
    ])
    expect(arrowsOf(file('lib/aws/a.ts', 'await import(name)'))[0]?.to).toBe(COMPUTED)
  })

  it.each([
    ['up', 'lib/domain/a.ts', '../usecases/b.ts', 'lib/domain/a.ts (floor 0) imports lib/usecases/b.ts (floor 2)'],
    ['across', 'lib/aws/a.ts', '../rehearsal/b.ts', 'lib/aws/a.ts (floor 3) imports lib/rehearsal/b.ts (floor 3)'],
    [
      'to the ports',
      'lib/contracts/a.ts',
      '../ports.ts',
      'lib/contracts/a.ts (floor 1) imports lib/ports.ts (floor 1)',
    ],
    ['from what is deployed to code', 'lib/infra/a.ts', '../../functions/b.ts', /lib\/infra\/a.ts .* functions\/b.ts/],
    ['out of the house', 'lib/aws/a.ts', '../../test/b.ts', 'lib/aws/a.ts imports test/b.ts, which is in no room'],
  ])('sees an arrow that goes %s', (_, from, name, told) => {
    const to = arrowsOf(file(from, `import '${name}'`))[0]?.to ?? ''
    expect(wrongArrows([file(from, `import '${name}'`), file(to)])).toEqual([
      typeof told === 'string' ? told : expect.stringMatching(told),
    ])
  })

  it('sees an arrow to a file that is not there, and a file in no room', () => {
    expect(wrongArrows([file('lib/aws/a.ts', "import './gone.ts'"), file('lib/attic/b.ts')])).toEqual([
      'lib/attic/b.ts is in no room',
      'lib/aws/a.ts imports lib/aws/gone.ts, which is not there',
    ])
  })

  it.each([
    ['lib/domain/a.ts', 'zod'],
    ['lib/domain/a.ts', 'node:crypto'],
    ['lib/contracts/a.ts', 'yaml'],
    ['lib/ports.ts', 'zod'],
    ['lib/usecases/a.ts', '@aws-sdk/client-dynamodb'],
    ['lib/usecases/a.ts', 'node:crypto'],
    ['functions/a.ts', 'aws-cdk-lib/core'],
    ['lib/aws/a.ts', 'aws-cdk-lib'],
    ['lib/rehearsal/a.ts', 'constructs'],
    ['lib/rehearsal/a.ts', '@aws-sdk/client-sqs'],
    ['lib/cli/a.ts', 'aws-cdk-lib/core'],
    ['lib/infra/a.ts', '@aws-sdk/client-sqs'],
  ])('sees that %s imports %s', (path, name) => {
    expect(wrongArrows([file(path, `import '${name}'`)])).toEqual([`${path} imports the package ${name}`])
  })

  it('sees circles, short and long', () => {
    const arrows = [
      file('lib/a.ts', "import './b.ts'"),
      file('lib/b.ts', "import type { C } from './c.ts'"),
      file('lib/c.ts', "import './a.ts'", "import './d.ts'"),
      file('lib/d.ts', "import './d.ts'"),
    ].flatMap(arrowsOf)
    expect(circles(arrows)).toEqual(['lib/a.ts → lib/b.ts → lib/c.ts → lib/a.ts', 'lib/d.ts → lib/d.ts'])
  })

  it('sees second names', () => {
    const machine = {
      States: {
        AskBrain: { Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: '${PayBillArn}' } },
        PayBill: { Resource: 'arn:aws:states:::lambda:invoke', Arguments: { FunctionName: '${PayBillArn}' } },
        Wait: { Resource: 'arn:aws:states:::sqs:sendMessage' },
      },
    }
    const house = [
      file('functions/pay-bill.ts'),
      file('functions/lose-bill.ts'),
      file('lib/usecases/pay-bill.ts'),
      file('statemachines/x.asl.json', JSON.stringify(machine)),
    ]
    expect(secondNames(house, ['PayBill', 'Ghost'])).toEqual([
      'functions/lose-bill.ts has no use case',
      'functions/lose-bill.ts is not deployed',
      'Ghost has no file in functions/',
      'statemachines/x.asl.json: the state AskBrain calls PayBill',
    ])
  })

  it.each(['Date.now()', 'new Date()', 'Math.random()', 'process.env.STAGE', 'randomUUID()'])('sees %s', (text) => {
    const where = ['lib/domain/a.ts', 'lib/usecases/a.ts', 'functions/a.ts', 'lib/aws/a.ts', 'bin/a.ts']
    const seen = unaskedChance(where.map((path) => file(path, '// Date.now()', `const a = ${text}`)))
    expect(seen.map((one) => one.split(':')[0])).toEqual(where.slice(0, 3))
  })

  it('sees names that say nothing, and length', () => {
    expect(namelessFiles([file('lib/aws/index.ts'), file('lib/a/utils.ts'), file('lib/a/indexing.ts')])).toHaveLength(2)
    const lines = (count: number) => Array.from({ length: count }, () => 'x')
    expect(longFiles([file('lib/aws/a.ts', ...lines(250), ''), file('lib/aws/b.ts', ...lines(251))])).toEqual([
      'lib/aws/b.ts: 251 lines',
    ])
  })

  it.each([
    ['https://registry', '.example.com/x'],
    ['/wor', 'k/main'],
    ['/tm', 'p/w/x'],
    ['jfr', 'og'],
  ])('sees %s%s', (start, end) => {
    expect(placesOfOurs([file('README.md', 'fine', `see ${start}${end}`)])).toHaveLength(1)
  })

  it.each(['it.only', 'describe.skip', 'it.each.skip', 'test.todo', 'it.skipIf', 'it.fails'])('sees %s', (call) => {
    expect(unfairTests([file('test/a.test.ts', `${call}('x')`)])).toHaveLength(1)
  })
})
