import { EventEmitter } from 'node:events'
import { strict } from './strict.ts'

type InvokeHandler = (event: unknown, ...args: unknown[]) => unknown

/** Electron's `ipcMain`: one handler per channel for `invoke`, listeners for `send`. */
class IpcMain extends EventEmitter {
  private readonly handlers = new Map<string, InvokeHandler>()

  handle(channel: string, handler: InvokeHandler): void {
    if (this.handlers.has(channel)) {
      throw new Error(`Attempted to register a second handler for '${channel}'`)
    }
    this.handlers.set(channel, handler)
  }
  removeHandler(channel: string): void {
    this.handlers.delete(channel)
  }
  /** Answers a page's `invoke`; rejects where the handler throws or there is none. */
  async answer(channel: string, event: unknown, args: readonly unknown[]): Promise<unknown> {
    const handler = this.handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    return await handler(event, ...args)
  }
}

/** The stand-in for Electron's `ipcMain`. */
export const ipcMain = strict('ipcMain', new IpcMain())
