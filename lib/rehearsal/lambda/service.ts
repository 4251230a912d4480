import { AwsError, NotRehearsed } from '../aws-error.ts'
import type { Service } from '../gateway/calls.ts'
import { asFields, type Fields, optionalText, text } from '../gateway/fields.ts'
import type { World } from '../world.ts'
import type { Asked } from './direct-request.ts'
import type { FunctionUrls } from './function-urls.ts'
import type { Functions } from './functions.ts'

/** Lambda tries an asynchronous event three times, a minute and two minutes apart. */
const PAUSES = [60_000, 120_000] as const

/** The Lambda API: Invoke, synchronous or as an event; and, under `InvokeUrl`, what a function's public address is asked. */
export class Lambda implements Service {
  readonly #world: World
  readonly #functions: Functions
  readonly #urls: FunctionUrls

  constructor(world: World, functions: Functions, urls: FunctionUrls) {
    this.#world = world
    this.#functions = functions
    this.#urls = urls
  }

  async call(operation: string, input: Fields): Promise<unknown> {
    if (operation === 'InvokeUrl') return this.#urls.answer(askedOf(input))
    if (operation !== 'Invoke') throw new NotRehearsed(`lambda:${operation}`)
    const name = text(input, 'FunctionName')
    const payload = parse(text(input, 'Payload'))
    const type = text(input, 'InvocationType')
    if (type === 'Event') {
      this.invokeLater(name, payload)
      return { StatusCode: 202, Payload: '' }
    }
    if (type !== 'RequestResponse') throw new NotRehearsed(`lambda:Invoke of the type ${type}`)
    const result = await this.#functions.invoke(name, payload)
    return 'error' in result
      ? { StatusCode: 200, FunctionError: 'Unhandled', Payload: JSON.stringify(result.error) }
      : { StatusCode: 200, Payload: JSON.stringify(result.payload) }
  }

  /** Gives a function an event without waiting; one that fails three times is an error of the rehearsal: nobody keeps it. */
  invokeLater(functionArn: string, payload: unknown): void {
    const attempt = async (number: number): Promise<void> => {
      const result = await this.#functions.invoke(functionArn, payload)
      if (!('error' in result)) return
      const pause = PAUSES[number]
      if (pause === undefined)
        throw new Error(`an event of ${functionArn} is lost: ${result.error.errorType}: ${result.error.errorMessage}`)
      this.#world.after(pause, `event of ${functionArn} again`, () => attempt(number + 1))
    }
    this.#world.soon(`event of ${functionArn}`, () => attempt(0))
  }
}

const askedOf = (input: Fields): Asked => ({
  method: text(input, 'method'),
  path: text(input, 'path'),
  headers: Object.fromEntries(
    Object.entries(asFields(input.headers ?? {}, 'headers')).map(([name, value]) => [
      name.toLowerCase(),
      String(value),
    ]),
  ),
  body: optionalText(input, 'body') ?? '',
})

function parse(payload: string): unknown {
  try {
    return payload === '' ? {} : JSON.parse(payload)
  } catch {
    throw new AwsError('InvalidRequestContentException', 'Could not parse request body into json')
  }
}
