import type { Browser } from './chromium-browser.ts'

/** The app under test, as its package.json tells. */
export interface AppDescription {
  readonly name: string
  readonly version: string
  readonly appDir: string
}

let description: AppDescription | undefined
let browser: Browser | undefined
let announceReady: () => void
/** Resolves when Electron would be ready. */
export const ready = new Promise<void>((resolve) => {
  announceReady = resolve
})

/** Notes whose main file is about to run. */
export function describeApp(app: AppDescription): void {
  description = app
}

/** The app under test. */
export function describedApp(): AppDescription {
  if (description === undefined) throw new Error('electron stand-in: booted without an app')
  return description
}

/** The main file has run and Chromium is up. */
export function becomeReady(started: Browser): void {
  browser = started
  announceReady()
}

/** Whether `ready` was reached. */
export function isReady(): boolean {
  return browser !== undefined
}

/** The running Chromium; throws before `ready`, as Electron does for what needs it. */
export function readyBrowser(forWhat: string): Browser {
  if (browser === undefined) throw new Error(`${forWhat} cannot be used before the app is ready`)
  return browser
}
