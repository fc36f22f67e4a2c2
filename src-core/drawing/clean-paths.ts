import type { Path, Segment } from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'
import type { CleanDrawing } from './clean/clean-drawing.ts'
import { SEGMENT, type SegmentArrays, SegmentView } from './segment-view.ts'
import { realAt, wholeAt } from './typed-arrays.ts'

/** A circle. */
export interface Circle {
  readonly centre: Point2
  readonly radiusMm: number
}

/** A path after the clean-up. */
export interface CleanPath {
  /** From 1, in the order of the drawing. */
  readonly id: number
  readonly layer: string
  /** Types and lines of the entities it was made of. */
  readonly sources: readonly { readonly type: string; readonly line: number }[]
  readonly path: Path
  readonly closed: boolean
  readonly lengthMm: number
  /** Inside a closed path; null for an open one. */
  readonly areaMm2: number | null
  readonly circle: Circle | null
  /** How many closed paths of its layer lie around it; even ones are outer, odd ones islands. */
  readonly depth: number
}

function segmentOf(view: SegmentView): Segment {
  const from = { xMm: view.fromX, yMm: view.fromY }
  const to = { xMm: view.toX, yMm: view.toY }
  if (!view.isArc) return { kind: 'line', from, to }
  const centre = { xMm: view.centreX, yMm: view.centreY }
  const isLeft = view.kind === SEGMENT.counterclockwise
  return { kind: 'arc', from, to, centre, rotation: isLeft ? 'counterclockwise' : 'clockwise' }
}

/** A stretch of segments as a path. */
export function pathBetween(segments: SegmentArrays, first: number, end: number): Path {
  const view = new SegmentView()
  const path: Segment[] = []
  for (let index = first; index < end; index += 1) {
    path.push(segmentOf(view.load(segments, index)))
  }
  return path
}

function circleAt({ paths }: CleanDrawing, index: number): Circle | null {
  const radiusMm = realAt(paths.circles, 3 * index + 2)
  if (Number.isNaN(radiusMm)) return null
  const centre = {
    xMm: realAt(paths.circles, 3 * index),
    yMm: realAt(paths.circles, 3 * index + 1),
  }
  return { centre, radiusMm }
}

/** One path of a drawing, by its index from 0: its id less one. Throws for an index that is none. */
export function cleanPathAt(drawing: CleanDrawing, index: number): CleanPath {
  const { paths, segments, sources, layerNames, typeNames } = drawing
  if (!(index >= 0 && index < paths.count))
    throw new RangeError(`there is no path ${String(index)}`)
  const closed = paths.closed[index] === 1
  const found: { type: string; line: number }[] = []
  for (
    let source = wholeAt(paths.firstSource, index);
    source < wholeAt(paths.firstSource, index + 1);
    source += 1
  ) {
    const type = typeNames[wholeAt(sources.types, source)] ?? ''
    found.push({ type, line: wholeAt(sources.lines, source) })
  }
  return {
    id: index + 1,
    layer: layerNames[wholeAt(paths.layers, index)] ?? '',
    sources: found,
    path: pathBetween(
      segments,
      wholeAt(paths.firstSegment, index),
      wholeAt(paths.firstSegment, index + 1),
    ),
    closed,
    lengthMm: realAt(paths.lengthsMm, index),
    areaMm2: closed ? realAt(paths.areasMm2, index) : null,
    circle: circleAt(drawing, index),
    depth: wholeAt(paths.depths, index),
  }
}

/** Every path of a drawing as an object; for drawings of some thousand paths. */
export function cleanPaths(drawing: CleanDrawing): readonly CleanPath[] {
  return Array.from({ length: drawing.paths.count }, (_, index) => cleanPathAt(drawing, index))
}
