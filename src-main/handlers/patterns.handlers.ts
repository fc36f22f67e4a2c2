import type { Handlers } from '#core/contract/index.ts'
import type { OpenPlan } from '#core/contract/plans.contract.ts'
import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import { samePicture } from '#core/pattern/grid.ts'
import type { Pattern } from '#core/pattern/pattern.schema.ts'
import type { PatternShelf } from '../workshop/pattern-shelf.ts'
import type { PlanShelf } from '../workshop/plan-shelf.ts'

/** What the calls about tile patterns work with. */
export interface PatternsParts {
  readonly shelf: PatternShelf
  readonly plans: Pick<PlanShelf, 'list' | 'open'>
  readonly changed: (patternId: string) => void
}

function usesIn({ planId, origin, plan }: OpenPlan, picture: Pattern) {
  return plan.rings
    .filter(
      (ring) => ring.kind === 'tile' && ring.pattern !== null && samePicture(ring.pattern, picture),
    )
    .map((ring) => ({ planId, planName: plan.name, origin, ringName: ring.name }))
}

/** Answers the calls about the library of tile patterns. */
export function patternsHandlers({ shelf, plans, changed }: PatternsParts): Handlers['patterns'] {
  /** Tells every open view of a change that was kept. */
  const told = <T extends { readonly patternId: string }>(result: Result<T, Problem>) => {
    if (result.ok) changed(result.value.patternId)
    return result
  }
  return {
    list: (query) => shelf.list(query),
    open: ({ patternId }) => shelf.open(patternId),
    save: (pattern) => told(shelf.save(pattern)),
    duplicate: ({ patternId, name }) => told(shelf.duplicate(patternId, name)),
    importText: ({ fileName, text }) => told(shelf.importText(fileName, text)),
    exportText: ({ patternId }) => shelf.exportText(patternId),
    archive: ({ patternId }) => told(shelf.archive(patternId)),
    restore: ({ patternId }) => told(shelf.restore(patternId)),
    whereUsed: ({ patternId }) => {
      const opened = shelf.open(patternId)
      if (!opened.ok) return opened
      const listed = plans.list()
      if (!listed.ok) return listed
      const found = listed.value.flatMap(({ planId }) => {
        const plan = plans.open(planId)
        return plan.ok ? usesIn(plan.value, opened.value.file.pattern) : []
      })
      return success({ plans: found })
    },
  }
}
