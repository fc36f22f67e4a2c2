import type { Loop } from '../../geometry/flatten-path.ts'
import { offsetLoops } from '../../geometry/polygon-kernel.ts'
import { inlayShape } from '../../rosette/inlay-shape.ts'
import { areaRegion } from './area-regions.ts'
import { clearLoops } from './contour-pocket.ts'
import { nothingToCut, type Operation, type OperationOrder } from './operation.ts'
import { closedLoops, profileLoops } from './profile.ts'
import { leadRadiusMm, profileLayout } from './profile-layout.ts'
import { profileRegions } from './profile-regions.ts'
import { NO_AREA, tooNarrowSentence } from './sentences.ts'

/** The pocket's shape; without a piece only its own tool limits the corners. */
function femaleShape({ paths, tool, params }: OperationOrder<'inlayFemale'>): readonly Loop[] {
  const { loops } = closedLoops(paths)
  return inlayShape(loops, tool.diameterMm / 2, (params.otherDiameterMm ?? 0) / 2)
}

/** The piece's shape: that of its pocket less the clearance. */
function maleShape({ paths, tool, params }: OperationOrder<'inlayMale'>): readonly Loop[] {
  const { loops } = closedLoops(paths)
  const { otherDiameterMm, clearanceMm } = params
  if (otherDiameterMm === null) throw new Error("an inlay's piece needs the tool of its pocket")
  return offsetLoops(inlayShape(loops, otherDiameterMm / 2, tool.diameterMm / 2), -clearanceMm)
}

/** The pocket an inlay is let into, its corners as the two tools allow. */
export const inlayFemaleOperation: Operation<'inlayFemale'> = {
  plan: (order, progress) => {
    if (order.paths.length === 0) return nothingToCut(NO_AREA)
    const { reasons } = closedLoops(order.paths)
    const shape = femaleShape(order)
    if (shape.length === 0) return nothingToCut(tooNarrowSentence(order.tool.diameterMm))
    const plan = clearLoops(shape, order.tool, order.params, progress)
    return { ...plan, reasons: [...reasons, ...plan.reasons] }
  },
  regionsOf: (order) => [
    areaRegion(femaleShape(order), order.tool.diameterMm, order.params.depthMm),
  ],
}

/** The piece of an inlay: the pocket's shape less the clearance, cut out along its outside. */
export const inlayMaleOperation: Operation<'inlayMale'> = {
  plan: (order, progress) => {
    const { paths, tool, params } = order
    if (paths.length === 0) return nothingToCut(NO_AREA)
    const { reasons } = closedLoops(paths)
    const piece = maleShape(order)
    if (piece.length === 0) return nothingToCut(tooNarrowSentence(params.otherDiameterMm ?? 0))
    const plan = profileLoops({ loops: piece, side: 'outside' }, tool, params)
    progress?.(1)
    return { ...plan, reasons: [...reasons, ...plan.reasons] }
  },
  regionsOf: (order) => {
    const region = { loops: maleShape(order), side: 'outside' } as const
    const { tool, params } = order
    return profileRegions(region, profileLayout(region, tool, params), {
      toolRadiusMm: tool.diameterMm / 2,
      stockToLeaveMm: 0,
      leadRadiusMm: leadRadiusMm(region, params),
    })
  },
}
