import { readyBrowser } from './runtime.ts'
import { strict } from './strict.ts'

interface RequestDetails {
  readonly url: string
  readonly method: string
  readonly resourceType: string
}
type BeforeRequest = (
  details: RequestDetails,
  callback: (answer: { readonly cancel?: boolean }) => void,
) => void
type PermissionRequest = (
  webContents: unknown,
  permission: string,
  callback: (granted: boolean) => void,
  details: { readonly requestingUrl: string },
) => void
type PermissionCheck = (webContents: unknown, permission: string, origin: string) => boolean

let beforeRequest: BeforeRequest | null = null
let permissionRequest: PermissionRequest | null = null
let permissionCheck: PermissionCheck | null = null

/** Whether the app lets a request go out; true when it set no listener, as in Electron. */
export function isRequestLetThrough(details: RequestDetails): Promise<boolean> {
  const listener = beforeRequest
  if (listener === null) return Promise.resolve(true)
  return new Promise((resolve) => {
    listener(details, ({ cancel }) => {
      resolve(cancel !== true)
    })
  })
}

/** Electron's names and Chromium's for the permissions a page can ask the state of. */
const PERMISSIONS = [
  ['geolocation', 'geolocation'],
  ['notifications', 'notifications'],
  ['midi', 'midi'],
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['idle-detection', 'idle-detection'],
] as const

async function isGranted(webContents: unknown, permission: string, origin: string) {
  const checked = permissionCheck?.(webContents, permission, origin) ?? true
  const request = permissionRequest
  if (!checked || request === null) return checked
  return new Promise<boolean>((resolve) => {
    request(webContents, permission, resolve, { requestingUrl: origin })
  })
}

/**
 * Carries the answers of the app's two permission handlers into Chromium before a window loads a
 * page of `origin`, where Electron asks them each time. Without handlers everything is granted, as
 * in Electron.
 */
export async function carryPermissions(webContents: unknown, origin: string): Promise<void> {
  const browser = readyBrowser('permissions').session()
  for (const [electronName, chromiumName] of PERMISSIONS) {
    const granted = await isGranted(webContents, electronName, origin)
    const setting = granted ? 'granted' : 'denied'
    await browser.send('Browser.setPermission', { permission: { name: chromiumName }, setting })
  }
}

/** The one session every window has. */
export const defaultSession = strict('session.defaultSession', {
  setPermissionRequestHandler(handler: PermissionRequest | null): void {
    permissionRequest = handler
  },
  setPermissionCheckHandler(handler: PermissionCheck | null): void {
    permissionCheck = handler
  },
  /** Taken and never asked: no page of Chromium's own can get at a device here. */
  setDevicePermissionHandler(_handler: unknown): void {
    return
  },
  webRequest: strict('webRequest', {
    onBeforeRequest(listener: BeforeRequest | null): void {
      beforeRequest = listener
    },
  }),
})

/** The stand-in for Electron's `session`. */
export const session = strict('session', {
  get defaultSession() {
    readyBrowser('session.defaultSession')
    return defaultSession
  },
})
