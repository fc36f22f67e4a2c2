import type { Session, WebContents } from 'electron'
import { isAppAddress } from './app-address.ts'
import { allowedExternalAddress } from './external-links.ts'

/** Writing plain text to the clipboard after a click, for the Copy buttons; it reads nothing. */
const COPYING = 'clipboard-sanitized-write'

/**
 * No page may use camera, location, notifications, serial, USB or anything else that asks; the
 * app's own page may copy text.
 */
export function restrictPermissions(session: Session): void {
  session.setPermissionRequestHandler((_contents, permission, answer, { requestingUrl }) => {
    answer(permission === COPYING && isAppAddress(requestingUrl))
  })
  session.setPermissionCheckHandler(
    (_contents, permission, origin) => permission === COPYING && isAppAddress(origin),
  )
  session.setDevicePermissionHandler(() => false)
}

/** What a page may load besides the app's own files: what it made itself, and the debugger. */
const LOCAL_SCHEMES = ['blob:', 'data:', 'devtools:']

/** Whether a request stays on this computer and inside the app. */
export function staysInside(address: string): boolean {
  return LOCAL_SCHEMES.includes(URL.parse(address)?.protocol ?? '') || isAppAddress(address)
}

/** Cancels every request that would leave the app, whatever the page's policy says. */
export function blockNetwork(session: Session): void {
  session.webRequest.onBeforeRequest((details, answer) => {
    answer({ cancel: !staysInside(details.url) })
  })
}

/**
 * Keeps a page where it is: it neither navigates nor is redirected, embeds no webview and opens no
 * window. A link to an allowed place goes to `openExternal`.
 */
export function confineContents(
  contents: WebContents,
  openExternal: (address: string) => void,
): void {
  contents.on('will-navigate', (event) => {
    event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
  })
  contents.setWindowOpenHandler(({ url }) => {
    const address = allowedExternalAddress(url)
    if (address !== null) openExternal(address)
    return { action: 'deny' }
  })
}
