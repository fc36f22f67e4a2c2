import { TAB_DOWN_RAMP_RAD, TAB_UP_RAMP_RAD } from '../../rosette/tab-layout.ts'
import { type Path, pathLengthMm } from '../../geometry/path.ts'
import { distanceMm, type Point2 } from '../../geometry/point.ts'
import { type HeightNode, takenApart } from './path-length.ts'

/** Tabs evenly along a path. */
export interface PathTabs {
  readonly count: number
  /** Length of a tab's top between the two sides of the cut, mm. */
  readonly widthMm: number
  readonly topZMm: number
  readonly floorZMm: number
  readonly toolDiameterMm: number
}

/**
 * Lowest heights along a path of `lengthMm` that starts half way between two tabs: the floor, and over each
 * tab its top, with a slope up and down again. Null when the tabs leave no room.
 */
export function tabHeights(tabs: PathTabs, lengthMm: number): readonly HeightNode[] | null {
  const riseMm = tabs.topZMm - tabs.floorZMm
  const halfTopMm = (tabs.widthMm + tabs.toolDiameterMm) / 2
  const upMm = riseMm / Math.tan(TAB_UP_RAMP_RAD)
  const downMm = riseMm / Math.tan(TAB_DOWN_RAMP_RAD)
  const pitchMm = lengthMm / tabs.count
  if (halfTopMm + Math.max(upMm, downMm) >= pitchMm / 2) return null
  const nodes = Array.from({ length: tabs.count }, (_, index): readonly HeightNode[] => {
    const middleMm = (index + 0.5) * pitchMm
    return [
      { alongMm: middleMm - halfTopMm - upMm, zMm: tabs.floorZMm },
      { alongMm: middleMm - halfTopMm, zMm: tabs.topZMm },
      { alongMm: middleMm + halfTopMm, zMm: tabs.topZMm },
      { alongMm: middleMm + halfTopMm + downMm, zMm: tabs.floorZMm },
    ]
  })
  return [
    { alongMm: 0, zMm: tabs.floorZMm },
    ...nodes.flat(),
    { alongMm: lengthMm, zMm: tabs.floorZMm },
  ]
}

/** A tab as it stands. */
export interface StandingTab {
  /** Middle of the tool over the tab. */
  readonly middle: Point2
  /** Radius about it that no part of the cut goes into below the tab's top, mm. */
  readonly standsMm: number
  /** From its middle to where the floor is reached again, along the path, mm. */
  readonly reachMm: number
}

/** Places of paths are looked at so far apart, mm. */
const LOOK_MM = 0.1

interface Place {
  readonly at: Point2
  readonly alongMm: number
}

function placesAlong(path: Path): readonly Place[] {
  const lengthMm = pathLengthMm(path)
  const count = Math.max(1, Math.ceil(lengthMm / LOOK_MM))
  const asked = Array.from({ length: count }, (_, index) => (lengthMm * (index + 1)) / count)
  return takenApart(path, asked).map(({ segment, endMm }) => ({ at: segment.to, alongMm: endMm }))
}

function placeAt(path: Path, alongMm: number): Point2 {
  const pieces = takenApart(path, [alongMm])
  const nearest = pieces.reduce<(typeof pieces)[number] | null>(
    (best, piece) =>
      best !== null && Math.abs(best.endMm - alongMm) <= Math.abs(piece.endMm - alongMm)
        ? best
        : piece,
    null,
  )
  return nearest?.segment.to ?? { xMm: 0, yMm: 0 }
}

/**
 * The tabs along one of the closed paths of a cut (which starts half way between two). On a bend, or where
 * another part of the cut comes near, less of a tab stands than along a straight.
 */
export function standingTabs(
  tabs: PathTabs,
  path: Path,
  all: readonly Path[],
): readonly StandingTab[] {
  const lengthMm = pathLengthMm(path)
  const halfTopMm = (tabs.widthMm + tabs.toolDiameterMm) / 2
  const reachMm = halfTopMm + (tabs.topZMm - tabs.floorZMm) / Math.tan(TAB_DOWN_RAMP_RAD)
  const own = placesAlong(path)
  const others = all.flatMap((other) => (other === path ? [] : placesAlong(other)))
  return Array.from({ length: tabs.count }, (_, index) => {
    const middleMm = ((index + 0.5) * lengthMm) / tabs.count
    const middle = placeAt(path, middleMm)
    const low = own.filter(({ alongMm }) => Math.abs(alongMm - middleMm) >= halfTopMm)
    const ends = [middleMm - halfTopMm, middleMm + halfTopMm].map((along) => placeAt(path, along))
    const nearestMm = [...ends, ...[...low, ...others].map(({ at }) => at)].reduce(
      (least, at) => Math.min(least, distanceMm(at, middle)),
      Infinity,
    )
    return { middle, standsMm: nearestMm - tabs.toolDiameterMm / 2, reachMm }
  })
}
