import type { Approval } from '#core/contract/job.contract.ts'
import type { FeasibilityReport } from '#core/feasibility/finding.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import { type ArtifactParts, buildArtifact, type BuiltArtifact } from '#core/runs/build-artifact.ts'
import { sha256Hex } from '../files/sha256.ts'

/** What came of a request for programs. */
export type RunOutcome = Pick<
  ArtifactParts,
  | 'status'
  | 'feasibility'
  | 'decision'
  | 'approval'
  | 'toolpaths'
  | 'opplan'
  | 'programs'
  | 'exception'
>

/** What is known of a run before anything came of it. */
export type RunHead = Omit<ArtifactParts, keyof RunOutcome>

/** Of a run without programs. */
export const NOTHING_MADE = {
  toolpaths: null,
  opplan: null,
  programs: [],
  exception: null,
} as const

/** The decision on a judged plan; `blockReason` says why nothing was made of it, null when something was. */
export function decisionOf(
  report: FeasibilityReport,
  blockReason: string | null,
): RunArtifact['decision'] {
  return {
    risk_level: report.overall,
    score: report.score,
    block_reason: blockReason,
    warnings: report.findings.filter(({ grade }) => grade !== 'GREEN').map((f) => f.sentence),
    details: {},
  }
}

/** A person's yes as it stands in an artifact. */
export function approvalRecord(approval: Approval): NonNullable<RunOutcome['approval']> {
  return {
    approved_at_utc: approval.approvedAtUtc,
    actor: approval.actor,
    acknowledgement: approval.acknowledgement,
  }
}

/** What is recorded of a request that met a defect of this program. */
export function errorOutcome(thrown: unknown, feasibility: object): RunOutcome {
  const cause = thrown instanceof Error ? thrown : new Error(String(thrown))
  return {
    status: 'ERROR',
    feasibility,
    decision: {
      risk_level: 'ERROR',
      score: null,
      block_reason: cause.message,
      warnings: [],
      details: {},
    },
    approval: null,
    ...NOTHING_MADE,
    exception: { type: cause.name, message: cause.message },
  }
}

/** Builds the artifact; an outcome that JSON cannot hold is a defect and recorded as one. */
export function artifactOf(head: RunHead, outcome: RunOutcome): BuiltArtifact {
  try {
    return buildArtifact({ ...head, ...outcome }, sha256Hex)
  } catch (thrown) {
    return buildArtifact({ ...head, ...errorOutcome(thrown, {}) }, sha256Hex)
  }
}
