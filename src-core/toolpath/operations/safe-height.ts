import type { Move } from '../move.ts'

/** The moves begun at the safe height; none when they cut nothing. */
export function atSafeHeight(moves: readonly Move[], safeHeightMm: number): readonly Move[] {
  const isCut = moves.some(({ kind }) => kind !== 'rapid' && kind !== 'comment')
  if (!isCut) return []
  const rise: Move = Object.freeze({ kind: 'rapid', to: { zMm: safeHeightMm } })
  return Object.freeze([rise, ...moves])
}
