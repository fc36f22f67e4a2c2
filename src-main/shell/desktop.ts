import { app, dialog, Menu, powerMonitor, powerSaveBlocker, session, shell } from 'electron'
import { performance } from 'node:perf_hooks'
import { join } from 'node:path'
import type { BrowserWindow } from 'electron'
import type { Bench } from '../serve/open-bench.ts'
import type { WorkshopKeeper } from '../workshop/workshop-keeper.ts'
import { APP_PAGE } from './app-address.ts'
import { closeQuestion } from './close-question.ts'
import { askWhetherToClose } from './dialogs.ts'
import type { DirectPorts } from './direct-port.ts'
import { serveCalls, tellEvent } from './ipc.ts'
import { menuTemplate } from './menu.ts'
import { createSleepGuard } from './power.ts'
import { serveAppFiles } from './protocol.ts'
import { createQuitFlow } from './quit-flow.ts'
import { createReloadBudget } from './reload-budget.ts'
import { blockNetwork, confineContents, restrictPermissions } from './security.ts'
import { createSuspendHold } from './suspend.ts'
import { createMainWindow } from './window.ts'

/** What the desktop is built around. */
export interface DesktopParts {
  readonly keeper: WorkshopKeeper
  readonly bench: Bench
  readonly directPorts: DirectPorts
  readonly dataDir: string
  /** The folder that holds package.json and out/. */
  readonly installDir: string
  readonly log: (message: string) => void
}

/** Puts every lock on before there is a page to be locked in. */
function lockDown(log: (message: string) => void): void {
  restrictPermissions(session.defaultSession)
  blockNetwork(session.defaultSession)
  app.on('web-contents-created', (_event, contents) => {
    confineContents(contents, (address) => {
      shell.openExternal(address).catch((error: unknown) => {
        log(`${address} could not be opened: ${String(error)}`)
      })
    })
  })
}

function installMenu({ dataDir, log }: DesktopParts): void {
  const openDataFolder = () => {
    void shell.openPath(dataDir).then((refusal) => {
      if (refusal !== '') log(`${dataDir} could not be opened: ${refusal}`)
    })
  }
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(openDataFolder, process.platform)))
}

/** A page that crashed is loaded again: the machine runs on, and the stop button must come back. */
function reloadAfterCrash(window: BrowserWindow, log: (message: string) => void): void {
  const mayReload = createReloadBudget()
  window.webContents.on('render-process-gone', (_event, { reason, exitCode }) => {
    log(`the page ended: ${reason}, exit code ${String(exitCode)}`)
    if (mayReload(performance.now())) window.reload()
    else {
      dialog.showErrorBox(
        'RMOS cannot show its window',
        'The page crashed four times within a minute. A running job goes on: stop it with the switch on the machine, then start RMOS again.',
      )
    }
  })
}

function leaveInOrder(window: BrowserWindow, { keeper, bench, log }: DesktopParts): void {
  const flow = createQuitFlow({
    question: () => closeQuestion(keeper.machine.snapshot()),
    ask: (question) => askWhetherToClose(window, question),
    closeWorkshop: async () => {
      await bench.close()
      await keeper.close()
    },
    quit: () => {
      app.quit()
    },
    exit: (code) => {
      app.exit(code)
    },
    logDefect: (defect) => {
      log(`closing failed: ${String(defect)}`)
    },
  })
  window.on('close', flow.windowClosing)
  app.on('will-quit', flow.willQuit)
  app.on('window-all-closed', () => {
    app.quit()
  })
}

/** Opens the window on a kept workshop, once Electron is ready. */
export async function openDesktop(parts: DesktopParts): Promise<void> {
  const { keeper, bench, directPorts, installDir, log } = parts
  lockDown(log)
  serveAppFiles(join(installDir, 'out/renderer'))
  serveCalls(bench.shopPc.dispatch)
  installMenu(parts)
  const window = createMainWindow(join(installDir, 'out/preload/index.cjs'))
  leaveInOrder(window, parts)
  reloadAfterCrash(window, log)
  // By then the page listens: its scripts have run.
  window.webContents.on('did-finish-load', () => {
    directPorts.pageLoaded(window)
  })
  // The window is the shop PC's page; when it goes, RMOS goes.
  bench.joinShopPc()
  bench.subscribe((event, payload) => {
    // All that the page holds may be other data now; a page may not load itself again.
    if (event === 'workshop.reopened') window.reload()
    else tellEvent(window, event, payload)
  })
  keeper.machine.onChange(createSleepGuard(powerSaveBlocker))
  powerMonitor.on('suspend', createSuspendHold(keeper.machine, log))
  await window.loadURL(APP_PAGE)
}
