import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { spawnSync } from 'node:child_process'
import { INSTALL_DIR } from './node-guard.mjs'
import { readJson } from './read-json.mjs'

const ELECTRON_DIR = join(INSTALL_DIR, 'node_modules', 'electron')
/** Long enough for 110 MB at 3 Mbit/s, and then it is no first start any more. */
const DOWNLOAD_LIMIT_MS = 5 * 60_000
/** A firewall that swallows requests is found out sooner than by the limit above. */
const REACH_LIMIT_MS = 8000
const DOWNLOAD_HOST = 'https://github.com'

/** Where the runtime's executable is inside its folder, by system. */
const EXECUTABLES = /** @type {Partial<Record<NodeJS.Platform, string>>} */ ({
  linux: 'electron',
  darwin: 'Electron.app/Contents/MacOS/Electron',
  win32: 'electron.exe',
})

/** @typedef {{ executable: string } | { missing: string }} Runtime */

/** The runtime that is on this computer, or undefined. */
function installedExecutable() {
  const name = EXECUTABLES[process.platform]
  if (name === undefined) return undefined
  const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(ELECTRON_DIR, 'dist')
  const path = join(dist, name)
  return existsSync(path) ? path : undefined
}

/**
 * Why a window cannot be opened here even with a runtime, or undefined.
 *
 * @returns {string | undefined}
 */
function windowObstacle() {
  if (process.platform !== 'linux') return undefined
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) {
    return 'this session has no display'
  }
  return process.getuid?.() === 0 ? 'its sandbox does not work for root' : undefined
}

/**
 * Why the download host does not answer, or undefined. A proxy or a mirror is taken on trust: only
 * the installer knows how to use it.
 *
 * @returns {Promise<string | undefined>}
 */
async function unreachable() {
  const detours = ['ELECTRON_MIRROR', 'npm_config_electron_mirror', 'HTTPS_PROXY', 'https_proxy']
  if (detours.some((name) => process.env[name])) return undefined
  try {
    await fetch(DOWNLOAD_HOST, { method: 'HEAD', signal: AbortSignal.timeout(REACH_LIMIT_MS) })
    return undefined
  } catch {
    return 'github.com, where it is fetched from, cannot be reached from this computer'
  }
}

/**
 * One attempt at Electron's own installer.
 *
 * @returns {string | undefined} why it failed
 */
function install() {
  console.log('Fetching the Electron runtime once (about 110 MB)...')
  const { status, signal, stderr } = spawnSync(
    process.execPath,
    [join(ELECTRON_DIR, 'install.js')],
    { stdio: ['ignore', 'inherit', 'pipe'], encoding: 'utf8', timeout: DOWNLOAD_LIMIT_MS },
  )
  if (status === 0) return undefined
  if (signal !== null) return `it was not here after ${String(DOWNLOAD_LIMIT_MS / 60_000)} minutes`
  return `its installer failed: ${stderr.trim().split('\n')[0] ?? ''}`
}

/** The version of Electron that this version of RMOS is made for. */
export function electronVersion() {
  const manifest = readJson(join(ELECTRON_DIR, 'package.json'))
  return /** @type {{ version: string }} */ (manifest).version
}

/**
 * The Electron runtime: the one that is here, else the one that its installer fetches now; or why
 * there is none that could open a window.
 *
 * @returns {Promise<Runtime>}
 */
export async function findElectron() {
  const obstacle = windowObstacle()
  if (obstacle !== undefined) return { missing: obstacle }
  const installed = installedExecutable()
  if (installed !== undefined) return { executable: installed }
  const failure = (await unreachable()) ?? install()
  if (failure !== undefined) return { missing: failure }
  const fetched = installedExecutable()
  return fetched === undefined
    ? { missing: 'its installer left no executable' }
    : { executable: fetched }
}
