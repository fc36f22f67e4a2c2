import type { Bounds2 } from '../../geometry/bounds.ts'
import type { Point2 } from '../../geometry/point.ts'
import type { SegmentTable } from '../segment-buffer.ts'

/** Curves laid end to end as the file has them, each a stretch of the segments, in mm. */
export interface RawDrawing {
  readonly layerNames: readonly string[]
  readonly typeNames: readonly string[]
  readonly segments: SegmentTable
  readonly chains: {
    readonly count: number
    /** One more than there are chains: the last is the count of segments. */
    readonly firstSegment: Int32Array
    readonly layers: Int32Array
    readonly types: Int32Array
    readonly lines: Int32Array
  }
}

/** A change that was made to what the file holds. */
export interface Repair {
  /** The same for the same repair of the same file; with it in `repairsOff` the repair is not made. */
  readonly id: string
  readonly kind: 'zero-length' | 'duplicate' | 'gap-closed' | 'turned' | 'circle'
  readonly layer: string
  readonly at: Point2
  /** Length of the gap, or how far the path lay off the circle; 0 where nothing moved. */
  readonly amountMm: number
}

/** What may be wrong and was left as it is. */
export interface Doubt {
  readonly kind: 'near-miss' | 'crossing' | 'branch' | 'nearly-circle' | 'not-searched'
  readonly layer: string
  readonly at: Point2
  readonly amountMm: number
}

/** Paths as columns; path `index` has the id index + 1, in the order of the drawing. */
export interface PathTable {
  readonly count: number
  /** One more than there are paths: the last is the count of segments. */
  readonly firstSegment: Int32Array
  /** Numbers of `layerNames`. */
  readonly layers: Int32Array
  /** 1 for a closed path. */
  readonly closed: Uint8Array
  /** How many closed paths of its layer lie around it; even ones are outer, odd ones islands. */
  readonly depths: Int32Array
  readonly lengthsMm: Float64Array
  /** Inside of a closed path; NaN for an open one. */
  readonly areasMm2: Float64Array
  /** x, y and radius of the circle a path is; the radius is NaN where it is none. */
  readonly circles: Float64Array
  /** One more than there are paths: where its entities begin in the sources. */
  readonly firstSource: Int32Array
}

/** Entities that paths were made of: numbers of `typeNames`, and lines of the file. */
export interface SourceTable {
  readonly count: number
  readonly types: Int32Array
  readonly lines: Int32Array
}

/**
 * Paths with the repairs made and the doubts left, as plain arrays that can be handed to another thread.
 * `clean-paths.ts` makes a path an object where one is wanted.
 */
export interface CleanDrawing {
  readonly layerNames: readonly string[]
  readonly typeNames: readonly string[]
  readonly segments: SegmentTable
  readonly paths: PathTable
  readonly sources: SourceTable
  /** Ends that were laid together; those with a gap are among the repairs too. */
  readonly joinCount: number
  readonly repairs: readonly Repair[]
  readonly doubts: readonly Doubt[]
  /** Null for a drawing without paths. */
  readonly bounds: Bounds2 | null
}
