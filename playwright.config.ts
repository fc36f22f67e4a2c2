import { defineConfig, type ReporterDescription } from '@playwright/test'
import type { RuntimeOption } from './tests/e2e/electron/desktop.ts'
import { findChromium } from './scripts/find-chromium.mjs'

const jsonFile = process.env['RMOS_E2E_JSON']
const reporters: ReporterDescription[] = [['list']]
if (jsonFile !== undefined) reporters.push(['json', { outputFile: jsonFile }])

const chromium = findChromium()
// The stand-in for Electron is a process of its own and is told this way.
if (chromium !== undefined) process.env['RMOS_CHROMIUM'] = chromium
/** The stand-in's executable is a shell script; elsewhere the specs run in Electron itself. */
const hasStandIn = process.platform !== 'win32'

export default defineConfig<RuntimeOption>({
  testDir: 'tests/e2e',
  outputDir: 'test-results',
  // A bound against hanging: a launch takes 2 s, and up to 10 on a busy machine.
  timeout: 60_000,
  expect: { timeout: 15_000 },
  workers: 2,
  retries: 0,
  forbidOnly: true,
  reporter: reporters,
  projects: [
    {
      name: 'bench',
      testDir: 'tests/e2e/bench',
      use: { launchOptions: chromium === undefined ? {} : { executablePath: chromium } },
    },
    ...(hasStandIn
      ? [{ name: 'electron', testDir: 'tests/e2e/electron', use: { runtime: 'stand-in' as const } }]
      : []),
    {
      name: 'electron-runtime',
      testDir: 'tests/e2e/electron',
      use: { runtime: 'electron' as const },
    },
  ],
})
