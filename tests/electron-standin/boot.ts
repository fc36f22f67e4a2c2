import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { app } from './application.ts'
import { openBrowser } from './chromium-browser.ts'
import { becomeReady, describeApp } from './runtime.ts'
import { watchForVanishedPages } from './window-registry.ts'

interface Manifest {
  readonly name: string
  readonly productName?: string
  readonly version: string
  readonly main: string
}

/**
 * What Electron does between its start and `ready`: it runs the app's main file to its end, top
 * level awaits included, and only then gets ready. A main file that awaits `whenReady` at its top
 * level never gets there, here as in Electron.
 */
async function boot(appDir: string, preload: string): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(appDir, 'package.json'), 'utf8')) as Manifest
  describeApp({ ...manifest, name: manifest.productName ?? manifest.name, appDir })
  process.argv = [process.execPath, appDir]
  Object.assign(process.versions, { electron: 'stand-in' })
  Object.assign(process, { type: 'browser' })
  process.on('SIGTERM', () => {
    app.quit()
  })
  if (preload !== '') createRequire(import.meta.url)(resolve(preload))
  await import(pathToFileURL(join(appDir, manifest.main)).href)
  const browser = await openBrowser()
  await watchForVanishedPages(browser)
  browser.onExit(() => process.exit(0))
  process.stderr.write(`\nDevTools listening on ${browser.address}\n`)
  becomeReady(browser)
  app.emit('ready', {}, {})
}

try {
  await boot(resolve(process.argv[2] ?? '.'), process.argv[3] ?? '')
} catch (error) {
  process.stderr.write(
    `electron stand-in: ${error instanceof Error ? (error.stack ?? '') : String(error)}\n`,
  )
  process.exit(1)
}
