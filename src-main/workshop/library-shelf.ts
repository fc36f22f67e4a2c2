import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { type JobRecords, jobRecords, type LibraryRecords } from '#core/feasibility/job-context.ts'
import { bladeSchema } from '#core/library/blade.schema.ts'
import { machineSchema } from '#core/library/machine.schema.ts'
import { materialSchema } from '#core/library/material.schema.ts'
import { toolSchema } from '#core/library/tool.schema.ts'
import { dataProblem } from '#core/outcome/problem.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { firstObjection } from '#core/outcome/schema-issue.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'
import { z } from 'zod'
import { invalidData } from './problems.ts'

/** The shipped records of woods, tools, machines and saw blades. */
export interface LibraryShelf extends LibraryRecords {
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

/** Reads the shipped library; a record that breaks its schema is named with its field. */
export function openLibrary(installDir: string): Result<LibraryShelf, Problem> {
  const materials = readRecords(installDir, 'materials.json', materialSchema)
  if (!materials.ok) return materials
  const tools = readRecords(installDir, 'tools.json', toolSchema)
  if (!tools.ok) return tools
  const machines = readRecords(installDir, 'machines.json', machineSchema)
  if (!machines.ok) return machines
  const blades = readRecords(installDir, 'blades.json', bladeSchema)
  if (!blades.ok) return blades
  const records: LibraryRecords = {
    materials: materials.value,
    tools: tools.value,
    machines: machines.value,
    blades: blades.value,
  }
  return success({
    ...records,
    recordsFor: (plan) => jobRecords(plan, records),
  })
}
