import { offsetOutline, movedPath } from '../geometry/outline.ts'
import { type Path, pathBounds } from '../geometry/path.ts'
import { annulusMeanRadiusMm } from '../geometry/annulus.ts'
import { polarPoint, type Point2 } from '../geometry/point.ts'
import type { RingOf } from './plan.schema.ts'

type ShellRing = RingOf<'shell'>

/** Arc a pre-curved piece takes up where no length is asked for, mm: what blanks usually give. */
const USUAL_CURVED_PIECE_MM = 20
/** Shell left standing between two pieces beside the tool's own path, mm. */
const WEB_MM = 0.8

/**
 * The longest straight piece that stands off a circle by no more than a sag, mm: l = √(8·r·s), from the
 * sagitta s ≈ l²/(8·r) (4.73 mm at r 56 and 0.05 mm).
 */
export function longestStraightPieceMm(radiusMm: number, sagMm: number): number {
  return Math.sqrt(8 * radiusMm * sagMm)
}

/** How a ring of shell is divided. */
export interface ShellDivision {
  readonly pieceCount: number
  /** Along the ring's middle. */
  readonly pieceLengthMm: number
  /** How far the middle of a straight piece stands off the ring's middle circle; 0 for pre-curved ones. */
  readonly sagMm: number
}

/** Divides a ring of shell into equal pieces no longer than was asked for, or than the sag allows. */
export function divideShell(ring: ShellRing): ShellDivision {
  const radiusMm = annulusMeanRadiusMm(ring)
  const circumferenceMm = 2 * Math.PI * radiusMm
  const longestMm =
    ring.segmentLengthMm ??
    (ring.precurved ? USUAL_CURVED_PIECE_MM : longestStraightPieceMm(radiusMm, ring.maxSagMm))
  const pieceCount = Math.max(4, Math.ceil(circumferenceMm / longestMm - 1e-9))
  const pieceLengthMm = circumferenceMm / pieceCount
  const sagMm = ring.precurved ? 0 : pieceLengthMm ** 2 / (8 * radiusMm)
  return { pieceCount, pieceLengthMm, sagMm }
}

const at = (xMm: number, yMm: number): Point2 => ({ xMm, yMm })

/** A straight piece: a trapezium with faces tilted by π/N, so that N of them close. */
function straightOutline(ring: ShellRing, pieceCount: number): Path {
  const { innerRadiusMm, outerRadiusMm } = ring
  const slope = Math.tan(Math.PI / pieceCount)
  const half = (radiusMm: number) => radiusMm * slope
  const corners = [
    at(-half(innerRadiusMm), innerRadiusMm),
    at(half(innerRadiusMm), innerRadiusMm),
    at(half(outerRadiusMm), outerRadiusMm),
    at(-half(outerRadiusMm), outerRadiusMm),
  ]
  return corners.map((from, index) => {
    const to = corners[(index + 1) % corners.length]
    if (to === undefined) throw new Error('a trapezium has four corners')
    return { kind: 'line', from, to }
  })
}

/** A pre-curved piece: a sector of the ring itself. */
function curvedOutline(ring: ShellRing, pieceCount: number): Path {
  const centre = at(0, 0)
  const from = Math.PI / 2 - Math.PI / pieceCount
  const to = Math.PI / 2 + Math.PI / pieceCount
  const point = (radiusMm: number, angleRad: number) => polarPoint(centre, radiusMm, angleRad)
  const innerStart = point(ring.innerRadiusMm, from)
  const innerEnd = point(ring.innerRadiusMm, to)
  const outerStart = point(ring.outerRadiusMm, from)
  const outerEnd = point(ring.outerRadiusMm, to)
  return [
    { kind: 'line', from: innerStart, to: outerStart },
    { kind: 'arc', from: outerStart, to: outerEnd, centre, rotation: 'counterclockwise' },
    { kind: 'line', from: outerEnd, to: innerEnd },
    { kind: 'arc', from: innerEnd, to: innerStart, centre, rotation: 'clockwise' },
  ]
}

/** The outline of one piece, counterclockwise, as it lies in the ring at the neck side. */
export function shellPieceOutline(ring: ShellRing): Path {
  const { pieceCount } = divideShell(ring)
  return ring.precurved ? curvedOutline(ring, pieceCount) : straightOutline(ring, pieceCount)
}

/** Pieces laid out on a blank whose lower left corner is the zero. */
export interface ShellLayout {
  /** Outlines, counterclockwise, in the order they are cut. */
  readonly outlines: readonly Path[]
  /** Room they take up with the tool's path round them, mm. */
  readonly widthMm: number
  readonly heightMm: number
}

/** Lays `count` pieces out in rows about as wide as they are high in all, room for the tool between them. */
export function layShellPieces(
  ring: ShellRing,
  count: number,
  toolDiameterMm: number,
): ShellLayout {
  const outline = shellPieceOutline(ring)
  const room = pathBounds(offsetOutline(outline, toolDiameterMm / 2))
  if (room === null) throw new Error('a piece has an outline')
  const stepXMm = room.maxXMm - room.minXMm + toolDiameterMm / 2 + WEB_MM
  const stepYMm = room.maxYMm - room.minYMm + toolDiameterMm / 2 + WEB_MM
  const perRow = Math.max(1, Math.ceil(Math.sqrt((count * stepYMm) / stepXMm)))
  const marginMm = toolDiameterMm / 2 + WEB_MM
  const outlines = Array.from({ length: count }, (_, index) =>
    movedPath(
      outline,
      (index % perRow) * stepXMm - room.minXMm + marginMm,
      Math.floor(index / perRow) * stepYMm - room.minYMm + marginMm,
    ),
  )
  return {
    outlines,
    widthMm: Math.min(count, perRow) * stepXMm + marginMm,
    heightMm: Math.ceil(count / perRow) * stepYMm + marginMm,
  }
}
