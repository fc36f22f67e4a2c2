import type { Browser } from './chromium-browser.ts'

/** What the rest of the stand-in needs to know of a window. */
export interface RegisteredWindow {
  readonly targetId: string | undefined
  readonly close: () => void
  readonly isDestroyed: () => boolean
  /** Its page went without being asked through `close`. */
  readonly pageVanished: () => void
}

const windows: RegisteredWindow[] = []

/** The open windows, oldest first. */
export function openWindows(): readonly RegisteredWindow[] {
  return [...windows]
}

/** Adds a new window. */
export function registerWindow(window: RegisteredWindow): void {
  windows.push(window)
}

/** Takes a window that is gone out of the list. */
export function unregisterWindow(window: RegisteredWindow): void {
  const index = windows.indexOf(window)
  if (index >= 0) windows.splice(index, 1)
}

/** Lets a window know when its page was closed from outside, e.g. by a test. */
export async function watchForVanishedPages(browser: Browser): Promise<void> {
  const session = browser.session()
  session.on('Target.targetDestroyed', ({ targetId }) => {
    openWindows()
      .find((window) => window.targetId === targetId)
      ?.pageVanished()
  })
  await session.send('Target.setDiscoverTargets', { discover: true })
}
