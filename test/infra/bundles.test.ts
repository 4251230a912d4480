import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import { AssetCode } from 'aws-cdk-lib/aws-lambda'
import { describe, expect, it } from 'vitest'
import { bundleFunctions, FUNCTION_FILES, type FunctionId, type Senders } from '../../lib/infra/bundles.ts'
import { ROOT } from './synthesised.ts'

const FUNCTION_IDS: readonly FunctionId[] = [
  'RecordEvent',
  'DecideNextStep',
  'ContactDebtor',
  'PublishEvents',
  'ReleaseBacklog',
  'StopContact',
  'MapToLake',
  'RefillLake',
  'TakeFile',
  'HearAggregator',
  'SendReport',
]

/** A word of each piece of a package that is left out, as it stands in the bundles of whoever leaves it in. */
const LEFT_OUT = [
  ':event-type',
  'AWS_ENABLE_ENDPOINT_DISCOVERY',
  'devDependencies',
  'CreateCampaign',
  'draft-07',
  'maxRedirects',
  'application/acad',
  '4(?:[14]4|56)',
  'BackupInUse',
  'Africa (Cape Town)',
  'dualStackDnsSuffix":',
  'dualStackDnsSuffix:',
  'ZodCyclicError",',
  'ACCOUNT_ID_MODE_DISABLED',
  'updateClientSendingRate',
  'NodeVersionSupportWarning',
  'AWS_LAMBDA_BENCHMARK_MODE',
  'Value should be a string',
  'When it became true at the source',
  // Clients that only the command line uses.
  'com.amazonaws.sesv2',
  'com.amazonaws.quicksight',
  'com.amazonaws.servicequotas',
]

describe('the code of the functions', () => {
  it('comes in one file each, with the catalog beside it, and is removed after use', async () => {
    const catalog = { format: 1, policies: { 'b2b-30-days': {} } }
    const folders: string[] = []
    {
      using bundles = await bundleFunctions(ROOT, catalog, {}, '{}')
      for (const id of FUNCTION_IDS) {
        const code = bundles.code(id)
        if (!(code instanceof AssetCode)) throw new Error(`${id} is not a folder`)
        folders.push(code.path)
        const definitions = id === 'SendReport' ? ['dashboards.json'] : []
        expect(readdirSync(code.path).sort()).toEqual(['catalog.json', ...definitions, 'index.mjs'])
        expect(JSON.parse(readFileSync(`${code.path}/catalog.json`, 'utf8'))).toEqual(catalog)
        // The one that draws is charts for the most part, and nobody waits for its start.
        if (id === 'SendReport') expect(statSync(`${code.path}/index.mjs`).size / 1024).toBeLessThan(2100)
      }
    }
    expect(folders.map((folder) => basename(folder))).toEqual(Object.values(FUNCTION_FILES))
    expect(folders.filter((folder) => existsSync(folder))).toEqual([])
  })

  it('knows no place to look for credentials but its environment, and no sender of texts that is not used', async () => {
    const codes = async (sms: Senders): Promise<Record<Exclude<FunctionId, 'SendReport'>, string>> => {
      using bundles = await bundleFunctions(ROOT, {}, sms)
      const code = (id: FunctionId): string => {
        const asset = bundles.code(id)
        if (!(asset instanceof AssetCode)) throw new Error(`${id} is not a folder`)
        return readFileSync(`${asset.path}/index.mjs`, 'utf8')
      }
      return {
        RecordEvent: code('RecordEvent'),
        DecideNextStep: code('DecideNextStep'),
        ContactDebtor: code('ContactDebtor'),
        PublishEvents: code('PublishEvents'),
        ReleaseBacklog: code('ReleaseBacklog'),
        StopContact: code('StopContact'),
        MapToLake: code('MapToLake'),
        RefillLake: code('RefillLake'),
        TakeFile: code('TakeFile'),
        HearAggregator: code('HearAggregator'),
      }
    }
    const pinpoint = await codes({ pinpointApplicationId: 'a' })
    const endUserMessaging = await codes({ smsOriginationArn: 'arn' })
    const senders = ({ ContactDebtor }: Awaited<ReturnType<typeof codes>>) =>
      ['com.amazonaws.pinpoint"', 'com.amazonaws.pinpointsmsvoicev2"'].map((name) => ContactDebtor.includes(name))
    expect(senders(pinpoint)).toEqual([true, false])
    expect(senders(endUserMessaging)).toEqual([false, true])
    // Another package in them would be seen here: one is 17 to 100 KB.
    expect(pinpoint.DecideNextStep.length / 1024).toBeLessThan(255)
    // Nobody waits for TakeFile, which alone reads YAML (a mapping) and delimited files: 140 KB.
    const { TakeFile, ...others } = pinpoint
    expect(TakeFile.length / 1024).toBeLessThan(590)
    for (const code of Object.values(others)) expect(code.length / 1024).toBeLessThan(405)
    for (const code of Object.values(pinpoint)) expect(LEFT_OUT.filter((word) => code.includes(word))).toEqual([])
    // What writes a JSON Schema is left out: whoever asks for one would find nothing there.
    for (const code of Object.values(pinpoint)) expect(code).not.toMatch(/\.toJSONSchema\)?\(/)
    for (const code of Object.values(pinpoint))
      expect(code).not.toMatch(/sso_account_id|web_identity_token_file|credential_process/)
  })

  it('is every file of the folder of functions', () => {
    expect(readdirSync(`${ROOT}/functions`).sort()).toEqual(
      Object.values(FUNCTION_FILES)
        .map((file) => `${file}.ts`)
        .sort(),
    )
  })
})
