import { regionsOfProgram } from '#core/simulation/plan-regions.ts'
import { simulatePosted } from '#core/simulation/simulate-posted.ts'
import type { CutContext, CutPlan } from './cut-plan.ts'
import { PostVerificationError } from './cut-plan.ts'

/**
 * Cuts a simulated block with a posted text of every program of a plan (its texts for other controllers are
 * proved to be the same motion within 0.002 mm when they are posted), held against what the plan itself says may and
 * must be cut. Throws `PostVerificationError` with the first rapid or plunge through wood, gouge, rest or
 * shank below the top, so that the run is recorded as an ERROR and no file leaves.
 */
export function proveCut(cut: CutPlan, { plan, tool, tools }: CutContext): void {
  const simulated = new Set<string>()
  for (const part of cut.programs) {
    const used = tools.find(({ id }) => id === part.toolId) ?? tool
    const id = part.programId.split('@')[0] ?? part.programId
    if (simulated.has(id)) continue
    simulated.add(id)
    const program = cut.toolpaths.find((toolpath) => toolpath.id === id)
    if (program === undefined) throw new Error(`program ${part.programId} has no toolpath`)
    const regions = regionsOfProgram(plan, program, used.diameterMm)
    const [first] = simulatePosted(part.text, used, regions).findings
    if (first === undefined) continue
    const line = first.line === 0 ? '' : ` line ${String(first.line)}:`
    throw new PostVerificationError(
      `${part.title} posted by ${part.postId}, simulated:${line} ${first.sentence}`,
    )
  }
}
