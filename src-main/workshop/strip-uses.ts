import type { PlanStrips } from '#core/contract/strips.contract.ts'
import type { OpenPlan } from '#core/contract/plans.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import type { Plan, Ring } from '#core/rosette/plan.schema.ts'
import { weaveOf } from '#core/strips/weave.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import type { PlanShelf } from './plan-shelf.ts'
import { problem } from './problems.ts'

type StripRing = Extract<Ring, { kind: 'strip' }>

function isStripRing(ring: Ring): ring is StripRing {
  return ring.kind === 'strip'
}

/** The strip rings of a plan; no rings when it has none. */
export function stripsOfPlan({ planId, origin, plan }: OpenPlan): PlanStrips {
  return {
    planId,
    planName: plan.name,
    origin,
    rings: plan.rings.filter(isStripRing).map((ring) => ({
      ringId: ring.id,
      ringName: ring.name,
      widthMm: ring.outerRadiusMm - ring.innerRadiusMm,
      inlayThicknessMm: ring.inlayThicknessMm,
      familyId: ring.stripFamilyId,
    })),
  }
}

/** All plans that have strip rings, in the order of the list of plans. */
export function plansWithStrips(plans: PlanShelf): Result<readonly PlanStrips[], Problem> {
  const listed = plans.list()
  if (!listed.ok) return listed
  const found: PlanStrips[] = []
  for (const { planId } of listed.value) {
    const opened = plans.open(planId)
    if (!opened.ok) return opened
    const strips = stripsOfPlan(opened.value)
    if (strips.rings.length > 0) found.push(strips)
  }
  return success(found)
}

/** The plans among these that name a family, with only the rings that do. */
export function usesOf(plans: readonly PlanStrips[], familyId: string): readonly PlanStrips[] {
  return plans
    .map((plan) => ({ ...plan, rings: plan.rings.filter((ring) => ring.familyId === familyId) }))
    .filter(({ rings }) => rings.length > 0)
}

/**
 * The plan with some of its rings made of a family, or of none. What the strip is laminated of follows
 * the family; the ring keeps its radii. Refused when a ring is not there or not bent of strip.
 */
export function assignFamily(
  plan: Plan,
  ringIds: readonly string[],
  family: StripFamily | null,
): Result<Plan, Problem> {
  for (const ringId of ringIds) {
    const ring = plan.rings.find(({ id }) => id === ringId)
    if (ring === undefined) {
      return failure(problem('not-found', `${plan.name} has no ring ${ringId}.`))
    }
    if (!isStripRing(ring)) {
      return failure(
        problem(
          'invalid-input',
          `The ring ${ring.name} of ${plan.name} is not bent of strip, so it can be of no strip family.`,
          'Choose strip as the way the ring is made, on the Rosette page.',
        ),
      )
    }
  }
  return success({
    ...plan,
    rings: plan.rings.map((ring) =>
      isStripRing(ring) && ringIds.includes(ring.id)
        ? {
            ...ring,
            stripFamilyId: family?.id ?? null,
            weave: family === null ? ring.weave : weaveOf(family),
          }
        : ring,
    ),
  })
}
