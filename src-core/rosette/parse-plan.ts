import { dataProblem, type DataProblem, describeValue } from '../outcome/problem.ts'
import { jsonFault, type JsonFault } from '../outcome/json-fault.ts'
import { failure, type Result, success } from '../outcome/result.ts'
import { firstObjection } from '../outcome/schema-issue.ts'
import { drawnPathsProblem, operationsProblem } from './drawn-paths.ts'
import { migratePlanV1, migratePlanV2 } from './migrate-plan.ts'
import { type Plan, PLAN_VERSION, planSchema, type Ring } from './plan.schema.ts'
import { planV1Schema } from './plan-v1.schema.ts'
import { type PlanV2, planV2Schema } from './plan-v2.schema.ts'

/** Longest plan text that is read; a plan of 32 rings is under 20 KB. */
const MAX_PLAN_CHARACTERS = 2_000_000

function versionProblem(source: string, value: unknown): DataProblem | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return dataProblem(source, '', `is ${describeValue(value)}, not a plan`)
  }
  const record = value as Record<string, unknown>
  if (record['schema'] !== 'rmos.plan') {
    return dataProblem(source, 'schema', `${describeValue(record['schema'])} is not "rmos.plan"`)
  }
  const version = record['version']
  if (typeof version === 'number' && Number.isInteger(version) && version > PLAN_VERSION) {
    return dataProblem(
      source,
      'version',
      `${String(version)} is newer than version ${String(PLAN_VERSION)}, the newest this program reads; update RMOS to open it`,
    )
  }
  return null
}

/** A pattern and the count of columns beside it tell one story. */
function patternProblem(source: string, place: string, ring: Ring): DataProblem | null {
  if (ring.kind !== 'tile' || ring.pattern === null) return null
  const columns = ring.pattern.rows[0]?.length ?? 0
  if (columns === ring.columns) return null
  return dataProblem(
    source,
    `${place}.columns`,
    `${String(ring.columns)} is not the ${String(columns)} columns of its pattern`,
  )
}

/** What a schema cannot say: how the radii stand to one another. Returns the first fault, or null. */
function geometryProblem(source: string, plan: Plan): DataProblem | null {
  const seen = new Set<string>()
  let freeFromMm = plan.soundhole.radiusMm
  let below = `the soundhole radius ${String(freeFromMm)}`
  for (const [index, ring] of plan.rings.entries()) {
    const place = `rings[${String(index)}]`
    const { innerRadiusMm, outerRadiusMm } = ring
    for (const [field, radiusMm] of [
      ['innerRadiusMm', innerRadiusMm],
      ['outerRadiusMm', outerRadiusMm],
    ] as const) {
      if (radiusMm < freeFromMm) {
        return dataProblem(source, `${place}.${field}`, `${String(radiusMm)} is inside ${below}`)
      }
    }
    if (outerRadiusMm <= innerRadiusMm) {
      return dataProblem(
        source,
        `${place}.outerRadiusMm`,
        `${String(outerRadiusMm)} is not above its inner radius ${String(innerRadiusMm)}`,
      )
    }
    if (seen.has(ring.id)) {
      return dataProblem(source, `${place}.id`, `"${ring.id}" is used by an earlier ring`)
    }
    const inlayMm = ring.inlayThicknessMm
    if (inlayMm !== null && ring.proudMm >= inlayMm) {
      return dataProblem(
        source,
        `${place}.proudMm`,
        `${String(ring.proudMm)} leaves no depth: the inlay is ${String(inlayMm)} thick`,
      )
    }
    const pattern = patternProblem(source, place, ring)
    if (pattern !== null) return pattern
    seen.add(ring.id)
    freeFromMm = outerRadiusMm
    below = `ring "${ring.name}", which reaches to ${String(outerRadiusMm)}`
  }
  return null
}

function migrated(plan: PlanV2) {
  return { success: true as const, data: migratePlanV2(plan) }
}

/** An older plan is held to its own schema, so that a fault is named as it stands in the file. */
function parseVersion(value: unknown) {
  const { version } = value as { version?: unknown }
  if (version === 1) {
    const parsed = planV1Schema.safeParse(value)
    return parsed.success ? migrated(migratePlanV1(parsed.data)) : parsed
  }
  if (version !== 2) return planSchema.safeParse(value)
  const parsed = planV2Schema.safeParse(value)
  return parsed.success ? migrated(parsed.data) : parsed
}

/** Checks a value that should be a plan of any version, and returns it as the newest; the first fault is named with its place, value and limit. */
export function checkPlan(value: unknown, source: string): Result<Plan, DataProblem> {
  const version = versionProblem(source, value)
  if (version !== null) return failure(version)
  const parsed = parseVersion(value)
  if (!parsed.success) {
    const { place, message } = firstObjection(parsed.error.issues, value)
    return failure(dataProblem(source, place, message))
  }
  const geometry = geometryProblem(source, parsed.data)
  const drawn = geometry ?? drawnPathsProblem(source, parsed.data)
  const problem = drawn ?? operationsProblem(source, parsed.data)
  return problem === null ? success(parsed.data) : failure(problem)
}

function jsonProblem(source: string, fault: JsonFault): DataProblem {
  const place = `line ${String(fault.line)}, column ${String(fault.column)}`
  return fault.kind === 'cut-short'
    ? dataProblem(
        source,
        place,
        'is where the text ends, in the middle of the plan: the file is cut short',
      )
    : dataProblem(source, place, `is not valid JSON: found ${describeValue(fault.found)}`)
}

/**
 * Reads the text of a plan file. `source` is the name for the sentence. Refuses text that is not JSON,
 * a plan of a newer version, wrong types, numbers outside `PLAN_LIMITS` and radii that cannot be.
 */
export function parsePlan(text: string, source: string): Result<Plan, DataProblem> {
  if (text.length > MAX_PLAN_CHARACTERS) {
    return failure(
      dataProblem(
        source,
        '',
        `is ${String(text.length)} characters long; the limit is ${String(MAX_PLAN_CHARACTERS)}`,
      ),
    )
  }
  const withoutMark = text.startsWith('\uFEFF') ? text.slice(1) : text
  const fault = jsonFault(withoutMark)
  if (fault !== null) return failure(jsonProblem(source, fault))
  const value: unknown = JSON.parse(withoutMark)
  return checkPlan(value, source)
}

/** The text of a plan file: two-space JSON with a final newline, in the schema's own order. */
export function formatPlan(plan: Plan): string {
  return `${JSON.stringify(planSchema.parse(plan), null, 2)}\n`
}
