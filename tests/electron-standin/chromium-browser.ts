import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectCdp, type CdpConnection } from './cdp-connection.ts'

/** The Chromium whose pages take the place of the app's windows. */
export interface Browser extends Pick<CdpConnection, 'session'> {
  /** Where Playwright attaches to the pages. */
  readonly address: string
  readonly close: () => Promise<void>
  readonly onExit: (listener: () => void) => void
}

const SWITCHES = [
  '--no-sandbox',
  '--no-startup-window',
  '--no-first-run',
  '--disable-gpu-sandbox',
  '--enable-unsafe-swiftshader',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-extensions',
  '--password-store=basic',
  '--hide-scrollbars',
  '--force-color-profile=srgb',
  // No name resolves, so that no page reaches a network; a server of the test itself may be asked,
  // without the question whether a page may see the local network, which Electron does not ask.
  '--host-resolver-rules=MAP * ~NOTFOUND , EXCLUDE 127.0.0.1',
  '--disable-features=HttpsUpgrades,DialMediaRouteProvider,PaintHolding,LocalNetworkAccessChecks',
  '--remote-debugging-port=0',
]

function devToolsAddress(chromium: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    chromium.stderr?.on('data', (chunk: Buffer) => {
      said += chunk.toString()
      const address = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1]
      if (address !== undefined) resolve(address)
    })
    chromium.once('error', reject)
    chromium.once('exit', (code) => {
      reject(new Error(`Chromium ended with ${String(code)} before it listened: ${said}`))
    })
  })
}

/**
 * Ends Chromium and removes its profile when this process ends, however it ends: the watcher reads
 * from this process, and the end of the line is what it waits for.
 */
function endWithThisProcess(chromium: ChildProcess, profile: string): void {
  const script = 'cat > /dev/null; kill -9 "$0" 2> /dev/null; sleep 0.3; rm -rf "$1"'
  spawn('/bin/sh', ['-c', script, String(chromium.pid), profile], {
    stdio: ['pipe', 'ignore', 'ignore'],
    // In a group of its own, so that it outlives a kill of the whole group of the app.
    detached: true,
  }).unref()
}

/** Starts Chromium with a profile of its own; both go when this process goes. */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'rmos-standin-profile-'))
  const headless = process.env['RMOS_HEADED'] === undefined ? ['--headless=new'] : []
  const executable = process.env['RMOS_CHROMIUM']
  if (executable === undefined)
    throw new Error('RMOS_CHROMIUM names no Chromium; playwright.config.ts sets it')
  const chromium = spawn(executable, [...headless, ...SWITCHES, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  endWithThisProcess(chromium, profile)
  const address = await devToolsAddress(chromium)
  const connection = await connectCdp(address)
  const ended = new Promise<void>((resolve) => {
    chromium.once('exit', () => {
      resolve()
    })
  })
  return {
    address,
    session: connection.session,
    onExit: (listener) => void ended.then(listener),
    async close() {
      await Promise.race([connection.session().send('Browser.close'), ended])
    },
  }
}
