import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

/** The files that take longest; begun last, one of them would keep one processor busy alone. */
const LONGEST = [
  'faithful/grants.test.ts',
  'campaign/rehearsed.test.ts',
  'cli/rehearse.test.ts',
  'campaign/floods.test.ts',
  'cli/page-live.test.ts',
]

class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const place = ({ moduleId }: TestSpecification): number => {
      const index = LONGEST.findIndex((file) => moduleId.endsWith(`/test/${file}`))
      return index < 0 ? LONGEST.length : index
    }
    return (await super.sort(files)).sort((a, b) => place(a) - place(b))
  }
}

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/run-folder.ts',
    sequence: { sequencer: LongestFirst },
    // Files share their workers: loading CDK and the SDK once a worker halves the run. No test changes a global.
    isolate: false,
    // Vitest takes one worker fewer than there are processors; on two that would leave half of the machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
})
