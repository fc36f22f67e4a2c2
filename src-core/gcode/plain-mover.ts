import { mmFromInch } from '../units/length.ts'
import type { Motion } from './machine-event.ts'
import type { AxisValues, ModalState } from './modal-state.ts'
import type { PlainMove } from './plain-move.ts'
import type { WatchedBlock } from './watches/watch.ts'
import type { Block, Word } from './words.ts'

/** Longer raw lines are remarked upon, so they are read the long way. */
const LONGEST_UNREMARKED_CHARS = 128
const NOTHING: readonly never[] = []

/** The block of a plain move. Its words are made only for whoever asks. */
class PlainBlock implements Block {
  line = 0
  readonly comments = NOTHING
  readonly blockDelete = false
  readonly system = null
  readonly fault = null
  readonly significantChars = 0
  readonly rawChars = 0
  readonly liveCharacters = NOTHING
  readonly #move: PlainMove

  constructor(move: PlainMove) {
    this.#move = move
  }

  get words(): readonly Word[] {
    return this.#move.words()
  }
}

/**
 * Carries plain moves out in the modes in which they are as plain as they look: absolute, feed per
 * minute, no cycle, a feed where one is needed. What comes of it is what `interpretBlock` gives.
 */
export class PlainMover {
  /** Raw characters of a line that may be taken this way. */
  readonly mostChars = LONGEST_UNREMARKED_CHARS
  readonly #mostSignificantChars: number
  #block: { readonly block: PlainBlock; readonly move: PlainMove } | null = null

  constructor(mostSignificantChars: number) {
    this.#mostSignificantChars = mostSignificantChars
  }

  /** The move and the modes after it; null when it has to be read the long way. */
  move(before: ModalState, move: PlainMove, line: number): WatchedBlock | null {
    if (move.significantChars > this.#mostSignificantChars || !isPlainIn(before)) return null
    const motion = motionOf(before, move)
    const feed = feedOf(before, move)
    if (motion === null || (motion === 'line' && feed === 0)) return null
    const to = targetOf(before, move)
    const event: Motion = {
      kind: 'motion',
      line,
      motion,
      from: before.position,
      to,
      axes: move.axes,
      reference: 'work',
      feedMmPerMin: motion === 'rapid' ? null : feed,
      spindle: before.spindle,
      speedRpm: before.speedRpm,
      units: before.units,
      arc: null,
    }
    const block = this.#blockOf(move, line)
    return { block, before, after: { ...before, motion, feed, position: to }, events: [event] }
  }

  /** One block for all lines: nobody keeps it. */
  #blockOf(move: PlainMove, line: number): Block {
    if (this.#block?.move !== move) this.#block = { block: new PlainBlock(move), move }
    this.#block.block.line = line
    return this.#block.block
  }
}

function isPlainIn({ distance, feedMode, cycle }: ModalState): boolean {
  return distance === 'absolute' && feedMode === 'per-minute' && cycle === null
}

function feedOf({ units, feed }: ModalState, move: PlainMove): number {
  const given = move.feed
  if (Number.isNaN(given)) return feed
  return units === 'mm' ? given : mmFromInch(given)
}

function motionOf({ motion }: ModalState, move: PlainMove): 'rapid' | 'line' | null {
  if (move.motion === 0) return 'rapid'
  if (move.motion === 1) return 'line'
  return motion === 'rapid' || motion === 'line' ? motion : null
}

function targetOf(
  { position, offset, toolLengthMm, units }: ModalState,
  move: PlainMove,
): AxisValues {
  const { x, y, z } = move
  const mm = (value: number) => (units === 'mm' ? value : mmFromInch(value))
  return {
    X: Number.isNaN(x) ? position.X : mm(x) + offset.X,
    Y: Number.isNaN(y) ? position.Y : mm(y) + offset.Y,
    Z: Number.isNaN(z) ? position.Z : mm(z) + (offset.Z + toolLengthMm),
  }
}
