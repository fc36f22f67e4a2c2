import type { Tool } from '../library/tool.schema.ts'
import { solveRosette } from '../rosette/solve-rosette.ts'
import type { Plan } from '../rosette/plan.schema.ts'
import type { FeasibilityReport, Finding, RiskLevel } from './finding.ts'
import type { JobContext, JobRecords } from './job-context.ts'
import { RULES } from './registry.ts'

/** Worst last. */
const SEVERITY: Readonly<Record<RiskLevel, number>> = { GREEN: 0, YELLOW: 1, RED: 2, UNKNOWN: 3 }

/** Score range of each grade: the margin says where in it. */
const BAND: Readonly<Record<RiskLevel, { readonly from: number; readonly to: number }>> = {
  GREEN: { from: 80, to: 100 },
  YELLOW: { from: 50, to: 79 },
  RED: { from: 0, to: 49 },
  UNKNOWN: { from: 0, to: 0 },
}

function compareText(a: string, b: string): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function byWeight(a: Finding, b: Finding): number {
  return (
    SEVERITY[b.grade] - SEVERITY[a.grade] ||
    compareText(a.ruleId, b.ruleId) ||
    compareText(a.subject, b.subject)
  )
}

function scoreOf(finding: Finding): number {
  const { from, to } = BAND[finding.grade]
  return from + (to - from) * finding.margin
}

/** Builds a report of findings: overall is the worst; the score is that of the tightest finding. */
export function reportOf(findings: readonly Finding[]): FeasibilityReport {
  const sorted = [...findings].sort(byWeight)
  // no findings at all means nothing was judged, and unknown is never treated as safe
  const overall = sorted[0]?.grade ?? 'UNKNOWN'
  const score = sorted.length === 0 ? 0 : Math.min(...sorted.map(scoreOf))
  return {
    schema: 'rmos.feasibility',
    version: 1,
    overall,
    score: Math.round(score),
    findings: sorted,
  }
}

/** The plan's bit as it is set for this job, which may be shorter or longer than its record says. */
function asSet(tool: Tool | null, { cutting }: Plan): Tool | null {
  if (tool === null || cutting.stickoutMm === null) return tool
  return { ...tool, stickoutMm: cutting.stickoutMm }
}

/** A plan with the records it names, its bit as it is set, and everything its geometry determines. */
export function jobContextOf(plan: Plan, records: JobRecords): JobContext {
  return { plan, solution: solveRosette(plan), ...records, tool: asSet(records.tool, plan) }
}

/**
 * Judges a plan with the records it names: every rule speaks, worst first, in an order that depends on
 * nothing but the findings. Throws when a rule breaks its promise; the caller records that as an ERROR.
 */
export function evaluateFeasibility(plan: Plan, records: JobRecords): FeasibilityReport {
  const job = jobContextOf(plan, records)
  return reportOf(RULES.flatMap((rule) => rule(job)))
}

/** May toolpaths be made? GREEN always, YELLOW with an acknowledgement, RED and UNKNOWN never. */
export function mayProceed(overall: RiskLevel, acknowledged: boolean): boolean {
  return overall === 'GREEN' || (overall === 'YELLOW' && acknowledged)
}
