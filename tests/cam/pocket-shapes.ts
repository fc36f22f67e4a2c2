import type { Path, Segment } from '#core/geometry/path.ts'
import { type Point2, polarPoint } from '#core/geometry/point.ts'
import { reversedPath } from '#core/geometry/outline.ts'

const at = (xMm: number, yMm: number): Point2 => ({ xMm, yMm })

/** The closed path of straight lines through corners given as x, y pairs. */
export function polygon(...corners: readonly (readonly [number, number])[]): Path {
  return corners.map(([x, y], index): Segment => {
    const [nextX, nextY] = corners[(index + 1) % corners.length] ?? [x, y]
    return { kind: 'line', from: at(x, y), to: at(nextX, nextY) }
  })
}

/** A circle in two halves, counterclockwise. */
export function circle(xMm: number, yMm: number, radiusMm: number): Path {
  const centre = at(xMm, yMm)
  const [right, left] = [at(xMm + radiusMm, yMm), at(xMm - radiusMm, yMm)]
  return [
    { kind: 'arc', from: right, to: left, centre, rotation: 'counterclockwise' },
    { kind: 'arc', from: left, to: right, centre, rotation: 'counterclockwise' },
  ]
}

/** The ring between two circles about the origin. */
export function ring(innerMm: number, outerMm: number): readonly Path[] {
  return [circle(0, 0, outerMm), reversedPath(circle(0, 0, innerMm))]
}

/** A star of five points about the origin. */
export function star(outerMm: number, innerMm: number): Path {
  return polygon(
    ...Array.from({ length: 10 }, (_, index) => {
      const { xMm, yMm } = polarPoint(
        at(0, 0),
        index % 2 === 0 ? outerMm : innerMm,
        (Math.PI * index) / 5,
      )
      return [xMm, yMm] as const
    }),
  )
}

/** A triangle of so much length to a point of 40°, lying along X. */
export function acute(lengthMm: number): Path {
  const halfMm = lengthMm * Math.tan(Math.PI / 9)
  return polygon([0, 0], [lengthMm, -halfMm], [lengthMm, halfMm])
}

/** A bar with round ends, lying along X: a channel of a width. */
export function bar(lengthMm: number, widthMm: number): Path {
  const r = widthMm / 2
  const [left, right] = [at(0, 0), at(lengthMm, 0)]
  return [
    { kind: 'line', from: at(0, -r), to: at(lengthMm, -r) },
    {
      kind: 'arc',
      from: at(lengthMm, -r),
      to: at(lengthMm, r),
      centre: right,
      rotation: 'counterclockwise',
    },
    { kind: 'line', from: at(lengthMm, r), to: at(0, r) },
    { kind: 'arc', from: at(0, r), to: at(0, -r), centre: left, rotation: 'counterclockwise' },
  ]
}

/** Letters R, M and S in strokes, as wide as a logo on a headstock. */
export function letters(): readonly Path[] {
  const r = [
    polygon(
      [0, 0],
      [6, 0],
      [6, 10],
      [10, 10],
      [15, 0],
      [22, 0],
      [16.5, 11.5],
      [20, 16],
      [20, 24],
      [15, 30],
      [0, 30],
    ),
    reversedPath(polygon([6, 16], [12, 16], [14, 18], [14, 22], [12, 24], [6, 24])),
  ]
  const m = [
    polygon(
      [30, 0],
      [36, 0],
      [36, 18],
      [43, 6],
      [50, 18],
      [50, 0],
      [56, 0],
      [56, 30],
      [50, 30],
      [43, 18],
      [36, 30],
      [30, 30],
    ),
  ]
  const s = [
    polygon(
      [64, 0],
      [80, 0],
      [84, 4],
      [84, 14],
      [80, 18],
      [70, 18],
      [70, 24],
      [84, 24],
      [84, 30],
      [68, 30],
      [64, 26],
      [64, 16],
      [68, 12],
      [78, 12],
      [78, 6],
      [64, 6],
    ),
  ]
  return [...r, ...m, ...s]
}

/**
 * A classical guitar's body from its measures (lower bout 370, waist 235, upper bout 285, length 488 mm),
 * as arcs that join tangentially: the outline of a mould. One half mirrored to the other.
 */
export function guitarBody(): Path {
  const half: readonly (readonly [number, number])[] = GUITAR_HALF
  const right = half.map(([x, y]) => [x, y] as const)
  const left = half
    .slice(1, -1)
    .reverse()
    .map(([x, y]) => [-x, y] as const)
  return polygon(...right, ...left)
}

/** Half-widths every few millimetres along a body: cubic through the bouts and the waist. */
const GUITAR_HALF: readonly (readonly [number, number])[] = (() => {
  const knots: readonly (readonly [number, number])[] = [
    [0, 0],
    [90, 6],
    [150, 45],
    [185, 120],
    [172, 195],
    [134, 258],
    [117.5, 305],
    [126, 355],
    [142.5, 405],
    [128, 458],
    [80, 484],
    [0, 488],
  ]
  const points: [number, number][] = []
  for (let index = 0; index + 1 < knots.length; index += 1) {
    const knot = (offset: number) =>
      knots[Math.min(knots.length - 1, Math.max(0, index + offset))] ?? [0, 0]
    for (let part = 0; part < 24; part += 1) points.push(catmullRom(knot, part / 24))
  }
  points.push([0, 488])
  return points
})()

function catmullRom(
  knot: (offset: number) => readonly [number, number],
  t: number,
): [number, number] {
  const [a, b, c, d] = [knot(-1), knot(0), knot(1), knot(2)]
  const value = (axis: 0 | 1) =>
    0.5 *
    (2 * b[axis] +
      (c[axis] - a[axis]) * t +
      (2 * a[axis] - 5 * b[axis] + 4 * c[axis] - d[axis]) * t * t +
      (3 * b[axis] - a[axis] - 3 * c[axis] + d[axis]) * t * t * t)
  return [value(0), value(1)]
}
