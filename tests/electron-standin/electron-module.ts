import { WebContents } from './web-contents.ts'
import { BrowserWindow } from './browser-window.ts'
import { strict } from './strict.ts'

export { app } from './application.ts'
export { BrowserWindow } from './browser-window.ts'
export { dialog, powerMonitor, powerSaveBlocker, shell } from './desktop-modules.ts'
export { ipcMain } from './ipc-main.ts'
export { Menu } from './menu.ts'
export { MessageChannelMain } from './message-port.ts'
export { protocol } from './protocol-module.ts'
export { session } from './session-module.ts'
export { utilityProcess } from './utility-process.ts'

/** The stand-in for Electron's `webContents`; Playwright finds a window's page through it. */
export const webContents = strict('webContents', {
  getAllWebContents: (): WebContents[] =>
    BrowserWindow.getAllWindows().map((window) => window.webContents),
  fromDevToolsTargetId: (targetId: string): WebContents | undefined =>
    BrowserWindow.getAllWindows().find((window) => window.targetId === targetId)?.webContents,
})
