import type { Tool } from '../library/tool.schema.ts'
import { type DrawnOperation, drawnOperations } from '../rosette/drawn-operation.ts'
import { OPERATION_KINDS } from '../rosette/operation-kinds.ts'
import type { Stage } from '../rosette/stage.ts'
import {
  type DrawnCutting,
  drawnCuttingOf,
  planDrawnCut,
  UncuttableOperationError,
} from './drawn-cut.ts'
import type { Move, ToolpathProgram } from './move.ts'
import { programOf, type Work } from './work-program.ts'

/** Operations one after another that one program can cut: with one bit at one speed. */
function sharedSetUps(drawn: readonly DrawnOperation[]): readonly (readonly DrawnOperation[])[] {
  const runs: DrawnOperation[][] = []
  for (const one of drawn) {
    const run = runs.at(-1)
    const before = run?.[0]?.operation
    const { toolId, spindleRpm } = one.operation
    if (run !== undefined && before?.toolId === toolId && before.spindleRpm === spindleRpm) {
      run.push(one)
    } else runs.push([one])
  }
  return runs
}

/** Plans the moves of one operation on drawn paths, or knows them already. */
export type DrawnPlanner = (drawn: DrawnOperation, cutting: DrawnCutting) => readonly Move[]

/**
 * The moves of one operation on drawn paths. Throws `UncuttableOperationError` when it cannot be cut whole.
 * `tell` hears how far it is, 0 to 1.
 */
export function wholeDrawnCut(
  drawn: DrawnOperation,
  cutting: DrawnCutting,
  tell?: (fraction: number) => void,
): readonly Move[] {
  const { moves, reasons } = planDrawnCut(drawn, cutting, tell)
  const [first] = reasons
  if (first !== undefined) {
    const { noun } = OPERATION_KINDS[drawn.operation.kind]
    throw new UncuttableOperationError(`The ${noun} "${drawn.name}" cannot be cut. ${first}`)
  }
  return moves
}

/** Stages of drawn operations, with what their programs' ids begin with: the order of work. */
const STARTS = {
  'inlay-pieces': 's3p',
  'inlay-pockets': '2p',
  'drawn-cuts': '2q',
  drilling: '2r',
} as const satisfies Partial<Record<Stage, string>>

/** A stage of operations on drawn paths. */
export type DrawnStage = keyof typeof STARTS

/**
 * The programs of one stage of drawn operations: one for each run of operations that share a bit and a speed,
 * and one for each piece of an inlay, which has a board of its own.
 */
export function drawnPrograms(
  stage: DrawnStage,
  title: string,
  { plan, machine, tool: own }: Work,
  { tools, planDrawn }: { readonly tools: readonly Tool[]; readonly planDrawn: DrawnPlanner },
): readonly ToolpathProgram[] {
  const toolOf = (toolId: string): Tool => {
    const tool = toolId === own.id ? own : tools.find(({ id }) => id === toolId)
    if (tool === undefined) throw new Error(`no tool ${toolId} for the operations of the plan`)
    return tool
  }
  const drawn = drawnOperations(plan).filter(
    ({ operation }) => OPERATION_KINDS[operation.kind].stage === stage,
  )
  const runs = stage === 'inlay-pieces' ? drawn.map((one) => [one]) : sharedSetUps(drawn)
  return runs.map((run, index) => {
    const [first] = run
    const tool = toolOf(first?.operation.toolId ?? own.id)
    const work = { plan, machine, tool, spindleRpm: first?.operation.spindleRpm ?? 0 }
    const head = { id: `${STARTS[stage]}${String(index + 1)}-${stage}`, stage, title } as const
    const program = programOf(head, work, (writer) => {
      for (const one of run) {
        const { title: what } = OPERATION_KINDS[one.operation.kind]
        writer.add({ kind: 'comment', text: `${what} for ${one.name}` })
        const cutting = drawnCuttingOf(one, plan.cutting.safeHeightMm, toolOf)
        for (const move of planDrawn(one, cutting)) writer.add(move)
      }
    })
    return Object.freeze({ ...program, operationIds: run.map(({ operation }) => operation.id) })
  })
}
