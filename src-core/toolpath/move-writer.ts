import { type Point2, type Point3, polarPoint } from '../geometry/point.ts'
import { TURN_RAD } from '../units/angle.ts'
import type { Move, MoveRole, Rotation } from './move.ts'

/** Arcs are never longer than this, so that no controller has to guess which way round is meant. */
const LONGEST_ARC_RAD = Math.PI

const ORIGIN: Point2 = { xMm: 0, yMm: 0 }

/** A turn's direction as a sign: +1 counterclockwise. */
export function rotationSign(rotation: Rotation): 1 | -1 {
  return rotation === 'counterclockwise' ? 1 : -1
}

/** Where the tool is on its circle about the origin. */
export interface PolarPosition {
  readonly radiusMm: number
  readonly angleRad: number
  readonly zMm: number
}

/** Collects moves about the origin, keeping track of where the tool is. */
export interface MoveWriter {
  readonly moves: readonly Move[]
  /** The present position; throws when nothing has been approached yet. */
  readonly position: () => PolarPosition
  readonly add: (move: Move) => void
  /** Rises to `zMm`, rapidly, wherever XY is. */
  readonly retract: (zMm: number) => void
  /** Over the work at a height already reached: rapid XY, then rapid down to `zMm` (above the work). */
  readonly approach: (to: PolarPosition) => void
  /** Straight feed to a polar position. */
  readonly line: (to: PolarPosition, feedMmPerMin: number, role: MoveRole) => void
  /** Feed round the origin by a sweep while Z runs evenly to `zMm`; split so that no arc is over half a turn. */
  readonly turn: (turn: {
    readonly rotation: Rotation
    readonly sweepRad: number
    readonly zMm: number
    readonly feedMmPerMin: number
    readonly role: MoveRole
  }) => void
  /** Feed along an arc about a centre of its own to a polar position; at most half a turn. */
  readonly arc: (
    to: PolarPosition,
    centre: Point2,
    how: { readonly rotation: Rotation; readonly feedMmPerMin: number; readonly role: MoveRole },
  ) => void
}

function pointOf(position: PolarPosition): Point3 {
  return { ...polarPoint(ORIGIN, position.radiusMm, position.angleRad), zMm: position.zMm }
}

/** Starts an empty writer. */
export function createMoveWriter(): MoveWriter {
  const moves: Move[] = []
  let at: PolarPosition | null = null
  const add = (move: Move) => {
    moves.push(Object.freeze(move))
  }
  const position = () => {
    if (at === null) throw new Error('the tool has not been brought to the work yet')
    return at
  }
  return {
    moves,
    position,
    add,
    retract: (zMm) => {
      add({ kind: 'rapid', to: { zMm } })
      if (at !== null) at = { ...at, zMm }
    },
    approach: (to) => {
      const { xMm, yMm, zMm } = pointOf(to)
      add({ kind: 'rapid', to: { xMm, yMm } })
      add({ kind: 'rapid', to: { zMm } })
      at = to
    },
    line: (to, feedMmPerMin, role) => {
      add({ kind: 'line', to: pointOf(to), feedMmPerMin, role })
      at = to
    },
    turn: ({ rotation, sweepRad, zMm, feedMmPerMin, role }) => {
      const from = position()
      const parts = Math.max(1, Math.ceil(sweepRad / LONGEST_ARC_RAD - 1e-9))
      for (let part = 1; part <= parts; part += 1) {
        const share = part / parts
        const to: PolarPosition = {
          radiusMm: from.radiusMm,
          angleRad: from.angleRad + rotationSign(rotation) * sweepRad * share,
          zMm: from.zMm + (zMm - from.zMm) * share,
        }
        add({ kind: 'arc', to: pointOf(to), centre: ORIGIN, rotation, feedMmPerMin, role })
        at = to
      }
      // whole turns end where they began, to the last bit, so that angles do not drift
      const turns = sweepRad / TURN_RAD
      if (at !== null && Math.abs(turns - Math.round(turns)) < 1e-12) {
        at = { ...at, angleRad: from.angleRad }
      }
    },
    arc: (to, centre, { rotation, feedMmPerMin, role }) => {
      add({ kind: 'arc', to: pointOf(to), centre, rotation, feedMmPerMin, role })
      at = to
    },
  }
}
