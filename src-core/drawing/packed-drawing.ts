import type { Bounds2 } from '../geometry/bounds.ts'
import type { Path, Segment } from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'
import type { CleanDrawing, Doubt, Repair } from './clean/clean-drawing.ts'
import type { CleanPath } from './clean-paths.ts'
import { SEGMENT_STRIDE as COORDS } from './segment-view.ts'
import { realAt, wholeAt } from './typed-arrays.ts'

/** What a mark of the clean-up tells, repairs first. */
export const MARK_KINDS = [
  ...(['zero-length', 'duplicate', 'gap-closed', 'turned', 'circle'] as const),
  ...(['near-miss', 'crossing', 'branch', 'nearly-circle', 'not-searched'] as const),
] as const satisfies readonly (Repair['kind'] | Doubt['kind'])[]
/** What a mark of the clean-up tells. */
export type MarkKind = (typeof MARK_KINDS)[number]
/** The kinds of marks that are changes made to the drawing; the others are doubts, left as they are. */
export const REPAIR_KINDS = MARK_KINDS.slice(0, 5) as readonly Repair['kind'][]

/**
 * A cleaned drawing as typed arrays, because a hundred thousand segments as objects take seconds to
 * cross from process to process and to the screen. Lengths in mm.
 */
export interface PackedDrawing {
  readonly layerNames: readonly string[]
  /** Names of entities that paths were made of. */
  readonly typeNames: readonly string[]
  /** Seven a segment: kind (0 line, 1 arc counterclockwise, 2 clockwise), from x, y, to x, y, centre x, y. */
  readonly segments: Float64Array
  /**
   * Eight a path: layer, first segment, count of segments, 1 when closed, depth, type, line of the
   * file, count of entities it was made of.
   */
  readonly paths: Int32Array
  /** Five a path: length, area, circle's centre x, y and radius; NaN where there is none. */
  readonly measures: Float64Array
  /** Five a mark: kind as an index of `MARK_KINDS`, layer, x, y, amount. */
  readonly marks: Float64Array
  /** Ends that were laid together. */
  readonly joinCount: number
  /** Null for a drawing without a path. */
  readonly bounds: Bounds2 | null
}

const SEGMENT_STRIDE = 7
const PATH_STRIDE = 8
const MEASURE_STRIDE = 5
const MARK_STRIDE = 5

function packedSegments({ segments }: CleanDrawing): Float64Array {
  const packed = new Float64Array(segments.count * SEGMENT_STRIDE)
  for (let index = 0; index < segments.count; index += 1) {
    packed[index * SEGMENT_STRIDE] = segments.kinds[index] ?? 0
    for (let part = 0; part < COORDS; part += 1) {
      packed[index * SEGMENT_STRIDE + 1 + part] = realAt(segments.coordsMm, index * COORDS + part)
    }
  }
  return packed
}

function packedPaths({ paths, sources }: CleanDrawing): Int32Array {
  const packed = new Int32Array(paths.count * PATH_STRIDE)
  for (let index = 0; index < paths.count; index += 1) {
    const at = index * PATH_STRIDE
    const first = wholeAt(paths.firstSegment, index)
    const source = wholeAt(paths.firstSource, index)
    packed[at] = wholeAt(paths.layers, index)
    packed[at + 1] = first
    packed[at + 2] = wholeAt(paths.firstSegment, index + 1) - first
    packed[at + 3] = paths.closed[index] ?? 0
    packed[at + 4] = wholeAt(paths.depths, index)
    packed[at + 5] = wholeAt(sources.types, source)
    packed[at + 6] = wholeAt(sources.lines, source)
    packed[at + 7] = wholeAt(paths.firstSource, index + 1) - source
  }
  return packed
}

function packedMeasures({ paths }: CleanDrawing): Float64Array {
  const packed = new Float64Array(paths.count * MEASURE_STRIDE)
  for (let index = 0; index < paths.count; index += 1) {
    const at = index * MEASURE_STRIDE
    packed[at] = realAt(paths.lengthsMm, index)
    packed[at + 1] = realAt(paths.areasMm2, index)
    for (let part = 0; part < 3; part += 1) {
      packed[at + 2 + part] = realAt(paths.circles, 3 * index + part)
    }
  }
  return packed
}

/** Packs a cleaned drawing; `unpackedPath` is its inverse for one path. */
export function packDrawing(drawing: CleanDrawing): PackedDrawing {
  const { layerNames, typeNames, joinCount, bounds } = drawing
  const layerNumbers = new Map(layerNames.map((name, number) => [name, number]))
  const marked = [...drawing.repairs, ...drawing.doubts]
  const marks = new Float64Array(marked.length * MARK_STRIDE)
  for (const [index, { kind, layer, at, amountMm }] of marked.entries()) {
    marks.set(
      [MARK_KINDS.indexOf(kind), layerNumbers.get(layer) ?? 0, at.xMm, at.yMm, amountMm],
      index * MARK_STRIDE,
    )
  }
  return {
    ...{ layerNames, typeNames, marks, joinCount, bounds },
    segments: packedSegments(drawing),
    paths: packedPaths(drawing),
    measures: packedMeasures(drawing),
  }
}

/** How many paths a packed drawing has. */
export function pathCount({ paths }: PackedDrawing): number {
  return paths.length / PATH_STRIDE
}

/** How many segments a packed drawing has. */
export function segmentCount({ segments }: PackedDrawing): number {
  return segments.length / SEGMENT_STRIDE
}

/** How many marks of the clean-up a packed drawing has. */
export function markCount({ marks }: PackedDrawing): number {
  return marks.length / MARK_STRIDE
}

/** A path without its segments. */
export interface PathFacts {
  /** From 1, in the order of the file. */
  readonly id: number
  /** Index into `layerNames`. */
  readonly layer: number
  readonly firstSegment: number
  readonly segmentCount: number
  readonly closed: boolean
  readonly depth: number
  /** Name of the first entity it was made of, its line in the file, and how many there were. */
  readonly type: string
  readonly line: number
  readonly sourceCount: number
  readonly lengthMm: number
  readonly areaMm2: number | null
  readonly circle: { readonly centre: Point2; readonly radiusMm: number } | null
}

function numberAt(values: Int32Array | Float64Array, index: number): number {
  const value = values[index]
  if (value === undefined) throw new Error(`packed drawing ends before ${String(index)}`)
  return value
}

/** What is known of the path at an index from 0; throws when there is no such path. */
export function pathFacts(packed: PackedDrawing, index: number): PathFacts {
  const { paths, measures, typeNames } = packed
  const [int, measure] = [index * PATH_STRIDE, index * MEASURE_STRIDE]
  const areaMm2 = numberAt(measures, measure + 1)
  const radiusMm = numberAt(measures, measure + 4)
  const centre = { xMm: numberAt(measures, measure + 2), yMm: numberAt(measures, measure + 3) }
  return {
    id: index + 1,
    layer: numberAt(paths, int),
    firstSegment: numberAt(paths, int + 1),
    segmentCount: numberAt(paths, int + 2),
    closed: numberAt(paths, int + 3) === 1,
    depth: numberAt(paths, int + 4),
    type: typeNames[numberAt(paths, int + 5)] ?? '',
    line: numberAt(paths, int + 6),
    sourceCount: numberAt(paths, int + 7),
    lengthMm: numberAt(measures, measure),
    areaMm2: Number.isNaN(areaMm2) ? null : areaMm2,
    circle: Number.isNaN(radiusMm) ? null : { centre, radiusMm },
  }
}

/** The segment at an index from 0; throws when there is no such segment. */
export function segmentAt({ segments }: PackedDrawing, index: number): Segment {
  const at = index * SEGMENT_STRIDE
  const from = { xMm: numberAt(segments, at + 1), yMm: numberAt(segments, at + 2) }
  const to = { xMm: numberAt(segments, at + 3), yMm: numberAt(segments, at + 4) }
  const kind = numberAt(segments, at)
  if (kind === 0) return { kind: 'line', from, to }
  const centre = { xMm: numberAt(segments, at + 5), yMm: numberAt(segments, at + 6) }
  const rotation = kind === 1 ? 'counterclockwise' : 'clockwise'
  return { kind: 'arc', from, to, centre, rotation }
}

/** The segments of a path. */
export function segmentsOf(packed: PackedDrawing, facts: PathFacts): Path {
  return Array.from({ length: facts.segmentCount }, (_, offset) =>
    segmentAt(packed, facts.firstSegment + offset),
  )
}

/** A path as the clean-up left it, but for the entities after the first it was made of. */
export function unpackedPath(packed: PackedDrawing, index: number): CleanPath {
  const facts = pathFacts(packed, index)
  const { id, closed, lengthMm, areaMm2, circle, depth, type, line } = facts
  const layer = packed.layerNames[facts.layer] ?? ''
  const path = segmentsOf(packed, facts)
  return {
    ...{ id, layer, sources: [{ type, line }], path },
    ...{ closed, lengthMm, areaMm2, circle, depth },
  }
}

/** A change the clean-up made, or a doubt it left. */
export interface Mark {
  readonly kind: MarkKind
  /** Index into `layerNames`. */
  readonly layer: number
  readonly at: Point2
  readonly amountMm: number
}

/** The mark at an index from 0; throws when there is no such mark. */
export function markAt({ marks }: PackedDrawing, index: number): Mark {
  const at = index * MARK_STRIDE
  const kind = MARK_KINDS[numberAt(marks, at)]
  if (kind === undefined) throw new Error(`mark ${String(index)} is of no kind`)
  return {
    kind,
    layer: numberAt(marks, at + 1),
    at: { xMm: numberAt(marks, at + 2), yMm: numberAt(marks, at + 3) },
    amountMm: numberAt(marks, at + 4),
  }
}
