import { constants, setPriority } from 'node:os'

/** Progress is told at most so often, ms. */
const PROGRESS_INTERVAL_MS = 100

/** The part of Electron's utility process that a process beside main uses. */
interface ParentPort {
  readonly on: (event: 'message', listener: (event: { readonly data: unknown }) => void) => void
  readonly postMessage: (message: unknown) => void
}

/**
 * The wire of a process that works for main, back to main: Electron's parent port, or the channel of
 * a forked Node process. `lost` is called when main is gone; only a forked process hears of it, a
 * utility process ends with main. Returns how to tell main something.
 */
export function openMainChannel(
  receive: (message: unknown) => void,
  lost: () => void,
): (message: object) => void {
  const port: ParentPort | null = 'parentPort' in process ? process.parentPort : null
  if (port !== null) {
    port.on('message', ({ data }) => {
      receive(data)
    })
    return (message) => {
      port.postMessage(message)
    }
  }
  process.on('message', receive)
  process.on('disconnect', lost)
  return (message) => {
    if (process.connected) process.send?.(message)
  }
}

/**
 * Makes this a process in the background: the machine's engine and the screen go first, and Ctrl+C,
 * which a terminal sends to the whole group, is left to main to act on. `niceness` is how far it stands
 * back, 1 (hardly) to 19.
 */
export function workInBackground(
  niceness: number = constants.priority.PRIORITY_BELOW_NORMAL,
): void {
  setPriority(niceness)
  process.on('SIGINT', () => undefined)
}

/** Thins out what is told often to ten times a second; the first is told at once. */
export function tenTimesASecond<T>(tell: (value: T) => void): (value: T) => void {
  let toldMs = -Infinity
  return (value) => {
    const nowMs = performance.now()
    if (nowMs - toldMs < PROGRESS_INTERVAL_MS) return
    toldMs = nowMs
    tell(value)
  }
}

/** What a defect says of itself, with the place where it was thrown when that is known. */
export function stackOf(defect: unknown): string {
  return defect instanceof Error ? (defect.stack ?? defect.message) : String(defect)
}
