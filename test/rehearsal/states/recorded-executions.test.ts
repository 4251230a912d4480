import { describe, expect, it } from 'vitest'
import { areRecordingsHere, recordings, rehearse, saysThatTheRecordingsAreAbsent } from './recordings.ts'

const parallel =
  'Parallel: its branches run at once, AWS numbers their events in no fixed order, and no journey of ours has one'

/** JSONata recordings outside the rehearsal's subset, each with its reason. */
const leftOut: Readonly<Record<string, string>> = {
  base_scenarios__test_map_item_batching_base_json_max_per_batch_jsonata: 'a distributed Map',
  base_scenarios__test_map_item_reader_base_json_max_items_jsonata: 'a distributed Map',
  error_output__test_parallel_catch_error_PARALLEL_CATCH_ERROR_OUTPUT: parallel,
  error_output__test_parallel_catch_error_PARALLEL_CATCH_ERROR_OUTPUT_WITH_RETRY: parallel,
  error_output__test_parallel_catch_error_PARALLEL_CATCH_ERROR_VARIABLE_SAMPLING: parallel,
}

const inJsonata = recordings.filter(({ queryLanguage }) => queryLanguage === 'JSONata')

describe('an execution recorded on AWS runs the same in the rehearsal', () => {
  if (!areRecordingsHere) {
    saysThatTheRecordingsAreAbsent()
    return
  }

  it('finds every recording', () => {
    expect(inJsonata).toHaveLength(65)
  })

  it('leaves out only recordings that exist', () => {
    expect(Object.keys(leftOut).filter((name) => !inJsonata.some((each) => each.name === name))).toEqual([])
  })

  for (const recording of inJsonata) {
    const reason = leftOut[recording.name]
    if (reason) {
      it(`refuses ${recording.name}: ${reason}`, async () => {
        await expect(rehearse(recording)).rejects.toThrow(/does not implement this state machine/)
      })
      continue
    }
    it(recording.name, async () => {
      const { recorded, rehearsed } = await rehearse(recording)
      expect(rehearsed).toEqual(recorded)
    })
  }
})
