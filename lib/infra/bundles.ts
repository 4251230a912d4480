import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Code } from 'aws-cdk-lib/aws-lambda'
import { build } from 'esbuild'
import { leanerPackages } from './leaner-packages.ts'
import type { InfraSettings } from './settings.ts'

/** The files of `functions/`, without their ending: one file is one Lambda, and has one name everywhere else. */
export const FUNCTION_FILES = {
  RecordEvent: 'record-event',
  DecideNextStep: 'decide-next-step',
  ContactDebtor: 'contact-debtor',
  PublishEvents: 'publish-events',
  ReleaseBacklog: 'release-backlog',
  StopContact: 'stop-contact',
  MapToLake: 'map-to-lake',
  RefillLake: 'refill-lake',
  TakeFile: 'take-file',
  HearAggregator: 'hear-aggregator',
  SendReport: 'send-report',
} as const

/** Name of a function: its construct id, and its service in logs and metrics. */
export type FunctionId = keyof typeof FUNCTION_FILES

/** Which senders a company has; of those of texts the first wins. */
export type Senders = Pick<InfraSettings, 'pinpointApplicationId' | 'smsOriginationArn' | 'whatsappNumberArn'>

/** The code of each function. Disposing removes the files, which CDK has copied into its own output by then. */
export interface Bundles extends Disposable {
  code(id: FunctionId): Code
}

/**
 * Bundles every function of the repository at `root`, with the compiled catalog beside each as `catalog.json`; the one that
 * sends reports only with the `definitions` that it draws them from, which lie beside it as `dashboards.json`.
 *
 * One esbuild run for all: five functions take 0.5 s together, where CDK's NodejsFunction starts npx for each and
 * takes 4.3 s; and no shell is involved, so it is the same on Windows.
 */
export async function bundleFunctions(
  root: string,
  catalog: object,
  senders: Senders,
  definitions?: string,
): Promise<Bundles> {
  const { SendReport, ...others } = FUNCTION_FILES
  const files = [...Object.values(others), ...(definitions === undefined ? [] : [SendReport])]
  const directory = mkdtempSync(join(tmpdir(), 'puntual-'))
  await build({
    absWorkingDir: root,
    entryPoints: files.map((file) => ({ in: join(root, 'functions', `${file}.ts`), out: join(file, 'index') })),
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // The SDK comes with us: the runtime's own loads 1.2 to 2 times slower, and changes without asking.
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': join(root, 'lib', 'aws', 'environment-credentials.ts') },
    plugins: [leanerPackages],
    // Known here, so that the clients of the other senders are left out.
    define: {
      'process.env.TEXTS_BY': JSON.stringify(textsBy(senders)),
      'process.env.WHATSAPP_BY': JSON.stringify(senders.whatsappNumberArn === undefined ? 'nobody' : 'socialMessaging'),
    },
    legalComments: 'none',
    // Packages in CommonJS call require for Node's own modules, and an ES module has none.
    banner: { js: "import{createRequire as requireFor}from'node:module';const require=requireFor(import.meta.url);" },
    logLevel: 'warning',
  })
  const text = JSON.stringify(catalog)
  for (const file of files) writeFileSync(join(directory, file, 'catalog.json'), text)
  if (definitions !== undefined) writeFileSync(join(directory, SendReport, 'dashboards.json'), definitions)
  return {
    code: (id) => Code.fromAsset(join(directory, FUNCTION_FILES[id])),
    [Symbol.dispose]: () => rmSync(directory, { recursive: true }),
  }
}

function textsBy({ pinpointApplicationId, smsOriginationArn }: Senders): 'pinpoint' | 'endUserMessaging' | 'nobody' {
  if (pinpointApplicationId !== undefined) return 'pinpoint'
  return smsOriginationArn === undefined ? 'nobody' : 'endUserMessaging'
}

/** Stands in for the bundles where only the template matters. */
export function withoutBundles(): Bundles {
  return {
    code: () => Code.fromInline('throw new Error("this stack was synthesised without its functions")'),
    [Symbol.dispose]: () => {},
  }
}
