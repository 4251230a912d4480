import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Allow } from '../gateway/authorise.ts'
import { asFields, isFields, only, optionalFlag, optionalNumber, optionalText, text } from '../gateway/fields.ts'
import type { Deployed } from '../template/deploy.ts'
import type { World } from '../world.ts'
import type { Answered, Asked } from './direct-request.ts'
import type { Functions } from './functions.ts'

/** Where the gateway serves the function URLs of a stack: `/function-url/<logical id>/…`. */
export const FUNCTION_URLS = '/function-url/'

/** Content types whose bodies Lambda hands over as they are; any other comes as base64. */
const TEXTUAL = /^(text\/|application\/(json|javascript|xml|.+\+(json|xml))\b)/

const FORBIDDEN: Answered = {
  status: 403,
  headers: { 'content-type': 'application/json' },
  body: '{"Message":"Forbidden. For troubleshooting Function URL authorization issues, see the documentation."}',
}

/** The public addresses of functions (`AWS::Lambda::Url`), as Lambda serves them to anybody on the internet. */
export class FunctionUrls {
  readonly #world: World
  readonly #functions: Functions
  readonly #allow: Allow
  readonly #targets: ReadonlyMap<string, string>
  #requests = 0

  constructor(options: { world: World; functions: Functions; deployed: Deployed; allow: Allow }) {
    this.#world = options.world
    this.#functions = options.functions
    this.#allow = options.allow
    this.#targets = new Map(
      options.deployed.ofType('AWS::Lambda::Url').map(({ logicalId, properties }): [string, string] => {
        only(properties, `the function URL ${logicalId}`, ['AuthType', 'TargetFunctionArn', 'InvokeMode'])
        const auth = text(properties, 'AuthType')
        const mode = optionalText(properties, 'InvokeMode') ?? 'BUFFERED'
        if (auth !== 'NONE') throw new NotRehearsed(`the authorisation ${auth} of the function URL ${logicalId}`)
        if (mode !== 'BUFFERED') throw new NotRehearsed(`the mode ${mode} of the function URL ${logicalId}`)
        return [logicalId, text(properties, 'TargetFunctionArn')]
      }),
    )
  }

  /** What a stranger gets. Since October 2025 the function's policy must let strangers do two things. */
  async answer(asked: Asked): Promise<Answered> {
    const [path = '', query = ''] = asked.path.slice(FUNCTION_URLS.length).split('?')
    const slash = path.indexOf('/')
    const id = slash < 0 ? path : path.slice(0, slash)
    const target = this.#targets.get(id)
    if (target === undefined) return { ...FORBIDDEN, status: 404, body: '{"Message":null}' }
    const principal = { service: 'anybody' }
    const needs = [
      ['lambda:InvokeFunctionUrl', { 'lambda:FunctionUrlAuthType': 'NONE' }],
      ['lambda:InvokeFunction', { 'lambda:InvokedViaFunctionUrl': 'true' }],
    ] as const
    try {
      for (const [action, context] of needs) this.#allow({ principal, action, resource: target, context })
    } catch (refusal) {
      if (!(refusal instanceof AwsError) || refusal instanceof NotRehearsed) throw refusal
      return { ...FORBIDDEN, headers: { ...FORBIDDEN.headers, 'x-rehearsal-refusal': refusal.message } }
    }
    return this.#invoke(target, id, path.slice(id.length) || '/', query, asked)
  }

  async #invoke(target: string, id: string, rawPath: string, query: string, asked: Asked): Promise<Answered> {
    const { method, headers, body } = asked
    const isBase64Encoded = body !== '' && !TEXTUAL.test(headers['content-type'] ?? '')
    const now = this.#world.now()
    const event = {
      version: '2.0',
      routeKey: '$default',
      rawPath,
      rawQueryString: query,
      headers,
      requestContext: {
        accountId: 'anonymous',
        apiId: id.toLowerCase(),
        domainName: headers.host ?? '',
        domainPrefix: id.toLowerCase(),
        http: {
          method,
          path: rawPath,
          protocol: 'HTTP/1.1',
          sourceIp: '127.0.0.1',
          userAgent: headers['user-agent'] ?? '',
        },
        requestId: `url-${++this.#requests}`,
        routeKey: '$default',
        stage: '$default',
        time: new Date(now).toUTCString(),
        timeEpoch: now,
      },
      ...(body === '' ? {} : { body: isBase64Encoded ? Buffer.from(body).toString('base64') : body }),
      isBase64Encoded,
    }
    let result: Awaited<ReturnType<Functions['invoke']>>
    try {
      result = await this.#functions.invoke(target, event)
    } catch (refusal) {
      // Above the reserved concurrency.
      if (refusal instanceof AwsError && refusal.status === 429) return { status: 429, headers: {}, body: '' }
      throw refusal
    }
    if ('error' in result) return { status: 502, headers: {}, body: 'Internal Server Error' }
    return written(result.payload)
  }
}

/** A function answers with a whole response, or with anything else, which is then its JSON body. */
function written(payload: unknown): Answered {
  if (!isFields(payload) || payload.statusCode === undefined)
    return { status: 200, headers: { 'content-type': 'application/json' }, body: JSON.stringify(payload ?? null) }
  const headers = Object.entries(asFields(payload.headers ?? {}, 'headers')).map(([name, value]) => [
    name.toLowerCase(),
    String(value),
  ])
  const body = optionalText(payload, 'body') ?? ''
  const whole = optionalFlag(payload, 'isBase64Encoded') ? Buffer.from(body, 'base64').toString() : body
  return { status: optionalNumber(payload, 'statusCode') ?? 200, headers: Object.fromEntries(headers), body: whole }
}
