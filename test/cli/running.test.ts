import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ICON } from '../../lib/cli/page/style.ts'
import { announce, refuseSecond, withdraw } from '../../lib/cli/running.ts'
import { UserError } from '../../lib/cli/user-error.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'puntual-running-'))
})
afterEach(() => rmSync(root, { recursive: true, force: true }))

/** A page on a port of its own that answers everything with `body`, for as long as `look` takes. */
async function serving(body: string, look: (page: string) => Promise<void>): Promise<void> {
  const server = createServer((_, response) => response.end(body))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = Object(server.address()) satisfies Partial<AddressInfo>
  await look(`http://127.0.0.1:${port}/`)
  await new Promise((resolve) => {
    server.close(resolve)
    server.closeAllConnections()
  })
}

describe('a second rehearsal in one folder', () => {
  it('is refused with the address of the first, in both languages', async () => {
    await serving(ICON, async (page) => {
      announce(root, { endpoint: 'http://127.0.0.1:1', page })
      const fault = await refuseSecond(root).catch((cause: unknown) => cause)
      if (!(fault instanceof UserError)) throw fault
      for (const lang of ['es', 'en'] as const) expect(fault.in(lang)).toContain(page)
      withdraw(root, { endpoint: 'http://127.0.0.1:2', page })
      await expect(refuseSecond(root)).rejects.toThrow()
      withdraw(root, { endpoint: 'http://127.0.0.1:1', page })
      await refuseSecond(root)
    })
  })

  it('starts where the first was killed, also when somebody else has its port by now', async () => {
    await serving('something else', async (page) => {
      announce(root, { endpoint: 'http://127.0.0.1:1', page })
      await refuseSecond(root)
    })
    await refuseSecond(root)
  })
})
