import { readFileSync, writeFileSync } from 'node:fs'
import { printPage } from '../../aws/print-page.ts'
import { findChromium, QUIET } from '../chromium.ts'

/** Prints a page that was drawn as PDF, a sheet of the dashboard to a page; answers its path. */
export async function printPdf(page: string): Promise<string> {
  const path = page.replace(/\.html$/, '.pdf')
  writeFileSync(path, await printHere(readFileSync(page, 'utf8')))
  return path
}

/** The pages as PDF, with a Chromium of this machine. */
export async function printHere(html: string): Promise<Uint8Array> {
  const { executable, args, env } = await findChromium()
  return printPage(html, { executable, args: ['--headless', ...args, ...QUIET], env })
}
