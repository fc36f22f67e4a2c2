import type { Blade } from '../library/blade.schema.ts'
import type { Machine } from '../library/machine.schema.ts'
import type { Material } from '../library/material.schema.ts'
import type { Tool } from '../library/tool.schema.ts'
import { findRecord } from '../library/find-record.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import type { RosetteSolution } from '../rosette/solve-rosette.ts'

/** The records a plan names; null when the library has none of that id. */
export interface JobRecords {
  readonly tool: Tool | null
  readonly machine: Machine | null
  /** The wood of the top, which is what the router cuts. */
  readonly topMaterial: Material | null
  /** All of the library's, for rings that name records of their own. */
  readonly tools: readonly Tool[]
  readonly materials: readonly Material[]
  /** Saw blades of the library. */
  readonly blades: readonly Blade[]
}

/** All records of a workshop that a plan may name. */
export interface LibraryRecords {
  readonly tools: readonly Tool[]
  readonly machines: readonly Machine[]
  readonly materials: readonly Material[]
  readonly blades: readonly Blade[]
}

/** The records a plan names, out of all there are. */
export function jobRecords(
  { cutting, topMaterialId }: Pick<Plan, 'cutting' | 'topMaterialId'>,
  { tools, machines, materials, blades }: LibraryRecords,
): JobRecords {
  return {
    tool: findRecord(tools, cutting.toolId),
    machine: findRecord(machines, cutting.machineId),
    topMaterial: findRecord(materials, topMaterialId),
    tools,
    materials,
    blades,
  }
}

/** A bit by its id: the plan's own as it is set for this job; null when the library has none of that id. */
export function toolOfJob({ tool, tools }: JobRecords, toolId: string): Tool | null {
  return tool?.id === toolId ? tool : findRecord(tools, toolId)
}

/** Everything a rule may look at. */
export interface JobContext extends JobRecords {
  readonly plan: Plan
  readonly solution: RosetteSolution
}
