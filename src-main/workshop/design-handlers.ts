import type { Handlers } from '#core/contract/index.ts'
import { batchHandlers } from '../handlers/batch.handlers.ts'
import { jigsHandlers } from '../handlers/jigs.handlers.ts'
import { patternsHandlers } from '../handlers/patterns.handlers.ts'
import { recipeHandlers } from '../handlers/recipe.handlers.ts'
import { stripsHandlers } from '../handlers/strips.handlers.ts'
import type { changeTellers } from './event-hub.ts'
import type { LibraryShelf } from './library-shelf.ts'
import type { PatternShelf } from './pattern-shelf.ts'
import type { PlanShelf } from './plan-shelf.ts'
import type { StripShelf } from './strip-shelf.ts'

/** The shelves that designing works with. */
export interface DesignShelves {
  readonly patterns: PatternShelf
  readonly strips: StripShelf
  readonly library: LibraryShelf
}

/** Answers what is asked while a rosette is designed. */
export function designHandlers(
  { patterns, strips, library }: DesignShelves,
  shelf: PlanShelf,
  plans: Handlers['plans'],
  { patternsChanged, stripsChanged }: ReturnType<typeof changeTellers>,
): Pick<Handlers, 'jigs' | 'batch' | 'recipe' | 'patterns' | 'strips'> {
  return {
    jigs: jigsHandlers(shelf),
    batch: batchHandlers(shelf),
    recipe: recipeHandlers(shelf, library),
    patterns: patternsHandlers({ shelf: patterns, plans: shelf, changed: patternsChanged }),
    strips: stripsHandlers({
      shelf: strips,
      plans: shelf,
      savePlan: plans.save,
      changed: stripsChanged,
    }),
  }
}
