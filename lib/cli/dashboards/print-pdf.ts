import { pathToFileURL } from 'node:url'
import { chromium } from 'playwright-core'
import { findChromium, QUIET } from '../chromium.ts'

/** Prints a page that was drawn as PDF, a sheet of the dashboard to a page; answers its path. */
export async function printPdf(page: string): Promise<string> {
  const path = page.replace(/\.html$/, '.pdf')
  const { executable, args, env } = await findChromium()
  const browser = await chromium.launch({
    executablePath: executable,
    args: [...args, ...QUIET],
    env: { ...process.env, ...env },
    headless: true,
  })
  try {
    const tab = await browser.newPage()
    await tab.goto(pathToFileURL(page).href)
    await tab.pdf({ path, preferCSSPageSize: true, printBackground: true })
  } finally {
    await browser.close()
  }
  return path
}
