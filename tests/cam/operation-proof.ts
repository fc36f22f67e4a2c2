import { expect } from 'vitest'
import { readFileSync } from 'node:fs'
import { interpretProgram } from '#core/gcode/interpret.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { flattenPath, type Loop } from '#core/geometry/flatten-path.ts'
import type { Path } from '#core/geometry/path.ts'
import type { CutRegion } from '#core/toolpath/cut-region.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import { traceCutter } from '#core/simulation/engagement/cutter-trace.ts'
import { simulatePosted } from '#core/simulation/simulate-posted.ts'
import { pathLengths } from '#core/toolpath/measure.ts'
import { motionTime } from '#core/toolpath/motion-time.ts'
import type { Move } from '#core/toolpath/move.ts'
import type { OperationKind } from '#core/rosette/plan-operation.schema.ts'
import type { PlannedOperation } from '#core/toolpath/operations/operation.ts'
import { planOperation, regionsOfOperation } from '#core/toolpath/operations/operations.ts'
import { postedText } from './post-pocket.ts'

const MACHINE = (JSON.parse(readFileSync('data/library/machines.json', 'utf8')) as Machine[])[0]
/** What suits every kind of operation. */
const PARAMS = {
  ...{ depthMm: 2, maxDepthPerPassMm: 1, feedMmPerMin: 1500, plungeMmPerMin: 300, rampDeg: 3 },
  ...{ safeHeightMm: 5, stockToLeaveMm: 0, otherDiameterMm: null, stepoverRatio: 0.4 },
  ...{ onionSkinMm: 0, tabCount: 0, tabWidthMm: 4, tabHeightMm: 1, leadRadiusMm: 1 },
  ...{ clearanceMm: 0.05, peckMm: 2, dwellSeconds: 0 },
  direction: 'climb',
  side: 'outside',
} as const

/** A bit that cuts at its middle. */
export function tool(diameterMm: number) {
  return { diameterMm, fluteLengthMm: 12, centreCutting: true }
}

/** An order of any kind, told what differs from `PARAMS`. */
export function ordered(paths: readonly Path[], diameterMm: number, params: object = {}) {
  const told = { ...PARAMS, ...params } as typeof PARAMS
  return { paths, tool: tool(diameterMm), params: told }
}

/** The plan of an operation. */
export function planned(
  kind: OperationKind,
  paths: readonly Path[],
  diameterMm: number,
  params: object = {},
): PlannedOperation {
  return planOperation(kind, ordered(paths, diameterMm, params))
}

/** Paths as loops of fine chords. */
export function loopsOf(paths: readonly Path[]): readonly Loop[] {
  return paths.map((path) => flattenPath(path, 0.0005))
}

/** The tool's way as the posted text of moves is read back. */
export function traced(moves: readonly Move[]) {
  const { events } = interpretProgram(blocksOf(postedText(moves)))
  return traceCutter(events, 0.0005)
}

/** Every place at feed of the tool's middle below the top in the posted text, at most `stepMm` apart. */
export function placesBelow(moves: readonly Move[], stepMm: number) {
  return traced(moves).flatMap(({ points, kind }) =>
    (kind === 'rapid' ? [] : points).flatMap((to, index) => {
      const from = points[index - 1] ?? to
      const parts = Math.max(
        1,
        Math.ceil(Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm) / stepMm),
      )
      return Array.from({ length: parts }, (_, part) => ({
        kind,
        xMm: from.xMm + ((to.xMm - from.xMm) * (part + 1)) / parts,
        yMm: from.yMm + ((to.yMm - from.yMm) * (part + 1)) / parts,
        zMm: from.zMm + ((to.zMm - from.zMm) * (part + 1)) / parts,
      })).filter(({ zMm }) => zMm < -1e-6)
    }),
  )
}

/** What holds of every program: no rapid into or through the work, frozen moves, and never faster than its feeds. */
export function expectSafe(moves: readonly Move[]): void {
  expect(moves[0]).toEqual({ kind: 'rapid', to: { zMm: 5 } })
  expect(moves.at(-1)).toEqual({ kind: 'rapid', to: { zMm: 5 } })
  expect(moves.every((move) => Object.isFrozen(move))).toBe(true)
  for (const { kind, points } of traced(moves)) {
    const [from, to] = [points[0], points.at(-1)]
    if (kind !== 'rapid' || from === undefined || to === undefined) continue
    // straight up out of the work, or above it
    expect(to.zMm).toBeGreaterThanOrEqual(0)
    if (from.zMm < 0) expect([to.xMm, to.yMm]).toEqual([from.xMm, from.yMm])
  }
  if (MACHINE === undefined) throw new Error('the library has a machine')
  const start = { xMm: 0, yMm: 0, zMm: 5 }
  const { cutLengthMm } = pathLengths(moves, start)
  const { totalSeconds } = motionTime(moves, start, MACHINE)
  expect(totalSeconds).toBeGreaterThanOrEqual(cutLengthMm / (1500 / 60))
}

/** What the posted text does to a block that it must not, held against regions. */
export function simulated(
  moves: readonly Move[],
  diameterMm: number,
  regions: readonly CutRegion[],
): readonly string[] {
  const { findings } = simulatePosted(postedText(moves), {
    tools: [{ diameterMm, fluteLengthMm: 12, stickoutMm: null }],
    regions,
    obstacles: [],
    colletNutDiameterMm: null,
    travelMm: null,
  })
  return findings.map(({ kind, sentence }) => `${kind}: ${sentence}`)
}

/** Plans, and holds the plan against the operation's own regions. */
export function proved(
  kind: OperationKind,
  paths: readonly Path[],
  diameterMm: number,
  params: object = {},
): PlannedOperation {
  const order = ordered(paths, diameterMm, params)
  const plan = planOperation(kind, order)
  expect(plan.reasons).toEqual([])
  expectSafe(plan.moves)
  expect(simulated(plan.moves, diameterMm, regionsOfOperation(kind, order))).toEqual([])
  return plan
}
