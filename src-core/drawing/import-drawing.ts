import { type Bounds2, unionBounds } from '../geometry/bounds.ts'
import { pathBounds, type Segment } from '../geometry/path.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { cleanUp, type CleanDrawing, type RawPath } from './clean-up.ts'
import { curveSegments } from './curve-segments.ts'
import { type DrawingUnit, MM_PER_UNIT, settleUnit, type UnitVerdict } from './drawing-units.ts'
import { censusOf } from './dxf-census.ts'
import type { DxfContents } from './dxf-contents.ts'
import { withLineFeeds } from './dxf-groups.ts'
import { outlinePoints } from './dxf-curve.ts'
import { expandBlocks, type FlatContents } from './expand-blocks.ts'
import { readDxf } from './read-dxf.ts'

/** What an import may cost; a setting. */
export interface ImportLimits {
  readonly segments: number
  /** Furthest a coordinate may be from 0, either way. */
  readonly coordinateMm: number
  /** Blocks within blocks. */
  readonly nesting: number
}

/** The limits unless somebody sets others. */
export const IMPORT_LIMITS: ImportLimits = { segments: 100_000, coordinateMm: 10_000, nesting: 32 }

/** How a drawing is imported. */
export interface ImportOptions {
  /** The unit a person chose, or null to go by the header. */
  readonly unit: DrawingUnit | null
  /** How far an arc or line may be from the spline or ellipse it stands for. */
  readonly curveToleranceMm: number
  /** How far apart ends may be that are joined. */
  readonly joinToleranceMm: number
  readonly limits: ImportLimits
  /** Asked now and then; true stops the import. */
  readonly isOver: () => boolean
}

/** Why a drawing is not imported, as facts. */
export type ImportRefusal =
  | { readonly kind: 'not-dxf'; readonly line: number }
  | { readonly kind: 'over-time' }
  | { readonly kind: 'nesting'; readonly value: number; readonly place: string }
  | { readonly kind: 'segments'; readonly value: number }
  | {
      readonly kind: 'coordinate'
      readonly valueMm: number
      readonly type: string
      readonly line: number
    }

/** A type of entity of which the reader accounts for another number than the file holds. */
export interface CensusGap {
  readonly type: string
  readonly inFile: number
  readonly accountedFor: number
}

/** A word of the drawing, in mm. */
export interface DrawingNote {
  readonly layer: string
  readonly text: string
}

/** What is known of a drawing whatever its unit. */
export interface ImportReport {
  readonly source: Omit<DxfContents, 'blocks' | 'contents'>
  readonly blockCount: number
  readonly missingBlocks: readonly string[]
  readonly censusGaps: readonly CensusGap[]
  readonly notes: readonly DrawingNote[]
  readonly pointCount: number
  readonly units: UnitVerdict
}

/** An imported drawing; `drawing` is null while its unit must be asked for. */
export interface ImportedDrawing {
  readonly report: ImportReport
  readonly drawing: (CleanDrawing & { readonly bounds: Bounds2 | null }) | null
}

function gapsOf(text: string, source: DxfContents): readonly CensusGap[] {
  const accounted = new Map<string, number>()
  for (const { type, count } of source.tally) {
    accounted.set(type, (accounted.get(type) ?? 0) + count)
  }
  return [...censusOf(text)]
    .map(([type, inFile]) => ({ type, inFile, accountedFor: accounted.get(type) ?? 0 }))
    .filter(({ inFile, accountedFor }) => inFile !== accountedFor)
    .sort((a, b) => (a.type < b.type ? -1 : 1))
}

/** Longest side of everything that is drawn, in drawing units; 0 for an empty drawing. */
function sizeOf({ chains }: FlatContents): number {
  const [low, high] = [
    [Infinity, Infinity],
    [-Infinity, -Infinity],
  ] as [[number, number], [number, number]]
  for (const { curves } of chains) {
    for (const curve of curves) {
      for (const { x, y } of outlinePoints(curve)) {
        low[0] = Math.min(low[0], x)
        low[1] = Math.min(low[1], y)
        high[0] = Math.max(high[0], x)
        high[1] = Math.max(high[1], y)
      }
    }
  }
  return chains.length === 0 ? 0 : Math.max(high[0] - low[0], high[1] - low[1])
}

function farthestMm(path: readonly Segment[]): number {
  const box = pathBounds(path)
  if (box === null) return 0
  const { minXMm, minYMm, maxXMm, maxYMm } = box
  return Math.max(...[minXMm, minYMm, maxXMm, maxYMm].map(Math.abs))
}

/** Chains as paths in mm, within the limits. */
function pathsOf(
  flat: FlatContents,
  unit: DrawingUnit,
  options: ImportOptions,
): Result<readonly RawPath[], ImportRefusal> {
  const { limits, curveToleranceMm } = options
  const paths: RawPath[] = []
  let segmentCount = 0
  for (const { type, layer, line, curves } of flat.chains) {
    const segments = curves.flatMap((curve) =>
      curveSegments(curve, MM_PER_UNIT[unit], curveToleranceMm),
    )
    segmentCount += segments.length
    if (segmentCount > limits.segments) return failure({ kind: 'segments', value: segmentCount })
    if (options.isOver()) return failure({ kind: 'over-time' })
    const valueMm = farthestMm(segments)
    if (!(valueMm <= limits.coordinateMm)) {
      return failure({ kind: 'coordinate', valueMm, type, line })
    }
    paths.push({ type, layer, line, segments })
  }
  return success(paths)
}

function expanded(
  contents: DxfContents,
  options: ImportOptions,
): Result<FlatContents, ImportRefusal> {
  const { limits, isOver } = options
  const flat = expandBlocks(contents, { nesting: limits.nesting, pieces: limits.segments, isOver })
  if (flat.ok) return flat
  const { limit, value, place } = flat.error
  if (limit === 'nesting') return failure({ kind: 'nesting', value, place })
  return failure(limit === 'time' ? { kind: 'over-time' } : { kind: 'segments', value })
}

/**
 * Imports the text of an ASCII DXF: reads it, puts blocks in, settles the unit, makes lines and arcs in mm
 * of every curve and cleans them up. Nothing of the file vanishes without a row in the report, and the
 * unit is never guessed: where header and size do not fit, `drawing` is null and the report says why.
 */
export function importDrawing(
  fileText: string,
  options: ImportOptions,
): Result<ImportedDrawing, ImportRefusal> {
  const text = withLineFeeds(fileText)
  const read = readDxf(text, options.isOver)
  if (!read.ok) return read
  const flat = expanded(read.value, options)
  if (!flat.ok) return flat
  const { blocks, contents: _, ...source } = read.value
  const units = settleUnit(source.header, sizeOf(flat.value), options.unit)
  const report: ImportReport = {
    source,
    blockCount: blocks.size,
    missingBlocks: flat.value.missingBlocks,
    censusGaps: gapsOf(text, read.value),
    notes: flat.value.texts.map(({ layer, text: words }) => ({ layer, text: words })),
    pointCount: flat.value.points.length,
    units,
  }
  if (units.kind === 'asked') return success({ report, drawing: null })
  const paths = pathsOf(flat.value, units.unit, options)
  if (!paths.ok) return paths
  const clean = cleanUp(paths.value, options.joinToleranceMm, options.curveToleranceMm)
  const boxes = clean.paths.flatMap(({ path }) => pathBounds(path) ?? [])
  const bounds = boxes.length === 0 ? null : boxes.reduce(unionBounds)
  return success({ report, drawing: { ...clean, bounds } })
}
