import { distanceMm, type Point3, polarPoint } from '../../geometry/point.ts'
import type { TracedMotion } from './cutter-trace.ts'
import type { JudgedFloor } from './exact-judge.ts'

/** How a posted program gets below the top of the stock, which lies at Z 0. */
export interface EntryVerdict {
  /** Helices down, each with its half turns counted once. */
  readonly helixCount: number
  /** Ramps down through wood, back and forth counted once. */
  readonly rampCount: number
  /** Ways down over ground that was cleared to that depth before. */
  readonly clearedCount: number
  /** Steepest helix or ramp through wood, radians. */
  readonly steepestRad: number
  /** Lines that go straight down below the top where nothing was cleared before. */
  readonly plungeLines: readonly number[]
  /** Lines of rapids below the top that are not straight up. */
  readonly rapidLines: readonly number[]
}

/** Points of the tool's edge that must be clear where it comes down. */
const EDGE_POINTS = 48
/** The edge is asked a little inside: slivers between two places of a path are no wood, share of the radius. */
const EDGE_SHARE = 0.98
/** Places of a way are kept this close, in tool radii. */
const SPACING_RADII = 0.15
/** Below the top by less than this is rounding, mm. */
const LEVEL_MM = 1e-3

/** Where the tool has been below the top, and how deep. */
class Ground {
  private readonly bins = new Map<string, Point3[]>()
  private readonly toolRadiusMm: number

  constructor(toolRadiusMm: number) {
    this.toolRadiusMm = toolRadiusMm
  }

  private bin(valueMm: number): number {
    return Math.floor(valueMm / (2 * this.toolRadiusMm))
  }

  add(place: Point3): void {
    const key = `${String(this.bin(place.xMm))}:${String(this.bin(place.yMm))}`
    const bin = this.bins.get(key)
    if (bin === undefined) this.bins.set(key, [place])
    else bin.push(place)
  }

  addWay(points: readonly Point3[]): void {
    const stepMm = SPACING_RADII * this.toolRadiusMm
    points.forEach((to, index) => {
      const from = points[index - 1] ?? to
      const parts = Math.max(1, Math.ceil(distanceMm(from, to) / stepMm))
      for (let part = 1; part <= parts; part += 1) {
        const share = part / parts
        this.add({
          xMm: from.xMm + (to.xMm - from.xMm) * share,
          yMm: from.yMm + (to.yMm - from.yMm) * share,
          zMm: from.zMm + (to.zMm - from.zMm) * share,
        })
      }
    })
  }

  private near(at: Point3): readonly Point3[] {
    const [column, row] = [this.bin(at.xMm), this.bin(at.yMm)]
    const found: Point3[] = []
    for (const across of [-1, 0, 1]) {
      for (const along of [-1, 0, 1]) {
        const bin = this.bins.get(`${String(column + across)}:${String(row + along)}`) ?? []
        for (const place of bin) if (place.zMm <= at.zMm + LEVEL_MM) found.push(place)
      }
    }
    return found
  }

  /** True when the tool was, at that depth or lower, over its whole edge at a place. */
  isOpen(at: Point3): boolean {
    const near = this.near(at)
    return Array.from({ length: EDGE_POINTS }).every((_, index) => {
      const turnRad = (2 * Math.PI * index) / EDGE_POINTS
      const edge = polarPoint(at, EDGE_SHARE * this.toolRadiusMm, turnRad)
      return near.some(
        ({ xMm, yMm }) => (xMm - edge.xMm) ** 2 + (yMm - edge.yMm) ** 2 <= this.toolRadiusMm ** 2,
      )
    })
  }

  /** True when it was so all along a way. */
  isOpenAlong(points: readonly Point3[]): boolean {
    return points.every((to, index) => {
      const from = points[index - 1] ?? to
      const middle = {
        xMm: (from.xMm + to.xMm) / 2,
        yMm: (from.yMm + to.yMm) / 2,
        zMm: (from.zMm + to.zMm) / 2,
      }
      return (
        (to.zMm >= -LEVEL_MM || this.isOpen(to)) && (middle.zMm >= -LEVEL_MM || this.isOpen(middle))
      )
    })
  }
}

/** Slope of a way down, radians. */
function slopeRad(points: readonly Point3[]): number {
  const lengthMm = points.reduce(
    (sum, to, index) => sum + distanceMm(points[index - 1] ?? to, to),
    0,
  )
  const [from] = points
  const to = points.at(-1)
  return from === undefined || to === undefined ? 0 : Math.atan2(from.zMm - to.zMm, lengthMm)
}

/** Follows a program down and counts. */
class EntryWatch {
  helixCount = 0
  rampCount = 0
  clearedCount = 0
  steepestRad = 0
  readonly plungeLines: number[] = []
  readonly rapidLines: number[] = []
  private readonly ground: Ground
  /** What the motion before was, of the ways down through wood. */
  private before: 'helix' | 'ramp' | null = null

  constructor(toolRadiusMm: number) {
    this.ground = new Ground(toolRadiusMm)
  }

  private rapid({ points, line }: TracedMotion): void {
    const [from] = points
    const to = points.at(-1)
    if (from === undefined || to === undefined) return
    const isUp = to.zMm >= from.zMm && Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm) < 1e-6
    if (Math.min(from.zMm, to.zMm) < -LEVEL_MM && !isUp) this.rapidLines.push(line)
  }

  private throughWood(kind: 'helix' | 'ramp', points: readonly Point3[]): void {
    if (this.before !== kind) this[kind === 'helix' ? 'helixCount' : 'rampCount'] += 1
    this.before = kind
    this.steepestRad = Math.max(this.steepestRad, slopeRad(points))
  }

  private down({ points, kind, line }: TracedMotion): void {
    const end = points.at(-1)
    if (end === undefined || end.zMm >= -LEVEL_MM) return
    if (kind === 'plunge') {
      if (this.ground.isOpen(end)) this.clearedCount += 1
      else this.plungeLines.push(line)
    } else if (kind === 'ramp' && this.ground.isOpenAlong(points)) this.clearedCount += 1
    else this.throughWood(kind === 'helix' ? 'helix' : 'ramp', points)
  }

  take(motion: TracedMotion): void {
    const { kind, points } = motion
    if (kind === 'rapid') this.rapid(motion)
    else if (kind === 'helix' || kind === 'ramp' || kind === 'plunge') this.down(motion)
    if (kind !== 'helix' && kind !== 'ramp') this.before = null
    // what goes straight down clears nothing that a judge of plunges may lean on
    if (kind !== 'rapid' && kind !== 'plunge') this.ground.addWay(points)
  }
}

/**
 * How a program gets below the top, read from its trace: every way down through wood has to be a helix or a
 * ramp, every straight one has to find its whole footprint cleared, and below the top rapids only go up.
 */
export function judgeEntries(
  trace: readonly TracedMotion[],
  { toolRadiusMm }: JudgedFloor,
): EntryVerdict {
  const watch = new EntryWatch(toolRadiusMm)
  for (const motion of trace) watch.take(motion)
  const { helixCount, rampCount, clearedCount, steepestRad, plungeLines, rapidLines } = watch
  return { helixCount, rampCount, clearedCount, steepestRad, plungeLines, rapidLines }
}
