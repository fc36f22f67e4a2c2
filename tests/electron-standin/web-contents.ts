import { EventEmitter } from 'node:events'
import { cancelableEvent } from './cancelable-event.ts'
import type { PageTarget } from './page-target.ts'
import { rendererChannel, type RendererChannel } from './renderer-channel.ts'
import { interceptRequests } from './request-interceptor.ts'
import { defaultSession } from './session-module.ts'
import { notImplemented, strict } from './strict.ts'
import { toAppAddress } from './web-address.ts'

type WindowOpenHandler = (details: { readonly url: string }) => { readonly action: string }

/** What web contents need of the window around them. */
export interface Surroundings {
  readonly webPreferences: Readonly<Record<string, unknown>>
  readonly close: () => void
  readonly isDestroyed: () => boolean
}

let lastId = 0

/** Electron's `WebContents` of one window. */
export class WebContents extends EventEmitter {
  readonly id = (lastId += 1)
  readonly session = defaultSession
  readonly mainFrame: { readonly url: string; readonly parent: null }
  private readonly channel: RendererChannel
  private readonly surroundings: Surroundings
  private page: PageTarget | undefined
  private address = ''
  /** The address the app itself is loading: going there is no `will-navigate`. */
  private loading: string | undefined
  private windowOpenHandler: WindowOpenHandler = () => ({ action: 'allow' })

  constructor(surroundings: Surroundings) {
    super()
    this.surroundings = surroundings
    const readAddress = () => this.address
    this.mainFrame = strict('webFrameMain', {
      get url() {
        return readAddress()
      },
      parent: null,
    })
    this.channel = rendererChannel({
      ipcEvent: () => ({ sender: this.itself(), senderFrame: this.mainFrame }),
      windowOpened: (address) => {
        this.askToOpenWindow(toAppAddress(address))
      },
      preloadFailed: (message) => {
        process.stderr.write(`electron stand-in: preload failed: ${message}\n`)
        this.emit('preload-error', {}, '', new Error(message))
      },
    })
  }

  /** Everyone sees the same strict object, so that `sender === window.webContents` holds. */
  itself: () => WebContents = () => this

  getURL(): string {
    return this.address
  }
  /** What the app asked for; the stand-in refuses a window that asks for less than the locks. */
  getLastWebPreferences(): Readonly<Record<string, unknown>> {
    return this.surroundings.webPreferences
  }
  isDestroyed(): boolean {
    return this.surroundings.isDestroyed()
  }
  close(): void {
    this.surroundings.close()
  }
  send(channel: string, ...args: unknown[]): void {
    this.channel.send(channel, args)
  }
  /** Sends a message with ports; the page's preload hears it. */
  postMessage(channel: string, message: unknown, transfer: readonly unknown[] = []): void {
    this.channel.send(channel, [message], transfer)
  }
  setWindowOpenHandler(handler: WindowOpenHandler): void {
    this.windowOpenHandler = handler
  }
  /** Kills the page's process. */
  forcefullyCrashRenderer(): void {
    // The command that crashes the page is never answered.
    this.page?.session.send('Page.crash').then(undefined, () => undefined)
  }

  private askToOpenWindow(url: string): void {
    const { action } = this.windowOpenHandler({ url })
    if (action === 'deny') return
    process.stderr.write(`${notImplemented(`opening a window for ${url}`).message}\n`)
    process.exit(70)
  }
  private mayNavigate(appAddress: string, webAddress: string): boolean {
    if (webAddress === this.loading) return true
    const event = cancelableEvent({ url: appAddress, isMainFrame: true, isSameDocument: false })
    this.emit('will-navigate', event, appAddress)
    return !event.defaultPrevented
  }

  /** Listens to the page from its first moment on. */
  attachPage(page: PageTarget): void {
    this.page = page
    this.channel.attach(page)
    interceptRequests(page, (appAddress, webAddress) => this.mayNavigate(appAddress, webAddress))
    page.session.on('Page.frameNavigated', ({ frame }) => {
      if (frame.parentId !== undefined) return
      this.address = toAppAddress(frame.url)
      this.emit('did-navigate', {}, this.address)
    })
    page.session.on('Page.domContentEventFired', () => this.emit('dom-ready', {}))
    page.session.on('Page.loadEventFired', () => this.emit('did-finish-load'))
    page.session.on('Inspector.targetCrashed', () => {
      this.emit('render-process-gone', {}, { reason: 'crashed', exitCode: 1 })
    })
  }

  /** Loads an address the app chose; rejects when it cannot be loaded. */
  async loadWebAddress(webAddress: string): Promise<void> {
    this.loading = webAddress
    const { errorText } = (await this.page?.session.send('Page.navigate', {
      url: webAddress,
    })) ?? { errorText: 'no page' }
    this.loading = undefined
    if (errorText !== undefined) throw new Error(`${errorText} loading '${webAddress}'`)
  }
}
