import { houseOf } from './rooms.ts'
import type { Source } from './sources.ts'

const MAKES_CHANCE =
  /\bDate\.now\b|\bnew Date\(\)|\bMath\.random\b|\bprocess\.env\b|\brandomUUID\b|\bperformance\.now\b/
/** Where the clock, chance and the environment come in. */
const OUTSIDE = /^(bin|lib\/(aws|rehearsal|cli|infra))\//
const COMMENT = /^\s*(\/\/|\*|\/\*\*)/

const linesOf = ({ path, text }: Source, found: (line: string) => boolean): string[] =>
  text.split('\n').flatMap((line, index) => (found(line) ? [`${path}:${index + 1}: ${line.trim()}`] : []))

/** Lines that read a clock, chance or the environment where both are arguments. */
export const unaskedChance = (files: readonly Source[]): string[] =>
  houseOf(files)
    .filter(({ path }) => !OUTSIDE.test(path))
    .flatMap((file) => linesOf(file, (line) => MAKES_CHANCE.test(line) && !COMMENT.test(line)))

/** TypeScript files whose name says nothing. */
export const namelessFiles = (files: readonly Source[]): string[] =>
  files.map(({ path }) => path).filter((path) => /(^|\/)(index|utils?|helpers?|common|misc)\.ts$/.test(path))

/** Files of the house above 250 lines. */
export const longFiles = (files: readonly Source[]): string[] =>
  houseOf(files)
    .map(({ path, text }) => ({ path, lines: text.trimEnd().split('\n').length }))
    .flatMap(({ path, lines }) => (lines > 250 ? [`${path}: ${lines} lines`] : []))

// Written in parts, so that this file does not hold what it looks for.
const HOSTS = new RegExp(
  [`registry\\.[a-z0-9-]+\\.[a-z]{2,}`, `npm\\.pkg\\.`, `(artifact${'ory'}|verdacc${'io'}|jfr${'og'})`].join('|'),
)
const PLACES = new RegExp([`/wo${'rk'}/`, `/tm${'p'}/w\\b`].join('|'))

/** Lines that name a package registry's host, or a folder of the machine they were written on. */
export const placesOfOurs = (files: readonly Source[]): string[] =>
  files.flatMap((file) => linesOf(file, (line) => HOSTS.test(line) || PLACES.test(line)))

const FOCUS = /\b(it|test|describe|suite|bench)(\.\w+)*\.(only|skip|skipIf|runIf|todo|fails)\b|\bx(it|describe)\(/

/** Tests that are left out, or that leave the others out. */
export const unfairTests = (files: readonly Source[]): string[] =>
  files
    .filter(({ path }) => path.startsWith('test/') && path.endsWith('.ts') && !path.startsWith('test/house/'))
    .flatMap((file) => linesOf(file, (line) => FOCUS.test(line)))
