import type { BasicMove, DrillMove, Move } from './move.ts'

/** How far above the last peck's bottom a peck starts feeding again, mm. */
export const PECK_CLEARANCE_MM = 0.25

/** Depths at which the pecks of a hole end, mm, the bottom last. */
function peckBottoms({ clearZMm, bottomZMm, peckMm }: DrillMove): readonly number[] {
  if (peckMm === null || !(peckMm > 0)) return [bottomZMm]
  const count = Math.max(1, Math.ceil((clearZMm - bottomZMm) / peckMm - 1e-9))
  return Array.from({ length: count }, (_, index) =>
    index === count - 1 ? bottomZMm : clearZMm - peckMm * (index + 1),
  )
}

/**
 * A hole in single moves: over it, rapidly to the clear height, peck by peck down, each after a full
 * retract and a rapid to 0.25 mm above the last bottom, a pause, and out to the clear height. Pecks are
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
