import { flattenPath } from '../../geometry/flatten-path.ts'
import type { Loop } from '../../geometry/flatten-path.ts'
import type { Path } from '../../geometry/path.ts'
import { offsetLoops } from '../../geometry/polygon-kernel.ts'
import type { Point2 } from '../../geometry/point.ts'
import { adaptiveSettings, straightEngagementRad } from '../adaptive/settings.ts'
import { planFloor, type TellProgress } from '../adaptive/plan-floor.ts'
import type { UncutReason } from '../adaptive/standing.ts'
import type { Feeds } from '../cutting-motion.ts'
import { type PocketMove, strokeMoves } from './stroke-moves.ts'

/** A pocket to be cut, and how. */
export interface PocketCut {
  /** Closed paths of lines and arcs: outer walls counterclockwise, islands clockwise. */
  readonly walls: readonly Path[]
  readonly toolDiameterMm: number
  /** Radial depth of a straight cut, share of the diameter, e.g. 0.2. */
  readonly stepoverRatio: number
  /** Stock that stays on the walls for good, mm. */
  readonly stockToLeaveMm: number
  /** Depths of the passes below the top, shallowest first. */
  readonly passDepthsMm: readonly number[]
  readonly direction: 'climb' | 'conventional'
  readonly safeHeightMm: number
  /** Steepest way down, radians; 2° to 5° is usual. */
  readonly rampRad: number
  readonly feeds: Feeds
}

/** A planned pocket. */
export interface PocketPlan {
  readonly moves: readonly PocketMove[]
  /** No move but a slot or an entry engages more than this, radians. */
  readonly setAngleRad: number
  /** Parts that get no cut, and why. */
  readonly uncut: readonly UncutReason[]
  /** What a smaller tool would have to take, outer loops counterclockwise. */
  readonly rest: readonly Loop[]
  readonly usedTrochoid: boolean
  /** Some channel is hardly wider than the tool and is slotted at full width. */
  readonly usedSlot: boolean
}

/** Chords of the walls while planning, mm. */
const FLATTEN_MM = 0.0005
/** Roughing leaves this share of the diameter for the finish. */
const FINISH_SHARE = 0.02
/** The steering's margin on top of the straight cut's engagement, radians (3°). */
const MARGIN_RAD = Math.PI / 60

/** The angle a pocket cut of a stepover promises to keep, radians: that of the straight cut and 3°. */
export function pocketSetAngleRad(stepoverRatio: number): number {
  return straightEngagementRad(2 * stepoverRatio, 1) + MARGIN_RAD
}

function mirrored({ xMm, yMm }: Point2): Point2 {
  return { xMm: -xMm, yMm }
}

/** The moves seen in a mirror at the Y axis: climb cutting becomes conventional. */
function mirroredMove(move: PocketMove): PocketMove {
  switch (move.kind) {
    case 'rapid':
      return move.to.xMm === undefined ? move : { ...move, to: { ...move.to, xMm: -move.to.xMm } }
    case 'line':
      return { ...move, to: { ...mirrored(move.to), zMm: move.to.zMm } }
    case 'arc':
      return {
        ...move,
        to: { ...mirrored(move.to), zMm: move.to.zMm },
        centre: mirrored(move.centre),
        rotation: move.rotation === 'clockwise' ? 'counterclockwise' : 'clockwise',
      }
  }
}

/**
 * Plans a pocket with a proved bound of engagement (see `planFloor`), at every depth alike. The tool is at
 * the safe height before and after. Throws for a stepover outside 0.02 to 0.5 and for no walls.
 */
export function planPocket(cut: PocketCut, tell?: TellProgress): PocketPlan {
  const { stepoverRatio, toolDiameterMm, stockToLeaveMm } = cut
  if (!(stepoverRatio >= 0.02 && stepoverRatio <= 0.5)) {
    throw new RangeError(`a stepover of ${String(stepoverRatio)} is outside 0.02 to 0.5`)
  }
  const isMirrored = cut.direction === 'conventional'
  const toolRadiusMm = toolDiameterMm / 2
  const loops = cut.walls.map((wall) => {
    const loop = flattenPath(wall, FLATTEN_MM)
    return isMirrored ? loop.map(mirrored).reverse() : loop
  })
  const setAngleRad = pocketSetAngleRad(stepoverRatio)
  const settings = adaptiveSettings(toolRadiusMm, setAngleRad, FINISH_SHARE * toolDiameterMm)
  const shrunk = stockToLeaveMm > 0 ? offsetLoops(loops, -stockToLeaveMm) : loops
  const floor = planFloor(shrunk, settings, tell)
  const moves = strokeMoves(floor.strokes, { ...cut, toolRadiusMm })
  return {
    moves: isMirrored ? moves.map(mirroredMove) : moves,
    setAngleRad,
    uncut: floor.uncut.map((reason) =>
      isMirrored ? { ...reason, at: mirrored(reason.at) } : reason,
    ),
    rest: isMirrored ? floor.rest.map((loop) => loop.map(mirrored).reverse()) : floor.rest,
    usedTrochoid: floor.usedTrochoid,
    usedSlot: floor.usedSlot,
  }
}
