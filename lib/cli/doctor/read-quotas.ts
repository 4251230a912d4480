import { GetAccountSettingsCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { paginateListServiceQuotas, ServiceQuotasClient } from '@aws-sdk/client-service-quotas'
import { paginateListExecutions, SFNClient } from '@aws-sdk/client-sfn'
import type { Facts } from '../../domain/doctor/facts.ts'
import { type Reach, reading } from './reading.ts'

/** The quotas that a portfolio presses on. */
export async function readQuotas(reach: Reach): Promise<Pick<Facts, 'journeys' | 'functions' | 'events'>> {
  const client = new ServiceQuotasClient(reach)
  const [journeys, functions, events] = await Promise.all([
    reading('servicequotas:ListServiceQuotas', async () => {
      const quotas = await quotasOf(client, 'states')
      const openExecutions = find(quotas, /open.*execution/i)
      const startsPerSecond = find(quotas, /^StartExecution throttle token refill rate/)
      const transitionsPerSecond = find(quotas, /^StateTransition throttle token refill rate/)
      return {
        ...(openExecutions !== undefined && { openExecutions }),
        ...(startsPerSecond !== undefined && { startsPerSecond }),
        ...(transitionsPerSecond !== undefined && { transitionsPerSecond }),
      }
    }),
    reading('lambda:GetAccountSettings', async () => {
      const { AccountLimit } = await new LambdaClient(reach).send(new GetAccountSettingsCommand({}))
      const { ConcurrentExecutions = 0, UnreservedConcurrentExecutions = 0 } = AccountLimit ?? {}
      return { concurrent: ConcurrentExecutions, unreserved: UnreservedConcurrentExecutions }
    }),
    reading('servicequotas:ListServiceQuotas', async () => {
      const quotas = await quotasOf(client, 'events')
      const putsPerSecond = find(quotas, /^PutEvents throttle limit/)
      const invocationsPerSecond = find(quotas, /^Invocations throttle limit/)
      return {
        ...(putsPerSecond !== undefined && { putsPerSecond }),
        ...(invocationsPerSecond !== undefined && { invocationsPerSecond }),
      }
    }),
  ])
  return { journeys, functions, events }
}

/** How many journeys run: one for each open invoice. A million takes some minutes, at Step Functions' pace for listing. */
export async function countJourneys(reach: Reach, machine: string): Promise<number> {
  const pages = paginateListExecutions(
    { client: new SFNClient(reach), pageSize: 1000 },
    { stateMachineArn: machine, statusFilter: 'RUNNING' },
  )
  let count = 0
  for await (const { executions = [] } of pages) count += executions.length
  return count
}

async function quotasOf(client: ServiceQuotasClient, service: string): Promise<ReadonlyMap<string, number>> {
  const found = new Map<string, number>()
  for await (const { Quotas = [] } of paginateListServiceQuotas({ client }, { ServiceCode: service }))
    for (const { QuotaName, Value } of Quotas)
      if (QuotaName !== undefined && Value !== undefined) found.set(QuotaName, Value)
  return found
}

const find = (quotas: ReadonlyMap<string, number>, name: RegExp): number | undefined =>
  [...quotas].find(([quota]) => name.test(quota))?.[1]
