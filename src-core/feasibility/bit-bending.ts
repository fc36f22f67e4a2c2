import {
  achievedFeedMmPerMin,
  chiploadMm,
  cuttingForceN,
  deflectionMm,
  rootStressNPerMm2,
} from './cutting-physics.ts'
import type { JobContext } from './job-context.ts'
import type { Operation } from './operation.ts'

/** The load on a bit in one cut and what it does to it. */
export interface BitBending {
  readonly forceN: number
  readonly deflectionMm: number
  /** Bending stress at the collet, N/mm². */
  readonly stressNPerMm2: number
  readonly stickoutMm: number
}

/**
 * How the bit bends in one cut, with the feed the machine really holds on its smallest circle; null while
 * stick-out, flutes, density, depth, machine or tool are not known.
 */
export function bitBending(job: JobContext, operation: Operation): BitBending | null {
  const { machine } = job
  const { tool, material, passDepthMm, smallestPathRadiusMm } = operation
  if (tool?.stickoutMm == null || tool.flutes === null || machine === null) return null
  if (material?.densityKgPerM3 == null || passDepthMm === null) return null
  if (smallestPathRadiusMm <= 0) return null
  const feedMmPerMin = achievedFeedMmPerMin(operation.feedMmPerMin, machine, smallestPathRadiusMm)
  const chipMm = chiploadMm(feedMmPerMin, operation.spindleRpm, tool.flutes)
  const forceN = cuttingForceN(material.densityKgPerM3, passDepthMm, chipMm)
  const { stickoutMm, diameterMm } = tool
  return {
    forceN,
    deflectionMm: deflectionMm(forceN, stickoutMm, diameterMm),
    stressNPerMm2: rootStressNPerMm2(forceN, stickoutMm, diameterMm),
    stickoutMm,
  }
}
