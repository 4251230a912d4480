import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Files share their workers: loading CDK and the SDK once a worker halves the run. No test changes a global.
    isolate: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
