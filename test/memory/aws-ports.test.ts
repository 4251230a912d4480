import { UpdateItemCommand } from '@aws-sdk/client-dynamodb'
import { ListExecutionsCommand, SFNClient } from '@aws-sdk/client-sfn'
import { afterAll, beforeAll, describe } from 'vitest'
import { StepFunctionsJourneys } from '../../lib/aws/step-functions.ts'
import { type Deployed, deployed, OPERATOR } from './deployed.ts'
import { portsSuite } from './ports-suite.ts'

describe('ports on the tables and the machine of the stack:', () => {
  let stack: Deployed

  beforeAll(async () => {
    stack = await deployed(Date.parse('2026-06-01T12:00:00Z'))
  })

  afterAll(() => stack.stop())

  portsSuite(async () => {
    const { rehearsal, client, tables, ledger, debtors, shelf, marks, holidays, staff, people } = stack
    await rehearsal.reset()
    const stateMachineArn = rehearsal.deployed.ofType('AWS::StepFunctions::StateMachine')[0]?.arn ?? ''
    const machine = new SFNClient({ ...OPERATOR, endpoint: rehearsal.endpoint })
    return {
      ledger,
      debtors,
      shelf,
      marks,
      holidays,
      journeys: new StepFunctionsJourneys(machine, stateMachineArn),
      async park(id, token) {
        await client.send(
          new UpdateItemCommand({
            TableName: tables.ledger,
            Key: { pk: { S: `invoice#${id}` }, sk: { S: 'summary' } },
            UpdateExpression: 'SET parkedToken = :token',
            ExpressionAttributeValues: { ':token': { S: token } },
          }),
        )
      },
      async running() {
        return (await machine.send(new ListExecutionsCommand({ stateMachineArn }))).executions?.length ?? 0
      },
      async suppressed(invoice) {
        const lines = (await staff.file(invoice))?.lines ?? []
        return lines.flatMap((line) => (line.kind === 'suppressed' ? [line.suppressed] : []))
      },
      openTasks: () => staff.openTasks(),
      refused: () => staff.refused(),
      refusedBody: async (id) => (await staff.refusedBody(id))?.body,
      timeline: (id) => people.timeline(id),
    }
  })
})
