#!/usr/bin/env node
import { enableCompileCache } from 'node:module'
import { join } from 'node:path'
import { COMPILED } from '../lib/rehearsal/lambda/compiled.ts'

enableCompileCache(COMPILED)
const { main } = await import('../lib/cli/main.ts')
process.exitCode = await main(process.argv.slice(2), join(import.meta.dirname, '..'))
