import type { Problem } from '#core/contract/problem.ts'
import type { Finding } from '#core/feasibility/finding.ts'
import { mayProceed, reportOf } from '#core/feasibility/evaluate.ts'
import { checkProgram, GRBL_1_1, type GcodeReport } from '#core/gcode/check-program.ts'
import { programProblemSentence } from '#core/gcode/parse-program.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { type ArtifactParts, buildArtifact } from '#core/runs/build-artifact.ts'
import { sha256Hex } from '../files/sha256.ts'
import type { MadeRun, RunWorkplace } from './make-run.ts'
import { problem } from './problems.ts'
import { withoutTapeMarks } from './tape-marks.ts'

/** A program that another program wrote. */
export interface ExternalProgram {
  readonly fileName: string
  readonly text: string
}

const basis = {
  kind: 'geometry',
  formula: 'what a GRBL 1.1 controller refuses or what is unsafe is not sent',
  source: 'gcode check',
} as const

function findingOf(
  subject: string,
  grade: Finding['grade'],
  said: { readonly ruleId: string; readonly sentence: string; readonly fix: string },
): Finding {
  return { ...said, grade, subject, value: null, limit: null, unit: '', margin: 0, basis }
}

/** What is known of an outside program: what its check found, and that the rest is unknown. */
function findingsOf(report: GcodeReport): readonly Finding[] {
  const found = report.findings
    .filter(({ severity }) => severity !== 'note')
    .map(({ line, severity, sentence }) =>
      findingOf(`line:${String(line)}`, severity === 'refused' ? 'RED' : 'YELLOW', {
        ruleId: `gcode.${severity}`,
        sentence: line === 0 ? sentence : `Line ${String(line)}: ${sentence}`,
        fix: 'Post the program again for GRBL 1.1, or mend the line.',
      }),
    )
  const unknown = findingOf('program', 'YELLOW', {
    ruleId: 'external.unjudged',
    sentence:
      'This program was not made here: tool, wood, depth and clamps are not known and not judged.',
    fix: 'Rehearse it on the virtual controller first.',
  })
  return [...found, unknown]
}

/** The artifact's parts that depend on the judgement. */
function outcomeOf(
  program: ExternalProgram,
  checked: GcodeReport,
  approval: ArtifactParts['approval'],
) {
  const report = reportOf(findingsOf(checked))
  const blocked = !mayProceed(report.overall, true)
  const decision = {
    risk_level: report.overall,
    score: report.score,
    block_reason: blocked ? (report.findings[0]?.sentence ?? null) : null,
    warnings: report.findings.slice(0, 20).map(({ sentence }) => sentence),
    details: {},
  }
  if (blocked) {
    return {
      report,
      status: 'BLOCKED',
      feasibility: report,
      decision,
      approval: null,
      programs: [],
    } as const
  }
  const programs = [
    {
      programId: '1-external',
      stage: 'external',
      title: program.fileName,
      postId: 'external',
      fileName: program.fileName,
      text: program.text,
      estimatedSeconds: checked.measure.seconds.atLeast,
    } as const,
  ]
  return { report, status: 'OK', feasibility: report, decision, approval, programs } as const
}

/** How a program came in. */
export interface HandedIn {
  readonly handedIn: 'command line' | 'screen'
  /** Its check, where it was made elsewhere. */
  readonly checked?: GcodeReport
}

/**
 * Records an outside G-code file as a run of mode `external`, so that exactly what was checked is what
 * is streamed. Handing the file in is the person's yes; what the controller would refuse is BLOCKED.
 */
export async function recordExternalRun(
  program: ExternalProgram,
  { runStore, surroundings, appVersion }: Omit<RunWorkplace, 'cam'>,
  how: HandedIn = { handedIn: 'command line' },
): Promise<Result<MadeRun, Problem>> {
  const checked = how.checked ?? checkProgram(withoutTapeMarks(program.text), { profile: GRBL_1_1 })
  if (checked.notGcode !== null) {
    const sentence = programProblemSentence(checked.notGcode)
    return failure(problem('invalid-data', `${program.fileName}: ${sentence}`))
  }
  const nowUtc = surroundings.clock().toISOString()
  const { report, ...outcome } = outcomeOf(program, checked, {
    approved_at_utc: nowUtc,
    actor: `${surroundings.actor} (${how.handedIn})`,
    acknowledgement: 'Sent as an outside file by the person at the computer.',
  })
  const built = buildArtifact(
    {
      runId: surroundings.newId(),
      requestId: surroundings.newId(),
      createdAtUtc: nowUtc,
      mode: 'external',
      toolId: 'external:unknown',
      machineId: null,
      jobName: program.fileName,
      requestSummary: { file_name: program.fileName, sha256: sha256Hex(program.text) },
      appVersion,
      toolpaths: null,
      opplan: null,
      exception: null,
      ...outcome,
    },
    sha256Hex,
  )
  const recorded = await runStore.record(built, { planId: null })
  if (!recorded.ok) return failure(recorded.error)
  const { artifact } = built
  return success({ runId: artifact.run_id, status: artifact.status, artifact, report })
}
