import type { Loop } from '../geometry/flatten-path.ts'
import { offsetLoops, openedLoops } from '../geometry/polygon-kernel.ts'

/** Rounds of opening and closing after which nothing changes any more. */
const ROUNDS = 2
/** Corners are made this much rounder than the tools, mm: the walls they cut are kept by as much. */
const ROUNDER_MM = 0.003

/**
 * The shape two tools can both cut, the one its pocket and the other its piece: corners that stand out are
 * no sharper than the pocket's tool, hollow ones no sharper than the piece's (each by 3 µm). What is
 * narrower than the pocket's tool vanishes.
 */
export function inlayShape(
  loops: readonly Loop[],
  pocketRadiusMm: number,
  pieceRadiusMm: number,
): readonly Loop[] {
  const [outMm, inMm] = [pocketRadiusMm + ROUNDER_MM, pieceRadiusMm + ROUNDER_MM]
  let shape = loops
  for (let round = 0; round < ROUNDS; round += 1) {
    shape = offsetLoops(offsetLoops(shape, inMm), -inMm)
    shape = openedLoops(shape, outMm)
  }
  return shape
}
