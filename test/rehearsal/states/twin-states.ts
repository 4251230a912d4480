/** A state or a machine as it is written. */
export type Fields = Readonly<Record<string, unknown>>

export const machine = (startAt: string, states: Fields): Fields => ({
  QueryLanguage: 'JSONata',
  StartAt: startAt,
  States: states,
})

export const only = (name: string, state: Fields): Fields => machine(name, { [name]: { ...state, End: true } })

export const sendMessage = (
  fields: Fields = {},
  content: Fields = { Message: '{% $states.input.Message %}' },
): Fields => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
  Arguments: {
    QueueUrl: '{% $states.input.QueueUrl %}',
    MessageBody: { ...content, TaskToken: '{% $states.context.Task.Token %}' },
  },
  ...fields,
})

export const invoke = (fields: Fields): Fields => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Arguments: { FunctionName: '{% $states.input.FunctionName %}', Payload: '{% $states.input.Payload %}' },
  ...fields,
})

export const functionItself = (fields: Fields, parameters: unknown): Fields => ({
  Type: 'Task',
  Resource: '<unresolved:FunctionArn>',
  Arguments: parameters,
  ...fields,
})

export const end: Fields = { Type: 'Pass', End: true }

export const endWith = (field: string): Fields => ({
  ...end,
  Output: `{% $merge([$states.input, { '${field}': $states.input }]) %}`,
})

export const caughtBy = (next: string, ...errors: string[]): Fields => ({ ErrorEquals: errors, Next: next })

export const both = { FunctionName: '{% $states.input.FunctionName %}', Payload: '{% $states.input.Payload %}' }

export const tooLarge = (task: Fields, handlers: readonly Fields[]): Fields =>
  machine('InvokeLambda', {
    InvokeLambda: { ...task, Next: 'ProcessResult', Catch: handlers },
    ProcessResult: end,
    HandleGeneralError: end,
    HandleDataLimitExceeded: end,
  })

export const timedOutOrFinal = {
  EndWithHandler: endWith('error'),
  EndWithFinal: endWith('final'),
}

export const taskFailedOrElse = (unknown: string): Fields => ({
  [unknown]: endWith('lambda_unknown'),
  EndWithStateTaskFailedHandler: endWith('task_failed_error'),
  EndWithAllHandler: endWith('all_error'),
  EndWithFinal: endWith('final'),
})

export const caughtByKind = (unknown: string): readonly Fields[] => [
  caughtBy(unknown, 'Lambda.Unknown'),
  caughtBy('EndWithStateTaskFailedHandler', 'States.TaskFailed'),
  caughtBy('EndWithAllHandler', 'States.ALL'),
]

export const customCaught = (task: Fields): Fields =>
  machine('InvokeLambda', {
    InvokeLambda: { ...task, Next: 'ProcessResult', Catch: [caughtBy('ErrorMatched', 'CustomException')] },
    ProcessResult: end,
    ErrorMatched: end,
  })

export const failedTask = (operation: string, parameters: Fields): Fields =>
  machine('CreateSecret', {
    CreateSecret: {
      Type: 'Task',
      Resource: `arn:aws:states:::aws-sdk:${operation}`,
      Arguments: parameters,
      Catch: [
        {
          ...caughtBy('TaskFailedHandler', 'States.TaskFailed'),
          Output: "{% $merge([$states.input, { 'TaskFailedError': $states.errorOutput }]) %}",
        },
      ],
      End: true,
    },
    TaskFailedHandler: end,
  })

export const sendOnce = (fields: Fields = {}): Fields => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::sqs:sendMessage',
  Arguments: {
    QueueUrl: '{% $states.input.QueueUrl %}',
    MessageBody: '{% $states.input.MessageBody %}',
  },
  ...fields,
})

export const refusedOrCutOff = machine('Start', {
  Start: sendOnce({
    Catch: [
      caughtBy('EndWithClientHandler', 'SQS.SdkClientException'),
      caughtBy('EndWithSQSException', 'SQS.AmazonSQSException'),
    ],
    Next: 'EndWithFinal',
  }),
  EndWithClientHandler: endWith('client_error'),
  EndWithSQSException: endWith('aws_error'),
  EndWithFinal: endWith('final'),
})
