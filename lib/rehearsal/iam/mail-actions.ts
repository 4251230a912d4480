import { AwsError, NotRehearsed } from '../aws-error.ts'
import { isRecord } from '../template/shape.ts'
import type { Need } from './access.ts'

/** The verified senders of an account. */
export interface MailWorld {
  readonly account: string
  readonly region: string
  /** Addresses and domains with an identity in SES, in lower case. */
  readonly identities: readonly string[]
}

/** The permissions of an SES call: on the sender's identity, and on the configuration set when the call names one. */
export function mailNeeds(
  operation: string,
  input: Readonly<Record<string, unknown>>,
  world: MailWorld,
): readonly Need[] | undefined {
  if (operation !== 'SendEmail' && operation !== 'SendRawEmail') return undefined
  const action = `ses:${operation}`
  const headers = operation === 'SendRawEmail' ? headersOf(input.RawMessage) : new Map<string, string>()
  const given = input.SourceArn ?? input.FromArn
  const sender = input.Source ?? headers.get('from')
  const set = input.ConfigurationSetName ?? headers.get('x-ses-configuration-set')
  const resources = [
    typeof given === 'string' ? given : `${arn(world)}identity/${identityOf(sender, world.identities)}`,
    ...(typeof set === 'string' ? [`${arn(world)}configuration-set/${set}`] : []),
  ]
  return resources.map((resource) => ({ action, resource }))
}

const arn = ({ region, account }: MailWorld) => `arn:aws:ses:${region}:${account}:`

/** SES asks for the address where it is verified itself, else for the nearest verified domain above it, else for its domain. */
function identityOf(sender: unknown, identities: readonly string[]): string {
  const address = /<([^<>]+)>\s*$/.exec(String(sender))?.[1] ?? String(sender).trim()
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase()
  if (typeof sender !== 'string' || !address.includes('@'))
    throw new AwsError('InvalidParameterValue', `Missing or wrong sender: ${JSON.stringify(sender)}`)
  const labels = domain.split('.')
  const candidates = [address.toLowerCase(), ...labels.map((_, index) => labels.slice(index).join('.'))]
  return candidates.find((candidate) => identities.includes(candidate)) ?? domain
}

/** The headers of a raw message (base64 text or bytes), names in lower case, folded lines joined. */
function headersOf(raw: unknown): ReadonlyMap<string, string> {
  const data = isRecord(raw) ? raw.Data : undefined
  if (typeof data !== 'string' && !(data instanceof Uint8Array))
    throw new NotRehearsed('a SendRawEmail whose RawMessage.Data is neither base64 text nor bytes')
  const text = typeof data === 'string' ? Buffer.from(data, 'base64') : Buffer.from(data)
  const [head = ''] = text.toString('utf8').split(/\r?\n\r?\n/, 1)
  const headers = new Map<string, string>()
  for (const line of head.replace(/\r?\n[ \t]+/g, ' ').split(/\r?\n/)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (colon > 0) headers.set(name, line.slice(colon + 1).trim())
  }
  return headers
}
