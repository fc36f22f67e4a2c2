import type { Loop } from '../geometry/flatten-path.ts'

/** A region that may be cut, and how deep. */
export interface CutRegion {
  /** Where the tool may take wood: even-odd, so that holes stay. Grown by what a wall may be off. */
  readonly allowed: readonly Loop[]
  /** Where the floor must be reached; empty when nothing must. Shrunk by what a wall may be off. */
  readonly required: readonly Loop[]
  readonly depthMm: number
  /** A hole: the tool may go straight down where it is allowed. */
  readonly isDrilled?: boolean
}

/** A wall may be off by this where a cell is judged, mm: 5 µm and the rounding of a program. */
export const WALL_MM = 0.006
/** Chords of circles and outlines of regions, mm. */
export const REGION_CHORD_MM = 0.0005
