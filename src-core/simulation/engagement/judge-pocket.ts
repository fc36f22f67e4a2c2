import { interpretProgram } from '../../gcode/interpret.ts'
import { blocksOf } from '../../gcode/parse-program.ts'
import { flattenPath, type Loop } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import type { Point2 } from '../../geometry/point.ts'
import { offsetLoops, openedLoops } from '../../geometry/polygon-kernel.ts'
import { traceCutter, type TracedMotion } from './cutter-trace.ts'
import { type EntryVerdict, judgeEntries } from './entries.ts'
import { judgeExactly, type JudgedFloor } from './exact-judge.ts'
import { judgeByPixels } from './pixel-judge.ts'
import { type EngagementSummary, summariseEngagement } from './summary.ts'
import { WallIndex } from './wall-index.ts'

/** A pocket as it was asked for, to hold a posted text against. */
export interface JudgedPocket extends JudgedFloor {
  /** Closed paths: outer walls counterclockwise, islands clockwise. */
  readonly walls: readonly Path[]
}

/** What the judges say of a posted pocket. */
export interface PocketVerdict {
  readonly exact: EngagementSummary
  readonly pixel: EngagementSummary
  /** Furthest the tool's edge went into a wall, mm; 0 when it never did. */
  readonly gougeMm: number
  /** Share of the area this tool can reach that is cleared at the floor, 0…1. */
  readonly clearedShare: number
  readonly entries: EntryVerdict
}

/** Sagitta of the chords the text's arcs are judged by, mm. */
const CHORD_MM = 0.0005
/** Wall flattening for the cells, mm. */
const FLATTEN_MM = 0.0005
/** A reachable cell lies at least this far off the wall: what a gouge limit of 5 µm leaves open, mm. */
const WALL_SHARE_MM = 0.005

/** True when a place lies in a pocket: a ray from it crosses the walls an odd number of times. */
function isInPocket({ xMm, yMm }: Point2, loops: readonly Loop[]): boolean {
  let inside = false
  for (const loop of loops) {
    loop.forEach((to, index) => {
      const from = loop.at(index - 1) ?? to
      if (from.yMm > yMm === to.yMm > yMm) return
      const share = (yMm - from.yMm) / (to.yMm - from.yMm)
      if (from.xMm + (to.xMm - from.xMm) * share > xMm) inside = !inside
    })
  }
  return inside
}

/** How far the tool's edge goes into a wall; the whole of it where a motion ends outside the pocket. */
function deepestGougeMm(
  trace: readonly TracedMotion[],
  pocket: JudgedPocket,
  loops: readonly Loop[],
): number {
  const { toolRadiusMm, walls } = pocket
  const index = new WallIndex(walls, 1.5 * toolRadiusMm)
  let deepestMm = 0
  for (const { points, kind } of trace) {
    if (kind === 'rapid') continue
    const end = points.at(-1)
    if (end !== undefined && end.zMm < 0 && !isInPocket(end, loops)) {
      deepestMm = Math.max(deepestMm, 2 * toolRadiusMm)
    }
    points.forEach((point, at) => {
      const before = points[at - 1] ?? point
      if (Math.min(point.zMm, before.zMm) >= 0) return
      const lengthMm = Math.hypot(point.xMm - before.xMm, point.yMm - before.yMm)
      const parts = Math.max(1, Math.ceil(lengthMm / (0.1 * toolRadiusMm)))
      for (let part = 1; part <= parts; part += 1) {
        const xMm = before.xMm + ((point.xMm - before.xMm) * part) / parts
        const yMm = before.yMm + ((point.yMm - before.yMm) * part) / parts
        deepestMm = Math.max(deepestMm, toolRadiusMm - index.distanceMm({ xMm, yMm }))
      }
    })
  }
  return deepestMm
}

/**
 * Judges a posted text against the pocket it should cut at one floor: engagement by two judges that know
 * nothing of the planner or of each other, how far any feed below the top goes into the exact walls, how
 * much of the reachable area is cleared, and how the tool gets down. The text is read by the parser and interpreter of `gcode/`.
 */
export function judgePocket(text: string, pocket: JudgedPocket): PocketVerdict {
  const { events } = interpretProgram(blocksOf(text))
  const trace = traceCutter(events, CHORD_MM)
  const loops = pocket.walls.map((wall) => flattenPath(wall, FLATTEN_MM))
  const reachable = offsetLoops(openedLoops(loops, pocket.toolRadiusMm), -WALL_SHARE_MM)
  const exact = judgeExactly(trace, pocket)
  const pixels = judgeByPixels(trace, pocket, { pocket: loops, reachable })
  return {
    exact: summariseEngagement(exact),
    pixel: summariseEngagement(pixels.samples),
    gougeMm: Math.max(0, deepestGougeMm(trace, pocket, loops)),
    clearedShare: pixels.reachableMm2 > 0 ? 1 - pixels.standingMm2 / pixels.reachableMm2 : 1,
    entries: judgeEntries(trace, pocket),
  }
}
