import type { Problem } from '#core/contract/problem.ts'
import type { Blade } from '#core/library/blade.schema.ts'
import { findRecord } from '#core/library/find-record.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { fileStem } from '#core/rosette/file-stem.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { sawBatches } from '#core/rosette/saw-batches.ts'
import type { Paper } from '../jigs/jig-pdf.ts'
import { problem } from '../workshop/problems.ts'
import type { RecipeFile } from './export-recipe.ts'

/** The kerf a plan is sawn with, mm: its blade's where that is known, else its own; null where neither is. */
export function kerfOfPlan(
  { sawing, stock }: Pick<Plan, 'sawing' | 'stock'>,
  blades: readonly Blade[],
): number | null {
  const blade = sawing === null ? null : findRecord(blades, sawing.bladeId)
  return blade?.kerfMm ?? stock.kerfMm
}

/** The stop table of a plan as a PDF; refused (kind `blocked`) where a measurement or anything to saw is missing. */
export async function exportStops(
  plan: Plan,
  blades: readonly Blade[],
  paper: Paper,
): Promise<Result<RecipeFile, Problem>> {
  const kerfMm = kerfOfPlan(plan, blades)
  if (kerfMm === null) {
    const remedy = 'Make one cut in scrap, calliper the slot, and type it on the Rosette page.'
    return failure(problem('blocked', "The saw's kerf has not been measured.", remedy))
  }
  const batches = sawBatches(plan, kerfMm)
  if (batches.length === 0) {
    const remedy =
      'A stop table is for the plates and the log of a ring of tiles whose slices are measured.'
    return failure(problem('blocked', 'Nothing in this plan is sawn against a stop yet.', remedy))
  }
  // drawn by a library of its own, which no other call waits for
  const { stopSheetPdf } = await import('./stop-sheet.ts')
  return success({
    fileName: `${fileStem(plan.name)}-stops.pdf`,
    mediaType: 'application/pdf',
    data: stopSheetPdf(plan, batches, paper),
  })
}
