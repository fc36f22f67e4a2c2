import { EventEmitter } from 'node:events'
import { app } from './application.ts'
import { cancelableEvent } from './cancelable-event.ts'
import { openPage, type PageTarget } from './page-target.ts'
import { protocolHandler } from './protocol-module.ts'
import { readyBrowser } from './runtime.ts'
import { carryPermissions } from './session-module.ts'
import { strict } from './strict.ts'
import { toWebAddress } from './web-address.ts'
import { WebContents } from './web-contents.ts'
import { openWindows, registerWindow, unregisterWindow } from './window-registry.ts'

interface WindowOptions {
  readonly width?: number
  readonly height?: number
  readonly show?: boolean
  readonly title?: string
  readonly webPreferences?: Readonly<Record<string, unknown>> & { readonly preload?: string }
}

/** Settings that would take a lock off; the stand-in has no way to honour them and refuses. */
const REQUIRED_PREFERENCES = {
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  webSecurity: true,
} as const

function refuseUnlocked(preferences: Readonly<Record<string, unknown>>): void {
  for (const [name, required] of Object.entries(REQUIRED_PREFERENCES)) {
    if ((preferences[name] ?? required) !== required) {
      throw new Error(`electron stand-in: refuses webPreferences.${name}: ${String(!required)}`)
    }
  }
  if (!app.isSandboxed()) throw new Error('electron stand-in: app.enableSandbox() was not called')
}

/** Electron's `BrowserWindow`: a page of Chromium, and what a window manager would do, as state. */
export class BrowserWindow extends EventEmitter {
  readonly id: number
  readonly webContents: WebContents
  private readonly options: WindowOptions
  private readonly opening: Promise<PageTarget>
  private page: PageTarget | undefined
  private destroyed = false
  private visible: boolean
  private minimized = false

  static getAllWindows(): BrowserWindow[] {
    return openWindows().filter((window) => window instanceof BrowserWindow)
  }
  static getFocusedWindow(): BrowserWindow | null {
    return BrowserWindow.getAllWindows().at(-1) ?? null
  }
  static fromWebContents(webContents: unknown): BrowserWindow | null {
    return (
      BrowserWindow.getAllWindows().find((window) => window.webContents === webContents) ?? null
    )
  }

  constructor(options: WindowOptions = {}) {
    super()
    readyBrowser('BrowserWindow')
    refuseUnlocked(options.webPreferences ?? {})
    const itself = strict('BrowserWindow', this)
    const contents = new WebContents({
      webPreferences: { ...REQUIRED_PREFERENCES, ...options.webPreferences },
      close: () => {
        itself.close()
      },
      isDestroyed: () => this.destroyed,
    })
    this.webContents = strict('WebContents', contents)
    contents.itself = () => this.webContents
    this.id = this.webContents.id
    this.options = options
    this.visible = options.show !== false
    this.webContents.once('dom-ready', () => this.emit('ready-to-show'))
    registerWindow(itself)
    this.opening = this.open()
    app.emit('browser-window-created', {}, itself)
    app.emit('web-contents-created', {}, this.webContents)
    return itself
  }

  private async open(): Promise<PageTarget> {
    const { width = 800, height = 600, webPreferences } = this.options
    const preload = webPreferences?.preload
    return openPage({ width, height, ...(preload === undefined ? {} : { preload }) }, (page) => {
      this.page = page
      this.webContents.attachPage(page)
    })
  }

  get targetId(): string | undefined {
    return this.page?.targetId
  }
  async loadURL(address: string): Promise<void> {
    await this.opening
    const { protocol, host } = new URL(address)
    const isAppScheme = protocolHandler(protocol.slice(0, -1)) !== undefined
    await carryPermissions(this.webContents, `${protocol}//${host}/`)
    await this.webContents.loadWebAddress(isAppScheme ? toWebAddress(address) : address)
  }
  reload(): void {
    void this.loadURL(this.webContents.getURL())
  }

  close(): void {
    if (this.destroyed) return
    const event = cancelableEvent({})
    this.emit('close', event)
    if (!event.defaultPrevented) this.destroy()
  }
  destroy(): void {
    if (this.destroyed) return
    const { page } = this
    if (page !== undefined) {
      const { targetId } = page
      const browser = readyBrowser('BrowserWindow.destroy').session()
      // It may be closing already, with the whole browser.
      browser.send('Target.closeTarget', { targetId }).then(undefined, () => undefined)
    }
    this.pageVanished()
  }
  pageVanished(): void {
    if (this.destroyed) return
    this.destroyed = true
    const window = BrowserWindow.getAllWindows().find((other) => other.id === this.id)
    if (window !== undefined) unregisterWindow(window)
    this.webContents.emit('destroyed')
    this.emit('closed')
    if (openWindows().length > 0 || app.isQuitting()) return
    if (app.listenerCount('window-all-closed') > 0) app.emit('window-all-closed')
    else app.quit()
  }
  isDestroyed(): boolean {
    return this.destroyed
  }

  show(): void {
    this.visible = true
    this.emit('show')
  }
  isVisible(): boolean {
    return this.visible
  }
  minimize(): void {
    this.minimized = true
  }
  isMinimized(): boolean {
    return this.minimized
  }
  restore(): void {
    this.minimized = false
  }
  focus(): void {
    this.emit('focus')
  }
}
