import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { expect } from 'vitest'
import { DynamoSending } from '../../lib/aws/dynamo-sending.ts'
import { afterWord, type Word } from '../../lib/domain/sending-gate.ts'
import type { Story } from './story.ts'

/** The switch of a story, in the hands of Ana of the staff. */
export async function saySending(story: Story, word: Word): Promise<void> {
  const { endpoint, deployed } = story.stage.rehearsal
  const credentials = { accessKeyId: 'staff', secretAccessKey: 'staff' }
  const client = new DynamoDBClient({ endpoint, region: 'us-east-1', credentials })
  const sending = new DynamoSending(client, deployed.outputs.LedgerTable ?? '', { stage: 'everything' })
  const before = await sending.read(story.now)
  const after = afterWord(before, word, { at: story.now, by: 'ana', reason: 'ensayo' })
  expect(await sending.say(before.current, after)).toBe('written')
  expect((await sending.words()).at(-1)).toEqual(after)
  client.destroy()
}
