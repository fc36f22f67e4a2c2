import type { Problem } from '#core/contract/problem.ts'
import type { Finding } from '#core/feasibility/finding.ts'
import { mayProceed, reportOf } from '#core/feasibility/evaluate.ts'
import { checkProgram } from '#core/gcode/check-program.ts'
import { GRBL_1_1, type GcodeReport } from '#core/gcode/program-check.ts'
import { programProblemSentence } from '#core/gcode/parse-program.ts'
import { failure, type Result, success } from '#core/outcome/result.ts'
import { type ArtifactParts, buildArtifact, type GcodeFacts } from '#core/runs/build-artifact.ts'
import { sha256Hex } from '../files/sha256.ts'
import type { MadeRun, RunWorkplace } from './make-run.ts'
import { problem } from './problems.ts'
import type { CheckedProgram } from './program-reading.ts'
import { withoutTapeMarks } from './tape-marks.ts'

/** A program that another program wrote. */
export interface ExternalProgram {
  readonly fileName: string
  readonly text: string
}

/** One that came in as a file, read by the check. */
export interface ReceivedProgram {
  readonly fileName: string
  readonly checked: CheckedProgram
  /** Keeps the file as the attachment of its hash. */
  readonly keep: (sha256: string) => Promise<Result<void, Problem>>
}

/** Either, once its check is there. */
interface CheckedExternal {
  readonly fileName: string
  readonly report: GcodeReport
  readonly sha256: string
  readonly body:
    | { readonly text: string }
    | { readonly kept: GcodeFacts; readonly keep: ReceivedProgram['keep'] }
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
function outcomeOf({ fileName, report: checked, body }: CheckedExternal, approval: Approval) {
  const report = reportOf(findingsOf(checked))
  const blocked = !mayProceed(report.overall, true)
  const decision = {
    risk_level: report.overall,
    score: report.score,
    block_reason: blocked ? (report.findings[0]?.sentence ?? null) : null,
    warnings: report.findings.slice(0, 20).map(({ sentence }) => sentence),
    details: {},
  }
  const judged = { report, feasibility: report, decision }
  if (blocked) return { ...judged, status: 'BLOCKED', approval: null, programs: [] } as const
  const part = {
    programId: '1-external',
    stage: 'external',
    title: fileName,
    postId: 'external',
    fileName,
    estimatedSeconds: checked.measure.seconds.atLeast,
  } as const
  const programs: ArtifactParts['programs'] =
    'text' in body ? [{ ...part, text: body.text }] : [{ ...part, kept: body.kept }]
  return { ...judged, status: 'OK', approval, programs } as const
}

type Workplace = Omit<RunWorkplace, 'cam'>
type Approval = ArtifactParts['approval']
type HandedIn = 'command line' | 'screen'

/**
 * Records an outside G-code file as a run of mode `external`, so that exactly what was checked is what
 * is streamed. Handing the file in is the person's yes; what the controller would refuse is BLOCKED.
 */
export function recordExternalRun(
  { fileName, text }: ExternalProgram,
  workplace: Workplace,
): Promise<Result<MadeRun, Problem>> {
  const report = checkProgram(withoutTapeMarks(text), { profile: GRBL_1_1 })
  const external = { fileName, report, sha256: sha256Hex(text), body: { text } }
  return record(external, workplace, 'command line')
}

/** Records a program that came in as a file, which was checked in another process, likewise. */
export function recordReceivedRun(
  { fileName, checked, keep }: ReceivedProgram,
  workplace: Workplace,
): Promise<Result<MadeRun, Problem>> {
  const { report, sha256, text, lengthBytes, lineCount } = checked
  const body = text === null ? { kept: { sha256, lengthBytes, lineCount }, keep } : { text }
  return record({ fileName, report, sha256, body }, workplace, 'screen')
}

async function record(
  external: CheckedExternal,
  { runStore, surroundings, appVersion }: Workplace,
  handedIn: HandedIn,
): Promise<Result<MadeRun, Problem>> {
  const { fileName, report: checked, sha256, body } = external
  if (checked.notGcode !== null) {
    const sentence = programProblemSentence(checked.notGcode)
    return failure(problem('invalid-data', `${fileName}: ${sentence}`))
  }
  const nowUtc = surroundings.clock().toISOString()
  const { report, ...outcome } = outcomeOf(external, {
    approved_at_utc: nowUtc,
    actor: `${surroundings.actor} (${handedIn})`,
    acknowledgement: 'Sent as an outside file by the person at the computer.',
  })
  if (outcome.status === 'OK' && 'keep' in body) {
    const kept = await body.keep(sha256)
    if (!kept.ok) return kept
  }
  const built = buildArtifact(
    {
      runId: surroundings.newId(),
      requestId: surroundings.newId(),
      createdAtUtc: nowUtc,
      mode: 'external',
      toolId: 'external:unknown',
      machineId: null,
      jobName: fileName,
      requestSummary: { file_name: fileName, sha256 },
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
