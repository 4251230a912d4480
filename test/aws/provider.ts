import { createServer, type ServerResponse } from 'node:http'

/** What the provider does with a request: answer with a status and a body, break the connection, or say nothing. */
export type Behaviour = { readonly status: number; readonly body: string; readonly type?: string } | 'reset' | 'silence'

/** A provider on this machine that does the same with each request, and counts them. */
export async function provider(behaviour: Behaviour) {
  let requests = 0
  const server = createServer((request, response) => {
    requests++
    request.resume().on('end', () => behave(behaviour, response))
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const address = server.address()
  if (typeof address !== 'object' || address === null) throw new Error('the provider listens nowhere')
  return {
    endpoint: `http://127.0.0.1:${address.port}`,
    requests: () => requests,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

function behave(behaviour: Behaviour, response: ServerResponse): void {
  if (behaviour === 'silence') return
  if (behaviour === 'reset') {
    response.socket?.resetAndDestroy()
    return
  }
  response.writeHead(behaviour.status, { 'content-type': behaviour.type ?? 'text/xml' }).end(behaviour.body)
}

export const CREDENTIALS = { region: 'us-east-1', credentials: { accessKeyId: 'a', secretAccessKey: 's' } }
