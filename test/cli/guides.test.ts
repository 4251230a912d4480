import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, vi } from 'vitest'
import { parse } from 'yaml'
import { HELP } from '../../lib/cli/help.ts'
import { main } from '../../lib/cli/main.ts'
import { ALARM_NAMES, runbookOf } from '../../lib/infra/runbook.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { assembly, ROOT } from '../assembly.ts'

const GUIDES = ['deploy', 'operations', 'upgrade', 'publishing', 'import', 'texts', 'guard'].map(
  (name) => `docs/${name}.md`,
)
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8')
const WORKFLOW = 'docs/workflows/deploy.yml'

/** Every command of a page: the lines of its shell blocks, and what stands in backquotes in its sentences. */
function commandsOf(page: string): string[] {
  const blocks = [...page.matchAll(/```sh\n([\s\S]*?)```/g)].flatMap(([, block = '']) => block.split('\n'))
  const prose = page.replace(/```[\s\S]*?```/g, '')
  const inline = [...prose.matchAll(/`((?:npx|npm|aws) [^`]+)`/g)].map(([, command = '']) =>
    command.replace(/\s+/g, ' '),
  )
  return [...blocks, ...inline].map((line) => line.trim()).filter((line) => /^(npx|npm|aws|git) /.test(line))
}

/** What is wrong with a command: a word that our command line, our scripts or the SDK do not have. */
async function unknownIn(command: string): Promise<string[]> {
  const [tool, first = '', second = ''] = command.split(/\s+/)
  if (tool === 'npm') {
    const script = first === 'run' ? second : first
    return ['ci', ...Object.keys(packageJson.scripts)].includes(script) ? [] : [command]
  }
  if (tool === 'npx' && first === 'cdk')
    return ['bootstrap', 'diff', 'deploy', 'destroy'].includes(second) ? [] : [command]
  if (tool === 'npx' && first === 'puntual') {
    const options = [...command.replace(/"[^"]*"/g, '').matchAll(/ (--[a-z]+)/g)].map(([, option = '']) => option)
    const knows = new RegExp(`^ +puntual ${second}\\b`, 'm').test(HELP.en)
    return knows && options.every((option) => HELP.en.includes(option)) ? [] : [command]
  }
  if (tool === 'aws') return (await hasOperation(first, second)) ? [] : [command]
  return tool === 'git' && first === 'pull' ? [] : [command]
}

/** Whether the SDK has what the AWS command line is asked for. */
async function hasOperation(service: string, operation: string): Promise<boolean> {
  const name = operation.replace(/(^|-)([a-z])/g, (_all, _dash, letter: string) => letter.toUpperCase())
  const clients: Readonly<Record<string, () => Promise<object>>> = {
    events: () => import('@aws-sdk/client-eventbridge'),
    sesv2: () => import('@aws-sdk/client-sesv2'),
    'service-quotas': () => import('@aws-sdk/client-service-quotas'),
    // These have no client here, or are no operation: each is known by name.
    schemas: async () => ({ DescribeSchemaCommand: {} }),
    cloudtrail: async () => ({ LookupEventsCommand: {} }),
    s3: async () => ({ CpCommand: {} }),
  }
  const client = await clients[service]?.()
  return client !== undefined && `${name}Command` in client
}

describe('the guides', () => {
  it.each(GUIDES)('%s: every command is one that exists', async (path) => {
    const commands = commandsOf(read(path))
    expect(commands.length).toBeGreaterThan(2)
    expect((await Promise.all(commands.map(unknownIn))).flat()).toEqual([])
  })

  it('would show a command that does not exist', async () => {
    const wrong = ['npm run deploy', 'npx puntual docter', 'npx puntual doctor --portfolo 4', 'aws sesv2 get-acount']
    expect((await Promise.all(wrong.map(unknownIn))).flat()).toEqual(wrong)
  })

  it.each(GUIDES)('%s names only pages that are there, and outputs that the stack has', (path) => {
    const page = read(path)
    for (const [, target = ''] of page.matchAll(/\]\(([^)#]+)(?:#[^)]*)?\)/g))
      expect(() => read(join('docs', target)), target).not.toThrow()
    const { Outputs } = JSON.parse(readFileSync(join(assembly(), 'Puntual.template.json'), 'utf8'))
    const outputs = [...page.matchAll(/`((?:[A-Z]\w+(?:Table|Url|Arn|Log))|Dkim\w+\d)`/g)].map(([, name = '']) => name)
    expect(outputs.filter((name) => !(name in Outputs))).toEqual([])
  })

  it('name both stacks wherever they deploy or remove: with dashboards there are two, and CDK asks which', () => {
    const sources = globSync(['README.md', 'docs/**/*.{md,yml}', 'lib/**/*.ts'], { cwd: ROOT })
    const commands = sources.flatMap((path) =>
      [...read(path).matchAll(/npx cdk (?:deploy|destroy)[^`\n)]*/g)].map(([command]) => ({ path, command })),
    )
    expect(commands.length).toBeGreaterThan(8)
    expect(commands.filter(({ command }) => !command.includes('--all'))).toEqual([])
  })

  it('lead from every alarm to its paragraph', () => {
    const page = read('docs/operations.md')
    for (const name of ALARM_NAMES)
      expect(page).toMatch(new RegExp(`\\| \\[${name}\\]\\(\\.\\./${runbookOf(name)}\\) \\| .+ \\|`))
  })

  it.each([['doctor', '--policy'], ['--help']])(
    'have commands that need no account, and run: puntual %s',
    async (...words) => {
      const written = vi.spyOn(process.stdout, 'write').mockReturnValue(true)
      const code = await main(words, ROOT).finally(() => written.mockRestore())
      expect(code).toBe(0)
    },
  )
})

interface Job {
  readonly permissions?: Readonly<Record<string, string>>
  readonly needs?: string
  readonly environment?: string
  readonly if?: string
  readonly steps: readonly {
    readonly run?: string
    readonly uses?: string
    readonly with?: Readonly<Record<string, string>>
  }[]
}

/** How GitHub's OIDC provider calls a job after its repository: by its environment, else by what set it off. */
const subjectOf = (environment?: string, when = ''): string =>
  environment ? `environment:${environment}` : when.includes('pull_request') ? 'pull_request' : 'ref:refs/heads/main'

describe('the workflow for GitHub Actions', () => {
  const { jobs, permissions }: { jobs: Readonly<Record<string, Job>>; permissions: object } = parse(read(WORKFLOW))

  it('checks, compares and deploys with commands that exist', async () => {
    expect(Object.keys(jobs)).toEqual(['check', 'difference', 'deploy'])
    const commands = Object.values(jobs).flatMap(({ steps }) => steps.flatMap(({ run }) => run ?? []))
    expect((await Promise.all(commands.map(unknownIn))).flat()).toEqual([])
    expect(commands).toContain('npm test')
  })

  it('holds no key: a role by OIDC, for the jobs that need one and after the check', () => {
    expect(permissions).toEqual({ contents: 'read' })
    for (const [name, job] of Object.entries(jobs)) {
      const assumes = job.steps.some(({ uses }) => uses?.startsWith('aws-actions/configure-aws-credentials'))
      expect(assumes, name).toBe(job.permissions?.['id-token'] === 'write')
      if (assumes) expect(job.needs).toBe('check')
    }
    expect(read(WORKFLOW)).not.toMatch(/secrets\.|aws-access-key-id|AKIA/)
    expect(jobs.deploy?.if).toContain('refs/heads/main')
  })

  it('assumes the roles of the guide, which trust what GitHub calls the job', () => {
    const guide = read('docs/deploy.md')
    const rows = [...guide.matchAll(/^\| `puntual(-\w+)` \| `(\w+)` \| `repo:[\w/-]+?:(.+?)` \| `(.+?)` \|$/gm)]
    const asked = Object.entries(jobs).flatMap(([name, { steps, environment, if: when }]) =>
      steps.flatMap(({ with: given }) => {
        const suffix = given?.['role-to-assume']?.replace('${{ vars.AWS_ROLE_PREFIX }}', '')
        return suffix === undefined ? [] : [[suffix, name, subjectOf(environment, when)]]
      }),
    )
    expect(rows.map(([, ...row]) => row.slice(0, 3))).toEqual(asked)
    const [compares, deploys] = rows.map(([, , , , mayAssume]) => mayAssume)
    expect(compares).toMatch(/-lookup-role-/)
    const [trust, may] = [...guide.matchAll(/```json\n([\s\S]*?)```/g)].map(([, block = '']) => JSON.parse(block))
    expect(trust.Statement[0].Condition.StringEquals).toEqual({
      'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
      'token.actions.githubusercontent.com:sub': expect.stringMatching(new RegExp(`:${rows[1]?.[3]}$`)),
    })
    expect(may.Statement[0].Resource).toBe(`arn:aws:iam::111122223333:role/${deploys}`)
  })
})
