const WINDOW_MS = 60_000
const RELOADS_PER_WINDOW = 3

/**
 * Says whether a page that crashed at `nowMs` may be loaded again: three times a minute, so that a
 * page that crashes at once does not blink for ever.
 */
export function createReloadBudget(): (nowMs: number) => boolean {
  let reloadsAtMs: number[] = []
  return (nowMs) => {
    reloadsAtMs = reloadsAtMs.filter((atMs) => nowMs - atMs < WINDOW_MS)
    if (reloadsAtMs.length >= RELOADS_PER_WINDOW) return false
    reloadsAtMs.push(nowMs)
    return true
  }
}
