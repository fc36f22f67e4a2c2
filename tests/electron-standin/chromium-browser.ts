import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { connectCdp, type CdpConnection } from './cdp-connection.ts'
import { findChromium } from './find-chromium.ts'

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

/** Starts Chromium with a profile of its own, which goes when this process goes. */
export async function openBrowser(): Promise<Browser> {
  const profile = mkdtempSync(join(tmpdir(), 'rmos-standin-profile-'))
  const headless = process.env['RMOS_HEADED'] === undefined ? ['--headless=new'] : []
  const executable = findChromium()
  if (executable === undefined) throw new Error('no Chromium found: name one in RMOS_CHROMIUM')
  const chromium = spawn(executable, [...headless, ...SWITCHES, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  process.on('exit', () => {
    chromium.kill('SIGKILL')
    rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 })
  })
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
