import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { invalidData } from './problems.ts'

/** Prefix of the ids of shipped plans; nothing under it is ever changed. */
export const SHIPPED_PREFIX = 'example:'

/** A plan that came with the program. */
export interface ShippedPlan {
  readonly planId: string
  /** Name of its file without `.json`, which is its template name on the command line. */
  readonly templateId: string
  readonly plan: Plan
}

/** Reads the shipped examples, in the order of their file names. */
export function readShippedPlans(installDir: string): Result<readonly ShippedPlan[], Problem> {
  const folder = join(installDir, 'data/examples')
  const shipped: ShippedPlan[] = []
  for (const fileName of readdirSync(folder).sort()) {
    if (!fileName.endsWith('.json')) continue
    const parsed = parsePlan(readFileSync(join(folder, fileName), 'utf8'), fileName)
    if (!parsed.ok) return failure(invalidData(parsed.error))
    const templateId = basename(fileName, '.json')
    shipped.push({ planId: `${SHIPPED_PREFIX}${templateId}`, templateId, plan: parsed.value })
  }
  return success(shipped)
}
