// npm start: RMOS in its own window; where Electron's runtime cannot be had, in the browser.
// npm start -- --browser goes to the browser at once. Other arguments are handed on.
import { join } from 'node:path'
import { buildIfStale } from './build.mjs'
import { electronVersion, findElectron } from './electron-runtime.mjs'
import { INSTALL_DIR, requireNode } from './node-guard.mjs'
import { runChild } from './run-child.mjs'

await requireNode()

const BROWSER_FLAG = '--browser'
const args = process.argv.slice(2).filter((arg) => arg !== BROWSER_FLAG)
const wantsBrowser = process.argv.includes(BROWSER_FLAG)

/** @param {string} executable */
function startWindow(executable) {
  return runChild(executable, [INSTALL_DIR, ...args])
}

/** @param {string} why */
function startBenchView(why) {
  console.log(`RMOS opens in your browser instead of its own window: ${why}.`)
  const commandLine = join(INSTALL_DIR, 'out', 'main', 'cli.js')
  return runChild(process.execPath, [commandLine, 'serve', '--open', ...args])
}

async function start() {
  const buildCode = await buildIfStale()
  if (buildCode !== 0) return buildCode
  if (wantsBrowser) return startBenchView(`${BROWSER_FLAG} was given`)
  const electron = await findElectron()
  if ('executable' in electron) return startWindow(electron.executable)
  return startBenchView(
    `the runtime Electron ${electronVersion()} is not usable here, because ${electron.missing}`,
  )
}

process.exit(await start())
