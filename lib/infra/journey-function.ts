import { MathExpression } from 'aws-cdk-lib/aws-cloudwatch'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Architecture,
  type Code,
  Function as Lambda,
  LayerVersion,
  LoggingFormat,
  ParamsAndSecretsLayerVersion,
  ParamsAndSecretsLogLevel,
  ParamsAndSecretsVersions,
  Runtime,
  Tracing,
} from 'aws-cdk-lib/aws-lambda'
import { LogGroup } from 'aws-cdk-lib/aws-logs'
import { Duration, Size } from 'aws-cdk-lib/core'
import { Construct } from 'constructs'
import { allow } from './access.ts'
import { acknowledgeFunction } from './acknowledged.ts'
import { ALARM_PERIOD } from './alarms.ts'
import type { FunctionId } from './bundles.ts'
import type { House } from './house.ts'
import { METRICS } from './names.ts'

/** What differs between our functions; `impact` says who is hurt when it fails, and nobody adds one without. */
export interface JourneyFunctionProps {
  readonly house: House
  readonly impact: string
  readonly timeout: Duration
  readonly environment?: Record<string, string>
  /** MB; with 1,769 it has a whole processor, where work and not waiting takes its time. */
  readonly memorySize?: number
  /** Runs at once, at most, kept apart from the account's; the account's own limit unless told. */
  readonly reservedConcurrency?: number
  /** Whether it reads secrets, through the extension of Lambda that keeps them for five minutes. */
  readonly readsSecrets?: boolean
  /** A packed Chromium, for a function that prints: it runs on x64 only, and wants memory and room to unpack. */
  readonly browser?: Code
}

/** A function with a role of its own, an encrypted log, traces, and the alarm `<id>Fails`. */
export class JourneyFunction extends Construct {
  readonly function: Lambda
  readonly role: Role
  readonly log: LogGroup

  constructor(scope: Construct, id: FunctionId, props: JourneyFunctionProps) {
    super(scope, id)
    const { house, impact } = props
    const { stage, logRetentionDays } = house.settings
    this.log = new LogGroup(this, 'Log', { encryptionKey: house.key, retention: logRetentionDays })
    this.role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      description: `What ${id} may do`,
    })
    allow(this.role, ['logs:CreateLogStream', 'logs:PutLogEvents'], [this.log.logGroupArn])

    this.function = new Lambda(this, 'Function', {
      description: impact,
      code: house.bundles.code(id),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: props.memorySize ?? 512,
      ...(props.browser && withBrowser(this, props.browser)),
      timeout: props.timeout,
      ...(props.reservedConcurrency === undefined ? {} : { reservedConcurrentExecutions: props.reservedConcurrency }),
      role: this.role,
      ...(props.readsSecrets && { paramsAndSecrets: secretsExtension() }),
      tracing: Tracing.ACTIVE,
      logGroup: this.log,
      loggingFormat: LoggingFormat.JSON,
      environment: {
        STAGE: stage,
        SENDING_BEGINS: house.settings.sendingBegins,
        POWERTOOLS_SERVICE_NAME: id,
        POWERTOOLS_METRICS_NAMESPACE: METRICS,
        ...props.environment,
      },
    })
    acknowledgeFunction(this.function, this.role)

    house.alarms.raise(`${id}Fails`, {
      impact,
      metric: new MathExpression({
        label: 'errors and throttles',
        expression: 'errors + throttles',
        usingMetrics: {
          errors: this.function.metricErrors({ period: ALARM_PERIOD }),
          throttles: this.function.metricThrottles({ period: ALARM_PERIOD }),
        },
        period: ALARM_PERIOD,
      }),
      threshold: 1,
      // One failed call is retried by its source; two bad periods in fifteen minutes are not a hiccup.
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
    })
  }
}

/** Two processors for a browser, and its layer. */
const withBrowser = (scope: Construct, code: Code) => ({
  architecture: Architecture.X86_64,
  memorySize: 3008,
  ephemeralStorageSize: Size.gibibytes(1),
  layers: [
    new LayerVersion(scope, 'Browser', {
      code,
      description: 'Chromium, packed',
      compatibleArchitectures: [Architecture.X86_64],
      compatibleRuntimes: [Runtime.NODEJS_24_X],
    }),
  ],
})

/** Keeps secrets for five minutes, says nothing of them, and gives up before the function does. */
const secretsExtension = () =>
  ParamsAndSecretsLayerVersion.fromVersion(ParamsAndSecretsVersions.V1_0_103, {
    logLevel: ParamsAndSecretsLogLevel.NONE,
    secretsManagerTimeout: Duration.seconds(2),
    secretsManagerTtl: Duration.minutes(5),
  })
