import { minorAxis, times, vec, type Vec3 } from '../place/space.ts'
import { KIND } from './content-store.ts'
import type { RawEntity } from './raw-entity.ts'
import { frameOf, type Ignored, radOf, type Sink, sweepOf } from './sink.ts'

/** Reads the groups of a HATCH in their order, for the same codes mean other things in each edge. */
interface Cursor {
  readonly raw: RawEntity
  readonly sink: Sink
  at: number
}

/** The value of the next group when it has this code; null leaves the cursor where it is. */
function optional(cursor: Cursor, code: number): number | null {
  if (cursor.at >= cursor.raw.size || cursor.raw.codeAt(cursor.at) !== code) return null
  cursor.at += 1
  return cursor.raw.realAt(cursor.at - 1)
}

function expect(cursor: Cursor, code: number): number {
  const value = optional(cursor, code)
  if (value === null) {
    cursor.raw.fail(`has a boundary in which group ${String(code)} is not where it belongs`)
  }
  return value ?? 0
}

function point(cursor: Cursor, code: number): Vec3 {
  return vec(expect(cursor, code), expect(cursor, code + 10))
}

/** Up to `count` readings, ended early by a fault so that a wild count costs nothing. */
function several(cursor: Cursor, count: number, read: () => void): number {
  let done = 0
  while (done < count && cursor.raw.fault === null) {
    read()
    done += 1
  }
  return done
}

function lineEdge(cursor: Cursor): void {
  const { store } = cursor.sink
  const [from, to] = [point(cursor, 10), point(cursor, 11)]
  store.put(KIND.line)
  store.put(from.x)
  store.put(from.y)
  store.put(to.x)
  store.put(to.y)
}

function arcEdge(cursor: Cursor, elliptic: boolean): void {
  const { store } = cursor.sink
  const centre = point(cursor, 10)
  const major = elliptic ? point(cursor, 11) : vec(1, 0)
  const size = expect(cursor, 40)
  const [startDeg, endDeg] = [expect(cursor, 50), expect(cursor, 51)]
  const counterclockwise = expect(cursor, 73) !== 0
  const u = elliptic ? major : vec(size, 0)
  const minor = minorAxis(vec(0, 0, 1), u, elliptic ? size : 1)
  // a clockwise edge counts its angles clockwise
  const v = counterclockwise ? minor : times(minor, -1)
  store.put(KIND.ellipse)
  store.put3(centre.x, centre.y, 0)
  store.put3(u.x, u.y, 0)
  store.put3(v.x, v.y, 0)
  // the angles of an elliptic edge are seen from its centre, unlike those of an ELLIPSE
  const flat = elliptic ? size : 1
  const startRad = parameterOf(radOf(cursor.raw, startDeg), flat)
  store.put(startRad)
  store.put(sweepOf(startRad, parameterOf(radOf(cursor.raw, endDeg), flat)))
}

/** The parameter of the point of an ellipse that is seen from its centre in a direction: tan t = tan a / ratio. */
function parameterOf(directionRad: number, ratio: number): number {
  return Math.atan2(Math.sin(directionRad) / ratio, Math.cos(directionRad))
}

function splineEdge(cursor: Cursor): void {
  const { raw, sink } = cursor
  const { store } = sink
  const degree = expect(cursor, 94)
  const rational = expect(cursor, 73) !== 0
  expect(cursor, 74)
  const [knotCount, pointCount] = [expect(cursor, 95), expect(cursor, 96)]
  if (knotCount !== pointCount + degree + 1 || degree < 1 || degree > 25 || pointCount <= degree) {
    raw.fail('has a spline edge with knots amiss')
  }
  store.put(KIND.spline)
  store.put(degree)
  store.put3(rational ? 1 : 0, knotCount, pointCount)
  several(cursor, knotCount, () => {
    store.put(expect(cursor, 40))
  })
  const weights: number[] = []
  several(cursor, pointCount, () => {
    const { x, y } = point(cursor, 10)
    store.put3(x, y, 0)
    if (rational) weights.push(optional(cursor, 42) ?? 1)
  })
  if (weights.some((weight) => !(weight > 0))) raw.fail('has a weight that is not above 0')
  for (const weight of weights) store.put(weight)
  skipFitPoints(cursor)
}

/** The points and directions a spline edge was drawn from. */
function skipFitPoints(cursor: Cursor): void {
  several(cursor, optional(cursor, 97) ?? 0, () => point(cursor, 11))
  for (const code of [12, 22, 13, 23]) optional(cursor, code)
}

function edge(cursor: Cursor): void {
  const kind = expect(cursor, 72)
  if (kind === 1) lineEdge(cursor)
  else if (kind === 2 || kind === 3) arcEdge(cursor, kind === 3)
  else if (kind === 4) splineEdge(cursor)
  else cursor.raw.fail(`has an edge of kind ${String(kind)}`)
}

function polylineLoop(cursor: Cursor, elevation: number): void {
  const { store } = cursor.sink
  const bulged = expect(cursor, 72) !== 0
  const closed = expect(cursor, 73) !== 0
  if (!closed) store.setKind(KIND.polyline)
  store.put(elevation)
  const corners = several(cursor, expect(cursor, 93), () => {
    const { x, y } = point(cursor, 10)
    store.put3(x, y, bulged ? (optional(cursor, 42) ?? 0) : 0)
  })
  store.setCurves(closed ? corners : Math.max(0, corners - 1))
}

/** The boundaries of a HATCH, each a record; its filling is not read. */
export function readHatch(raw: RawEntity, sink: Sink): Ignored {
  const first = raw.find(91)
  if (first < 0) {
    raw.fail('has no boundaries')
    return null
  }
  const elevation = raw.real(30, 0)
  const frame = frameOf(raw, sink.store)
  const cursor: Cursor = { raw, sink, at: first }
  several(cursor, expect(cursor, 91), () => {
    const isPolyline = (expect(cursor, 92) & 2) !== 0
    sink.store.begin(isPolyline ? KIND.loop : KIND.edges, raw, frame)
    if (isPolyline) polylineLoop(cursor, elevation)
    else {
      sink.store.put(elevation)
      sink.store.setCurves(
        several(cursor, expect(cursor, 93), () => {
          edge(cursor)
        }),
      )
    }
    // the handles of the entities the boundary was made from
    const handles = optional(cursor, 97) ?? 0
    cursor.at += handles
  })
  return null
}
