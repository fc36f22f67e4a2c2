import { CONSOLE_CAPACITY, type ConsoleEntry } from '#core/grbl/console/console-entry.ts'
import type { FreshEntry } from './console-recorder.ts'

/** The conversation as main keeps it for whoever opens the console: the last 5,000 entries. */
export class ConsoleLog {
  readonly #nowUtcMs: () => number
  #entries: ConsoleEntry[] = []
  #sequence = 0

  constructor(nowUtcMs: () => number) {
    this.#nowUtcMs = nowUtcMs
  }

  /** Numbers a batch and gives it the wall clock's time; `sentAtMs` is the engine's clock at delivery. */
  add(fresh: readonly FreshEntry[], sentAtMs: number): readonly ConsoleEntry[] {
    const nowUtcMs = this.#nowUtcMs()
    const added = fresh.map(({ atMs, source, text, explanation }): ConsoleEntry => {
      this.#sequence += 1
      const atUtcMs = Math.round(nowUtcMs - Math.max(0, sentAtMs - atMs))
      return { sequence: this.#sequence, atUtcMs, source, text, explanation }
    })
    this.#entries.push(...added)
    if (this.#entries.length > 2 * CONSOLE_CAPACITY) {
      this.#entries = this.#entries.slice(-CONSOLE_CAPACITY)
    }
    return added
  }

  /** Entries after a sequence number, oldest first, at most the capacity. */
  after(sequence: number): readonly ConsoleEntry[] {
    const kept = this.#entries.slice(-CONSOLE_CAPACITY)
    return kept.filter((entry) => entry.sequence > sequence)
  }
}
