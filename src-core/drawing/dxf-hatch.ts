import { radFromDeg } from '../units/angle.ts'
import { bulgeCurve, type Curve, type SplineCurve } from './dxf-curve.ts'
import type { RawEntity } from './dxf-groups.ts'
import { minorAxis, times, vec, type Vec3 } from './space.ts'

/** Reads the groups of a HATCH in their order, for the same codes mean other things in each edge. */
interface Cursor {
  readonly raw: RawEntity
  at: number
}

/** The value of the next group when it has this code; null leaves the cursor where it is. */
function optional(cursor: Cursor, code: number): number | null {
  if (cursor.at >= cursor.raw.size || cursor.raw.codes[cursor.at] !== code) return null
  cursor.at += 1
  return cursor.raw.realAt(cursor.at - 1)
}

function expect(cursor: Cursor, code: number): number {
  const value = optional(cursor, code)
  if (value === null) {
    cursor.raw.fault ??= {
      line: cursor.raw.line,
      message: `has a boundary in which group ${String(code)} is not where it belongs`,
    }
  }
  return value ?? 0
}

function point(cursor: Cursor, code: number): Vec3 {
  return vec(expect(cursor, code), expect(cursor, code + 10))
}

/** Up to `count` readings, ended early by a fault so that a wild count costs nothing. */
function several<T>(cursor: Cursor, count: number, read: () => T): T[] {
  const found: T[] = []
  while (found.length < count && cursor.raw.fault === null) found.push(read())
  return found
}

function arcEdge(cursor: Cursor, elliptic: boolean): Curve {
  const centre = point(cursor, 10)
  const major = elliptic ? point(cursor, 11) : vec(1, 0)
  const size = expect(cursor, 40)
  const [startDeg, endDeg] = [expect(cursor, 50), expect(cursor, 51)]
  const counterclockwise = expect(cursor, 73) !== 0
  const u = elliptic ? major : vec(size, 0)
  const v = minorAxis(vec(0, 0, 1), u, elliptic ? size : 1)
  return {
    kind: 'arc',
    centre,
    u,
    // a clockwise edge counts its angles clockwise
    v: counterclockwise ? v : times(v, -1),
    startRad: radFromDeg(startDeg),
    sweepRad: radFromDeg(endDeg - startDeg),
  }
}

function splineEdge(cursor: Cursor): Curve {
  const degree = expect(cursor, 94)
  const rational = expect(cursor, 73) !== 0
  expect(cursor, 74)
  const [knotCount, pointCount] = [expect(cursor, 95), expect(cursor, 96)]
  const knots = several(cursor, knotCount, () => expect(cursor, 40))
  const weights: number[] = []
  const points = several(cursor, pointCount, () => {
    const at = point(cursor, 10)
    if (rational) weights.push(optional(cursor, 42) ?? 1)
    return at
  })
  if (knots.length !== points.length + degree + 1 || degree < 1 || points.length <= degree) {
    cursor.raw.fault ??= { line: cursor.raw.line, message: 'has a spline edge with knots amiss' }
  }
  const fitCount = optional(cursor, 97) ?? 0
  several(cursor, fitCount, () => point(cursor, 11))
  optional(cursor, 12)
  optional(cursor, 22)
  optional(cursor, 13)
  optional(cursor, 23)
  const curve: SplineCurve = {
    kind: 'spline',
    degree,
    knots,
    points,
    weights: rational ? weights : null,
  }
  return curve
}

function edge(cursor: Cursor): Curve {
  const kind = expect(cursor, 72)
  if (kind === 1) return { kind: 'line', from: point(cursor, 10), to: point(cursor, 11) }
  if (kind === 2 || kind === 3) return arcEdge(cursor, kind === 3)
  if (kind === 4) return splineEdge(cursor)
  cursor.raw.fault ??= { line: cursor.raw.line, message: `has an edge of kind ${String(kind)}` }
  return { kind: 'line', from: vec(0, 0), to: vec(0, 0) }
}

function polylineLoop(cursor: Cursor): readonly Curve[] {
  const bulged = expect(cursor, 72) !== 0
  const closed = expect(cursor, 73) !== 0
  const corners = several(cursor, expect(cursor, 93), () => {
    const at = point(cursor, 10)
    return { at, bulge: bulged ? (optional(cursor, 42) ?? 0) : 0 }
  })
  return corners.flatMap(({ at, bulge }, index) => {
    const next = corners[index + 1] ?? (closed ? corners[0] : undefined)
    return next === undefined ? [] : [bulgeCurve(at, next.at, bulge)]
  })
}

/** The boundaries of a HATCH, each a chain; its filling is not read. */
export function hatchChains(raw: RawEntity): readonly (readonly Curve[])[] {
  const first = raw.find(91)
  if (first < 0) {
    raw.fault ??= { line: raw.line, message: 'has no boundaries' }
    return []
  }
  const cursor: Cursor = { raw, at: first }
  return several(cursor, expect(cursor, 91), () => {
    const flags = expect(cursor, 92)
    const curves =
      (flags & 2) !== 0
        ? polylineLoop(cursor)
        : several(cursor, expect(cursor, 93), () => edge(cursor))
    // the handles of the entities the boundary was made from
    const handles = optional(cursor, 97) ?? 0
    cursor.at += handles
    return curves
  })
}
