import type { BasicMove, DrillMove, Move } from './move.ts'

/** How far above the last peck's bottom a peck starts feeding again, mm: 0.010 in, as LinuxCNC's G83 does. */
export const PECK_CLEARANCE_MM = 0.254

/** A last peck thinner than this is no peck of its own, mm. */
const THINNEST_PECK_MM = 0.02

/** The pecks of a hole: how many, and how deep each but the last goes. */
export interface Pecks {
  readonly count: number
  /** A whole number of hundredths, so that every controller reads it as it is meant, mm. */
  readonly eachMm: number
}

/**
 * Divides a hole, from its clear height down, into the fewest nearly equal pecks that are no deeper than
 * asked by more than rounding, so that no sliver is left for the last.
 */
export function pecksOf({ clearZMm, bottomZMm, peckMm }: DrillMove): Pecks {
  const depthMm = clearZMm - bottomZMm
  if (peckMm === null || !(peckMm > 0)) return { count: 1, eachMm: depthMm }
  const count = Math.max(1, Math.ceil((depthMm - THINNEST_PECK_MM) / peckMm))
  return { count, eachMm: Math.ceil((depthMm / count) * 100 - 1e-6) / 100 }
}

/** Depths at which the pecks of a hole end, mm, the bottom last. */
function peckBottoms(move: DrillMove): readonly number[] {
  const { count, eachMm } = pecksOf(move)
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? move.bottomZMm : move.clearZMm - eachMm * (index + 1),
  )
}

/**
 * A hole in single moves: over it, rapidly to the clear height, peck by peck down, each after a full
 * retract and a rapid to 0.254 mm above the last bottom, a pause, and out to the clear height. Pecks are
 * counted from the clear height, as G83 counts them (LinuxCNC manual, G83).
 */
export function expandDrill(move: DrillMove): readonly BasicMove[] {
  const { at, clearZMm, dwellSeconds, feedMmPerMin } = move
  const out: BasicMove = { kind: 'rapid', to: { zMm: clearZMm } }
  const moves: BasicMove[] = [{ kind: 'rapid', to: { xMm: at.xMm, yMm: at.yMm } }, out]
  const bottoms = peckBottoms(move)
  for (const [index, zMm] of bottoms.entries()) {
    const above = bottoms[index - 1]
    if (above !== undefined) {
      moves.push(out, { kind: 'rapid', to: { zMm: above + PECK_CLEARANCE_MM } })
    }
    moves.push({ kind: 'line', to: { ...at, zMm }, feedMmPerMin, role: 'plunge' })
  }
  if (dwellSeconds > 0) moves.push({ kind: 'dwell', seconds: dwellSeconds })
  moves.push(out)
  return moves
}

/** The moves with every drilled hole taken apart into rapids, feeds and dwells. */
export function basicMoves(moves: readonly Move[]): readonly BasicMove[] {
  return moves.flatMap((move) => (move.kind === 'drill' ? expandDrill(move) : [move]))
}
