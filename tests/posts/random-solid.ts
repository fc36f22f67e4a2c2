import fc from 'fast-check'
import type { Point3 } from '#core/geometry/point.ts'
import { arcShape, type CircularMove, pointOnArcShape } from '#core/toolpath/arc-move.ts'
import type { Move, PlaneArcMove, ToolpathProgram } from '#core/toolpath/move.ts'
import { programOf } from '../gcode/random-program.ts'

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const cut = { role: 'cut' } as const

/** A circular step in any plane, from wherever the tool stands. */
interface TurnStep {
  readonly kind: 'turn'
  readonly plane: 'XY' | 'ZX' | 'YZ'
  readonly radiusMm: number
  readonly centreRad: number
  readonly sweepRad: number
  readonly riseMm: number
  readonly clockwise: boolean
  readonly feed: number
}
interface LineStep {
  readonly kind: 'line'
  readonly by: readonly [number, number, number]
  readonly feed: number
}
interface HoleStep {
  readonly kind: 'hole'
  readonly atMm: readonly [number, number]
  readonly depthMm: number
  readonly peckMm: number | null
  readonly dwellSeconds: number
  readonly feed: number
}
type Step = TurnStep | LineStep | HoleStep

const feed = fc.integer({ min: 50, max: 4000 })
const turn: fc.Arbitrary<TurnStep> = fc.record({
  kind: fc.constant('turn' as const),
  plane: fc.constantFrom('XY', 'ZX', 'YZ'),
  radiusMm: real(Math.log(0.5), Math.log(300)).map(Math.exp),
  centreRad: real(0, 2 * Math.PI),
  sweepRad: fc.oneof(
    real(0.3, 2 * Math.PI),
    fc.constantFrom(Math.PI / 2, Math.PI, 1.5 * Math.PI, 2 * Math.PI),
  ),
  riseMm: fc.oneof(fc.constant(0), real(-3, 3)),
  clockwise: fc.boolean(),
  feed,
})
const line: fc.Arbitrary<LineStep> = fc.record({
  kind: fc.constant('line' as const),
  by: fc.tuple(real(1, 80), real(-80, -1), real(-2, 2)),
  feed,
})
const hole: fc.Arbitrary<HoleStep> = fc.record({
  kind: fc.constant('hole' as const),
  atMm: fc.tuple(real(-100, 100), real(-100, 100)),
  depthMm: real(0.5, 9),
  peckMm: fc.oneof(fc.constant(null), real(0.8, 4)),
  dwellSeconds: fc.constantFrom(0, 0, 0.25, 1),
  feed,
})

const KEYS = {
  XY: ['xMm', 'yMm', 'zMm'],
  ZX: ['zMm', 'xMm', 'yMm'],
  YZ: ['yMm', 'zMm', 'xMm'],
} as const

/** The move of a circular step; its end lies on the circle, a full turn ends where it began. */
export function turnMove(from: Point3, step: TurnStep): CircularMove {
  const [first, second, third] = KEYS[step.plane]
  const centre = { ...from }
  centre[first] += step.radiusMm * Math.cos(step.centreRad)
  centre[second] += step.radiusMm * Math.sin(step.centreRad)
  const startRad = Math.atan2(from[second] - centre[second], from[first] - centre[first])
  const endRad = startRad + (step.clockwise ? -step.sweepRad : step.sweepRad)
  const to = { ...from }
  if (step.sweepRad !== 2 * Math.PI) {
    to[first] = centre[first] + step.radiusMm * Math.cos(endRad)
    to[second] = centre[second] + step.radiusMm * Math.sin(endRad)
  }
  to[third] += step.riseMm
  const rotation = step.clockwise ? 'clockwise' : 'counterclockwise'
  const how = { to, rotation, feedMmPerMin: step.feed, ...cut } as const
  if (step.plane === 'XY')
    return { kind: 'arc', centre: { xMm: centre.xMm, yMm: centre.yMm }, ...how }
  return { kind: 'plane-arc', plane: step.plane, centre, ...how } satisfies PlaneArcMove
}

function movesOf(from: Point3, step: Step): readonly Move[] {
  if (step.kind === 'turn') return [turnMove(from, step)]
  if (step.kind === 'line') {
    const [x, y, z] = step.by
    const to = { xMm: from.xMm + x, yMm: from.yMm + y, zMm: from.zMm + z }
    return [{ kind: 'line', to, feedMmPerMin: step.feed, ...cut }]
  }
  const [xMm, yMm] = step.atMm
  return [
    { kind: 'rapid', to: { zMm: 400 } },
    {
      kind: 'drill',
      at: { xMm, yMm },
      clearZMm: 2,
      bottomZMm: 2 - step.depthMm,
      peckMm: step.peckMm,
      dwellSeconds: step.dwellSeconds,
      feedMmPerMin: step.feed,
    },
  ]
}

function endOf(from: Point3, moves: readonly Move[]): Point3 {
  const last = moves.at(-1)
  if (last?.kind === 'drill') return { ...last.at, zMm: last.clearZMm }
  if (last?.kind === 'arc' || last?.kind === 'plane-arc') {
    return pointOnArcShape(arcShape(from, last), 1)
  }
  return last?.kind === 'line' ? last.to : from
}

/** Random programs of lines, holes, and arcs and helices in all three planes. */
export const randomSolid: fc.Arbitrary<ToolpathProgram> = fc
  .array(fc.oneof(turn, turn, line, hole), { minLength: 1, maxLength: 10 })
  .map((steps) => {
    const start: Point3 = { xMm: 10, yMm: -20, zMm: -1 }
    let at = start
    const cuts: Move[] = []
    for (const step of steps) {
      const moves = movesOf(at, step)
      at = endOf(at, moves)
      cuts.push(...moves)
    }
    const program = programOf(cuts, start)
    // out from wherever it ended, however high that is
    const moves = program.moves.map((move, index) =>
      index === program.moves.length - 2 ? ({ kind: 'rapid', to: { zMm: 800 } } as const) : move,
    )
    return { ...program, moves }
  })
