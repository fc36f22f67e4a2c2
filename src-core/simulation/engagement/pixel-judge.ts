import { type Grid, gridOver, insideRuns, loopsBounds } from '../../geometry/distance-grid.ts'
import type { Loop } from '../../geometry/flatten-path.ts'
import type { TracedMotion } from './cutter-trace.ts'
import type { EngagementSample, JudgedFloor } from './exact-judge.ts'

/** What the pixel judge found. */
export interface PixelJudgement {
  readonly samples: readonly EngagementSample[]
  /** Of what the tool can reach, what still stands after the last motion, mm². */
  readonly standingMm2: number
  readonly reachableMm2: number
}

/** Cells per tool radius: 60 and fewer show engagement that is not there, in narrow channels even they do. */
const CELLS_PER_RADIUS = 100
/** A large pocket has this many cells at the most: a guitar's body under a 6 mm tool has R/86. */
const MOST_CELLS = 1.5e8
/** Clearing follows this many cells behind the tool, or the thin end of the chip is lost. */
const LAG_CELLS = 4
const EDGE_POINTS = 720
/** Places kept after they were cleared. */
const MOST_KEPT = 1024
const FLOOR_MM = 2e-3

function filled(grid: Grid, loops: readonly Loop[]): Uint8Array {
  const cells = new Uint8Array(grid.columns * grid.rows)
  insideRuns(loops, grid, (row, first, last) => {
    cells.fill(1, row * grid.columns + first, row * grid.columns + last + 1)
  })
  return cells
}

class PixelJudge {
  readonly samples: EngagementSample[] = []
  readonly cells: Uint8Array
  readonly grid: Grid
  private readonly floor: JudgedFloor
  /** Points of the edge, in cells from the tool's centre. */
  private readonly edgeX = new Float64Array(EDGE_POINTS)
  private readonly edgeY = new Float64Array(EDGE_POINTS)
  /** Places not cleared yet, from `cleared` on, and the way the tool had gone at each, mm. */
  private waiting: [number, number, number][] = []
  private cleared = 0
  private travelMm = 0

  constructor(floor: JudgedFloor, pocket: readonly Loop[]) {
    this.floor = floor
    const box = loopsBounds(pocket)
    const areaMm2 = (box.maxXMm - box.minXMm) * (box.maxYMm - box.minYMm)
    const cellMm = Math.max(floor.toolRadiusMm / CELLS_PER_RADIUS, Math.sqrt(areaMm2 / MOST_CELLS))
    this.grid = gridOver(box, cellMm, 2 * cellMm)
    this.cells = filled(this.grid, pocket)
    for (let point = 0; point < EDGE_POINTS; point += 1) {
      const angleRad = (2 * Math.PI * point) / EDGE_POINTS
      this.edgeX[point] = (floor.toolRadiusMm * Math.cos(angleRad)) / cellMm
      this.edgeY[point] = (floor.toolRadiusMm * Math.sin(angleRad)) / cellMm
    }
  }

  private clearDisc(xMm: number, yMm: number): void {
    const { minXMm, minYMm, cellMm, columns, rows } = this.grid
    const radiusMm = this.floor.toolRadiusMm
    const low = Math.max(0, Math.ceil((yMm - radiusMm - minYMm) / cellMm))
    const high = Math.min(rows - 1, Math.floor((yMm + radiusMm - minYMm) / cellMm))
    for (let row = low; row <= high; row += 1) {
      const dy = minYMm + row * cellMm - yMm
      const half = Math.sqrt(Math.max(0, radiusMm * radiusMm - dy * dy))
      const first = Math.max(0, Math.ceil((xMm - half - minXMm) / cellMm))
      const last = Math.min(columns - 1, Math.floor((xMm + half - minXMm) / cellMm))
      if (last >= first) this.cells.fill(0, row * columns + first, row * columns + last + 1)
    }
  }

  private judge(xMm: number, yMm: number, along: readonly [number, number], sample: Sampled): void {
    const { edgeX, edgeY, cells } = this
    const { minXMm, minYMm, cellMm, columns, rows } = this.grid
    const middleX = (xMm - minXMm) / cellMm
    const middleY = (yMm - minYMm) / cellMm
    const [cosine, sine] = along
    let engaged = 0
    let left = 0
    for (let point = 0; point < EDGE_POINTS; point += 1) {
      const x = edgeX[point] as number
      const y = edgeY[point] as number
      if (x * cosine + y * sine <= 0) continue
      const column = Math.round(middleX + x)
      const row = Math.round(middleY + y)
      if (column < 0 || row < 0 || column >= columns || row >= rows) continue
      if (cells[row * columns + column] !== 1) continue
      engaged += 1
      if (cosine * y - sine * x > 0) left += 1
    }
    const perPointRad = (2 * Math.PI) / EDGE_POINTS
    this.samples.push({
      ...sample,
      xMm,
      yMm,
      engagedRad: engaged * perPointRad,
      leftRad: left * perPointRad,
    })
  }

  private goTo(xMm: number, yMm: number, stepMm: number): void {
    this.travelMm += stepMm
    this.waiting.push([xMm, yMm, this.travelMm])
    const waitMm = LAG_CELLS * this.grid.cellMm
    for (; this.cleared < this.waiting.length; this.cleared += 1) {
      const [x, y, at] = this.waiting[this.cleared] as [number, number, number]
      if (this.travelMm - at < waitMm) break
      this.clearDisc(x, y)
    }
    if (this.cleared < MOST_KEPT) return
    this.waiting = this.waiting.slice(this.cleared)
    this.cleared = 0
  }

  take({ points, kind, line }: TracedMotion): void {
    for (let index = 1; index < points.length; index += 1) {
      const [from, to] = [points[index - 1], points[index]]
      if (from === undefined || to === undefined) continue
      const floorMm = this.floor.floorZMm + FLOOR_MM
      if (to.zMm > floorMm) continue
      if (from.zMm > floorMm) {
        this.clearDisc(to.xMm, to.yMm)
        continue
      }
      const [dx, dy] = [to.xMm - from.xMm, to.yMm - from.yMm]
      const lengthMm = Math.hypot(dx, dy)
      if (lengthMm < 1e-9) continue
      const parts = Math.ceil(lengthMm / (2 * this.grid.cellMm))
      for (let part = 1; part <= parts; part += 1) {
        const xMm = from.xMm + (dx * part) / parts
        const yMm = from.yMm + (dy * part) / parts
        const along = [dx / lengthMm, dy / lengthMm] as const
        if (kind === 'level') this.judge(xMm, yMm, along, { line, lengthMm: lengthMm / parts })
        this.goTo(xMm, yMm, lengthMm / parts)
      }
    }
  }

  finish(): void {
    for (const [x, y] of this.waiting.slice(this.cleared)) this.clearDisc(x, y)
    this.waiting = []
    this.cleared = 0
  }
}

type Sampled = Pick<EngagementSample, 'line' | 'lengthMm'>

/**
 * The same question as `judgeExactly` answered with no geometry at all: cells of R/100 that stand or do
 * not, cleared four cells behind the tool, asked at 360 points of the leading half of its edge. Agrees with
 * the exact judge within 1.5°. Also counts what is left standing of `reachable`.
 */
export function judgeByPixels(
  trace: readonly TracedMotion[],
  floor: JudgedFloor,
  { pocket, reachable }: { readonly pocket: readonly Loop[]; readonly reachable: readonly Loop[] },
): PixelJudgement {
  const judge = new PixelJudge(floor, pocket)
  for (const motion of trace) judge.take(motion)
  judge.finish()
  const { grid, cells } = judge
  let standing = 0
  let all = 0
  insideRuns(reachable, grid, (row, first, last) => {
    all += last - first + 1
    const end = row * grid.columns + last
    for (let at = row * grid.columns + first; at <= end; at += 1) standing += cells[at] as number
  })
  const cellMm2 = grid.cellMm * grid.cellMm
  return {
    samples: judge.samples,
    standingMm2: standing * cellMm2,
    reachableMm2: all * cellMm2,
  }
}
