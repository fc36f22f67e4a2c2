import type { PathPoints } from '#core/gcode/path/point-store.ts'
import type { ProgramPath } from '#core/gcode/path/read-path.ts'

/** A path with a rough version of itself, for while the eye moves and for drawing it flat. */
export interface DrawnPath extends ProgramPath {
  /** The same points thinned to a few ten thousand; null when the path has no more than that. */
  readonly rough: PathPoints | null
}

/** What the worker is told: the text in parts, then its end. */
export type PathRequest =
  { readonly kind: 'part'; readonly text: string } | { readonly kind: 'end' }

/** What it answers, once. */
export interface PathAnswer {
  readonly path: DrawnPath
  /** Time spent on reading, ms. */
  readonly tookMs: number
}
