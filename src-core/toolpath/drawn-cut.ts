import type { Loop } from '../geometry/flatten-path.ts'
import { depthPasses } from '../rosette/depth-passes.ts'
import type { DrawnOperation } from '../rosette/drawn-operation.ts'
import { radFromDeg } from '../units/angle.ts'
import type { TellProgress } from './adaptive/plan-floor.ts'
import type { UncutReason } from './adaptive/standing.ts'
import type { Move } from './move.ts'
import { planPocket } from './pocket/plan-pocket.ts'

/** What an operation is cut with besides what it says itself. */
export interface DrawnCutting {
  readonly toolDiameterMm: number
  readonly safeHeightMm: number
}

/** The moves of one operation on drawn paths, from the safe height to the safe height. */
export interface DrawnCut {
  readonly moves: readonly Move[]
  /** Most of the tool's edge that is in the wood at once, slots and entries apart, radians. */
  readonly setAngleRad: number
  /** Parts that get no cut, and why. */
  readonly uncut: readonly UncutReason[]
  /** What a smaller tool would have to take, outer loops counterclockwise. */
  readonly rest: readonly Loop[]
  readonly usedTrochoid: boolean
  readonly usedSlot: boolean
}

/** An operation that cannot be cut as it is; the message is a sentence for the person. */
export class UncuttableOperationError extends Error {
  override readonly name = 'UncuttableOperationError'
}

/**
 * Plans one operation on drawn paths. Throws `UncuttableOperationError` when nobody has said how deep it is,
 * and what the planner throws for numbers that cannot be.
 */
export function planDrawnCut(
  { operation, name, walls }: DrawnOperation,
  { toolDiameterMm, safeHeightMm }: DrawnCutting,
  tell?: TellProgress,
): DrawnCut {
  const { depthMm, maxDepthPerPassMm } = operation
  if (depthMm === null) throw new UncuttableOperationError(`Nobody has said how deep "${name}" is.`)
  return planPocket(
    {
      walls,
      toolDiameterMm,
      safeHeightMm,
      passDepthsMm: depthPasses(depthMm, maxDepthPerPassMm),
      stepoverRatio: operation.stepoverRatio,
      stockToLeaveMm: operation.stockToLeaveMm,
      direction: operation.direction,
      rampRad: radFromDeg(operation.rampDeg),
      feeds: { cutMmPerMin: operation.feedMmPerMin, plungeMmPerMin: operation.plungeMmPerMin },
    },
    tell,
  )
}

/** Why a planned operation leaves something uncut that it should cut, as a sentence; null when it does not. */
export function uncutSentence(name: string, { uncut }: Pick<DrawnCut, 'uncut'>): string | null {
  const [first] = uncut
  if (first === undefined) return null
  const { xMm, yMm } = first.at
  const place = `X${xMm.toFixed(2)} Y${yMm.toFixed(2)}`
  const widthMm = first.widthMm.toFixed(2)
  return first.kind === 'too-narrow'
    ? `"${name}" is ${widthMm} mm wide at ${place}, too narrow for the bit.`
    : `"${name}" is ${widthMm} mm wide at ${place}, and no way in was found there that keeps the engagement: ${first.areaMm2.toFixed(1)} mm² stay.`
}
