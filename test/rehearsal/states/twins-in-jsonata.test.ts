import { describe, expect, it } from 'vitest'
import { recordings, rehearse } from './recordings.ts'

type Fields = Readonly<Record<string, unknown>>

const machine = (startAt: string, states: Fields): Fields => ({
  QueryLanguage: 'JSONata',
  StartAt: startAt,
  States: states,
})

const only = (name: string, state: Fields): Fields => machine(name, { [name]: { ...state, End: true } })

const sendMessage = (fields: Fields = {}, content: Fields = { Message: '{% $states.input.Message %}' }): Fields => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Arguments: {
    QueueUrl: '{% $states.input.QueueUrl %}',
    MessageBody: { ...content, TaskToken: '{% $states.context.Task.Token %}' },
  },
  ...fields,
})

const invoke = (fields: Fields): Fields => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: '{% $states.input.FunctionName %}', Payload: '{% $states.input.Payload %}' },
  ...fields,
})

const functionItself = (fields: Fields, parameters: Fields): Fields => ({
  Type: 'Task',
  Resource: '<unresolved:FunctionArn>',
  Arguments: parameters,
  ...fields,
})

const end: Fields = { Type: 'Pass', End: true }

const endWith = (field: string): Fields => ({
  ...end,
  Output: `{% $merge([$states.input, { '${field}': $states.input }]) %}`,
})

const caughtBy = (next: string, ...errors: string[]): Fields => ({ ErrorEquals: errors, Next: next })

const both = { FunctionName: '{% $states.input.FunctionName %}', Payload: '{% $states.input.Payload %}' }

const tooLarge = (task: Fields, handlers: readonly Fields[]): Fields =>
  machine('InvokeLambda', {
    InvokeLambda: { ...task, Next: 'ProcessResult', Catch: handlers },
    ProcessResult: end,
    HandleGeneralError: end,
    HandleDataLimitExceeded: end,
  })

const timedOutOrFinal = {
  EndWithHandler: endWith('error'),
  EndWithFinal: endWith('final'),
}

/** By the recording whose history it must repeat: the same machine, written in JSONata. */
const twins: Readonly<Record<string, Fields>> = {
  callback__test_sqs_wait_for_task_token: only('SendMessageWithWait', sendMessage()),
  callback__test_sns_publish_wait_for_task_token: only('Publish', {
    Type: 'Task',
    Resource: 'arn:aws:states:::sns:publish.waitForTaskToken',
    Arguments: {
      TopicArn: '{% $states.input.TopicArn %}',
      Message: {
        TaskToken: '{% $states.context.Task.Token %}',
        arg1: '{% $states.input.body.arg1 %}',
        arg2: '{% $states.input.body.arg2 %}',
      },
    },
  }),
  callback__test_sqs_wait_for_task_token_call_chain: machine('State1', {
    State1: sendMessage({
      Output: "{% $merge([$states.input, { 'State1Output': $states.result }]) %}",
      Next: 'State2',
    }),
    State2: sendMessage({ Output: "{% $merge([$states.input, { 'State2Output': $states.result }]) %}", End: true }),
  }),
  callback__test_sqs_failure_in_wait_for_task_token: only('SendMessageWithWait', sendMessage()),
  callback__test_sqs_failure_in_wait_for_task_tok_no_error_field_SQS_WAIT_FOR_TASK_TOKEN_CATCH: machine(
    'SendMessageWithWait',
    {
      SendMessageWithWait: sendMessage(
        {
          Catch: [
            caughtBy('CaughtRuntimeError', 'States.Runtime'),
            {
              ErrorEquals: ['States.ALL'],
              Output: "{% $merge([$states.input, { 'states_all_error': $states.errorOutput }]) %}",
              Next: 'CaughtStatesALL',
            },
          ],
          End: true,
        },
        { Context: '{% $states.input %}' },
      ),
      CaughtRuntimeError: end,
      CaughtStatesALL: end,
    },
  ),
  callback__test_sqs_wait_for_task_token_no_token_parameter: only('State1', {
    Type: 'Task',
    Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
    TimeoutSeconds: 5,
    Arguments: { QueueUrl: '{% $states.input.QueueUrl %}', MessageBody: { Context: '{% $states.input %}' } },
  }),
  callback__test_sqs_wait_for_task_tok_with_heartbeat: only(
    'SendMessageWithWait',
    sendMessage({ TimeoutSeconds: 600, HeartbeatSeconds: 60 }),
  ),
  callback__test_multiple_heartbeat_notifications: only(
    'SendMessageWithWait',
    sendMessage({ TimeoutSeconds: 600, HeartbeatSeconds: '{% $states.input.HeartbeatSecondsPath %}' }),
  ),
  heartbeats__test_heartbeat_timeout: only(
    'SendMessageWithWait',
    sendMessage({ TimeoutSeconds: 600, HeartbeatSeconds: 5 }),
  ),
  heartbeats__test_heartbeat_no_timeout: only('SendMessageWithWait', sendMessage({ HeartbeatSeconds: 5 })),
  timeouts__test_fixed_timeout_service_lambda: only('Start', invoke({ TimeoutSeconds: 5 })),
  timeouts__test_fixed_timeout_service_lambda_with_path: only(
    'Start',
    invoke({ TimeoutSeconds: '{% $states.input.TimeoutSecondsValue %}' }),
  ),
  timeouts__test_fixed_timeout_lambda: only(
    'Start',
    functionItself({ TimeoutSeconds: 5 }, { Payload: '{% $states.input.Payload %}' }),
  ),
  task_service_lambda__test_invoke_timeout: machine('Start', {
    Start: invoke({ TimeoutSeconds: 5, Catch: [caughtBy('EndWithHandler', 'States.Timeout')], Next: 'EndWithFinal' }),
    ...timedOutOrFinal,
  }),
  task_service_lambda__test_raise_exception_catch: machine('Start', {
    Start: invoke({
      Catch: [
        caughtBy('EndWithFinal', 'Lambda.Unknown'),
        caughtBy('EndWithStateTaskFailedHandler', 'States.TaskFailed'),
        caughtBy('EndWithFinal', 'States.ALL'),
      ],
      Next: 'EndWithFinal',
    }),
    EndWithStateTaskFailedHandler: endWith('task_failed_error'),
    EndWithFinal: end,
  }),
  task_lambda__test_raise_exception: machine('Start', {
    Start: functionItself({ Catch: [caughtBy('EndWithHandler', 'Lambda.Unknown')], Next: 'EndWithFinal' }, both),
    ...timedOutOrFinal,
  }),
  task_service_sqs__test_sqs_failure_in_wait_for_task_tok: machine('SendMessageWithWait', {
    SendMessageWithWait: sendMessage({ Catch: [caughtBy('EndWithCaught', 'Failure error')], Next: 'EndWithFinal' }),
    EndWithCaught: endWith('caught'),
    EndWithFinal: endWith('final'),
  }),
  aws_sdk__test_dynamodb_put_item_no_such_table: only('PutItem', {
    Type: 'Task',
    Resource: 'arn:aws:states:::aws-sdk:dynamodb:putItem',
    Arguments: { TableName: '{% $states.input.TableName %}', Item: '{% $states.input.Item %}' },
  }),
  states_errors__test_service_task_lambada_catch_state_all_data_limit_exceeded_on_large_utf8_response: tooLarge(
    invoke({}),
    [caughtBy('HandleGeneralError', 'States.ALL')],
  ),
  states_errors__test_task_lambda_data_limit_exceeded_on_large_utf8_response: tooLarge(functionItself({}, both), [
    caughtBy('HandleDataLimitExceeded', 'States.DataLimitExceeded'),
    caughtBy('HandleGeneralError', 'States.ALL'),
  ]),
  wait__test_timestamp_too_far_in_future_boundary_24856: only('State_1', {
    Type: 'Wait',
    Timestamp: '{% $states.input.start_at %}',
  }),
}

/** Recordings whose states are in JSONata already, in a machine that says JSONPath: only the first line changes. */
const mixed = [
  'base_scenarios__test_choice_aws_docs_scenario_CHOICE_STATE_AWS_SCENARIO_JSONATA',
  'base_scenarios__test_choice_condition_constant_jsonata',
  'error_output__test_task_catch_error_output_TASK_CATCH_ERROR_OUTPUT',
  'error_output__test_task_catch_error_with_retry_TASK_CATCH_ERROR_OUTPUT_WITH_RETRY',
]

describe('a machine translated to JSONata repeats the history recorded from its JSONPath original', () => {
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
