import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { type Chromium, openBrowser } from './devtools.ts'

/** A page of ten sheets takes seconds. */
const PATIENCE = 120_000

/** Prints a page that needs nothing else as PDF, on paper of the size that the page asks for. */
export async function printPage(html: string, chromium: Chromium): Promise<Uint8Array> {
  const folder = await mkdtemp(join(tmpdir(), 'puntual-page-'))
  const browser = openBrowser(chromium, join(folder, 'profile'), PATIENCE)
  try {
    const page = join(folder, 'page.html')
    await writeFile(page, html)
    const { targetId } = await browser.ask('Target.createTarget', { url: 'about:blank' })
    const { sessionId } = await browser.ask('Target.attachToTarget', { targetId, flatten: true })
    const session = String(sessionId)
    await browser.ask('Page.enable', {}, session)
    const opened = browser.ask('Page.navigate', { url: pathToFileURL(page).href }, session)
    await Promise.all([browser.heard('Page.loadEventFired'), opened])
    const { data } = await browser.ask('Page.printToPDF', { printBackground: true, preferCSSPageSize: true }, session)
    return Buffer.from(String(data), 'base64')
  } finally {
    await browser.close()
    await rm(folder, { recursive: true, force: true })
  }
}
