import type { Point3 } from '../geometry/point.ts'
import type { Move, MoveRole, RapidMove } from './move.ts'

/**
 * Motions as one array of numbers, to cross a process or a worker without a list of objects: for each move
 * kind, role, feed, end (X, Y, Z; NaN for an axis a rapid leaves as it is) and the centre of an arc.
 */
export type PackedMoves = Float64Array

const NUMBERS = 8
const KINDS = ['rapid', 'line', 'clockwise', 'counterclockwise'] as const
const ROLES: readonly MoveRole[] = ['plunge', 'ramp', 'cut', 'link', 'lead', 'finish', 'retract']

/** Packs rapids, lines and arcs in XY; throws for any other kind of move. */
export function packMoves(moves: readonly Move[]): PackedMoves {
  const packed = new Float64Array(NUMBERS * moves.length)
  moves.forEach((move, index) => {
    packed.set(numbersOf(move), NUMBERS * index)
  })
  return packed
}

function numbersOf(move: Move): readonly number[] {
  if (move.kind === 'rapid') {
    const { xMm = NaN, yMm = NaN, zMm = NaN } = move.to
    return [KINDS.indexOf('rapid'), 0, 0, xMm, yMm, zMm, 0, 0]
  }
  if (move.kind !== 'line' && move.kind !== 'arc') {
    throw new TypeError(`a move of kind ${move.kind} cannot be packed`)
  }
  const { xMm, yMm, zMm } = move.to
  const kind = KINDS.indexOf(move.kind === 'line' ? 'line' : move.rotation)
  const centre = move.kind === 'arc' ? move.centre : { xMm: 0, yMm: 0 }
  const role = ROLES.indexOf(move.role)
  return [kind, role, move.feedMmPerMin, xMm, yMm, zMm, centre.xMm, centre.yMm]
}

/** The moves that were packed, frozen, equal to what they were. */
export function unpackMoves(packed: PackedMoves): readonly Move[] {
  return Array.from({ length: packed.length / NUMBERS }, (_, index) =>
    Object.freeze(moveOf(packed.subarray(NUMBERS * index, NUMBERS * (index + 1)))),
  )
}

function moveOf(numbers: Float64Array): Move {
  const [kindNumber, roleNumber, feedMmPerMin, xMm, yMm, zMm, centreXMm, centreYMm] =
    numbers as unknown as EightNumbers
  const kind = KINDS[kindNumber]
  const role = ROLES[roleNumber]
  if (kind === undefined || role === undefined) {
    throw new RangeError(`no move is of kind ${String(kindNumber)} and role ${String(roleNumber)}`)
  }
  const to = { xMm, yMm, zMm }
  if (kind === 'rapid') return { kind, to: namedAxes(to) }
  if (kind === 'line') return { kind, to, feedMmPerMin, role }
  const centre = { xMm: centreXMm, yMm: centreYMm }
  return { kind: 'arc', to, centre, rotation: kind, feedMmPerMin, role }
}

type EightNumbers = readonly [
  ...[number, number, number, number],
  ...[number, number, number, number],
]

function namedAxes(to: Point3): RapidMove['to'] {
  return Object.fromEntries(Object.entries(to).filter(([, value]) => !Number.isNaN(value)))
}
