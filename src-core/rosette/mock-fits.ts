import { dataProblem, type DataProblem } from '../outcome/problem.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import type { Plan } from './plan.schema.ts'

/** How a mock channel's width stands to the nominal one. */
export type MockFitKind = 'tight' | 'nominal' | 'loose'

/** A plan of one channel to be cut in scrap. */
export interface MockFit {
  readonly kind: MockFitKind
  readonly plan: Plan
  /** Width of its channel, mm. */
  readonly channelWidthMm: number
}

/** Channel width from one mock fit to the next, mm. */
export const MOCK_FIT_STEP_MM = 0.05
/** Largest clearance a plan may have, mm. */
const MOST_CLEARANCE_MM = 0.76

const FITS = [
  ['tight', -1],
  ['nominal', 0],
  ['loose', 1],
] as const satisfies readonly (readonly [MockFitKind, number])[]

/**
 * Three plans of one ring's channel for scrap: 0.05 mm narrower, as planned and 0.05 mm wider, half of it
 * on each wall. Everything else is as in the plan, so that the mock tells what the top will do. Refuses a
 * clearance that leaves no tighter channel, and one that leaves no looser.
 */
export function mockFits(plan: Plan, ringId: string): Result<readonly MockFit[], DataProblem> {
  const ring = plan.rings.find(({ id }) => id === ringId)
  if (ring === undefined) {
    return failure(dataProblem(plan.name, `ring "${ringId}"`, 'is not in the plan'))
  }
  const { clearancePerSideMm } = plan.cutting
  const halfStepMm = MOCK_FIT_STEP_MM / 2
  const [lowest, highest] = [halfStepMm, MOST_CLEARANCE_MM - halfStepMm]
  if (clearancePerSideMm < lowest || clearancePerSideMm > highest) {
    return failure(
      dataProblem(
        plan.name,
        'cutting.clearancePerSideMm',
        `${String(clearancePerSideMm)} leaves no room for a fit 0.05 mm ${clearancePerSideMm < lowest ? 'tighter' : 'looser'}; ${String(lowest)} to ${String(highest)} does`,
      ),
    )
  }
  const widthMm = ring.outerRadiusMm - ring.innerRadiusMm
  return success(
    FITS.map(([kind, step]) => {
      const clearanceMm = clearancePerSideMm + step * halfStepMm
      return {
        kind,
        channelWidthMm: widthMm + 2 * clearanceMm,
        plan: {
          ...plan,
          name: `${plan.name.slice(0, 90)}, ${kind} mock fit`,
          notes: `For scrap, not for the top: the channel of "${ring.name}" ${(widthMm + 2 * clearanceMm).toFixed(3)} mm wide, ${kind}. Stop before the soundhole.`,
          rings: [ring],
          cutting: { ...plan.cutting, clearancePerSideMm: clearanceMm },
        },
      }
    }),
  )
}
