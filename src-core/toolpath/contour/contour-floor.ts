import { flattenPath, loopAreaMm2, type Loop } from '../../geometry/flatten-path.ts'
import { LoopDistance } from '../../geometry/loop-distance.ts'
import type { Point2 } from '../../geometry/point.ts'
import { insetSeries, offsetLoops } from '../../geometry/polygon-kernel.ts'
import type { Path } from '../../geometry/path.ts'
import {
  loopFrom,
  nearestOnLoop,
  pathOfLoop,
  pathThrough,
  placesOnLoop,
  worthwhile,
} from './closed-loops.ts'
import { type PathCut, PathWriter } from './path-writer.ts'

/** A region to be cleared by contours. */
export interface ContourCut extends PathCut {
  readonly toolRadiusMm: number
  /** Distance of the contours, mm, at most the tool's radius: then nothing stays between them. */
  readonly stepMm: number
  /** Depths of the passes below the top, shallowest first. */
  readonly passDepthsMm: readonly number[]
  readonly direction: 'climb' | 'conventional'
}

/** A cleared region. */
export interface ContourPlan {
  readonly writer: PathWriter
  /** Middles of contours too short to go down along, and reached from nowhere. */
  readonly unreached: readonly Point2[]
}

/** Walls are kept by this, mm: it pays for chords, arc fitting and rounding. */
const WALL_GUARD_MM = 0.0015
/** Contours shorter than this clear nothing their neighbours do not, in tool radii. */
const LEAST_LENGTH_RADII = 0.02
/** A contour is linked to a neighbour at most this far away, in steps. */
const REACH_STEPS = 1.25

interface Contour {
  readonly loop: Loop
  /** 0 along the wall, one more for each step inwards. */
  readonly level: number
  readonly distance: LoopDistance
}

/** Where a contour can be got at from another, already cut. */
interface Bridge {
  readonly from: Contour
  readonly to: Contour
  readonly leave: Point2
  readonly awayMm: number
}

function contoursOf(loops: readonly Loop[], cut: ContourCut): readonly Contour[] {
  const first = offsetLoops(loops, -(cut.toolRadiusMm + WALL_GUARD_MM))
  if (first.length === 0) return []
  const levels = [first, ...insetSeries(first, cut.stepMm, cut.stepMm)]
  const leastMm = LEAST_LENGTH_RADII * cut.toolRadiusMm
  return levels.flatMap((level, index) =>
    worthwhile(level, leastMm).map((loop): Contour => {
      // climb has the wall on the right of a counterclockwise outer contour
      const run = cut.direction === 'climb' ? loop : loop.toReversed()
      const distance = new LoopDistance([run], REACH_STEPS * cut.stepMm)
      return { loop: run, level: index, distance }
    }),
  )
}

/** Clears one floor. */
class ContourFloor {
  private readonly writer: PathWriter
  private readonly cut: ContourCut
  private readonly bridges = new Map<Contour, readonly Bridge[]>()
  private readonly contours: readonly Contour[]

  constructor(writer: PathWriter, cut: ContourCut, contours: readonly Contour[]) {
    this.writer = writer
    this.cut = cut
    this.contours = contours
  }

  /** The neighbours of a contour and where they are nearest. */
  private bridgesFrom(from: Contour): readonly Bridge[] {
    const known = this.bridges.get(from)
    if (known !== undefined) return known
    const places = placesOnLoop(from.loop, this.cut.stepMm / 3)
    const found = this.contours
      .filter((to) => to !== from && Math.abs(to.level - from.level) <= 1)
      .flatMap((to): readonly Bridge[] => {
        let best: Bridge | null = null
        for (const leave of places) {
          const awayMm = to.distance.at(leave.xMm, leave.yMm)
          if (awayMm < (best?.awayMm ?? Infinity)) best = { from, to, leave, awayMm }
        }
        return best === null || best.awayMm > REACH_STEPS * this.cut.stepMm ? [] : [best]
      })
    this.bridges.set(from, found)
    return found
  }

  private enter(contour: Contour, groundZMm: number, floorZMm: number): void {
    const [start] = contour.loop
    if (start === undefined) return
    this.writer.comeDown(start, groundZMm)
    this.writer.lapsDown(pathOfLoop(contour.loop), floorZMm)
  }

  /** Along the contour just cut to where it is left, or through the air to there; then over. */
  private cross({ from, to, leave }: Bridge, current: Loop | null, ground: Ground): Loop {
    const { groundZMm, floorZMm } = ground
    const at = nearestOnLoop(from.loop, leave)
    if (current !== null && ground.current === from) this.walkTo(current, at.at)
    else {
      this.writer.comeDown(at.at, groundZMm)
      this.writer.line({ xMm: at.at.xMm, yMm: at.at.yMm, zMm: floorZMm }, 'plunge')
    }
    const onto = nearestOnLoop(to.loop, at.at)
    this.writer.line({ xMm: onto.at.xMm, yMm: onto.at.yMm, zMm: floorZMm }, 'link')
    return loopFrom(to.loop, onto.at, onto.corner)
  }

  private walkTo(loop: Loop, goal: Point2): void {
    const { corner, at } = nearestOnLoop(loop, goal)
    this.writer.level(pathThrough([...loop.slice(0, corner + 1), at]), 'link')
  }

  /** Cuts every contour that can be got at; gives those that cannot. */
  clear(groundZMm: number, floorZMm: number): readonly Contour[] {
    const left = new Set(this.contours)
    const open: Bridge[] = []
    let current: Contour | null = null
    let loop: Loop | null = null
    const done = (contour: Contour) => {
      left.delete(contour)
      current = contour
      open.push(...this.bridgesFrom(contour))
    }
    for (;;) {
      const bridge = nextBridge(open, left, current)
      if (bridge !== null) {
        loop = this.cross(bridge, loop, { groundZMm, floorZMm, current })
        this.writer.level(pathOfLoop(loop), 'cut')
        done(bridge.to)
        continue
      }
      const entry = this.entryOf(left, groundZMm - floorZMm + 0.5)
      if (entry === null) return [...left]
      this.enter(entry, groundZMm, floorZMm)
      loop = entry.loop
      done(entry)
    }
  }

  /** The innermost contour that is long enough to go down along; the longest of its level. */
  private entryOf(left: ReadonlySet<Contour>, dropMm: number): Contour | null {
    let best: { readonly contour: Contour; readonly size: number } | null = null
    for (const contour of left) {
      if (!this.writer.isLongEnough(pathOfLoop(contour.loop), dropMm)) continue
      const size = contour.level * 1e6 + Math.abs(loopAreaMm2(contour.loop))
      if (best === null || size > best.size) best = { contour, size }
    }
    return best?.contour ?? null
  }
}

interface Ground {
  readonly groundZMm: number
  readonly floorZMm: number
  readonly current: Contour | null
}

/** The bridge to what is left: from where the tool is if it can be, else to the innermost contour. */
function nextBridge(
  open: readonly Bridge[],
  left: ReadonlySet<Contour>,
  current: Contour | null,
): Bridge | null {
  let best: { readonly bridge: Bridge; readonly size: number } | null = null
  for (const bridge of open) {
    if (!left.has(bridge.to)) continue
    const size = bridge.to.level + (bridge.from === current ? 1e6 : 0)
    if (best === null || size > best.size) best = { bridge, size }
  }
  return best?.bridge ?? null
}

/**
 * Clears a region by contours at even distances from its walls, from the inside out at every depth: down
 * along the innermost contour by the ramp, over to each next one where it is nearest. With a step of at
 * most the tool's radius nothing stays: what is deeper than R in one contour lies within the next. Outer
 * loops counterclockwise, holes clockwise. `progress` is told the share done.
 */
export function planContours(
  loops: readonly Loop[],
  cut: ContourCut,
  progress: (fraction: number) => void = () => undefined,
): ContourPlan {
  const writer = new PathWriter(cut)
  const contours = contoursOf(loops, cut)
  progress(0.3)
  const floor = new ContourFloor(writer, cut, contours)
  const unreached = new Set<Contour>()
  let groundZMm = 0
  cut.passDepthsMm.forEach((depthMm, index) => {
    if (contours.length === 0) return
    for (const contour of floor.clear(groundZMm, -depthMm)) unreached.add(contour)
    writer.retract()
    groundZMm = -depthMm
    progress(0.3 + (0.7 * (index + 1)) / cut.passDepthsMm.length)
  })
  return { writer, unreached: [...unreached].flatMap(({ loop }) => loop.slice(0, 1)) }
}

/** Chords of walls while planning, mm. */
const FLATTEN_MM = 0.0005

/** Walls as loops, shrunk by what stays on them. */
export function loopsToClear(walls: readonly Path[], stockToLeaveMm: number): readonly Loop[] {
  const loops = walls.map((wall) => flattenPath(wall, FLATTEN_MM))
  return stockToLeaveMm > 0 ? offsetLoops(loops, -stockToLeaveMm) : loops
}
