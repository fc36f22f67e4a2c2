import { readFileSync } from 'node:fs'
import { jobContextOf } from '#core/feasibility/evaluate.ts'
import type { Finding, RiskLevel } from '#core/feasibility/finding.ts'
import { jobRecords, type LibraryRecords } from '#core/feasibility/job-context.ts'
import type { Rule } from '#core/feasibility/rule.ts'
import type { Blade } from '#core/library/blade.schema.ts'
import type { Machine } from '#core/library/machine.schema.ts'
import type { Material } from '#core/library/material.schema.ts'
import type { Tool } from '#core/library/tool.schema.ts'
import { parsePlan } from '#core/rosette/parse-plan.ts'
import type { Plan } from '#core/rosette/plan.schema.ts'

const read = (path: string): unknown => JSON.parse(readFileSync(path, 'utf8'))

/** The shipped library, as the rules get it. */
export const library: LibraryRecords = {
  tools: read('data/library/tools.json') as readonly Tool[],
  machines: read('data/library/machines.json') as readonly Machine[],
  materials: read('data/library/materials.json') as readonly Material[],
  blades: read('data/library/blades.json') as readonly Blade[],
}

const parsed = parsePlan(readFileSync('data/examples/classical-mosaic-46.json', 'utf8'), 'mosaic')
if (!parsed.ok) throw new Error('the shipped mosaic must parse')

/**
 * The shipped mosaic: hole 42, lines 45–48, mosaic 48–61.5, lines 61.5–64.5, channels 1.7 deep in a top of
 * 3.7 mm; a 2 mm bit of 2 flutes 8 mm out, 18,000 rpm, 2400 mm/min, 0.85 mm a pass.
 */
export const mosaic: Plan = parsed.value

/** What differs from the shipped mosaic and its records. */
export interface Change {
  readonly plan?: Partial<Plan>
  readonly cutting?: Partial<Plan['cutting']>
  readonly tool?: Partial<Tool>
  readonly machine?: Partial<Machine>
  readonly material?: Partial<Material>
  readonly blade?: Partial<Blade>
}

/** Everything one rule says of the mosaic with a change. */
export function findingsOf(rule: Rule, change: Change = {}): readonly Finding[] {
  const base: Plan = { ...mosaic, ...change.plan }
  const plan: Plan = { ...base, cutting: { ...base.cutting, ...change.cutting } }
  const edited = <T extends { readonly id: string }>(
    records: readonly T[],
    id: string | undefined,
    part: Partial<T> | undefined,
  ) => records.map((record) => (record.id === id ? { ...record, ...part } : record))
  const records = jobRecords(plan, {
    tools: edited(library.tools, plan.cutting.toolId, change.tool),
    machines: edited(library.machines, plan.cutting.machineId, change.machine),
    materials: edited(library.materials, plan.topMaterialId, change.material),
    blades: edited(library.blades, plan.sawing?.bladeId, change.blade),
  })
  const found = rule(jobContextOf(plan, records))
  // whatever is asked of it: a rule says what to do where it is not GREEN, and nowhere else
  const odd = found.find(({ grade, fix }) => (fix === '') !== (grade === 'GREEN'))
  if (odd !== undefined) throw new Error(`${odd.ruleId} is ${odd.grade} with the fix "${odd.fix}"`)
  return found
}

/** What one rule says of one subject; throws when it says nothing or more than one thing. */
export function findingOf(rule: Rule, change: Change, subject?: string): Finding {
  const found = findingsOf(rule, change).filter(
    (finding) => subject === undefined || finding.subject === subject,
  )
  const [only] = found
  if (only === undefined || found.length > 1) {
    throw new Error(`${String(found.length)} findings of ${subject ?? 'any subject'}`)
  }
  return only
}

/** A value on one side of a limit, and the grade it gets. */
export type Edge = readonly [value: number, grade: RiskLevel]
