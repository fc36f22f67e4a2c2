import type { Machine } from '../library/machine.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import type { Stage } from '../rosette/stage.ts'
import { createMoveWriter, type MoveWriter } from './move-writer.ts'
import type { ToolpathProgram } from './move.ts'

/** What a program is made for. */
export interface Work {
  readonly plan: Plan
  readonly machine: Machine
  readonly tool: Tool
  readonly spindleRpm: number
}

/** One program: its number in the order of work, its stage and what stands in its name. */
export interface ProgramHead {
  readonly id: string
  readonly stage: Stage
  readonly title: string
}

/** Wraps the cuts of a stage: retract, spindle up to speed, cuts, retract, spindle off. */
export function programOf(
  head: ProgramHead,
  { plan, machine, tool, spindleRpm }: Work,
  cuts: (writer: MoveWriter) => void,
): ToolpathProgram {
  const { safeHeightMm } = plan.cutting
  const writer = createMoveWriter()
  writer.retract(safeHeightMm)
  writer.add({ kind: 'spindle', state: 'on', speedRpm: spindleRpm })
  writer.add({ kind: 'dwell', seconds: machine.spindle.spinUpSeconds })
  cuts(writer)
  writer.retract(safeHeightMm)
  writer.add({ kind: 'spindle', state: 'off', speedRpm: 0 })
  return Object.freeze({ ...head, toolId: tool.id, moves: Object.freeze([...writer.moves]) })
}
