import type { Box, PathPoints } from '#core/gcode/path/point-store.ts'
import type { SegmentChunk } from './segments.ts'

/** A path ready to be drawn: in space by chunks, flat by points. */
export interface DrawnPath {
  /** Lines of the text. */
  readonly lineCount: number
  /** Points of the path; 0 when the program moves nothing. */
  readonly pointCount: number
  /** Points nearer than this to the one before were left out, mm; 0 when every point is there. */
  readonly leftOutBelowMm: number
  /** What everything but rapids covers, and what all motions cover; null when there is none. */
  readonly cutBox: Box | null
  readonly box: Box | null
  readonly chunks: readonly SegmentChunk[]
  /** The path thinned to a few ten thousand points, for while the eye moves; null when it has no more. */
  readonly roughChunks: readonly SegmentChunk[] | null
  /** The points to draw from above: the thinned ones where there are such. */
  readonly flat: PathPoints
}

/** What the worker is told: the program in parts, cut anywhere, then its end. */
export type PathRequest =
  { readonly kind: 'part'; readonly bytes: Uint8Array } | { readonly kind: 'end' }

/** What it answers, once. */
export interface PathAnswer {
  readonly path: DrawnPath
  /** Time spent on reading, ms. */
  readonly tookMs: number
}
