import type { Loop } from '../../geometry/flatten-path.ts'
import { offsetLoops, openedLoops } from '../../geometry/polygon-kernel.ts'
import type { InlayMaleParams } from './along-path.schema.ts'
import { inlayMaleSchema } from './along-path.schema.ts'
import { clearLoops } from './contour-pocket.ts'
import { type InlayFemaleParams, inlayFemaleSchema } from './contour-pocket.schema.ts'
import { nothingToCut, type Operation } from './operation.ts'
import { closedLoops, profileLoops } from './profile.ts'
import { NO_AREA, tooNarrowSentence } from './sentences.ts'

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

/** The pocket an inlay is let into, its corners as the two tools allow. */
export const inlayFemaleOperation: Operation<InlayFemaleParams> = {
  id: 'inlayFemale',
  takes: 'closed-paths',
  schema: inlayFemaleSchema,
  plan: ({ paths }, tool, params, progress) => {
    if (paths.length === 0) return nothingToCut(NO_AREA)
    const { loops, reasons } = closedLoops(paths)
    const shape = inlayShape(loops, tool.diameterMm / 2, params.otherToolDiameterMm / 2)
    if (shape.length === 0) return nothingToCut(tooNarrowSentence(tool.diameterMm))
    const stocked = params.stockToLeaveMm > 0 ? offsetLoops(shape, -params.stockToLeaveMm) : shape
    const plan = clearLoops(stocked, tool, params, progress)
    return { ...plan, reasons: [...reasons, ...plan.reasons] }
  },
}

/** The piece of an inlay: the pocket's shape less the clearance, cut out along its outside. */
export const inlayMaleOperation: Operation<InlayMaleParams> = {
  id: 'inlayMale',
  takes: 'closed-paths',
  schema: inlayMaleSchema,
  plan: ({ paths }, tool, params, progress) => {
    if (paths.length === 0) return nothingToCut(NO_AREA)
    const { loops, reasons } = closedLoops(paths)
    const shape = inlayShape(loops, params.otherToolDiameterMm / 2, tool.diameterMm / 2)
    const piece = offsetLoops(shape, -params.clearanceMm)
    if (piece.length === 0) return nothingToCut(tooNarrowSentence(params.otherToolDiameterMm))
    const plan = profileLoops({ loops: piece, side: 'outside' }, tool, params)
    progress?.(1)
    return { ...plan, reasons: [...reasons, ...plan.reasons] }
  },
}
