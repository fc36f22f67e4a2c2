import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import type { JobRecords } from '#core/feasibility/job-context.ts'
import { type Machine, machineSchema } from '#core/library/machine.schema.ts'
import { type Material, materialSchema } from '#core/library/material.schema.ts'
import { type Tool, toolSchema } from '#core/library/tool.schema.ts'
import { dataProblem } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { firstObjection } from '#core/outcome/schema-issue.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { z } from 'zod'
import { invalidData } from './problems.ts'

/** The shipped records of woods, tools and machines. */
export interface LibraryShelf {
  readonly materials: readonly Material[]
  readonly tools: readonly Tool[]
  readonly machines: readonly Machine[]
  /** The records a plan names, null where there is none. */
  readonly recordsFor: (plan: Plan) => JobRecords
}

function readRecords<T extends z.ZodType>(
  installDir: string,
  fileName: string,
  record: T,
): Result<readonly z.output<T>[], Problem> {
  const value: unknown = JSON.parse(
    readFileSync(join(installDir, 'data/library', fileName), 'utf8'),
  )
  const parsed = z.array(record).safeParse(value)
  if (parsed.success) return success(parsed.data)
  const { place, message } = firstObjection(parsed.error.issues, value)
  return failure(invalidData(dataProblem(fileName, place, message)))
}

function byId<T extends { readonly id: string }>(records: readonly T[], id: string): T | null {
  return records.find((record) => record.id === id) ?? null
}

/** Reads the shipped library; a record that breaks its schema is named with its field. */
export function openLibrary(installDir: string): Result<LibraryShelf, Problem> {
  const materials = readRecords(installDir, 'materials.json', materialSchema)
  if (!materials.ok) return materials
  const tools = readRecords(installDir, 'tools.json', toolSchema)
  if (!tools.ok) return tools
  const machines = readRecords(installDir, 'machines.json', machineSchema)
  if (!machines.ok) return machines
  return success({
    materials: materials.value,
    tools: tools.value,
    machines: machines.value,
    recordsFor: (plan) => ({
      tool: byId(tools.value, plan.cutting.toolId),
      machine: byId(machines.value, plan.cutting.machineId),
      topMaterial: byId(materials.value, plan.topMaterialId),
      tools: tools.value,
      materials: materials.value,
    }),
  })
}
