import type { Point3 } from '../../geometry/point.ts'

/** What is wrong with a line of a macro; the line counts from 1. */
export interface MacroProblem {
  readonly line: number
  readonly sentence: string
}

/** A macro read as the controller would read it. */
export interface MacroCheck {
  readonly sha256: string
  /** The lines that would be sent, stripped. */
  readonly lines: readonly string[]
  /** Any of these refuses the macro. */
  readonly problems: readonly MacroProblem[]
  /**
   * The room of its moves from where it starts: in work coordinates for moves that say where, and
   * as farthest travel from the start for relative ones. Null when it moves nothing.
   */
  readonly bounds: { readonly min: Point3; readonly max: Point3 } | null
  /** Axes whose absolute place in the macro depends on where it is started. */
  readonly dependsOnStart: boolean
  readonly turnsSpindle: boolean
  readonly writesMemory: boolean
}
