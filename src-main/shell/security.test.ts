import { EventEmitter } from 'node:events'
import type { Session, WebContents } from 'electron'
import { describe, expect, test } from 'vitest'
import { blockNetwork, confineContents, restrictPermissions, staysInside } from './security.ts'

/** Every name Electron gives a permission in its two handlers. */
const PERMISSION_NAMES = [
  'accessibility-events',
  'automatic-fullscreen',
  'background-sync',
  'clipboard-read',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'hid',
  'idle-detection',
  'keyboardLock',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'notifications',
  'openExternal',
  'payment-handler',
  'pointerLock',
  'screen-wake-lock',
  'sensors',
  'serial',
  'speaker-selection',
  'storage-access',
  'top-level-storage-access',
  'unknown',
  'usb',
  'window-management',
]

type Handlers = Record<string, (...args: unknown[]) => unknown>

/** A session that keeps the handlers it is given. */
function recordingSession(): { readonly session: Session; readonly handlers: Handlers } {
  const handlers: Handlers = {}
  const keep = (name: string) => (handler: Handlers[string]) => {
    handlers[name] = handler
  }
  const session = {
    setPermissionRequestHandler: keep('request'),
    setPermissionCheckHandler: keep('check'),
    setDevicePermissionHandler: keep('device'),
    webRequest: { onBeforeRequest: keep('beforeRequest') },
  }
  return { session: session as unknown as Session, handlers }
}

/** What the two handlers say to a page at `address`: when asked for, and when checked. */
function answersTo(permission: string, address: string): unknown[] {
  const { session, handlers } = recordingSession()
  restrictPermissions(session)
  const answers: unknown[] = []
  const answer = (granted: unknown) => answers.push(granted)
  handlers['request']?.(null, permission, answer, { requestingUrl: address })
  answers.push(handlers['check']?.(null, permission, address))
  return answers
}

describe('permissions', () => {
  test.each(PERMISSION_NAMES)('%s is denied when asked for and when checked', (permission) => {
    expect(answersTo(permission, 'app://rmos/')).toEqual([false, false])
  })

  test('the app’s own page may copy text, and no other page', () => {
    expect(answersTo('clipboard-sanitized-write', 'app://rmos/')).toEqual([true, true])
    expect(answersTo('clipboard-sanitized-write', 'https://example.com/')).toEqual([false, false])
    expect(answersTo('clipboard-sanitized-write', '')).toEqual([false, false])
  })

  test.each(['serial', 'hid', 'usb'])('a %s device is denied', (deviceType) => {
    const { session, handlers } = recordingSession()
    restrictPermissions(session)
    expect(handlers['device']?.({ deviceType, origin: 'app://rmos' })).toBe(false)
  })
})

describe('a request', () => {
  const inside = [
    'app://rmos/assets/app.js',
    'blob:app://rmos/0e9c',
    'data:image/png;base64,AA==',
    'devtools://devtools/bundled/inspector.html',
  ]
  const outside = [
    'https://example.com/',
    'http://127.0.0.1:8080/',
    'ws://127.0.0.1:8080/',
    'wss://example.com/',
    'file:///etc/passwd',
    'ftp://example.com/',
    'app://other/x',
    'chrome-extension://abc/x.js',
    'no address',
  ]
  test.each(inside)('for %s stays inside', (address) => {
    expect(staysInside(address)).toBe(true)
  })
  test.each([...inside, ...outside])('for %s is cancelled exactly when it leaves', (url) => {
    const { session, handlers } = recordingSession()
    blockNetwork(session)
    const answers: unknown[] = []
    handlers['beforeRequest']?.({ url }, (answer: unknown) => answers.push(answer))
    expect(answers).toEqual([{ cancel: outside.includes(url) }])
  })
})

describe('web contents', () => {
  function confined() {
    const contents = new EventEmitter()
    const opened: string[] = []
    let openHandler: (details: { url: string }) => unknown = () => undefined
    Object.assign(contents, {
      setWindowOpenHandler: (handler: typeof openHandler) => {
        openHandler = handler
      },
    })
    confineContents(contents as unknown as WebContents, (address) => opened.push(address))
    return { contents, opened, open: (url: string) => openHandler({ url }) }
  }

  test.each(['will-navigate', 'will-redirect', 'will-attach-webview'])(
    '%s is prevented',
    (name) => {
      let prevented = false
      const event = {
        preventDefault: () => {
          prevented = true
        },
      }
      confined().contents.emit(name, event, 'https://example.com/')
      expect(prevented).toBe(true)
    },
  )

  test('a new window is always denied; only a listed link goes to the browser', () => {
    const { open, opened } = confined()
    const links = [
      'https://example.com/',
      'file:///etc/passwd',
      'https://github.com/gnea/grbl/wiki',
    ]
    expect(links.map(open)).toEqual(links.map(() => ({ action: 'deny' })))
    expect(opened).toEqual(['https://github.com/gnea/grbl/wiki'])
  })
})
