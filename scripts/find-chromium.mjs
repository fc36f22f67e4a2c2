import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright'

const NAMES_ON_PATH = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']

/** Usual places on systems that keep programs off the PATH. */
function usualPlaces() {
  const programs = [process.env['PROGRAMFILES'], process.env['PROGRAMFILES(X86)']]
  return [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    ...programs.flatMap((folder) =>
      folder === undefined
        ? []
        : [
            join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
            join(folder, 'Microsoft', 'Edge', 'Application', 'msedge.exe'),
          ],
    ),
  ]
}

/**
 * The Chromium, Chrome or Edge that the end-to-end tests drive: the one named by `RMOS_CHROMIUM`,
 * else Playwright's own, else one installed on this computer; undefined when there is none.
 *
 * @returns {string | undefined}
 */
export function findChromium() {
  const folders = (process.env['PATH'] ?? '').split(delimiter)
  const candidates = [
    process.env['RMOS_CHROMIUM'] ?? '',
    chromium.executablePath(),
    ...NAMES_ON_PATH.flatMap((name) => folders.map((folder) => join(folder, name))),
    ...usualPlaces(),
  ]
  return candidates.find((path) => path !== '' && existsSync(path))
}

function isDebianRoot() {
  if (process.getuid?.() !== 0 || !existsSync('/etc/os-release')) return false
  return /^ID=debian$/m.test(readFileSync('/etc/os-release', 'utf8'))
}

/**
 * Finds a browser for the end-to-end tests, or installs Debian's where that can be done without
 * asking: as root on Debian. Undefined when there is none after all.
 *
 * @returns {string | undefined}
 */
export function findOrInstallChromium() {
  const found = findChromium()
  if (found !== undefined || !isDebianRoot()) return found
  console.log('No browser is here for the end-to-end tests: installing Debian chromium...')
  const options = /** @type {const} */ ({
    stdio: 'inherit',
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
  })
  spawnSync('apt-get', ['update', '-qq'], options)
  spawnSync('apt-get', ['install', '-qq', '-y', '--no-install-recommends', 'chromium'], options)
  return findChromium()
}
