import { asFields, isFields, optionalFields, optionalText, text } from '../gateway/fields.ts'
import type { Deployed } from '../template/deploy.ts'
import type { Need } from './access.ts'

/** What Athena looks up in the Data Catalog for whoever asks ("Fine-grained access to databases and tables in the AWS Glue Data Catalog"). */
const LOOKED_UP = ['glue:GetDatabase', 'glue:GetPartition', 'glue:GetPartitions', 'glue:GetTable', 'glue:GetTables']
/** What Athena does with the folder of answers, and with the one that UNLOAD writes to ("Access to Amazon S3"). */
const WRITTEN = ['s3:AbortMultipartUpload', 's3:GetObject', 's3:ListMultipartUploadParts', 's3:PutObject']
/** What an export of a table does with its files ("DynamoDB table export: setting up permissions"). */
const EXPORTED = ['s3:AbortMultipartUpload', 's3:PutObject', 's3:PutObjectAcl']

/**
 * What the role of a machine needs for the tasks that no rehearsal plays: exports of tables, questions to Athena, and the
 * files of both. Read from its definition as it is deployed; nothing for a machine without such tasks.
 */
export function lakeNeeds(definition: string, deployed: Deployed): readonly Need[] {
  const { States } = asFields(JSON.parse(definition))
  const tasks = Object.values(asFields(States)).flatMap((state) => {
    const { Resource, Arguments } = asFields(state)
    return typeof Resource === 'string'
      ? [{ task: Resource.split(':::').at(-1), input: asFields(Arguments ?? {}) }]
      : []
  })
  const isUnplayed = tasks.some(({ task = '' }) => /^aws-sdk:(athena:|dynamodb:exportTable)/.test(task))
  if (!isUnplayed) return []
  const lake = new Lake(definition, deployed)
  return tasks.flatMap(({ task, input }): readonly Need[] => {
    switch (task) {
      case 'aws-sdk:dynamodb:exportTableToPointInTime': {
        const file = `arn:aws:s3:::${text(input, 'S3Bucket')}/${text(input, 'S3Prefix')}/file`
        return [...lake.exports('dynamodb:ExportTableToPointInTime'), ...each(EXPORTED, [file])]
      }
      case 'aws-sdk:dynamodb:describeExport':
        return lake.exports('dynamodb:DescribeExport', '/export/01')
      case 'aws-sdk:athena:startQueryExecution':
        return lake.asks(text(input, 'WorkGroup'), text(input, 'QueryString'))
      case 'aws-sdk:athena:getQueryExecution':
        return lake.ofWorkGroups('athena:GetQueryExecution')
      case 'aws-sdk:athena:getQueryResults':
        return lake.ofWorkGroups('athena:GetQueryResults')
      case 'aws-sdk:s3:listObjectsV2':
        return [{ action: 's3:ListBucket', resource: `arn:aws:s3:::${text(input, 'Bucket')}` }]
      case 'aws-sdk:s3:deleteObjects':
        return each(['s3:DeleteObject'], lake.filesIn(text(input, 'Bucket')))
      case 'lambda:invoke':
        return [{ action: 'lambda:InvokeFunction', resource: text(input, 'FunctionName') }]
      default:
        return []
    }
  })
}

/** The tables and work groups that a definition names. */
class Lake {
  readonly #deployed: Deployed
  readonly #definition: string

  constructor(definition: string, deployed: Deployed) {
    this.#definition = definition
    this.#deployed = deployed
  }

  exports(action: string, ending = ''): readonly Need[] {
    const tables = this.#deployed.ofType('AWS::DynamoDB::Table').flatMap(({ arn }) => (arn === undefined ? [] : [arn]))
    return tables
      .filter((arn) => this.#definition.includes(`"${arn}"`))
      .map((arn) => ({ action, resource: `${arn}${ending}` }))
  }

  /** A query reads the files of its tables and writes its answer; UNLOAD writes beside what it read. */
  asks(workGroup: string, query: string): readonly Need[] {
    const read = this.#tables().filter(({ name }) => query.includes(`FROM ${name} `))
    const files = read.map(({ file }) => file)
    const answer = this.#answerOf(workGroup)
    const [database] = read.map(({ name }) => name.split('.')[0])
    return [
      ...this.ofWorkGroups('athena:StartQueryExecution'),
      ...each(LOOKED_UP, [
        this.#arn('glue', 'catalog'),
        this.#arn('glue', `database/${database}`),
        ...read.map(({ name }) => this.#arn('glue', `table/${name.replace('.', '/')}`)),
      ]),
      ...each(['s3:GetBucketLocation', 's3:ListBucket'], [...files, answer].map(bucketOf)),
      ...each(['s3:GetObject'], files),
      ...each(WRITTEN, query.includes('UNLOAD') ? [answer, ...files] : [answer]),
    ]
  }

  ofWorkGroups(action: string): readonly Need[] {
    return this.#deployed
      .ofType('AWS::Athena::WorkGroup')
      .filter(
        ({ name }) =>
          this.#definition.includes(`"WorkGroup":"${name}"`) || this.#definition.includes(`"WorkGroup": "${name}"`),
      )
      .map(({ name }) => ({ action, resource: this.#arn('athena', `workgroup/${name}`) }))
  }

  /** A file of each table whose files are in a bucket. */
  filesIn(bucket: string): readonly string[] {
    return this.#tables().flatMap(({ file }) => (bucketOf(file) === `arn:aws:s3:::${bucket}` ? [file] : []))
  }

  /** Tables with files of their own, which views have not; each with one of its files. */
  #tables(): readonly { readonly name: string; readonly file: string }[] {
    return this.#deployed.ofType('AWS::Glue::Table').flatMap(({ properties }) => {
      const table = asFields(properties.TableInput)
      const stored = optionalFields(table, 'StorageDescriptor') ?? {}
      const location = optionalText(stored, 'Location')
      const name = `${text(properties, 'DatabaseName')}.${text(table, 'Name')}`
      return location === undefined ? [] : [{ name, file: `${arnOf(location)}/file` }]
    })
  }

  #answerOf(workGroup: string): string {
    const group = this.#deployed.ofType('AWS::Athena::WorkGroup').find(({ name }) => name === workGroup)
    const { ResultConfiguration: result } = asFields(
      group?.properties.WorkGroupConfiguration,
      `the work group ${workGroup}`,
    )
    return `${arnOf(isFields(result) ? text(result, 'OutputLocation') : '')}/file`
  }

  #arn(service: string, resource: string): string {
    const { region, account } = this.#deployed
    return `arn:aws:${service}:${region}:${account}:${resource}`
  }
}

const each = (actions: readonly string[], resources: readonly string[]): readonly Need[] =>
  actions.flatMap((action) => resources.map((resource) => ({ action, resource })))

/** `s3://bucket/folder/` as the ARN of what is in it. */
const arnOf = (location: string): string => location.replace(/^s3:\/\//, 'arn:aws:s3:::').replace(/\/$/, '')

const bucketOf = (file: string): string => file.replace(/\/.*$/, '')
