import { describe, expect, it } from 'vitest'
import { areRecordingsHere, recordings, rehearse, saysThatTheRecordingsAreAbsent } from './recordings.ts'
import { twins } from './twins.ts'

/** Recordings whose states are in JSONata already, in a machine that says JSONPath: only the first line changes. */
const mixed = [
  'base_scenarios__test_choice_aws_docs_scenario_CHOICE_STATE_AWS_SCENARIO_JSONATA',
  'base_scenarios__test_choice_condition_constant_jsonata',
  'error_output__test_task_catch_error_output_TASK_CATCH_ERROR_OUTPUT',
  'error_output__test_task_catch_error_with_retry_TASK_CATCH_ERROR_OUTPUT_WITH_RETRY',
]

describe('a machine translated to JSONata repeats the history recorded from its JSONPath original', () => {
  if (!areRecordingsHere) {
    saysThatTheRecordingsAreAbsent()
    return
  }

  for (const [name, definition] of Object.entries(twins)) {
    it(name, async () => {
      const { recorded, rehearsed } = await rehearse(recordingOf(name), definition)
      expect(rehearsed).toEqual(recorded)
    })
  }

  for (const name of mixed) {
    it(name, async () => {
      const recording = recordingOf(name)
      const definition = { ...recording.definition, QueryLanguage: 'JSONata' }
      const { recorded, rehearsed } = await rehearse(recording, definition)
      expect(rehearsed).toEqual(recorded)
    })
  }
})

function recordingOf(name: string) {
  const recording = recordings.find((each) => each.name === name)
  if (!recording) throw new Error(`the recording ${name} is absent from ../shared/data/asl-cases`)
  return recording
}
