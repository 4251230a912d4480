import { spawn } from 'node:child_process'
import type { Readable, Writable } from 'node:stream'

/** A Chromium, and what it has to be started with. */
export interface Chromium {
  readonly executable: string
  readonly args: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

type Answer = Readonly<Record<string, unknown>>
interface Heard {
  readonly id?: number
  readonly method?: string
  readonly result?: Answer
  readonly error?: { readonly message: string }
}

/** A browser of our own, spoken to over a pipe in Chromium's DevTools protocol: no port is open, and no driver is needed. */
export interface Browser {
  /** Asks for something, of a page when its session is given. Throws when the browser refuses, or is gone. */
  ask(method: string, params: object, session?: string): Promise<Answer>
  /** Resolves when the next event of this name comes. */
  heard(event: string): Promise<void>
  close(): Promise<void>
}

/** Each message ends with this. */
const END = '\0'

/** Starts a browser with a profile of its own; after `patience` ms it is ended, and whoever still waits is told. */
export function openBrowser({ executable, args, env }: Chromium, profile: string, patience: number): Browser {
  const child = spawn(executable, [...args, '--remote-debugging-pipe', `--user-data-dir=${profile}`, 'about:blank'], {
    env: { ...process.env, ...env },
    // It reads what we ask from the fourth and answers on the fifth.
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
    timeout: patience,
    killSignal: 'SIGKILL',
  })
  const questions = child.stdio[3] as Writable
  const answers = child.stdio[4] as Readable
  const waiting = new Map<number | string, PromiseWithResolvers<Answer>>()
  let death: Error | undefined
  const wait = (key: number | string): Promise<Answer> => {
    if (death) return Promise.reject(death)
    const one = Promise.withResolvers<Answer>()
    waiting.set(key, one)
    return one.promise
  }
  const hear = ({ id, method = '', result = {}, error }: Heard): void => {
    const one = waiting.get(id ?? method)
    waiting.delete(id ?? method)
    if (error) one?.reject(new Error(`the browser refused: ${error.message}`))
    else one?.resolve(result)
  }
  const gone = (why: string): void => {
    death = new Error(`the browser is gone: ${why}`)
    for (const one of waiting.values()) one.reject(death)
    waiting.clear()
  }
  let rest = ''
  answers.setEncoding('utf8').on('data', (text: string) => {
    const messages = `${rest}${text}`.split(END)
    rest = messages.pop() ?? ''
    for (const message of messages) hear(JSON.parse(message))
  })
  const ended = new Promise<void>((resolve) => {
    child.once('error', ({ message }) => {
      gone(message)
      resolve()
    })
    child.once('exit', (code, signal) => {
      gone(`${executable} ended with ${signal ?? code}`)
      resolve()
    })
  })
  // A pipe breaks when the browser dies; what it says of that is told above.
  questions.on('error', () => undefined)
  let asked = 0
  return {
    ask(method, params, session) {
      const id = ++asked
      const answer = wait(id)
      questions.write(`${JSON.stringify({ id, method, params, ...(session && { sessionId: session }) })}${END}`)
      return answer
    },
    heard: async (event) => void (await wait(event)),
    async close() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
