import {
  both,
  caughtBy,
  caughtByKind,
  customCaught,
  end,
  endWith,
  type Fields,
  failedTask,
  functionItself,
  invoke,
  machine,
  only,
  refusedOrCutOff,
  sendMessage,
  sendOnce,
  taskFailedOrElse,
  timedOutOrFinal,
  tooLarge,
} from './twin-states.ts'

/** By the recording whose history it must repeat: the same machine, written in JSONata. */
export const twins: Readonly<Record<string, Fields>> = {
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
  callback__test_sqs_wait_for_task_token_timeout: only(
    'SendMessageWithWaitAndTimeout',
    sendMessage({ TimeoutSeconds: 5 }),
  ),
  heartbeats__test_heartbeat_path_timeout: only(
    'SendMessageWithWait',
    sendMessage({ TimeoutSeconds: 600, HeartbeatSeconds: '{% $states.input.HeartbeatSecondsPath %}' }),
  ),
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
  states_errors__test_service_task_lambada_data_limit_exceeded_on_large_utf8_response: tooLarge(invoke({}), [
    caughtBy('HandleDataLimitExceeded', 'States.DataLimitExceeded'),
    caughtBy('HandleGeneralError', 'States.ALL'),
  ]),
  states_errors__test_task_lambda_catch_state_all_data_limit_exceeded_on_large_utf8_response: tooLarge(
    functionItself({}, both),
    [caughtBy('HandleGeneralError', 'States.ALL')],
  ),
  task_lambda__test_no_such_function: machine('Start', {
    Start: functionItself({ Catch: [caughtBy('EndWithHandler', 'Lambda.Unknown')], Next: 'EndWithFinal' }, both),
    ...timedOutOrFinal,
  }),
  task_lambda__test_no_such_function_catch: machine('Start', {
    Start: functionItself({ Catch: caughtByKind('EndWithLambdaUnknownHandler'), Next: 'EndWithFinal' }, both),
    ...taskFailedOrElse('EndWithLambdaUnknownHandler'),
  }),
  task_lambda__test_raise_exception_catch: machine('Start', {
    Start: functionItself({ Catch: caughtByKind('EndWithLambdaUnknownHandler'), Next: 'EndWithFinal' }, both),
    ...taskFailedOrElse('EndWithLambdaUnknownHandler'),
  }),
  task_service_lambda__test_no_such_function: machine('Start', {
    Start: invoke({ Catch: [caughtBy('EndWithHandler', 'Lambda.Unknown')], Next: 'EndWithFinal' }),
    ...timedOutOrFinal,
  }),
  task_service_lambda__test_no_such_function_catch: machine('Start', {
    Start: invoke({ Catch: caughtByKind('EndWithLambdaUnknownHandler'), Next: 'EndWithFinal' }),
    ...taskFailedOrElse('EndWithLambdaUnknownHandler'),
  }),
  ...Object.fromEntries(
    [0, 1, 2, 3, 4, 5].map((number) => [
      `callback__test_multiple_executions_and_heartbeat_notifications__execution_history_${number}`,
      only(
        'SendMessageWithWait',
        sendMessage({ TimeoutSeconds: 600, HeartbeatSeconds: '{% $states.input.HeartbeatSecondsPath %}' }),
      ),
    ]),
  ),
  aws_sdk__test_invalid_secret_name: failedTask('secretsmanager:createSecret', {
    Name: '{% $states.input.Name %}',
    SecretString: '{% $states.input.SecretString %}',
  }),
  aws_sdk__test_no_such_bucket: failedTask('s3:listObjects', { Bucket: '{% $states.input.Bucket %}' }),
  error_output__test_catch_error_variable_sampling_TASK_CATCH_ERROR_VARIABLE_SAMPLING_TO_JSONPATH: machine('Task', {
    Task: {
      Type: 'Task',
      Resource: 'arn:aws:states:::lambda:invoke',
      Arguments: { FunctionName: '<unresolved:FunctionArn>', Payload: { foo: 'foobar' } },
      Catch: [
        {
          ...caughtBy('Fallback', 'States.ALL'),
          Assign: { inputVar: '{% $states.input %}', errorVar: '{% $states.errorOutput %}' },
        },
      ],
      Assign: { inputVar: '{% $states.input %}', resultVar: '{% $states.result %}' },
      Next: 'Finish',
    },
    Fallback: { ...end, Output: '{% $errorVar %}' },
    Finish: { ...end, Output: '{% $resultVar %}' },
  }),
  task_service_lambda__test_raise_exception: machine('Start', {
    Start: invoke({ Catch: [caughtBy('EndWithHandler', 'Lambda.Unknown')], Next: 'EndWithFinal' }),
    ...timedOutOrFinal,
  }),
  task_lambda__test_raise_custom_exception: customCaught(functionItself({}, '{% $states.input %}')),
  task_service_lambda__test_raise_custom_exception: customCaught(invoke({})),
  ...Object.fromEntries(
    // What an OutputPath takes of a result is nothing to a result that did not come.
    ['None', '.Payload', '.no.such.path'].map((path) => [
      `task_service_lambda__test_raise_exception_catch_output_path_${path}`,
      machine('InvokeLambda', {
        InvokeLambda: invoke({
          Output: '{% $states.result %}',
          Catch: [caughtBy('HandleGeneralError', 'States.ALL')],
          Next: 'ProcessResult',
        }),
        ProcessResult: end,
        HandleGeneralError: { ...end, Output: { InputValue: '{% $states.input %}' } },
      }),
    ]),
  ),
  task_service_sqs__test_send_message_empty_body: refusedOrCutOff,
  task_service_sqs__test_send_message_no_such_queue: refusedOrCutOff,
  task_service_sqs__test_send_message_no_such_queue_no_catch: only('SendSQS', sendOnce()),
  wait__test_timestamp_too_far_in_future_boundary_24856: only('State_1', {
    Type: 'Wait',
    Timestamp: '{% $states.input.start_at %}',
  }),
}
