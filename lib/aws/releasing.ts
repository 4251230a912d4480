import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import type { CompiledCatalog } from '../contracts/compiled-catalog.ts'
import type { Releasing } from '../usecases/release-backlog.ts'
import { ASK_AGAIN } from './asking-again.ts'
import { DynamoBacklog } from './dynamo-backlog.ts'
import { clock, required } from './environment.ts'

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']

/** Everything that releasing the backlog needs; the team keeps the days of the company, in the zone of its default entity. */
export function releasing({ company }: CompiledCatalog): Releasing {
  const { window, entities, defaultEntity, teamDailyCapacity } = company
  return {
    backlog: new DynamoBacklog(new DynamoDBClient(ASK_AGAIN), required('LEDGER_TABLE')),
    clock,
    dailyCapacity: teamDailyCapacity,
    workdays: window.days.map((day) => WEEKDAYS.indexOf(day) + 1),
    zone: entities[defaultEntity]?.zone ?? 'UTC',
  }
}
