import { EventEmitter } from 'node:events'
import { strict } from './strict.ts'

/** A question to a person or an order to the desktop: only a test can say what comes of it. */
function needsScript(what: string): (...args: unknown[]) => Promise<never> {
  return () =>
    Promise.reject(
      new Error(`electron stand-in: ${what} needs an answer scripted by electronApp.evaluate`),
    )
}

/** The stand-in for Electron's `dialog`: every question must be answered by the test. */
export const dialog = strict('dialog', {
  showMessageBox: needsScript('dialog.showMessageBox'),
  showOpenDialog: needsScript('dialog.showOpenDialog'),
  showSaveDialog: needsScript('dialog.showSaveDialog'),
  /** Electron prints it too where there is no display yet. */
  showErrorBox(title: string, content: string): void {
    process.stderr.write(`${title}\n${content}\n`)
  },
})

/** The stand-in for Electron's `shell`: what would open must be scripted by the test. */
export const shell = strict('shell', {
  openExternal: needsScript('shell.openExternal'),
  openPath: needsScript('shell.openPath'),
})

const blockers = new Set<number>()
let lastBlocker = 0

/** The stand-in for Electron's `powerSaveBlocker`: it counts, and keeps no machine awake. */
export const powerSaveBlocker = strict('powerSaveBlocker', {
  start(type: string): number {
    if (!['prevent-app-suspension', 'prevent-display-sleep'].includes(type)) {
      throw new TypeError(`no such power save blocker: ${type}`)
    }
    lastBlocker += 1
    blockers.add(lastBlocker)
    return lastBlocker
  },
  stop: (id: number) => blockers.delete(id),
  isStarted: (id: number) => blockers.has(id),
})

/** The stand-in for Electron's `powerMonitor`: this computer never sleeps, unless a test emits it. */
export const powerMonitor = new EventEmitter()
