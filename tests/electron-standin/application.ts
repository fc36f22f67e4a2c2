import { EventEmitter } from 'node:events'
import { appPath, setAppPath } from './application-paths.ts'
import { cancelableEvent } from './cancelable-event.ts'
import { describedApp, isReady, ready, readyBrowser } from './runtime.ts'
import { claimInstanceLock, type InstanceLock } from './single-instance-lock.ts'
import { strict } from './strict.ts'
import { utilityMetrics } from './utility-process.ts'
import { openWindows } from './window-registry.ts'

/** Electron's `app`: life cycle, paths and the single-instance lock. */
class Application extends EventEmitter {
  readonly isPackaged = false
  readonly name = 'rmos'
  private sandboxed = false
  private quitting = false
  private lock: InstanceLock | null = null

  getName(): string {
    return describedApp().name
  }
  getVersion(): string {
    return describedApp().version
  }
  getAppPath(): string {
    return describedApp().appDir
  }
  getPath(name: string): string {
    return appPath(name)
  }
  setPath(name: string, path: string): void {
    setAppPath(name, path)
  }

  /** Only the utility processes; the rest would be Chromium's and is nothing like Electron's. */
  getAppMetrics(): ReturnType<typeof utilityMetrics> {
    return utilityMetrics()
  }

  isReady(): boolean {
    return isReady()
  }
  whenReady(): Promise<void> {
    return ready
  }
  /** Whether the app asked for every renderer to be sandboxed; windows are refused without. */
  isSandboxed(): boolean {
    return this.sandboxed
  }
  enableSandbox(): void {
    if (isReady()) throw new Error('app.enableSandbox() can only be called before app is ready')
    this.sandboxed = true
  }

  requestSingleInstanceLock(additionalData?: unknown): boolean {
    if (this.lock !== null) return true
    const me = { argv: process.argv, workingDirectory: process.cwd(), additionalData }
    this.lock = claimInstanceLock(this.getPath('userData'), me, (other) => {
      const { argv, workingDirectory, additionalData: data } = other
      this.emit('second-instance', {}, argv, workingDirectory, data)
    })
    return this.lock !== null
  }
  hasSingleInstanceLock(): boolean {
    return this.lock !== null
  }
  releaseSingleInstanceLock(): void {
    this.lock?.release()
    this.lock = null
  }

  /** Ends at once: no question, no `before-quit`. */
  exit(code = 0): void {
    this.releaseSingleInstanceLock()
    this.emit('quit', {}, code)
    process.exit(code)
  }
  /** Whether a quit is under way; the last window to go then does not start another. */
  isQuitting(): boolean {
    return this.quitting
  }
  /** Asks everyone who may refuse, in Electron's order; the first refusal ends it. */
  quit(): void {
    if (this.quitting) return
    this.quitting = this.mayQuit('before-quit')
    if (!this.quitting) return
    for (const window of openWindows()) {
      window.close()
      if (!window.isDestroyed()) this.quitting = false
      if (!this.quitting) return
    }
    this.quitting = this.mayQuit('will-quit')
    if (this.quitting) void this.closeBrowserAndExit()
  }

  private mayQuit(question: 'before-quit' | 'will-quit'): boolean {
    const event = cancelableEvent({})
    this.emit(question, event)
    return !event.defaultPrevented
  }
  private async closeBrowserAndExit(): Promise<void> {
    if (isReady()) await readyBrowser('app.quit').close()
    this.exit(0)
  }
}

/** The stand-in for Electron's `app`. */
export const app = strict('app', new Application())
