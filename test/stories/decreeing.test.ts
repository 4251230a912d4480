import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect, it } from 'vitest'
import { DynamoHolidays } from '../../lib/aws/dynamo-holidays.ts'
import { OPERATOR } from '../memory/deployed.ts'
import { stories, tell } from './story.ts'

stories()

it('a holiday that staff decree moves the messages of that day, without a deployment', async () => {
  const story = await tell('2026-06-01')
  const { rehearsal } = story.stage
  await story.invoice('F-1', { due: '2026-06-12' })
  await story.until('2026-06-13')
  const client = new DynamoDBClient({ ...OPERATOR, endpoint: rehearsal.endpoint })
  const table = rehearsal.deployed
    .ofType('AWS::DynamoDB::Table')
    .find(({ logicalId }) => logicalId.startsWith('Catalog'))
  const holidays = new DynamoHolidays(client, table?.name ?? '')
  const at = new Date(story.now).toISOString()
  // 2026-06-15 is a holiday by itself: Sagrado Corazón. The day after is decreed.
  await holidays.decree({ place: 'CO', date: '2026-06-16', name: 'Día cívico', author: 'carla', at })
  await story.until('2026-06-19')
  expect(await story.messages()).toEqual(['2026-06-09 email before-due F-1', '2026-06-17 email reminder-1 F-1'])
  client.destroy()
})
