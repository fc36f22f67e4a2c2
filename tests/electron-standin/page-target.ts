import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { TargetSession } from './cdp-connection.ts'
import { pageScript, preloadScript } from './page-scripts.ts'
import { readyBrowser } from './runtime.ts'

/** The page that takes the place of a window. */
export interface PageTarget {
  readonly targetId: string
  readonly session: TargetSession
}

/** The name of the isolated world preload runs in. */
export const PRELOAD_WORLD = 'rmos-standin-preload'
const BINDING = 'standInSend'

async function installScripts(session: TargetSession, preloadPath: string | undefined) {
  const nonce = randomBytes(12).toString('hex')
  const { electron, node } = process.versions
  const config = { nonce, platform: process.platform, versions: { electron, node } }
  const preloadSource = preloadPath === undefined ? '' : readFileSync(preloadPath, 'utf8')
  await session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript(nonce) })
  await session.send('Page.addScriptToEvaluateOnNewDocument', {
    worldName: PRELOAD_WORLD,
    source: preloadScript(config, preloadSource),
  })
}

/**
 * Opens an empty page with the two scripts in place and every request paused for the stand-in;
 * `onSession` may add its listeners before anything happens in it.
 */
export async function openPage(
  options: { readonly width: number; readonly height: number; readonly preload?: string },
  onSession: (page: PageTarget) => void,
): Promise<PageTarget> {
  const browser = readyBrowser('BrowserWindow')
  const { width, height } = options
  const { targetId } = await browser
    .session()
    .send('Target.createTarget', { url: 'about:blank', newWindow: true, width, height })
  const { sessionId } = await browser
    .session()
    .send('Target.attachToTarget', { targetId, flatten: true })
  const page = { targetId, session: browser.session(sessionId) }
  onSession(page)
  await Promise.all([
    page.session.send('Page.enable'),
    page.session.send('Runtime.enable'),
    page.session.send('Inspector.enable'),
    page.session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    page.session.send('Runtime.addBinding', { name: BINDING, executionContextName: PRELOAD_WORLD }),
  ])
  await installScripts(page.session, options.preload)
  return page
}
