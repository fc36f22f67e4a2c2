import type { JogDirection } from '#core/grbl/manual/manual-request.ts'

/** What a jog needs of the outside; given, so that its end can be tested without a machine. */
export interface JogPort {
  /** Starts the jog of this id or keeps it going; false when it could not be delivered or was refused. */
  readonly hold: (jogId: string, direction: JogDirection, feedMmPerMin: number) => Promise<boolean>
  readonly release: (jogId: string) => void
  /** Calls back every so many ms until the returned function is called. */
  readonly every: (ms: number, run: () => void) => () => void
  readonly newId: () => string
}

/** The engine ends a jog that was not refreshed for 250 ms. */
export const REFRESH_MS = 100

/**
 * A continuous jog that lives only while it is held. Every way a hold can end (the pointer leaves, a
 * key goes up in whatever order, the window loses the focus) calls `releaseAll`, and what was released
 * never goes on by itself: the finger has to press again. If this program hangs, the refresh stops with
 * it, and the engine ends the jog.
 */
export class JogHold {
  readonly #port: JogPort
  readonly #onChange: (holding: boolean) => void
  #pressed = new Map<string, { readonly direction: JogDirection; readonly feedMmPerMin: number }>()
  #current: { readonly jogId: string; readonly stop: () => void } | null = null

  constructor(port: JogPort, onChange: (holding: boolean) => void = () => undefined) {
    this.#port = port
    this.#onChange = onChange
  }

  /** Something is pressed: a second one at the same time makes a diagonal of both. */
  press(source: string, direction: JogDirection, feedMmPerMin: number): void {
    if (this.#pressed.has(source)) return
    this.#pressed.set(source, { direction, feedMmPerMin })
    this.#begin()
  }

  /** Anything let go ends the whole jog, also what is still pressed. */
  release(source: string): void {
    if (this.#pressed.has(source)) this.releaseAll()
  }

  /** Ends the jog, whatever is pressed. */
  releaseAll(): void {
    this.#pressed.clear()
    this.#end()
  }

  #begin(): void {
    this.#end()
    const pressed = [...this.#pressed.values()]
    const direction = {
      x: sum(pressed.map((one) => one.direction.x)),
      y: sum(pressed.map((one) => one.direction.y)),
      z: sum(pressed.map((one) => one.direction.z)),
    }
    if (direction.x === 0 && direction.y === 0 && direction.z === 0) return
    const feedMmPerMin = Math.min(...pressed.map((one) => one.feedMmPerMin))
    const jogId = this.#port.newId()
    const refresh = () => {
      void this.#port.hold(jogId, direction, feedMmPerMin).then((taken) => {
        if (!taken && this.#current?.jogId === jogId) this.releaseAll()
      })
    }
    this.#current = { jogId, stop: this.#port.every(REFRESH_MS, refresh) }
    this.#onChange(true)
    refresh()
  }

  #end(): void {
    const current = this.#current
    if (current === null) return
    this.#current = null
    current.stop()
    this.#port.release(current.jogId)
    this.#onChange(false)
  }
}

function sum(parts: readonly number[]): number {
  const total = parts.reduce((before, part) => before + part, 0)
  return Math.max(-1, Math.min(1, total))
}
