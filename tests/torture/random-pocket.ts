import type { Path } from '#core/geometry/path.ts'
import { reversedPath } from '#core/geometry/outline.ts'
import { type Point2, polarPoint } from '#core/geometry/point.ts'
import { differenceOfLoops } from '#core/geometry/polygon-kernel.ts'
import { type Loop, loopAreaMm2 } from '#core/geometry/flatten-path.ts'
import type { PocketCut } from '#core/toolpath/pocket/plan-pocket.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { bar, circle, letters, polygon, ring } from '../cam/pocket-shapes.ts'
import { SUITE_CUT } from '../cam/judged-pocket.ts'

/** A pocket drawn by lot. */
export interface RandomPocket {
  readonly title: string
  readonly cut: PocketCut
  readonly units: PostProfile['units']
}

/** Numbers in 0…1 that look random and are the same for the same seed (mulberry32). */
export function randomFrom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

type Lot = () => number
const TOOLS_MM = [1, 1.5, 2, 3, 3.175, 4, 6, 6.35, 8, 12.7]
const STEPOVERS = [0.1, 0.15, 0.2, 0.2, 0.25, 0.35, 0.5]
const between = (lot: Lot, low: number, high: number) => low + (high - low) * lot()
const among = <T>(lot: Lot, list: readonly T[]): T => list[Math.floor(lot() * list.length)] as T
const ORIGIN: Point2 = { xMm: 0, yMm: 0 }

const pathOf = (loop: Loop): Path => polygon(...loop.map(({ xMm, yMm }) => [xMm, yMm] as const))

/** Corners round the origin at random radii. */
function blob(lot: Lot, sizeMm: number): Loop {
  const count = 3 + Math.floor(lot() * 9)
  const turns = Array.from({ length: count }, () => 0.25 + lot())
  const all = turns.reduce((sum, turn) => sum + turn, 0)
  let turnRad = 0
  return turns.map((turn) => {
    turnRad += (2 * Math.PI * turn) / all
    return polarPoint(ORIGIN, sizeMm * between(lot, 0.3, 0.5), turnRad)
  })
}

/** A spine of a few legs made as wide as the bit needs, or a little more: strokes of a letter. */
function strokes(lot: Lot, toolMm: number, legMm: number): readonly Path[] {
  const widthMm = toolMm * between(lot, 1.02, 2.5)
  let at = ORIGIN
  let headingRad = lot() * 6
  const legs = Array.from({ length: 1 + Math.floor(lot() * 4) }, () => {
    const to = polarPoint(at, legMm * between(lot, 0.4, 1), headingRad)
    const [dx, dy] = [to.xMm - at.xMm, to.yMm - at.yMm]
    const share = widthMm / 2 / Math.hypot(dx, dy)
    const [ox, oy] = [-dy * share, dx * share]
    const leg = [
      { xMm: at.xMm - ox, yMm: at.yMm - oy },
      { xMm: to.xMm - ox, yMm: to.yMm - oy },
      { xMm: to.xMm + ox, yMm: to.yMm + oy },
      { xMm: at.xMm + ox, yMm: at.yMm + oy },
    ]
    at = to
    headingRad += between(lot, -2, 2)
    return leg
  })
  return differenceOfLoops(legs, []).map(pathOf)
}

/** Two areas and a neck between them that the bit passes, or just does not. */
function dumbbell(lot: Lot, toolMm: number): readonly Path[] {
  const half = (toolMm * between(lot, 0.85, 2)) / 2
  const [a, b] = [toolMm * between(lot, 1.2, 4), toolMm * between(lot, 1.2, 4)]
  const neckMm = toolMm * between(lot, 0.5, 5)
  const [h, k] = [Math.max(a / 2, half * 1.05), Math.max(b / 2, half * 1.05)]
  return [
    polygon(
      ...([
        [-a, -h],
        [0, -h],
        [0, -half],
        [neckMm, -half],
        [neckMm, -k],
        [neckMm + b, -k],
        [neckMm + b, k],
        [neckMm, k],
        [neckMm, half],
        [0, half],
        [0, h],
        [-a, h],
      ] as const),
    ),
  ]
}

/** An area with round holes that may leave thin lands and necks, or break out of it. */
function withHoles(lot: Lot, outer: Loop, toolMm: number): readonly Path[] {
  let loops: readonly Loop[] = [outer]
  const sizeMm = Math.sqrt(Math.abs(loopAreaMm2(outer)))
  for (let hole = 0; hole < 1 + Math.floor(lot() * 3); hole += 1) {
    const centre = polarPoint(ORIGIN, sizeMm * between(lot, 0, 0.4), lot() * 7)
    const radiusMm = Math.max(0.3, toolMm * between(lot, 0.1, 1.5))
    const count = 3 + Math.floor(lot() * 30)
    const round = Array.from({ length: count }, (_, index) =>
      polarPoint(centre, radiusMm, (2 * Math.PI * index) / count),
    )
    loops = differenceOfLoops(loops, [round])
  }
  return loops.map(pathOf)
}

/** Letters of the suite, as large as the bit's width asks. */
function text(lot: Lot, toolMm: number): readonly Path[] {
  const scale = (toolMm / 6) * between(lot, 1.03, 2.2)
  const all = letters()
  const [from, to] = among(lot, [
    [0, 2],
    [2, 3],
    [3, 4],
  ] as const)
  return all.slice(from, to).map((path) =>
    path.map((segment) => ({
      kind: 'line',
      from: { xMm: segment.from.xMm * scale, yMm: segment.from.yMm * scale },
      to: { xMm: segment.to.xMm * scale, yMm: segment.to.yMm * scale },
    })),
  )
}

/** A slice of a pie with true arcs. */
function sector(lot: Lot, toolMm: number): readonly Path[] {
  const innerMm = toolMm * between(lot, 0.3, 5)
  const outerMm = innerMm + toolMm * between(lot, 1.03, 3)
  const sweepRad = between(lot, Math.max(0.3, (1.5 * toolMm) / outerMm), 5)
  const [a, b] = [polarPoint(ORIGIN, innerMm, 0), polarPoint(ORIGIN, outerMm, 0)]
  const [c, d] = [polarPoint(ORIGIN, outerMm, sweepRad), polarPoint(ORIGIN, innerMm, sweepRad)]
  return [
    [
      { kind: 'line', from: a, to: b },
      { kind: 'arc', from: b, to: c, centre: ORIGIN, rotation: 'counterclockwise' },
      { kind: 'line', from: c, to: d },
      { kind: 'arc', from: d, to: a, centre: ORIGIN, rotation: 'clockwise' },
    ],
  ]
}

function shape(lot: Lot, toolMm: number): readonly [string, readonly Path[]] {
  const sizeMm = Math.min(150, toolMm * among(lot, [1.6, 2.5, 4, 6, 9]))
  switch (Math.floor(lot() * 9)) {
    case 0:
      return ['polygon', [pathOf(blob(lot, 1.6 * sizeMm))]]
    case 1:
      return ['polygon with holes', withHoles(lot, blob(lot, 1.8 * sizeMm), toolMm)]
    case 2:
      return ['strokes', strokes(lot, toolMm, 5 * toolMm)]
    case 3:
      return ['dumbbell', dumbbell(lot, toolMm)]
    case 4:
      return ['letters', text(lot, toolMm)]
    case 5:
      return ['sector', sector(lot, toolMm)]
    case 6: {
      const innerMm = toolMm * between(lot, 0.2, 4)
      return ['ring', ring(innerMm, innerMm + toolMm * between(lot, 1.02, 2.5))]
    }
    case 7:
      return ['bar', [bar(toolMm * between(lot, 0.2, 8), toolMm * between(lot, 1.01, 3))]]
    default: {
      const [w, h] = [sizeMm * between(lot, 0.7, 1.4), Math.max(sizeMm * lot(), 1.03 * toolMm)]
      const outer = polygon([0, 0], [w, 0], [w, h], [0, h])
      const isle = reversedPath(circle(w / 2, h / 2, Math.min(w, h) * between(lot, 0.05, 0.3)))
      return ['rectangle', lot() < 0.5 ? [outer] : [outer, isle]]
    }
  }
}

/** The pocket of a number: shape, bit, stepover, direction, stock and units by lot. */
export function randomPocket(seed: number): RandomPocket {
  const lot = randomFrom(seed)
  // the first draws of neighbouring seeds are alike
  for (let draw = 0; draw < 8; draw += 1) lot()
  const toolDiameterMm = among(lot, TOOLS_MM)
  const [name, walls] = shape(lot, toolDiameterMm)
  const stepoverRatio = among(lot, STEPOVERS)
  const direction = among(lot, ['climb', 'conventional'] as const)
  const stockToLeaveMm = lot() < 0.75 ? 0 : toolDiameterMm * between(lot, 0.01, 0.1)
  const units = lot() < 0.8 ? 'mm' : 'inch'
  const title = `${name}, D${String(toolDiameterMm)}, stepover ${String(stepoverRatio)}, ${direction}, leave ${stockToLeaveMm.toFixed(3)}, ${units}`
  return {
    title,
    units,
    cut: { ...SUITE_CUT, walls, toolDiameterMm, stepoverRatio, direction, stockToLeaveMm },
  }
}
