import { sagittaMm } from '../geometry/arc.ts'
import { type Annulus, annulusMeanRadiusMm, annulusWidthMm } from '../geometry/annulus.ts'
import { degFromRad, TURN_RAD } from '../units/angle.ts'

/**
 * Width of a tapered tile at a radius, mm: w(r) = 2r·tan(π/N), the chord between the faces of one of
 * N equal wedges measured square to its middle (as in segmented turning, included angle 360/N).
 */
export function tileWidthMm(radiusMm: number, tileCount: number): number {
  return 2 * radiusMm * Math.tan(Math.PI / tileCount)
}

/** Included angle of one tile, radians: 2π/N. */
export function includedAngleRad(tileCount: number): number {
  return TURN_RAD / tileCount
}

/** Tilt of each mating face from the tile's middle line, radians: π/N. */
export function faceAngleRad(tileCount: number): number {
  return Math.PI / tileCount
}

/**
 * Opening of each joint at the outer edge when tiles are left rectangular at their inner width, mm:
 * g = 2π·h/N, h the radial height. Rectangular tiles never close.
 */
export function rectangularGapMm(ring: Annulus, tileCount: number): number {
  return (TURN_RAD * annulusWidthMm(ring)) / tileCount
}

/** Count of tiles of about `tileMm` round a ring's middle: N = round(2π·r_m / w), at least 4. */
export function tileCountFor(ring: Annulus, tileMm: number): number {
  return Math.max(4, Math.round((TURN_RAD * annulusMeanRadiusMm(ring)) / tileMm))
}

/** What tapering costs and which way of tapering is advised. */
export interface TaperDecision {
  /** `column`: taper every column strip; `log`: plane the whole log after glue-up. */
  readonly taper: 'column' | 'log'
  /** What a whole-log taper would plane off each side at the inner end, mm: π·h/N. */
  readonly edgeLossMm: number
  /** Above this loss the pattern's edge columns are spoilt, mm: half a cell. */
  readonly limitMm: number
}

/**
 * Whole-log or per-column taper: planing the whole log takes π·h/N off each side at the inner end;
 * when that is more than half a cell, the edge columns would vanish and every column is tapered.
 */
export function decideTaper(ring: Annulus, tileCount: number, columns: number): TaperDecision {
  const edgeLossMm = (Math.PI * annulusWidthMm(ring)) / tileCount
  const cellWidthMm = tileWidthMm(annulusMeanRadiusMm(ring), tileCount) / columns
  const limitMm = cellWidthMm / 2
  return { taper: edgeLossMm > limitMm ? 'column' : 'log', edgeLossMm, limitMm }
}

/** The shape of the tiles of one ring and of the columns they are built of. */
export interface TileShape {
  readonly tileCount: number
  readonly includedAngleDeg: number
  readonly faceAngleDeg: number
  readonly innerWidthMm: number
  readonly middleWidthMm: number
  readonly outerWidthMm: number
  /** Outer width less inner width, mm: 2h·tan(π/N). */
  readonly taperMm: number
  readonly rectangularGapMm: number
  /** How far the flat inner and outer ends stand off their circles, mm: r(1 − cos(π/N)). */
  readonly innerSagittaMm: number
  readonly outerSagittaMm: number
  readonly columns: number
  readonly columnInnerWidthMm: number
  readonly columnOuterWidthMm: number
  readonly columnTaperMm: number
  /** Share of the turn one column takes, degrees: 360/(N·C). */
  readonly columnTaperDeg: number
  /** The same from the strip's own widths, degrees: 2·atan(Δw / 2h); what a taper sled is set to. */
  readonly columnSledAngleDeg: number
  readonly taperDecision: TaperDecision
}

/** Works out the tiles of a ring with N tiles of C columns each. */
export function tileShape(ring: Annulus, tileCount: number, columns: number): TileShape {
  const innerWidthMm = tileWidthMm(ring.innerRadiusMm, tileCount)
  const outerWidthMm = tileWidthMm(ring.outerRadiusMm, tileCount)
  const columnTaperMm = (outerWidthMm - innerWidthMm) / columns
  const includedRad = includedAngleRad(tileCount)
  return {
    tileCount,
    includedAngleDeg: degFromRad(includedRad),
    faceAngleDeg: degFromRad(faceAngleRad(tileCount)),
    innerWidthMm,
    middleWidthMm: tileWidthMm(annulusMeanRadiusMm(ring), tileCount),
    outerWidthMm,
    taperMm: outerWidthMm - innerWidthMm,
    rectangularGapMm: rectangularGapMm(ring, tileCount),
    innerSagittaMm: sagittaMm(ring.innerRadiusMm, includedRad),
    outerSagittaMm: sagittaMm(ring.outerRadiusMm, includedRad),
    columns,
    columnInnerWidthMm: innerWidthMm / columns,
    columnOuterWidthMm: outerWidthMm / columns,
    columnTaperMm,
    columnTaperDeg: degFromRad(includedRad / columns),
    columnSledAngleDeg: degFromRad(2 * Math.atan(columnTaperMm / (2 * annulusWidthMm(ring)))),
    taperDecision: decideTaper(ring, tileCount, columns),
  }
}

/**
 * Background veneers to add on each side because the edge routers cut the flat tile ends round:
 * ⌈(s + 0.1 mm) / v⌉, at least 1.
 */
export function sacrificialRowsPerSide(shape: TileShape, veneerMm: number): number {
  return Math.max(1, Math.ceil((shape.outerSagittaMm + 0.1) / veneerMm - 1e-9))
}

/**
 * Largest systematic error of one tile's width that still closes within `closureMm` over all tiles, mm:
 * e = closure / N. Errors of one sign add up, so 46 tiles 0.02 mm wide miss by 0.92 mm.
 */
export function closureBudgetPerTileMm(tileCount: number, closureMm: number): number {
  return closureMm / tileCount
}

/**
 * Random error of one tile's width, one standard deviation, that closes within `closureMm` as a rule, mm:
 * independent errors add up with the root of their count, s = closure / √N.
 */
export function randomBudgetPerTileMm(tileCount: number, closureMm: number): number {
  return closureMm / Math.sqrt(tileCount)
}
