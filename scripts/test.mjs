// npm test: every check of package.json's `check`, then the build and the end-to-end tests. Goes on
// after a failure, so that one run tells all; the last line sums up the tests.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { build } from './build.mjs'
import { INSTALL_DIR, requireNode } from './node-guard.mjs'
import { readJson } from './read-json.mjs'
import { runChild } from './run-child.mjs'
import { playwrightCounts, sumOf, vitestCounts } from './test-counts.mjs'

await requireNode()

const REPORT_DIR = join(INSTALL_DIR, 'node_modules', '.cache', 'test-reports')
const UNIT_REPORT = join(REPORT_DIR, 'unit.json')
const END_TO_END_REPORT = join(REPORT_DIR, 'end-to-end.json')
const NO_BROWSER =
  'The end-to-end tests need Chromium, Chrome or Edge: install one (Debian: apt-get install chromium), or run npx playwright install chromium, or name its executable in RMOS_CHROMIUM.'

/** @type {string[]} */
const failedSteps = []

/**
 * @param {string} name
 * @param {() => Promise<number>} run
 */
async function step(name, run) {
  console.log(`\n> ${name}`)
  const startedMs = performance.now()
  const code = await run()
  const seconds = ((performance.now() - startedMs) / 1000).toFixed(1)
  console.log(`> ${name}: ${code === 0 ? 'ok' : `FAILED (exit ${String(code)})`}, ${seconds} s`)
  if (code !== 0) failedSteps.push(name)
  return code === 0
}

/**
 * Runs a script of package.json.
 *
 * @param {string} name
 * @param {readonly string[]} [args]
 * @param {Record<string, string>} [env]
 */
function npmRun(name, args = [], env = {}) {
  return runChild('npm', ['run', '--silent', name, '--', ...args], {
    cwd: INSTALL_DIR,
    env: { ...process.env, ...env },
    // npm is a script on Windows.
    shell: process.platform === 'win32',
  })
}

/** The scripts that package.json's `check` is made of, in order. */
function checkScripts() {
  const manifest = readJson(join(INSTALL_DIR, 'package.json'))
  const { scripts } = /** @type {{ scripts: { check: string } }} */ (manifest)
  return scripts.check.split(' && ').map((command) => command.replace('npm run ', ''))
}

function runUnitTests() {
  const reporters = ['--reporter=default', '--reporter=json']
  return npmRun('unit', [...reporters, `--outputFile.json=${UNIT_REPORT}`])
}

async function runEndToEndTests() {
  // Loaded late: it brings Playwright, and a broken one must not hide the other results.
  const { findOrInstallChromium } = await import('./find-chromium.mjs')
  const browser = findOrInstallChromium()
  if (browser === undefined) {
    console.log(NO_BROWSER)
    return 1
  }
  return npmRun('e2e', [], { RMOS_CHROMIUM: browser, RMOS_E2E_JSON: END_TO_END_REPORT })
}

rmSync(REPORT_DIR, { recursive: true, force: true })
mkdirSync(REPORT_DIR, { recursive: true })
for (const name of checkScripts()) {
  await step(name, name === 'unit' ? runUnitTests : () => npmRun(name))
}
if (await step('build', build)) await step('end-to-end', runEndToEndTests)

const { passed, failed, skipped } = sumOf([
  vitestCounts(UNIT_REPORT),
  playwrightCounts(END_TO_END_REPORT),
])
if (failedSteps.length > 0) console.log(`\nFailed: ${failedSteps.join(', ')}`)
console.log(`${String(passed)} passed, ${String(failed)} failed, ${String(skipped)} skipped`)
process.exit(failedSteps.length === 0 && failed === 0 ? 0 : 1)
