import { describe, expect, it } from 'vitest'
import { areRecordingsHere, recordings, rehearse, saysThatTheRecordingsAreAbsent } from './recordings.ts'
import { twins } from './twins.ts'

/** Recordings whose states are in JSONata already, in a machine that says JSONPath: only the first line changes. */
const mixed = [
  'base_scenarios__test_choice_aws_docs_scenario_CHOICE_STATE_AWS_SCENARIO_JSONATA',
  'base_scenarios__test_choice_condition_constant_jsonata',
  'error_output__test_task_catch_error_output_TASK_CATCH_ERROR_OUTPUT',
  'error_output__test_task_catch_error_output_TASK_CATCH_ERROR_OUTPUT_TO_JSONPATH',
  'error_output__test_task_catch_error_with_retry_TASK_CATCH_ERROR_OUTPUT_WITH_RETRY',
  'error_output__test_task_catch_error_with_retry_TASK_CATCH_ERROR_OUTPUT_WITH_RETRY_TO_JSONPATH',
]

/** Recordings of callbacks, timeouts, Retry or Catch that have no twin, each with its reason. */
const leftOut: Readonly<Record<string, string>> = {
  callback__test_sqs_failure_in_wait_for_task_tok_no_error_field_SQS_PARALLEL_WAIT_FOR_TASK_TOKEN:
    'Parallel, which no journey of ours has',
  timeouts__test_service_lambda_map_timeout: 'a Map whose items run side by side: no machine of ours has one',
}

const WAITS_OR_FAILS = /"(Retry|Catch|TimeoutSeconds(Path)?|HeartbeatSeconds(Path)?)":|\.waitForTaskToken"/

describe('a machine translated to JSONata repeats the history recorded from its JSONPath original', () => {
  if (!areRecordingsHere) {
    saysThatTheRecordingsAreAbsent()
    return
  }

  it('has a twin of every callback, timeout, Retry and Catch recorded in JSONPath, or a reason', () => {
    const recorded = recordings.filter(
      ({ queryLanguage, definition }) => queryLanguage !== 'JSONata' && WAITS_OR_FAILS.test(JSON.stringify(definition)),
    )
    const answered = [...Object.keys(twins), ...mixed]
    expect(recorded.map(({ name }) => name).filter((name) => !answered.includes(name))).toEqual(Object.keys(leftOut))
    expect(recorded).toHaveLength(51)
  })

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
