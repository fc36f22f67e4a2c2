import { readFileSync } from 'node:fs'
import { interpretBlock } from '#core/gcode/interpret.ts'
import type { Motion } from '#core/gcode/machine-event.ts'
import { UNKNOWN_START } from '#core/gcode/modal-state.ts'
import { blocksOf } from '#core/gcode/parse-program.ts'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { ProgramPart } from '#core/runs/build-artifact.ts'
import { cutPlan } from '../../src-main/workshop/cut-plan.ts'
import { judgePlan } from '../../src-main/workshop/judge.ts'
import { openLibrary } from '../../src-main/workshop/library-shelf.ts'
import { openPosts } from '../../src-main/workshop/post-shelf.ts'

const opened = openLibrary(process.cwd())
if (!opened.ok) throw new Error(opened.error.message)
const library = opened.value
const posts = openPosts(process.cwd()).posts.filter(({ id }) => id === 'grbl')

/** The shipped mosaic, to change into the rosette of a story. */
export function examplePlan(): Plan {
  const path = 'data/examples/classical-mosaic-46.json'
  const plan = parsePlan(readFileSync(path, 'utf8'), path)
  if (!plan.ok) throw new Error(plan.error.message)
  return plan.value
}

/** A plan judged and, where feasibility lets it pass, posted for GRBL. */
export function judgeAndPost(plan: Plan): {
  readonly report: FeasibilityReport
  readonly programs: readonly ProgramPart[]
} {
  const { report } = judgePlan(plan, library)
  const { tool, machine } = library.recordsFor(plan)
  if (tool === null || machine === null || !mayProceed(report.overall, true)) {
    return { report, programs: [] }
  }
  const cut = cutPlan({ plan, tool, machine, tools: library.tools }, posts)
  return { report, programs: cut.programs }
}

/** The motions of a posted text, read again by the parser and the interpreter. */
export function motionsOf(text: string): readonly Motion[] {
  let state = UNKNOWN_START
  const motions: Motion[] = []
  for (const block of blocksOf(text)) {
    const step = interpretBlock(state, block)
    state = step.state
    for (const event of step.events) if (event.kind === 'motion') motions.push(event)
  }
  return motions
}

/**
 * The walls a posted channel has: the tool's centre nearest to and farthest from the soundhole's centre
 * below the top, less and plus the tool's radius. Full turns about the origin keep their radius, so ends
 * of motions tell them all.
 */
export function channelWalls(
  text: string,
  toolDiameterMm: number,
): { readonly innerMm: number; readonly outerMm: number } {
  const radii = motionsOf(text).flatMap(({ to }) =>
    to.X === null || to.Y === null || to.Z === null || to.Z >= 0 ? [] : [Math.hypot(to.X, to.Y)],
  )
  return {
    innerMm: Math.min(...radii) - toolDiameterMm / 2,
    outerMm: Math.max(...radii) + toolDiameterMm / 2,
  }
}
