import { reversedPath } from '../../geometry/outline.ts'
import { type Path, pathLengthMm } from '../../geometry/path.ts'
import type { Point2, Point3 } from '../../geometry/point.ts'
import { ENTRY_CLEARANCE_MM, type Feeds, RAPID_CLEARANCE_MM } from '../cutting-motion.ts'
import type { Move, MoveRole } from '../move.ts'
import { type HeightNode, heightAt, higherOf, takenApart } from './path-length.ts'

/** How paths are cut. */
export interface PathCut {
  readonly safeHeightMm: number
  /** Steepest way down, radians. */
  readonly rampRad: number
  readonly feeds: Feeds
}

/** More ways down than this along one path say that it is too short to go down along. */
const MOST_LAPS = 400

/** Writes moves along paths, keeping track of where the tool is. */
export class PathWriter {
  readonly moves: Move[] = []
  private readonly cut: PathCut
  private at: Point3 | null = null

  constructor(cut: PathCut) {
    this.cut = cut
  }

  private add(move: Move): void {
    this.moves.push(Object.freeze(move))
  }

  /** Where the tool is; null while it is at the safe height. */
  get position(): Point3 | null {
    return this.at
  }

  retract(): void {
    this.add({ kind: 'rapid', to: { zMm: this.cut.safeHeightMm } })
    this.at = null
  }

  line(to: Point3, role: MoveRole): void {
    const { feeds } = this.cut
    const feedMmPerMin = role === 'plunge' ? feeds.plungeMmPerMin : feeds.cutMmPerMin
    this.add({ kind: 'line', to, feedMmPerMin, role })
    this.at = to
  }

  /** From the safe height over a place and down through air to 0.5 mm above ground at `groundZMm`. */
  comeDown(to: Point2, groundZMm: number): void {
    if (this.at !== null || this.moves.length === 0) this.retract()
    this.add({ kind: 'rapid', to: { xMm: to.xMm, yMm: to.yMm } })
    const highMm = Math.min(RAPID_CLEARANCE_MM, this.cut.safeHeightMm)
    this.add({ kind: 'rapid', to: { zMm: highMm } })
    this.at = { xMm: to.xMm, yMm: to.yMm, zMm: highMm }
    const overMm = Math.min(highMm, groundZMm + ENTRY_CLEARANCE_MM)
    if (overMm < highMm) this.line({ xMm: to.xMm, yMm: to.yMm, zMm: overMm }, 'plunge')
  }

  /** Along a path that starts where the tool is, at heights along it. */
  follow(path: Path, heights: readonly HeightNode[], role: MoveRole): void {
    const { feeds, rampRad } = this.cut
    const rampFeed = Math.min(0.8 * feeds.cutMmPerMin, feeds.plungeMmPerMin / Math.sin(rampRad))
    const nodes = heights.map(({ alongMm }) => alongMm)
    for (const { segment, endMm } of takenApart(path, nodes)) {
      const zMm = heightAt(heights, endMm)
      const isDown = this.at !== null && zMm < this.at.zMm - 1e-9
      const to = { xMm: segment.to.xMm, yMm: segment.to.yMm, zMm }
      const feedMmPerMin = isDown ? rampFeed : feeds.cutMmPerMin
      const what = { to, feedMmPerMin, role: isDown ? 'ramp' : role } as const
      if (segment.kind === 'line') this.add({ kind: 'line', ...what })
      else {
        const { centre, rotation } = segment
        this.add({ kind: 'arc', ...what, centre, rotation })
      }
      this.at = to
    }
  }

  /** Level along a path that starts where the tool is. */
  level(path: Path, role: MoveRole): void {
    const zMm = this.at?.zMm ?? 0
    this.follow(path, [{ alongMm: 0, zMm }], role)
  }

  /** True when a path is long enough to go down along by the ramp. */
  isLongEnough(path: Path, dropMm: number): boolean {
    return dropMm <= MOST_LAPS * pathLengthMm(path) * Math.tan(this.cut.rampRad)
  }

  /**
   * Down along a closed path that starts where the tool is, lap after lap, then once round at the floor;
   * never below `above` (the tops of tabs along it), when given.
   */
  lapsDown(path: Path, floorZMm: number, above: readonly HeightNode[] | null = null): void {
    const lengthMm = pathLengthMm(path)
    const fromZMm = this.at?.zMm ?? 0
    const dropMm = fromZMm - floorZMm
    const laps = Math.max(1, Math.ceil(dropMm / (lengthMm * Math.tan(this.cut.rampRad)) - 1e-9))
    for (let lap = 0; lap <= laps; lap += 1) {
      const zAt = (done: number) => Math.max(floorZMm, fromZMm - (dropMm * done) / laps)
      const course = [
        { alongMm: 0, zMm: zAt(lap) },
        { alongMm: lengthMm, zMm: zAt(lap + 1) },
      ]
      this.follow(path, above === null ? course : higherOf(course, above), 'cut')
    }
  }

  /** Down along an open path, there and back, no deeper a time than `mostMm`; the last way is level. */
  runsDown(path: Path, floorZMm: number, mostMm: number): void {
    const lengthMm = pathLengthMm(path)
    const fromZMm = this.at?.zMm ?? 0
    const dropMm = fromZMm - floorZMm
    const perRunMm = Math.min(mostMm, lengthMm * Math.tan(this.cut.rampRad))
    const runs = Math.max(1, Math.ceil(dropMm / perRunMm - 1e-9))
    let way = path
    for (let run = 0; run <= runs; run += 1) {
      const zAt = (done: number) => Math.max(floorZMm, fromZMm - (dropMm * done) / runs)
      const course = [
        { alongMm: 0, zMm: zAt(run) },
        { alongMm: lengthMm, zMm: zAt(run + 1) },
      ]
      this.follow(way, course, 'cut')
      way = reversedPath(way)
    }
  }
}
