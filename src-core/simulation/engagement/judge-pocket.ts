import { interpretProgram } from '../../gcode/interpret.ts'
import { blocksOf } from '../../gcode/parse-program.ts'
import { flattenPath } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import { distanceMm, type Point3, polarPoint } from '../../geometry/point.ts'
import { offsetLoops, openedLoops } from '../../geometry/polygon-kernel.ts'
import { traceCutter, type TracedMotion } from './cutter-trace.ts'
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
  /** Lines that go straight down below the top where nothing was cleared before. */
  readonly plungeLines: readonly number[]
}

/** Sagitta of the chords the text's arcs are judged by, mm. */
const CHORD_MM = 0.0005
/** Wall flattening for the cells, mm. */
const FLATTEN_MM = 0.0005
/** A reachable cell lies at least this far off the wall: what a gouge limit of 5 µm leaves open, mm. */
const WALL_SHARE_MM = 0.005

function deepestGougeMm(trace: readonly TracedMotion[], pocket: JudgedPocket): number {
  const { toolRadiusMm, walls } = pocket
  const index = new WallIndex(walls, 1.5 * toolRadiusMm)
  let deepestMm = 0
  for (const { points, kind } of trace) {
    if (kind === 'rapid') continue
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

/** Points of the tool's edge that must be clear under a plunge. */
const EDGE_POINTS = 48

/** True when the tool was, at that depth or lower, over its whole edge at a place. */
function isOpen(been: readonly Point3[], at: Point3, toolRadiusMm: number): boolean {
  const near = been.filter(
    ({ xMm, yMm, zMm }) =>
      zMm <= at.zMm + 1e-3 && Math.hypot(xMm - at.xMm, yMm - at.yMm) < 2 * toolRadiusMm,
  )
  return Array.from({ length: EDGE_POINTS }).every((_, index) => {
    const edge = polarPoint(at, 0.98 * toolRadiusMm, (2 * Math.PI * index) / EDGE_POINTS)
    return near.some((place) => distanceMm(place, edge) <= toolRadiusMm)
  })
}

/** The points of a way and as many between them as it takes to be no further apart than `stepMm`. */
function closelySpaced(points: readonly Point3[], stepMm: number): readonly Point3[] {
  return points.flatMap((to, index) => {
    const from = points[index - 1] ?? to
    const parts = Math.max(1, Math.ceil(distanceMm(from, to) / stepMm))
    return Array.from({ length: parts }, (_, part) => {
      const share = (part + 1) / parts
      return {
        xMm: from.xMm + (to.xMm - from.xMm) * share,
        yMm: from.yMm + (to.yMm - from.yMm) * share,
        zMm: from.zMm + (to.zMm - from.zMm) * share,
      }
    })
  })
}

/** Plunges below the top where the tool had not cleared its whole footprint before. */
function blindPlunges(trace: readonly TracedMotion[], floor: JudgedFloor): readonly number[] {
  const been: Point3[] = []
  const lines: number[] = []
  for (const { points, kind, line } of trace) {
    const end = points.at(-1)
    if (kind === 'rapid' || end === undefined) continue
    if (kind !== 'plunge') been.push(...closelySpaced(points, 0.15 * floor.toolRadiusMm))
    else if (end.zMm < -1e-3 && !isOpen(been, end, floor.toolRadiusMm)) lines.push(line)
  }
  return lines
}

/**
 * Judges a posted text against the pocket it should cut at one floor: engagement by two judges that know
 * nothing of the planner or of each other, how far any feed below the top goes into the exact walls, how
 * much of the reachable area is cleared, and whether the tool ever goes straight down into wood. The text
 * is read by the parser and interpreter of `gcode/`.
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
    gougeMm: Math.max(0, deepestGougeMm(trace, pocket)),
    clearedShare: pixels.reachableMm2 > 0 ? 1 - pixels.standingMm2 / pixels.reachableMm2 : 1,
    plungeLines: blindPlunges(trace, pocket),
  }
}
