import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files share their workers: loading CDK and the SDK once a worker halves the run. No test changes a global.
    isolate: false,
    // Vitest takes one worker fewer than there are processors; on two that would leave half of the machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
