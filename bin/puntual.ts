#!/usr/bin/env node
import { join } from 'node:path'
import { main } from '../lib/cli/main.ts'

process.exitCode = await main(process.argv.slice(2), join(import.meta.dirname, '..'))
