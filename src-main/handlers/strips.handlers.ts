import type { Handlers } from '#core/contract/index.ts'
import type { Problem } from '#core/contract/problem.ts'
import type { OpenStripFamily } from '#core/contract/strips.contract.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { checkStripFamily } from '#core/strips/parse-strip-family.ts'
import type { StripFamily } from '#core/strips/strip-family.schema.ts'
import type { PlanShelf } from '../workshop/plan-shelf.ts'
import { invalidData } from '../workshop/problems.ts'
import type { StripShelf } from '../workshop/strip-shelf.ts'
import { assignFamily, plansWithStrips, stripsOfPlan, usesOf } from '../workshop/strip-uses.ts'

/** What the calls about strip families work with. */
export interface StripsParts {
  readonly shelf: StripShelf
  readonly plans: PlanShelf
  /** Keeps a plan as a save from the screen does: an approval of the older one is withdrawn. */
  readonly savePlan: Handlers['plans']['save']
  readonly changed: (familyId: string) => void
}

/** Answers the calls about strip families. */
export function stripsHandlers(parts: StripsParts): Handlers['strips'] {
  const { shelf, plans, savePlan, changed } = parts
  const told = (result: Result<OpenStripFamily, Problem>) => {
    if (result.ok) changed(result.value.familyId)
    return result
  }
  const keep = (family: StripFamily, put: StripShelf['save']) => {
    const checked = checkStripFamily(family, family.name)
    return checked.ok ? told(put(checked.value)) : failure(invalidData(checked.error))
  }
  const familyOrNone = (familyId: string | null): Result<StripFamily | null, Problem> => {
    if (familyId === null) return success(null)
    const opened = shelf.open(familyId)
    return opened.ok ? success(opened.value.family) : opened
  }
  return {
    list: (query) => shelf.list(query),
    open: ({ familyId }) => shelf.open(familyId),
    create: ({ family }) => keep(family, shelf.create),
    save: ({ family }) => keep(family, shelf.save),
    duplicate: ({ familyId, name }) => told(shelf.duplicate(familyId, name)),
    importText: ({ fileName, text }) => {
      const kept = shelf.importText(fileName, text)
      if (!kept.ok) return kept
      for (const { familyId } of kept.value) changed(familyId)
      return success({ families: [...kept.value] })
    },
    exportText: ({ familyId }) => shelf.exportText(familyId),
    archive: ({ familyId }) => told(shelf.archive(familyId)),
    restore: ({ familyId }) => told(shelf.restore(familyId)),
    plansWithStrips: () => {
      const found = plansWithStrips(plans)
      return found.ok ? success({ plans: [...found.value] }) : found
    },
    whereUsed: ({ familyId }) => {
      const found = plansWithStrips(plans)
      return found.ok ? success({ plans: [...usesOf(found.value, familyId)] }) : found
    },
    assign: async ({ planId, ringIds, familyId }) => {
      const family = familyOrNone(familyId)
      if (!family.ok) return family
      const opened = plans.open(planId)
      if (!opened.ok) return opened
      const plan = assignFamily(opened.value.plan, ringIds, family.value)
      if (!plan.ok) return plan
      const saved = await savePlan({ planId, plan: plan.value })
      return saved.ok ? success(stripsOfPlan(saved.value)) : saved
    },
  }
}
