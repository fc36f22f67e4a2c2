import type { Point3 } from '../../geometry/point.ts'
import { TURN_RAD } from '../../units/angle.ts'
import type { TracedMotion } from './cutter-trace.ts'

/** How much of the tool's edge cuts at one place of a program. */
export interface EngagementSample {
  readonly line: number
  readonly xMm: number
  readonly yMm: number
  /** Engaged part of the leading half of the edge, radians. */
  readonly engagedRad: number
  /** The part of it on the left of the tool, where cutting is conventional (spindle clockwise), radians. */
  readonly leftRad: number
  /** Length of way this sample stands for, mm. */
  readonly lengthMm: number
}

/** What is judged. */
export interface JudgedFloor {
  readonly toolRadiusMm: number
  /** Height of the floor, mm; level feed at this height cuts. */
  readonly floorZMm: number
}

/** Distance between the places where a tool is judged, in its radii. */
const SPACING_RADII = 0.1
/** Places it is taken to have been between two of them: misses 0.0003 R of a slot's side. */
const BETWEEN = 2
const FLOOR_MM = 2e-3

/** Covered stretches of the leading half of an edge, relative to the heading, from −π/2 to π/2. */
class Coverage {
  private starts = new Float64Array(4096)
  private ends = new Float64Array(4096)
  private count = 0

  clear(): void {
    this.count = 0
  }

  /** Covers ±`halfRad` (at most π/2) about an angle in (−2π, 2π). */
  cover(middleRad: number, halfRad: number): void {
    const turns = Math.round(middleRad / TURN_RAD)
    const middle = middleRad - turns * TURN_RAD
    // one that reaches past the back of the tool ends before the leading half begins again
    if (middle - halfRad >= Math.PI / 2 || middle + halfRad <= -Math.PI / 2) return
    if (this.count === this.starts.length) {
      const [starts, ends] = [this.starts, this.ends]
      this.starts = new Float64Array(2 * this.count)
      this.ends = new Float64Array(2 * this.count)
      this.starts.set(starts)
      this.ends.set(ends)
    }
    this.starts[this.count] = middle - halfRad
    this.ends[this.count] = middle + halfRad
    this.count += 1
  }

  /** Uncovered angle, and the part of it on the left. */
  uncovered(): { readonly engagedRad: number; readonly leftRad: number } {
    let reached = -Math.PI / 2
    let engagedRad = 0
    let leftRad = 0
    while (reached < Math.PI / 2) {
      const { furthest, nextStart } = this.from(reached)
      if (furthest <= reached) {
        engagedRad += nextStart - reached
        leftRad += Math.max(0, nextStart - Math.max(0, reached))
      }
      reached = furthest > reached ? furthest : nextStart
    }
    return { engagedRad, leftRad }
  }

  /** How far stretches that hold an angle go, and where the next one begins. */
  private from(angleRad: number): { readonly furthest: number; readonly nextStart: number } {
    let furthest = angleRad
    let nextStart = Math.PI / 2
    for (let index = 0; index < this.count; index += 1) {
      const start = this.starts[index] as number
      const end = this.ends[index] as number
      if (start <= angleRad + 1e-9) furthest = Math.max(furthest, end)
      else nextStart = Math.min(nextStart, start)
    }
    return { furthest: furthest > angleRad + 1e-9 ? furthest : angleRad, nextStart }
  }
}

/** Places the tool has been at full depth, in square bins. */
class Visited {
  private readonly bins = new Map<number, number[]>()
  private readonly binMm: number

  constructor(binMm: number) {
    this.binMm = binMm
  }

  private key(column: number, row: number): number {
    return (column + 40_000) * 100_000 + row + 40_000
  }

  add(xMm: number, yMm: number): void {
    const key = this.key(Math.floor(xMm / this.binMm), Math.floor(yMm / this.binMm))
    const bin = this.bins.get(key)
    if (bin === undefined) this.bins.set(key, [xMm, yMm])
    else bin.push(xMm, yMm)
  }

  /** The bins that may hold places within two bins of one and no more than one bin behind it. */
  near(xMm: number, yMm: number, along: readonly [number, number]): readonly number[][] {
    const { binMm } = this
    const column = Math.floor(xMm / binMm)
    const row = Math.floor(yMm / binMm)
    const found: number[][] = []
    for (let c = column - 2; c <= column + 2; c += 1) {
      for (let r = row - 2; r <= row + 2; r += 1) {
        const middle = ((c + 0.5) * binMm - xMm) * along[0] + ((r + 0.5) * binMm - yMm) * along[1]
        // half a bin's diagonal on top of the bin
        if (middle < -1.71 * binMm) continue
        const bin = this.bins.get(this.key(c, r))
        if (bin !== undefined) found.push(bin)
      }
    }
    return found
  }
}

/** The judge at work on one floor. */
class ExactJudge {
  readonly samples: EngagementSample[] = []
  private readonly floor: JudgedFloor
  private readonly visited: Visited
  private readonly coverage = new Coverage()

  constructor(floor: JudgedFloor) {
    this.floor = floor
    this.visited = new Visited(floor.toolRadiusMm)
  }

  private isAtFloor(point: Point3): boolean {
    return point.zMm <= this.floor.floorZMm + FLOOR_MM
  }

  take(motion: TracedMotion): void {
    const { points, kind, line } = motion
    points.slice(1).forEach((to, index) => {
      const from = points[index] ?? to
      if (!this.isAtFloor(from) || !this.isAtFloor(to)) {
        // what ends at the floor has cleared the place where it ends
        if (this.isAtFloor(to)) this.visited.add(to.xMm, to.yMm)
        return
      }
      this.straight(from, to, kind === 'level' ? line : null)
    })
  }

  /** Goes along a straight piece at the floor, judging on the way unless `line` is null. */
  private straight(from: Point3, to: Point3, line: number | null): void {
    const lengthMm = Math.hypot(to.xMm - from.xMm, to.yMm - from.yMm)
    if (lengthMm < 1e-9) return
    const headingRad = Math.atan2(to.yMm - from.yMm, to.xMm - from.xMm)
    const parts = Math.ceil(lengthMm / (SPACING_RADII * this.floor.toolRadiusMm))
    for (let part = 1; part <= parts; part += 1) {
      const xMm = from.xMm + ((to.xMm - from.xMm) * part) / parts
      const yMm = from.yMm + ((to.yMm - from.yMm) * part) / parts
      if (line !== null) this.judge({ xMm, yMm, headingRad, line, lengthMm: lengthMm / parts })
      for (let between = 1; between <= BETWEEN; between += 1) {
        const back = (BETWEEN - between) / BETWEEN / parts
        this.visited.add(xMm - (to.xMm - from.xMm) * back, yMm - (to.yMm - from.yMm) * back)
      }
    }
  }

  /** Covers what the tool covered at the places of one bin. */
  private coverBin(
    bin: readonly number[],
    at: { readonly xMm: number; readonly yMm: number; readonly headingRad: number },
    along: readonly [number, number],
  ): void {
    const mostSquared = 4 * this.floor.toolRadiusMm ** 2
    for (let index = 0; index < bin.length; index += 2) {
      const dx = (bin[index] as number) - at.xMm
      const dy = (bin[index + 1] as number) - at.yMm
      const squared = dx * dx + dy * dy
      if (squared >= mostSquared) continue
      // what lies further behind than the half-width of what it covers covers nothing in front
      const ahead = dx * along[0] + dy * along[1]
      if (ahead < 0 && ahead * ahead > squared * (1 - squared / mostSquared)) continue
      // a disc of the same radius covers ±acos(d/2R) about the direction in which it lies
      const halfRad = Math.acos(Math.sqrt(squared / mostSquared))
      this.coverage.cover(Math.atan2(dy, dx) - at.headingRad, halfRad)
    }
  }

  private judge(at: {
    readonly xMm: number
    readonly yMm: number
    readonly headingRad: number
    readonly line: number
    readonly lengthMm: number
  }): void {
    const { coverage } = this
    coverage.clear()
    const along = [Math.cos(at.headingRad), Math.sin(at.headingRad)] as const
    for (const bin of this.visited.near(at.xMm, at.yMm, along)) this.coverBin(bin, at, along)
    const { engagedRad, leftRad } = coverage.uncovered()
    const { line, xMm, yMm, lengthMm } = at
    this.samples.push({ line, xMm, yMm, engagedRad, leftRad, lengthMm })
  }
}

/**
 * How far the tool's edge is engaged all along the level feed at one floor: the leading half of its edge
 * minus what the tool covered everywhere it was before. It knows only the program's own text, no plan; a
 * helix down and its level turn clear material and are not judged. Walls do not hold material off here, so
 * the tool must lie within them (see `WallIndex`). Errs by at most 0.1° to the side of more.
 */
export function judgeExactly(
  trace: readonly TracedMotion[],
  floor: JudgedFloor,
): readonly EngagementSample[] {
  const judge = new ExactJudge(floor)
  for (const motion of trace) judge.take(motion)
  return judge.samples
}
