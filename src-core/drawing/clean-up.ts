import { pointBounds } from '../geometry/bounds.ts'
import { reversedPath } from '../geometry/outline.ts'
import {
  type Path,
  pathBounds,
  pathLengthMm,
  type Segment,
  segmentLengthMm,
} from '../geometry/path.ts'
import type { Point2 } from '../geometry/point.ts'
import { selfCrossings } from './crossings.ts'
import { SegmentIndex } from './drop-duplicates.ts'
import { type Circle, findCircle } from './find-circles.ts'
import { closedOnItself, joinEnds, PointGrid } from './join-ends.ts'
import { isInside, signedAreaMm2 } from './loops.ts'

/** A path as it stands in the file, in mm. */
export interface RawPath {
  readonly type: string
  readonly layer: string
  readonly line: number
  readonly segments: readonly Segment[]
}

/** A path after the clean-up. */
export interface CleanPath {
  /** From 1, in the order of the file. */
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

/** A change that was made to what the file holds. */
export interface Repair {
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

/** Paths with the repairs made and the doubts left. */
export interface CleanDrawing {
  readonly paths: readonly CleanPath[]
  /** Ends that were laid together; those with a gap are among the repairs too. */
  readonly joinCount: number
  readonly repairs: readonly Repair[]
  readonly doubts: readonly Doubt[]
}

const ZERO_MM = 1e-6
/** Ends nearer than this and not joined were perhaps meant to meet. */
const NEAR_MISS_MM = 0.5
/** A polygon this near to a circle may have been one. */
const NEARLY_CIRCLE_MM = 0.2

interface Cleaning {
  readonly joinMm: number
  readonly curveMm: number
  readonly repairs: Repair[]
  readonly doubts: Doubt[]
  joinCount: number
}

function withoutZeroLength(raw: RawPath, { repairs }: Cleaning): RawPath {
  const segments = raw.segments.filter((segment) => {
    if (segmentLengthMm(segment) > ZERO_MM) return true
    repairs.push({ kind: 'zero-length', layer: raw.layer, at: segment.from, amountMm: 0 })
    return false
  })
  return segments.length === raw.segments.length ? raw : { ...raw, segments }
}

/** Drops paths that run along others of their layer from end to end; HATCH boundaries come last. */
function withoutDuplicates(paths: readonly RawPath[], cleaning: Cleaning): readonly RawPath[] {
  const indices = new Map<string, SegmentIndex>()
  const kept = new Set<RawPath>()
  const inOrder = [
    ...paths.filter(({ type }) => type !== 'HATCH'),
    ...paths.filter(({ type }) => type === 'HATCH'),
  ]
  for (const raw of inOrder) {
    const index = indices.get(raw.layer) ?? new SegmentIndex(cleaning.joinMm)
    indices.set(raw.layer, index)
    const [first] = raw.segments
    if (first === undefined) continue
    if (raw.segments.every((segment) => index.has(segment))) {
      cleaning.repairs.push({ kind: 'duplicate', layer: raw.layer, at: first.from, amountMm: 0 })
      continue
    }
    for (const segment of raw.segments) index.add(segment)
    kept.add(raw)
  }
  return paths.filter((raw) => kept.has(raw))
}

type Draft = Omit<CleanPath, 'id' | 'depth' | 'lengthMm' | 'areaMm2' | 'circle'>

function closedDraft(draft: Draft, cleaning: Cleaning): Draft {
  const loop = closedOnItself(draft.path, cleaning.joinMm)
  const [first] = draft.path
  if (loop === null || first === undefined) return draft
  if (loop.gapMm > ZERO_MM) {
    const { layer } = draft
    cleaning.repairs.push({ kind: 'gap-closed', layer, at: first.from, amountMm: loop.gapMm })
  }
  return { ...draft, path: loop.path, closed: true }
}

/** Open ends of a layer that nearly meet; each pair once. */
function nearMisses(layer: string, ends: readonly Point2[], { joinMm, doubts }: Cleaning): void {
  const grid = new PointGrid<{ readonly at: Point2 }>(NEAR_MISS_MM)
  for (const at of ends) {
    const [near] = grid.near(at)
    if (near !== undefined) {
      const amountMm = Math.hypot(near.at.xMm - at.xMm, near.at.yMm - at.yMm)
      if (amountMm > joinMm) doubts.push({ kind: 'near-miss', layer, at, amountMm })
    }
    grid.add({ at })
  }
}

/** Joins the open paths of one layer. */
function joinLayer(layer: string, drafts: readonly Draft[], cleaning: Cleaning): readonly Draft[] {
  const open = drafts.filter(({ closed }) => !closed)
  const { chains, branches, looseEnds } = joinEnds(
    open.map(({ path }) => path),
    cleaning.joinMm,
  )
  for (const at of branches) cleaning.doubts.push({ kind: 'branch', layer, at, amountMm: 0 })
  nearMisses(layer, looseEnds, cleaning)
  const joined = chains.map(({ members, path, gaps }) => {
    cleaning.joinCount += members.length - 1
    for (const { at, gapMm } of gaps) {
      cleaning.repairs.push({ kind: 'gap-closed', layer, at, amountMm: gapMm })
    }
    const sources = members.flatMap((member) => open[member]?.sources ?? [])
    const draft = { layer, sources, path, closed: false }
    return members.length > 1 ? closedDraft(draft, cleaning) : draft
  })
  return [...drafts.filter(({ closed }) => closed), ...joined]
}

function asCircle(draft: Draft, cleaning: Cleaning): { path: Path; circle: Circle | null } {
  const { path, layer } = draft
  const found = draft.closed ? findCircle(path, cleaning.curveMm) : null
  const [first] = path
  if (found === null || first === undefined) return { path, circle: null }
  const { centre, radiusMm, deviationMm } = found
  if (path.length === 1) return { path, circle: { centre, radiusMm } }
  if (deviationMm > cleaning.curveMm) {
    if (deviationMm <= NEARLY_CIRCLE_MM) {
      cleaning.doubts.push({ kind: 'nearly-circle', layer, at: centre, amountMm: deviationMm })
    }
    return { path, circle: null }
  }
  cleaning.repairs.push({ kind: 'circle', layer, at: centre, amountMm: deviationMm })
  const from = { xMm: centre.xMm + radiusMm, yMm: centre.yMm }
  return {
    path: [{ kind: 'arc', from, to: from, centre, rotation: 'counterclockwise' }],
    circle: { centre, radiusMm },
  }
}

function lookForCrossings({ layer, path }: Draft, { joinMm, doubts }: Cleaning): void {
  const { at, complete } = selfCrossings(path, joinMm)
  for (const point of at) doubts.push({ kind: 'crossing', layer, at: point, amountMm: 0 })
  const [first] = path
  if (!complete && first !== undefined) {
    doubts.push({ kind: 'not-searched', layer, at: first.from, amountMm: 0 })
  }
}

/** How many of the loops lie around each one: found from left to right, larger ones only. */
function depthsOf(loops: readonly { readonly path: Path; readonly areaMm2: number }[]): number[] {
  const boxed = loops.map((loop, index) => {
    const start = loop.path[0]?.from ?? { xMm: 0, yMm: 0 }
    return { ...loop, index, start, box: pathBounds(loop.path) ?? pointBounds(start) }
  })
  const fromLeft = boxed.toSorted((a, b) => a.box.minXMm - b.box.minXMm)
  const depths = loops.map(() => 0)
  let around: typeof boxed = []
  for (const loop of fromLeft) {
    around = around.filter(({ box }) => box.maxXMm >= loop.box.minXMm)
    const { box, start, areaMm2, index } = loop
    depths[index] = around.filter(
      (outer) =>
        outer.box.minYMm <= box.minYMm &&
        outer.box.maxYMm >= box.maxYMm &&
        outer.box.maxXMm >= box.maxXMm &&
        outer.areaMm2 > areaMm2 &&
        isInside(start, outer.path),
    ).length
    around.push(loop)
  }
  return depths
}

/** Outer loops run counterclockwise, islands clockwise. */
function oriented(drafts: readonly Draft[], cleaning: Cleaning): Omit<CleanPath, 'id'>[] {
  const shaped = drafts.map((draft) => {
    const { path, circle } = asCircle(draft, cleaning)
    const signed = draft.closed ? signedAreaMm2(path) : 0
    return { ...draft, path, circle, signed, areaMm2: Math.abs(signed) }
  })
  const loops = shaped.filter(({ closed }) => closed)
  const depthOf = new Map(depthsOf(loops).map((depth, index) => [loops[index], depth]))
  return shaped.map((shape) => {
    const { signed, areaMm2, ...draft } = shape
    const lengthMm = pathLengthMm(draft.path)
    if (!draft.closed) return { ...draft, lengthMm, areaMm2: null, depth: 0 }
    const depth = depthOf.get(shape) ?? 0
    const turned = signed > 0 !== (depth % 2 === 0)
    const [first] = draft.path
    if (turned && first !== undefined) {
      cleaning.repairs.push({ kind: 'turned', layer: draft.layer, at: first.from, amountMm: 0 })
    }
    const path = turned ? reversedPath(draft.path) : draft.path
    return { ...draft, path, lengthMm, areaMm2, depth }
  })
}

/**
 * Cleans up what a file holds, layer by layer: zero lengths and duplicates are dropped, ends that meet
 * are joined, loops oriented, circles found in polylines. Every change is listed with its place; what
 * is in doubt (near misses, branches, crossings) is listed and left.
 */
export function cleanUp(
  raws: readonly RawPath[],
  joinToleranceMm: number,
  curveToleranceMm: number,
): CleanDrawing {
  const cleaning: Cleaning = {
    joinMm: joinToleranceMm,
    curveMm: curveToleranceMm,
    repairs: [],
    doubts: [],
    joinCount: 0,
  }
  const whole = withoutDuplicates(
    raws.map((raw) => withoutZeroLength(raw, cleaning)),
    cleaning,
  )
  const byLayer = new Map<string, Draft[]>()
  for (const { layer, type, line, segments } of whole) {
    const draft = closedDraft(
      { layer, sources: [{ type, line }], path: segments, closed: false },
      cleaning,
    )
    const drafts = byLayer.get(layer)
    if (drafts === undefined) byLayer.set(layer, [draft])
    else drafts.push(draft)
  }
  const paths = [...byLayer].flatMap(([layer, drafts]) => {
    const joined = joinLayer(layer, drafts, cleaning)
    for (const draft of joined) lookForCrossings(draft, cleaning)
    return oriented(joined, cleaning)
  })
  const firstLine = ({ sources }: { readonly sources: CleanPath['sources'] }) =>
    Math.min(...sources.map(({ line }) => line))
  const inOrder = paths
    .map((path) => ({ path, line: firstLine(path) }))
    .sort((a, b) => a.line - b.line)
    .map(({ path }, index) => ({ ...path, id: index + 1 }))
  const { joinCount, repairs, doubts } = cleaning
  return { paths: inOrder, joinCount, repairs, doubts }
}
