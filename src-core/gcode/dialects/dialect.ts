import type { BlockIntent } from '../block-intent.ts'
import type { ModalState } from '../modal-state.ts'
import type { Block } from '../words.ts'
import type { Controller } from './controller.ts'

/** A block and the modes it meets. */
export interface ReadBlock {
  readonly state: ModalState
  readonly block: Block
  readonly intent: BlockIntent
}

/** How one controller reads G-code: what it refuses, and what its words mean. */
export interface Dialect {
  readonly controller: Controller
  /** As its makers write it. */
  readonly name: string
  /** Longest line it takes, characters with comments, without the line end. */
  readonly lineChars: number
  /** Largest difference of an arc's two radii it is trusted to take, mm. */
  readonly radiusMismatchMm: number
  /** True when `?`, `!`, `~` are acted upon wherever they stand, also in a comment. */
  readonly liveCharacters: boolean
  /** True when a `/` in front of a block is carried out like any other block. */
  readonly ignoresBlockDelete: boolean
  /** True when it reads a dwell without a point as milliseconds, and one with a point as seconds. */
  readonly pointedDwell: boolean
  /** True when what T means in the line of M6 is a setting of its own: T then stands in a line before. */
  readonly selectsToolFirst: boolean
  /** Why the controller would not take the block, with its error number where it has one; null when it does. */
  readonly refuse: (read: ReadBlock) => string | null
}
