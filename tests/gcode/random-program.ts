import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import type { Machine } from '#core/library/machine.schema.ts'
import { type PostProfile, postSchema } from '#core/posts/post.schema.ts'
import type { Point3 } from '#core/geometry/point.ts'
import type { Move, ToolpathProgram } from '#core/toolpath/move.ts'

/** A machine big enough for any random program. */
export const ROOMY_MACHINE: Machine = {
  id: 'roomy',
  name: 'Roomy',
  controller: 'grbl-1.1',
  postId: 'grbl',
  travelMm: { x: 10_000, y: 10_000, z: 1_000 },
  maxRateMmPerMin: { x: 5000, y: 5000, z: 1000 },
  accelerationMmPerS2: { x: 200, y: 200, z: 100 },
  junctionDeviationMm: 0.01,
  arcToleranceMm: 0.002,
  spindle: { minRpm: 6000, maxRpm: 24_000, spinUpSeconds: 5 },
  backlashMm: null,
  source: 'test',
}

/** The shipped GRBL post. */
export const GRBL_POST: PostProfile = postSchema.parse(
  JSON.parse(readFileSync(new URL('../../data/posts/grbl.json', import.meta.url), 'utf8')),
)

/** Wraps cutting moves into a program that keeps the safe order. */
export function programOf(cuts: readonly Move[], start: Point3): ToolpathProgram {
  return {
    id: '1-inlay-channels',
    stage: 'inlay-channels',
    title: 'Mosaic channel',
    toolId: 'downcut-2',
    moves: [
      { kind: 'rapid', to: { zMm: 10 } },
      { kind: 'spindle', state: 'on', speedRpm: 18_000 },
      { kind: 'dwell', seconds: 5 },
      { kind: 'rapid', to: { xMm: start.xMm, yMm: start.yMm } },
      { kind: 'line', to: start, feedMmPerMin: 300, role: 'plunge' },
      ...cuts,
      { kind: 'rapid', to: { zMm: 10 } },
      { kind: 'spindle', state: 'off', speedRpm: 0 },
    ],
  }
}

/** One random step, in terms of where the tool stands. */
interface ArcStep {
  readonly kind: 'arc'
  readonly radiusMm: number
  readonly centreRad: number
  readonly sweepRad: number
  readonly dropMm: number
  readonly clockwise: boolean
  readonly feed: number
}
interface LineStep {
  readonly kind: 'line'
  readonly dxMm: number
  readonly dyMm: number
  readonly dropMm: number
  readonly feed: number
}

const real = (min: number, max: number) => fc.double({ min, max, noNaN: true })
const feed = fc.oneof(fc.integer({ min: 50, max: 4000 }), real(50, 4000))
/** Radii spread evenly over the decades from 0.5 to 500 mm. */
const radiusMm = real(Math.log(0.5), Math.log(500)).map(Math.exp)
/** Sweeps from a hair to a whole turn, the awkward ones often. */
const sweep = fc.oneof(
  real(1e-9, 1e-3),
  real(1e-3, 2 * Math.PI),
  fc.constantFrom(Math.PI / 2, Math.PI, 2 * Math.PI, 2 * Math.PI - 1e-6, Math.PI + 1e-9),
)
const arcStep: fc.Arbitrary<ArcStep> = fc.record({
  kind: fc.constant('arc' as const),
  radiusMm,
  centreRad: real(0, 2 * Math.PI),
  sweepRad: sweep,
  dropMm: fc.oneof(fc.constant(0), real(-2, 2)),
  clockwise: fc.boolean(),
  feed,
})
const lineStep: fc.Arbitrary<LineStep> = fc.record({
  kind: fc.constant('line' as const),
  dxMm: fc.oneof(real(-0.002, 0.002), real(-80, 80)),
  dyMm: fc.oneof(fc.constant(0), real(-80, 80)),
  dropMm: fc.oneof(fc.constant(0), real(-1, 1)),
  feed,
})

function arcMove(from: Point3, step: ArcStep): Move {
  const centre = {
    xMm: from.xMm + step.radiusMm * Math.cos(step.centreRad),
    yMm: from.yMm + step.radiusMm * Math.sin(step.centreRad),
  }
  const startRad = Math.atan2(from.yMm - centre.yMm, from.xMm - centre.xMm)
  const endRad = startRad + (step.clockwise ? -step.sweepRad : step.sweepRad)
  const full = step.sweepRad === 2 * Math.PI
  return {
    kind: 'arc',
    to: {
      xMm: full ? from.xMm : centre.xMm + step.radiusMm * Math.cos(endRad),
      yMm: full ? from.yMm : centre.yMm + step.radiusMm * Math.sin(endRad),
      zMm: from.zMm + step.dropMm,
    },
    centre,
    rotation: step.clockwise ? 'clockwise' : 'counterclockwise',
    feedMmPerMin: step.feed,
    role: 'cut',
  }
}

function lineMove(from: Point3, step: LineStep): Move {
  const to = {
    xMm: from.xMm + step.dxMm,
    yMm: from.yMm + step.dyMm,
    zMm: from.zMm + step.dropMm,
  }
  return { kind: 'line', to, feedMmPerMin: step.feed, role: 'cut' }
}

/** Random programs of lines, arcs and helices at radii from 0.5 to 500 mm in any direction. */
export const randomProgram: fc.Arbitrary<ToolpathProgram> = fc
  .tuple(real(-200, 200), real(-200, 200), fc.array(fc.oneof(arcStep, lineStep), { maxLength: 12 }))
  .map(([xMm, yMm, steps]) => {
    const start: Point3 = { xMm, yMm, zMm: -1 }
    let at = start
    const cuts = steps.map((step) => {
      const move = step.kind === 'arc' ? arcMove(at, step) : lineMove(at, step)
      if (move.kind === 'arc' || move.kind === 'line') at = move.to
      return move
    })
    return programOf(cuts, start)
  })
