import type { ProgramPreview } from '#core/contract/job.contract.ts'
import { mayProceed } from '#core/feasibility/evaluate.ts'
import { OPERATION_KINDS } from '#core/rosette/operation-kinds.ts'
import { type PlanCut, planCuts } from '#core/rosette/plan-cuts.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { DrawnStage } from '#core/toolpath/drawn-programs.ts'
import { judgePlan } from '../workshop/judge.ts'
import type { Workshop } from '../workshop/open-workshop.ts'
import { readPlanFile, tellProblem, tellUsage, withWorkshop, writeJson } from './answer.ts'
import { type Command, type CommandContext, EXIT, type ExitCode } from './command.ts'
import { clockTime, mm, textTable } from './table.ts'

const STAGE_CUTS: Readonly<Record<Exclude<PlanCut['stage'], DrawnStage>, string>> = {
  'saw-slices': 'strips and slices',
  'shell-coupon': 'coupon of shell',
  'shell-pieces': 'pieces of shell',
  'inlay-channels': 'ring channel',
  'line-channels': 'line channel',
  soundhole: 'soundhole',
}

/** What a cut is: of an operation its kind, else what its stage cuts. */
function kindOf({ stage, operation }: PlanCut): string {
  if (operation !== null) return OPERATION_KINDS[operation.kind].noun
  return stage in STAGE_CUTS ? STAGE_CUTS[stage as keyof typeof STAGE_CUTS] : stage
}

function cutRow(cut: PlanCut, index: number): string[] {
  const { name, toolId, depthMm, operation } = cut
  const isOff = operation?.on === false
  const depth = depthMm === null ? 'no depth yet' : mm(depthMm)
  return [String(index + 1), kindOf(cut), name, toolId, depth, isOff ? 'off' : '']
}

function programRow({ id, estimatedSeconds, cutLengthMm, operationIds }: ProgramPreview): string[] {
  const cuts = operationIds?.join(', ') ?? ''
  return [id, clockTime(estimatedSeconds), `${mm(cutLengthMm)} of cutting`, cuts]
}

/** Plans the programs in the CAM process; a blocked plan is a problem that has been told. */
async function planned(
  context: CommandContext,
  { library, cam, workplace }: Workshop,
  plan: Plan,
): Promise<readonly ProgramPreview[] | ExitCode> {
  const { report } = judgePlan(plan, library)
  const { tool, machine } = library.recordsFor(plan)
  if (!mayProceed(report.overall, true) || tool === null || machine === null) {
    context.writeNote(`${report.overall}: ${report.findings[0]?.sentence ?? ''}`)
    return EXIT.blocked
  }
  const order = { plan, tool, machine, tools: library.tools }
  const programs = await cam.run('toolpath.preview', order, workplace.surroundings.newId())
  return programs.ok ? programs.value : tellProblem(context, programs.error)
}

function tell(
  context: CommandContext,
  cuts: readonly PlanCut[],
  programs: readonly ProgramPreview[] | null,
): ExitCode {
  if (context.json) {
    const told = programs?.map(({ moves, ...facts }) => ({ ...facts, moveCount: moves.length }))
    writeJson(context, 'rmos.plan-operations', { version: 1, cuts, programs: told ?? null })
    return EXIT.done
  }
  const rows = textTable(cuts.map(cutRow))
  const made = programs === null ? [] : [textTable(programs.map(programRow))]
  context.writeResult([rows, ...made].join('\n\n'))
  return EXIT.done
}

/** `plan operations`: every cut of a plan in the order of work; planned too when asked. */
export const planOperations: Command = {
  name: 'plan operations',
  summary: 'every cut of a plan in the order of work, with its bit and depth',
  usage:
    'Usage: rmos plan operations FILE [--plan]\n  --plan  plans the toolpaths as well and tells their programs; nothing is recorded\nExit 4 when --plan is asked for a plan that is blocked.\nExample: rmos plan operations data/examples/classical-mosaic-46.json --plan',
  options: { plan: { type: 'boolean' } },
  run: async ({ values, positionals }, context) => {
    const [path, ...others] = positionals
    if (path === undefined || others.length > 0) {
      return tellUsage(context, 'plan operations', 'name one plan file')
    }
    const read = readPlanFile(path)
    if (!read.ok) {
      context.writeNote(read.error.message)
      return read.error.exit
    }
    const plan = read.value
    if (values['plan'] !== true) return tell(context, planCuts(plan), null)
    return withWorkshop(context, async (workshop) => {
      const programs = await planned(context, workshop, plan)
      return typeof programs === 'number' ? programs : tell(context, planCuts(plan), programs)
    })
  },
}
