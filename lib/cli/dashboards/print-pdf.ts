import { spawn } from 'node:child_process'
import { existsSync, rmSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { findChromium, QUIET } from '../chromium.ts'

/** Prints a page that was drawn as PDF, a sheet of the dashboard to a page; answers its path. */
export async function printPdf(page: string): Promise<string> {
  const pdf = page.replace(/\.html$/, '.pdf')
  rmSync(pdf, { force: true })
  const { executable, args, env } = await findChromium()
  const printing = ['--headless', `--print-to-pdf=${pdf}`, '--no-pdf-header-footer', pathToFileURL(page).href]
  const browser = spawn(executable, [...args, ...QUIET, ...printing], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  browser.stderr.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const code = await new Promise<number | null>((resolve, reject) => browser.on('error', reject).on('close', resolve))
  if (code !== 0 || !existsSync(pdf)) throw new Error(`${executable} printed no PDF (exit ${code}):\n${said}`)
  return pdf
}
