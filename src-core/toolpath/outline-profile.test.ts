import { describe, expect, test } from 'vitest'
import { distanceToSegmentMm } from '../geometry/outline.ts'
import type { Path } from '../geometry/path.ts'
import { distanceMm, type Point3 } from '../geometry/point.ts'
import { RING_DEFAULTS } from '../rosette/migrate-plan.ts'
import { shellPieceOutline } from '../rosette/shell-pieces.ts'
import { STEEPEST_RAMP_RAD } from './cutting-motion.ts'
import { moveLengthMm } from './measure.ts'
import type { Move } from './move.ts'
import { createMoveWriter } from './move-writer.ts'
import { cutOutside, type ProfileCut } from './outline-profile.ts'

const ring = {
  ...RING_DEFAULTS.shell,
  kind: 'shell',
  id: 'abalone',
  name: 'Abalone',
  innerRadiusMm: 36.5,
  outerRadiusMm: 39.5,
  inlayThicknessMm: 1.5,
  proudMm: 0.1,
  materialId: 'abalone',
} as const

const cutOf = (outline: Path, direction: ProfileCut['direction']): ProfileCut => ({
  outline,
  passDepthsMm: [0.2, 0.4, 0.6],
  toolDiameterMm: 0.8,
  direction,
  safeHeightMm: 5,
  feeds: { cutMmPerMin: 200, plungeMmPerMin: 50 },
})

function movesOf(cut: ProfileCut): readonly Move[] {
  const writer = createMoveWriter()
  writer.retract(5)
  cutOutside(writer, cut)
  return writer.moves
}

/** Feed moves with where each of them starts. */
function fedMoves(moves: readonly Move[]) {
  let at: Point3 = { xMm: 0, yMm: 0, zMm: 5 }
  return moves.flatMap((move) => {
    const from = at
    if (move.kind === 'rapid') at = { ...at, ...move.to }
    else if (move.kind === 'line' || move.kind === 'arc') at = move.to
    return move.kind === 'line' || move.kind === 'arc' ? [{ move, from }] : []
  })
}

describe.each([
  ['a straight piece', shellPieceOutline(ring)],
  ['a curved piece', shellPieceOutline({ ...ring, precurved: true })],
])('cutting out %s', (_name, outline) => {
  test.each(['climb', 'conventional'] as const)('%s: no gouge, and the piece comes free', (way) => {
    const fed = fedMoves(movesOf(cutOf(outline, way)))
    for (const { move } of fed) {
      const nearestMm = Math.min(...outline.map((edge) => distanceToSegmentMm(move.to, edge)))
      expect(nearestMm).toBeCloseTo(0.4, 9)
    }
    // one level, closed round at the full depth
    const level = fed.filter(({ move, from }) => move.to.zMm === from.zMm && from.zMm === -0.6)
    const first = level[0]
    const last = level.at(-1)
    if (first === undefined || last === undefined) throw new Error('no level round')
    expect(distanceMm(first.from, last.move.to)).toBeLessThan(1e-9)
  })

  test('below the top it goes down at 3 degrees or less, and no rapid is ever below 2 mm', () => {
    const moves = movesOf(cutOf(outline, 'climb'))
    for (const { move, from } of fedMoves(moves)) {
      const dropMm = from.zMm - move.to.zMm
      if (move.to.zMm >= 0 || dropMm < 1e-12) continue
      expect(dropMm / moveLengthMm(from, move)).toBeLessThanOrEqual(
        Math.sin(STEEPEST_RAMP_RAD) + 1e-9,
      )
    }
    for (const move of moves) {
      if (move.kind === 'rapid' && move.to.zMm !== undefined) {
        expect(move.to.zMm).toBeGreaterThanOrEqual(2)
      }
    }
  })

  test('climb keeps the piece on the right of the tool', () => {
    const fed = fedMoves(movesOf(cutOf(outline, 'climb'))).filter(({ from }) => from.zMm === -0.6)
    const twiceArea = fed.reduce(
      (sum, { from, move }) => sum + from.xMm * move.to.yMm - move.to.xMm * from.yMm,
      0,
    )
    expect(twiceArea).toBeLessThan(0)
  })
})
