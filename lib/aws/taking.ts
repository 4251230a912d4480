import { createHash } from 'node:crypto'
import { EventBridgeClient } from '@aws-sdk/client-eventbridge'
import { S3Client } from '@aws-sdk/client-s3'
import type { Taking } from '../usecases/take-file.ts'
import { ASK_AGAIN } from './asking-again.ts'
import { DropBucket } from './drop-folder.ts'
import { clock, required } from './environment.ts'
import { eventBus } from './event-bus.ts'
import { meter } from './observing.ts'

/** Who publishes what files say. */
const SOURCE = 'drop-folder'
/** Lines of a part: half a minute of a function that has fifteen. */
const PART = 20_000

/** What the function that takes files reaches in AWS: the bucket and the company's bus. */
export function taking(): Pick<Taking, 'folder' | 'bus' | 'clock' | 'meter' | 'hash' | 'part'> {
  return {
    folder: new DropBucket(new S3Client(ASK_AGAIN), required('DROP_BUCKET')),
    bus: eventBus(new EventBridgeClient(ASK_AGAIN), required('EVENT_BUS_NAME'), SOURCE),
    clock,
    meter,
    hash: () => {
      const hash = createHash('sha256')
      return { update: (piece) => void hash.update(piece), digest: () => hash.digest('hex') }
    },
    part: PART,
  }
}
