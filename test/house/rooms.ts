import { type Arrow, arrowsOf } from './imports.ts'
import type { Source } from './sources.ts'

/** A room of the house: an arrow may go to a lower floor or stay in the room; other packages stay outside. */
interface Room {
  readonly at: string
  readonly floor: number
  readonly packages: RegExp
}

const AWS_SDK = '@aws-sdk\\/'
const CDK = '(aws-cdk-lib|constructs|cdk-nag)(\\/|$)'
const NODE = 'node:'
const only = (...parts: string[]) => new RegExp(`^(${parts.join('|')})`)
const none = /^$/

const ROOMS: readonly Room[] = [
  { at: 'bin/', floor: 7, packages: only(NODE, CDK) },
  { at: 'lib/infra/', floor: 6, packages: only(NODE, CDK, 'esbuild$') },
  {
    at: 'lib/cli/',
    floor: 6,
    packages: only(NODE, AWS_SDK, 'zod$', 'yaml$', 'libphonenumber-js\\/', '@sparticuz\\/chromium$'),
  },
  { at: 'functions/', floor: 5, packages: only(AWS_SDK, 'aws-lambda$') },
  // The definitions of the dashboards, drawn on a laptop and for reports.
  { at: 'lib/preview/', floor: 4, packages: only('zod$', 'echarts$') },
  {
    at: 'lib/aws/',
    floor: 3,
    packages: only(
      NODE,
      AWS_SDK,
      '@aws-lambda-powertools\\/',
      '@middy\\/',
      'aws-lambda$',
      'nodemailer\\/',
      '@sparticuz\\/chromium$',
      'zod\\/mini$',
    ),
  },
  { at: 'lib/rehearsal/', floor: 3, packages: only(NODE, 'dynalite\\/', 'jsonata$', 'nodemailer\\/', 'zod$') },
  { at: 'lib/simulation/', floor: 3, packages: none },
  { at: 'lib/analytics/', floor: 3, packages: only(NODE, '@duckdb\\/') },
  { at: 'lib/catalog/', floor: 3, packages: only(NODE, 'zod$', 'yaml$', 'mustache$') },
  { at: 'lib/usecases/', floor: 2, packages: only('zod$', 'csv-parse\\/') },
  { at: 'lib/contracts/', floor: 1, packages: only('zod(\\/mini)?$', 'libphonenumber-js\\/') },
  { at: 'lib/ports.ts', floor: 1, packages: none },
  { at: 'lib/domain/', floor: 0, packages: only('mustache$') },
]

/** Data files that code reads by import, and who may. */
const DATA: Readonly<Record<string, readonly string[]>> = { 'cdk.json': ['bin/app.ts'], 'package.json': ['lib/cli/'] }

const isHouse = (path: string): boolean => /^(bin|lib|functions)\//.test(path) && path.endsWith('.ts')
const roomOf = (path: string): Room | undefined => ROOMS.find(({ at }) => path.startsWith(at))

/** The house's own code. */
export const houseOf = (files: readonly Source[]): Source[] => files.filter(({ path }) => isHouse(path))

/** Every import that goes up, across to another room, to a file that is not there, or to a package the room may not have. */
export function wrongArrows(files: readonly Source[]): string[] {
  const house = houseOf(files)
  const paths = new Set(files.map(({ path }) => path))
  return [
    ...house.filter(({ path }) => !roomOf(path)).map(({ path }) => `${path} is in no room`),
    ...house.flatMap(arrowsOf).flatMap((arrow) => wrong(arrow, paths)),
  ]
}

function wrong({ from, to, isPackage }: Arrow, paths: ReadonlySet<string>): string[] {
  const room = roomOf(from)
  if (!room) return []
  if (isPackage) return room.packages.test(to) ? [] : [`${from} imports the package ${to}`]
  if (DATA[to]?.some((who) => from.startsWith(who))) return []
  const other = roomOf(to)
  if (!paths.has(to)) return [`${from} imports ${to}, which is not there`]
  if (!other) return [`${from} imports ${to}, which is in no room`]
  const named = room.at === 'lib/infra/' && other.at === 'functions/'
  if (other === room || (other.floor < room.floor && !named)) return []
  return [`${from} (floor ${room.floor}) imports ${to} (floor ${other.floor})`]
}
