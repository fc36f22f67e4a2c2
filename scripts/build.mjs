import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { INSTALL_DIR } from './node-guard.mjs'
import { runChild } from './run-child.mjs'

const SOURCES = [
  'src-core',
  'src-main',
  'src-preload',
  'src-renderer',
  'electron.vite.config.ts',
  'package.json',
]
const RESULTS = [
  'out/main/index.js',
  'out/main/cli.js',
  'out/main/engine.js',
  'out/preload/index.cjs',
  'out/renderer/index.html',
]

/**
 * The files of a folder and below, or the file itself; tests are not built.
 *
 * @param {string} path
 * @returns {string[]}
 */
function filesOf(path) {
  if (!statSync(path).isDirectory()) return [path]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/\.test\.tsx?$/.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** @param {string} path */
function changedAtMs(path) {
  return statSync(path).mtimeMs
}

/** Whether out/ is missing or older than something it was built from. */
function isStale() {
  const results = RESULTS.map((path) => join(INSTALL_DIR, path))
  if (!results.every((path) => existsSync(path))) return true
  const builtAtMs = Math.min(...results.map(changedAtMs))
  return SOURCES.flatMap((path) => filesOf(join(INSTALL_DIR, path))).some(
    (path) => changedAtMs(path) > builtAtMs,
  )
}

/**
 * Builds out/ and resolves to the exit code of the build.
 *
 * @returns {Promise<number>}
 */
export function build() {
  const builder = join(INSTALL_DIR, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  return runChild(process.execPath, [builder, 'build', '--logLevel', 'warn'], { cwd: INSTALL_DIR })
}

/**
 * Builds out/ unless it is newer than its sources; resolves to the exit code.
 *
 * @returns {Promise<number>}
 */
export async function buildIfStale() {
  if (!isStale()) return 0
  console.log('Building RMOS (needed after a change, takes seconds)...')
  return build()
}
