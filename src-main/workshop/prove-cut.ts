import type { Tool } from '#core/library/tool.schema.ts'
import { obstaclesOfPlan } from '#core/simulation/obstacles.ts'
import { regionsOfProgram } from '#core/simulation/plan-regions.ts'
import { simulatePosted } from '#core/simulation/simulate-posted.ts'
import type {
  SimulatedTool,
  SimulationReport,
  SimulationSetup,
} from '#core/simulation/simulation.ts'
import type { ToolpathProgram } from '#core/toolpath/move.ts'
import type { CutContext, CutPlan } from './cut-plan.ts'
import { PostVerificationError } from './cut-plan.ts'

/** A bit of the library, or the plan's own; a library without it is a defect. */
function toolOf(toolId: string, { id }: ToolpathProgram, { tool, tools }: CutContext): Tool {
  const found = tools.find((one) => one.id === toolId) ?? (toolId === tool.id ? tool : null)
  if (found === null) throw new Error(`program ${id} uses ${toolId}, no tool of that id`)
  return found
}

/** The tools of a program in the order they are put in; a library without one of them is a defect. */
export function toolsOfProgram(
  program: ToolpathProgram,
  context: CutContext,
): readonly [SimulatedTool, ...SimulatedTool[]] {
  const { plan, tool } = context
  const known = (toolId: string): SimulatedTool => {
    const found = toolOf(toolId, program, context)
    const { diameterMm, fluteLengthMm, stickoutMm } = found
    // how the plan's own bit is set for this job stands in the plan
    const set = found.id === tool.id ? (plan.cutting.stickoutMm ?? stickoutMm) : stickoutMm
    return { diameterMm, fluteLengthMm, stickoutMm: set }
  }
  const starts = program.moves.find(({ kind }) => kind !== 'comment')
  const changes = program.moves.flatMap((move) => (move.kind === 'tool' ? [move.toolId] : []))
  return starts?.kind === 'tool'
    ? [known(starts.toolId), ...changes.slice(1).map(known)]
    : [known(program.toolId), ...changes.map(known)]
}

/**
 * Cuts a simulated block with one posted text of a program, held against what the plan itself says may and
 * must be cut and what stands beside it. `tell` hears how far it is, 0 to 1.
 */
export function simulateOfPlan(
  program: ToolpathProgram,
  text: string,
  context: CutContext,
  tell?: SimulationSetup['tell'],
): SimulationReport {
  const { plan, machine } = context
  const tools = toolsOfProgram(program, context)
  return simulatePosted(text, {
    tools,
    regions: regionsOfProgram(plan, program, (toolId) => toolOf(toolId, program, context)),
    obstacles: obstaclesOfPlan(plan, program.stage),
    colletNutDiameterMm: machine.colletNutDiameterMm ?? null,
    travelMm: machine.travelMm,
    ...(tell !== undefined && { tell }),
  })
}

/**
 * Simulates one posted text of every program of a plan (its texts for other controllers are proved to be the
 * same motion within 0.002 mm when they are posted). Throws `PostVerificationError` with the first thing a
 * program must not do, so that the run is recorded as an ERROR and no file leaves. `tell` hears how far it
 * is, 0 to 1.
 */
export function proveCut(
  cut: CutPlan,
  context: CutContext,
  tell?: (fraction: number) => void,
): void {
  const total = cut.toolpaths.length
  for (const [index, program] of cut.toolpaths.entries()) {
    const part = cut.programs.find(({ programId }) => programId.split('@')[0] === program.id)
    if (part === undefined) throw new Error(`program ${program.id} was not posted`)
    const { findings } = simulateOfPlan(program, part.text, context, (fraction) => {
      tell?.((index + fraction) / total)
    })
    const [first] = findings
    if (first === undefined) continue
    const line = first.line === 0 ? '' : ` line ${String(first.line)}:`
    throw new PostVerificationError(
      `${part.title} posted by ${part.postId}, simulated:${line} ${first.sentence}`,
    )
  }
}
