import { MessageChannelMain, type BrowserWindow, type UtilityProcess } from 'electron'
import { DIRECT_CHANNEL } from '#core/contract/bridge.ts'
import type { ToEngine } from '../machine/engine-messages.ts'
import { isTrustedSender } from './sender.ts'

/**
 * Lays the wire between the window's page and the machine engine, on which STOP and feed hold pass main
 * by: one end each to the two of them. A page that was loaded anew and an engine that was started anew
 * get a new one.
 */
export interface DirectPorts {
  readonly engineStarted: (engine: UtilityProcess) => void
  readonly pageLoaded: (window: BrowserWindow) => void
}

/** Before there is an engine or a page. */
export function createDirectPorts(): DirectPorts {
  let engine: UtilityProcess | null = null
  let window: BrowserWindow | null = null

  function connect(): void {
    if (engine === null || window === null || window.isDestroyed()) return
    // A page that is not the app's own gets nothing from main.
    if (!isTrustedSender(window.webContents.mainFrame)) return
    const { port1, port2 } = new MessageChannelMain()
    engine.postMessage({ kind: 'directPort' } satisfies ToEngine, [port1])
    window.webContents.postMessage(DIRECT_CHANNEL, null, [port2])
  }

  return {
    engineStarted: (started) => {
      engine = started
      started.once('exit', () => {
        if (engine === started) engine = null
      })
      connect()
    },
    pageLoaded: (loaded) => {
      window = loaded
      connect()
    },
  }
}
