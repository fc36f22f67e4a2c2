import type { Problem } from '#core/contract/problem.ts'
import { type Result, success } from '#core/outcome/result.ts'
import { type LibraryShelf, openLibrary } from './library-shelf.ts'
import { readShippedPatterns } from './shipped-patterns.ts'
import { readShippedPlans } from './shipped-plans.ts'
import { readShippedStrips } from './shipped-strips.ts'

type ReadBy<T extends (installDir: string) => Result<unknown, Problem>> = Extract<
  ReturnType<T>,
  { readonly ok: true }
>['value']

/** Everything the program ships with: library, plans, strip families, tile patterns. */
export interface ShippedRecords {
  readonly library: LibraryShelf
  readonly plans: ReadBy<typeof readShippedPlans>
  readonly strips: ReadBy<typeof readShippedStrips>
  readonly patterns: ReadBy<typeof readShippedPatterns>
}

/** Reads what the program ships with; the first record that breaks its schema is named with its field. */
export function readShippedRecords(installDir: string): Result<ShippedRecords, Problem> {
  const library = openLibrary(installDir)
  if (!library.ok) return library
  const plans = readShippedPlans(installDir)
  if (!plans.ok) return plans
  const strips = readShippedStrips(installDir)
  if (!strips.ok) return strips
  const patterns = readShippedPatterns(installDir)
  if (!patterns.ok) return patterns
  return success({
    library: library.value,
    plans: plans.value,
    strips: strips.value,
    patterns: patterns.value,
  })
}
