import type { ProgramPreview } from '#core/contract/job.contract.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import type { Tool } from '#core/library/tool.schema.ts'
import { postProblemSentence } from '#core/posts/post-problem.ts'
import type { PostProfile } from '#core/posts/post.schema.ts'
import { printProgram } from '#core/posts/print-program.ts'
import { verifyPosted } from '#core/posts/verify-posted.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import type { ProgramPart } from '#core/runs/build-artifact.ts'
import { pathLengths } from '#core/toolpath/measure.ts'
import { motionTime } from '#core/toolpath/motion-time.ts'
import type { ToolpathProgram } from '#core/toolpath/move.ts'
import type { DrawnPlanner } from '#core/toolpath/drawn-programs.ts'
import { planToolpaths } from '#core/toolpath/plan-toolpaths.ts'
import { zeroOfStage } from '#core/rosette/stage.ts'
import { fileStem } from '#core/rosette/file-stem.ts'

/** A plan turned into programs, each posted and proved against its moves. */
export interface CutPlan {
  readonly toolpaths: readonly ToolpathProgram[]
  readonly programs: readonly ProgramPart[]
  /** What each program does, for the record and for reading. */
  readonly operationPlan: Readonly<Record<string, unknown>>
}

/** Raised when a posted text is not what was planned; the run is recorded as an ERROR with it. */
export class PostVerificationError extends Error {
  override readonly name = 'PostVerificationError'
}

/** Where the tool is taken to be when a program starts: above the zero, for the time's sake. */
const PROGRAM_START = { xMm: 0, yMm: 0, zMm: 5 } as const

/** What a plan is cut with. */
export interface CutContext {
  readonly plan: Plan
  readonly tool: Tool
  readonly machine: Machine
  /** The library's, for the rings and operations that name one of their own. */
  readonly tools: readonly Tool[]
}

/**
 * The toolpaths of a judged plan, each with its lengths and its time on the machine; `planDrawn` plans its
 * operations on drawn paths.
 */
export function measuredToolpaths(
  { plan, tool, machine, tools }: CutContext,
  planDrawn?: DrawnPlanner,
): readonly ProgramPreview[] {
  const known = { tools, ...(planDrawn !== undefined && { planDrawn }) }
  return planToolpaths(plan, tool, machine, known).map((program) => ({
    ...program,
    ...pathLengths(program.moves, PROGRAM_START),
    estimatedSeconds: motionTime(program.moves, PROGRAM_START, machine).totalSeconds,
  }))
}

/** Marks a file in inches, so that it is not taken for one in mm. */
function inch({ units }: PostProfile): string {
  return units === 'inch' ? '-inch' : ''
}

/**
 * Tool numbers of a job: those of the records, and for bits without one the least that is free, in the order
 * they come. Throws `PostVerificationError` where two bits of a job have the same number on record.
 */
export function toolNumbers(
  programs: readonly Pick<ToolpathProgram, 'toolId'>[],
  tools: readonly Pick<Tool, 'id' | 'name' | 'toolNumber'>[],
): ReadonlyMap<string, number> {
  const ids = [...new Set(programs.map(({ toolId }) => toolId))]
  const byNumber = new Map<number, string>()
  const numbers = new Map<string, number>()
  for (const id of ids) {
    const record = tools.find((tool) => tool.id === id)
    const number = record?.toolNumber ?? null
    if (record === undefined || number === null) continue
    const other = byNumber.get(number)
    if (other !== undefined) {
      throw new PostVerificationError(
        `"${other}" and "${record.name}" are both tool ${String(number)} in the library; give one another number`,
      )
    }
    byNumber.set(number, record.name)
    numbers.set(id, number)
  }
  for (const id of ids) {
    if (numbers.has(id)) continue
    let free = 1
    while (byNumber.has(free)) free += 1
    byNumber.set(free, id)
    numbers.set(id, free)
  }
  return numbers
}

/** Behind the name of a program: where a failure is, unless it is of the whole, and what it is. */
function placed({ line, sentence }: { readonly line: number; readonly sentence: string }): string {
  return line > 0 ? `, line ${String(line)}: ${sentence}` : `: ${sentence}`
}

/**
 * The text of one program of a plan in the words of a post, read back and proved to be what was planned;
 * `all` are the plan's programs, which the tools are numbered by. Throws `PostVerificationError`.
 */
export function postedText(
  program: ToolpathProgram,
  { plan, tool, machine, tools }: CutContext,
  profile: PostProfile,
  all: readonly ToolpathProgram[],
): string {
  const toolNumber = toolNumbers(all, [tool, ...tools]).get(program.toolId) ?? 1
  const { name, diameterMm } = tools.find(({ id }) => id === program.toolId) ?? tool
  const printed = printProgram(program, {
    profile,
    planName: plan.name,
    machine,
    toolName: name,
    toolNumber,
    toolDiameterMm: diameterMm,
  })
  if (!printed.ok) {
    throw new PostVerificationError(`${program.title}: ${postProblemSentence(printed.error)}`)
  }
  const proof = verifyPosted(program, printed.value.text, { machine, profile, toolNumber })
  if (!proof.ok) {
    const first = proof.failures[0]
    throw new PostVerificationError(
      `${program.title} posted by ${profile.id}${first === undefined ? '' : placed(first)}`,
    )
  }
  return printed.value.text
}

/**
 * Plans the toolpaths of a judged plan and posts them with every profile; each text is parsed again and
 * compared with the moves before it may leave. Throws `PostVerificationError` when one differs. `tell` hears
 * how far it is, 0 to 1.
 */
export function cutPlan(
  context: CutContext,
  profiles: readonly PostProfile[],
  tell?: (fraction: number) => void,
  planDrawn?: DrawnPlanner,
): CutPlan {
  const { plan, tool, machine } = context
  const measured = measuredToolpaths(context, planDrawn)
  const stem = fileStem(plan.name)
  const total = profiles.length * measured.length
  const programs = profiles.flatMap((profile, group) =>
    measured.map((program, index): ProgramPart => {
      tell?.((group * measured.length + index) / total)
      return {
        programId: profiles.length === 1 ? program.id : `${program.id}@${profile.id}`,
        stage: program.stage,
        title: program.title,
        postId: profile.id,
        fileName: `${stem}-${program.id}.${profile.id}${inch(profile)}.${profile.fileExtension}`,
        text: postedText(program, context, profile, measured),
        estimatedSeconds: program.estimatedSeconds,
        ...(program.toolId !== tool.id && { toolId: program.toolId }),
      }
    }),
  )
  const operationPlan = {
    zero: zeroOfStage('soundhole'),
    tool_id: tool.id,
    machine_id: machine.id,
    cutting: plan.cutting,
    programs: measured.map((program) => ({
      program_id: program.id,
      stage: program.stage,
      title: program.title,
      cut_length_mm: program.cutLengthMm,
      rapid_length_mm: program.rapidLengthMm,
      estimated_seconds: program.estimatedSeconds,
    })),
  }
  // the record's toolpaths are the moves as planned; lengths and times stand in the operation plan
  const toolpaths = measured.map(
    ({ id, stage, title, toolId, moves, operationIds }): ToolpathProgram => ({
      ...{ id, stage, title, toolId, moves },
      ...(operationIds !== undefined && { operationIds }),
    }),
  )
  return { toolpaths, programs, operationPlan }
}
