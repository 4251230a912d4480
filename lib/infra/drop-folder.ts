import { Rule } from 'aws-cdk-lib/aws-events'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { BlockPublicAccess, Bucket, BucketEncryption, CfnBucket } from 'aws-cdk-lib/aws-s3'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import type { StateMachine } from 'aws-cdk-lib/aws-stepfunctions'
import { Duration, RemovalPolicy } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { DROP_FOLDERS } from '../contracts/dropped-file.ts'
import { allow, mayPassOn, mayUseKeyForBuckets } from './access.ts'
import { acknowledgeDropBucket, acknowledgeFolders } from './acknowledged.ts'
import { counted, failedOrLate } from './alarms.ts'
import { deadLetterQueue, notEmpty } from './dead-lettered-queue.ts'
import type { House } from './house.ts'
import type { Intake } from './intake.ts'
import { JourneyFunction } from './journey-function.ts'
import { MachineTarget } from './machine-target.ts'
import { stateMachine } from './state-machine.ts'

/** Days that files and reports are kept: a quarter, as events are in the archive of the bus. */
const KEPT = Duration.days(90)
const IMPACT =
  'What a dropped file says is not recorded: invoices are not collected, or debtors who have paid are reminded.'

/**
 * Where files are dropped: each becomes events on the company's bus, part by part, and its report is laid beside it. The
 * ledger hears of it as of any other system.
 */
export class DropFolder extends Construct {
  readonly bucket: Bucket
  readonly takeFile: JourneyFunction
  readonly machine: StateMachine
  readonly deadLetters: Queue

  constructor(scope: Construct, id: string, props: { house: House; root: string; intake: Intake }) {
    super(scope, id)
    const { house, root, intake } = props
    this.bucket = dropBucket(this, house)
    this.takeFile = new JourneyFunction(this, 'TakeFile', {
      house,
      impact: IMPACT,
      timeout: Duration.minutes(15),
      memorySize: 1_769,
      environment: { DROP_BUCKET: this.bucket.bucketName, EVENT_BUS_NAME: intake.bus.eventBusName },
    })
    const { role } = this.takeFile
    const within = (...folders: readonly string[]) => folders.map((folder) => this.bucket.arnForObjects(`${folder}/*`))
    allow(role, ['s3:GetObjectVersion'], within(DROP_FOLDERS.incoming))
    allow(
      role,
      ['s3:GetObject'],
      within(DROP_FOLDERS.incoming, DROP_FOLDERS.parts, DROP_FOLDERS.reports, DROP_FOLDERS.taken),
    )
    allow(role, ['s3:PutObject'], within(DROP_FOLDERS.reports, DROP_FOLDERS.parts, DROP_FOLDERS.taken))
    // Without it S3 does not say that a file has no mapping beside it.
    allow(role, ['s3:ListBucket'], [this.bucket.bucketArn])
    allow(role, ['events:PutEvents'], [intake.bus.eventBusArn])
    mayPassOn(role, house.key)
    acknowledgeFolders(role, this.bucket, Object.values(DROP_FOLDERS))

    const machineRole = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('states.amazonaws.com'),
      description: 'What taking a file may do',
    })
    allow(machineRole, ['lambda:InvokeFunction'], [this.takeFile.function.functionArn])
    // Where the function does not come to an end, the machine says so beside the file.
    allow(machineRole, ['s3:PutObject'], within(DROP_FOLDERS.reports))
    mayUseKeyForBuckets(machineRole, house.key)
    acknowledgeFolders(machineRole, this.bucket, [DROP_FOLDERS.reports])
    this.machine = stateMachine(this, 'Machine', {
      house,
      root,
      definition: 'take-file',
      name: 'puntual-take-file',
      substitutions: { TakeFileArn: this.takeFile.function.functionArn, DropBucket: this.bucket.bucketName },
      role: machineRole,
      log: new LogGroup(this, 'Log', { encryptionKey: house.key, retention: house.settings.logRetentionDays }),
    })
    this.deadLetters = deadLetterQueue(this, 'DeadLetters', house)
    new Rule(this, 'Dropped', {
      description: 'Every file that is dropped is taken',
      eventPattern: {
        source: ['aws.s3'],
        detailType: ['Object Created'],
        detail: {
          bucket: { name: [this.bucket.bucketName] },
          object: { key: [{ prefix: `${DROP_FOLDERS.incoming}/` }] },
        },
      },
      targets: [new MachineTarget(this, 'Starts', { house, machine: this.machine, deadLetters: this.deadLetters })],
    })
    this.#raise(house)
  }

  #raise({ alarms }: House): void {
    alarms.raise('FilesNotTaken', {
      impact: IMPACT,
      metric: failedOrLate(this.machine, 'takings of files'),
      threshold: 1,
    })
    alarms.raise('FilesRefused', { impact: IMPACT, metric: counted('TakeFile', 'FilesRefused'), threshold: 1 })
    alarms.raise('DropDeadLetters', { impact: IMPACT, metric: notEmpty(this.deadLetters), threshold: 1 })
  }
}

/** Files hold names, addresses and debts: encrypted, over TLS only, every version kept for a quarter and no longer. */
function dropBucket(scope: Construct, house: House): Bucket {
  const bucket = new Bucket(scope, 'Bucket', {
    encryption: BucketEncryption.KMS,
    encryptionKey: house.key,
    bucketKeyEnabled: true,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    versioned: true,
    removalPolicy: RemovalPolicy.RETAIN,
    lifecycleRules: [
      ...[DROP_FOLDERS.incoming, DROP_FOLDERS.reports, DROP_FOLDERS.parts].map((folder) => ({
        prefix: `${folder}/`,
        expiration: KEPT,
      })),
      { noncurrentVersionExpiration: KEPT, abortIncompleteMultipartUploadAfter: Duration.days(1) },
    ],
  })
  // CDK turns it on with a function of its own behind a custom resource; CloudFormation has a property for it.
  if (!(bucket.node.defaultChild instanceof CfnBucket)) throw new TypeError('the bucket is none of CloudFormation')
  bucket.node.defaultChild.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } }
  acknowledgeDropBucket(bucket)
  return bucket
}
