import { ARTIFACT_VERSION } from './artifact.schema.ts'
import type { ArtifactProgram, RunArtifact } from './artifact.schema.ts'
import { canonicalJson } from './canonical-json.ts'
import { joinPrograms, type ProgramRange, utf8LengthBytes } from './slice-programs.ts'

/** SHA-256 of a text's UTF-8 bytes as 64 lower-case hex digits. */
export type Sha256 = (text: string) => string

/** Longest G-code kept inside the artifact; more goes to an attachment (contract: 200 KB). */
export const INLINE_GCODE_LIMIT_BYTES = 200_000

/** One program as handed in; its place and hash in the artifact are computed. */
export interface ProgramPart {
  readonly programId: string
  readonly stage: ArtifactProgram['stage']
  readonly title: string
  readonly postId: string
  readonly fileName: string
  readonly text: string
  readonly estimatedSeconds: number
  /** Where it is not the run's own. */
  readonly toolId?: string
}

/** A program whose bytes are kept as an attachment already, too long to be handed about as a text. */
export interface KeptProgram extends Omit<ProgramPart, 'text'> {
  readonly kept: GcodeFacts
}

/** What is known of G-code whose bytes were read elsewhere. */
export interface GcodeFacts {
  readonly sha256: string
  readonly lengthBytes: number
  readonly lineCount: number
}

/** What an artifact is assembled from. */
export interface ArtifactParts {
  readonly runId: string
  readonly requestId: string
  /** ISO-8601 UTC with milliseconds: `2026-11-21T05:26:00.000Z`. */
  readonly createdAtUtc: string
  readonly mode: RunArtifact['mode']
  readonly toolId: string
  readonly machineId: string | null
  readonly status: RunArtifact['status']
  readonly jobName: string
  /** As the caller sent it; a `feasibility` key is taken out at any depth. */
  readonly requestSummary: Readonly<Record<string, unknown>>
  /** Recomputed by this program. */
  readonly feasibility: object
  readonly decision: RunArtifact['decision']
  readonly approval: RunArtifact['approval']
  /** The moves, as plain data; null when there are none (blocked, failed). */
  readonly toolpaths: unknown
  readonly opplan: Readonly<Record<string, unknown>> | null
  /** In the order they are cut; empty when blocked or failed. */
  readonly programs: readonly ProgramPart[] | readonly [KeptProgram]
  readonly appVersion: string
  readonly exception: RunArtifact['meta']['exception']
}

/** A text kept beside the artifact under its own hash. */
export interface ArtifactAttachment {
  /** Relative to the attachments folder: `ab/cd/abcd….nc`. */
  readonly path: string
  readonly text: string
  readonly sha256: string
}

/** An artifact ready to be recorded. */
export interface BuiltArtifact {
  readonly artifact: RunArtifact
  /** The exact text of the artifact file: canonical JSON of `artifact`. */
  readonly text: string
  /** Written before the artifact: the toolpaths, and G-code over the inline limit. */
  readonly attachments: readonly ArtifactAttachment[]
  /** G-code that stands in the attachments folder already. */
  readonly keptGcode?: GcodeFacts
}

/** Where an attachment with this hash is kept, relative to the attachments folder. */
export function attachmentPath(sha256: string, extension: 'nc' | 'json'): string {
  return `${sha256.slice(0, 2)}/${sha256.slice(2, 4)}/${sha256}.${extension}`
}

/**
 * Assembles a run artifact and everything kept beside it. The hash of each part is that of its
 * canonical JSON (G-code: of the text itself), so it can be taken again from the stored bytes.
 * Throws `CanonicalJsonError` when a part holds what JSON lacks (NaN, undefined, a cycle).
 */
export function buildArtifact(parts: ArtifactParts, sha256: Sha256): BuiltArtifact {
  const attachments: ArtifactAttachment[] = []
  const attach = (text: string, extension: 'nc' | 'json') => {
    const hash = sha256(text)
    const path = attachmentPath(hash, extension)
    attachments.push({ path, text, sha256: hash })
    return { hash, path }
  }
  const toolpaths =
    parts.toolpaths === null ? null : attach(canonicalJson(parts.toolpaths), 'json').hash
  const { hash, inline, path, programs, keptGcode } = gcodeOf(parts.programs, { sha256, attach })
  const artifact: RunArtifact = {
    ...headOf(parts),
    hashes: {
      feasibility_sha256: sha256(canonicalJson(parts.feasibility)),
      toolpaths_sha256: toolpaths,
      gcode_sha256: hash,
      opplan_sha256: parts.opplan === null ? null : sha256(canonicalJson(parts.opplan)),
    },
    outputs: {
      gcode_text: inline,
      gcode_path: path,
      opplan_json: parts.opplan,
      preview_svg_path: null,
      programs,
    },
  }
  const built = { artifact, text: canonicalJson(artifact), attachments }
  return keptGcode === undefined ? built : { ...built, keptGcode }
}

/** How the G-code of a run is kept: inside, attached now, or attached before. */
interface GcodePlace {
  readonly hash: string | null
  readonly inline: string | null
  readonly path: string | null
  readonly programs: ArtifactProgram[]
  readonly keptGcode?: GcodeFacts
}

function gcodeOf(
  parts: ArtifactParts['programs'],
  means: {
    readonly sha256: Sha256
    readonly attach: (
      text: string,
      extension: 'nc',
    ) => { readonly hash: string; readonly path: string }
  },
): GcodePlace {
  const kept = parts.find((part) => 'kept' in part)
  if (kept !== undefined) return placeOfKept(kept)
  const { gcode, programs } = joinGcode(parts as readonly ProgramPart[], means.sha256)
  if (gcode === null) return { hash: null, inline: null, path: null, programs }
  if (utf8LengthBytes(gcode) <= INLINE_GCODE_LIMIT_BYTES) {
    return { hash: means.sha256(gcode), inline: gcode, path: null, programs }
  }
  const { hash, path } = means.attach(gcode, 'nc')
  return { hash, inline: null, path, programs }
}

function placeOfKept(part: KeptProgram): GcodePlace {
  const { sha256, lengthBytes } = part.kept
  const range = { offsetBytes: 0, lengthBytes }
  return {
    hash: sha256,
    inline: null,
    path: attachmentPath(sha256, 'nc'),
    programs: [artifactProgram(part, range, part.kept)],
    keptGcode: part.kept,
  }
}

function headOf(parts: ArtifactParts): Omit<RunArtifact, 'hashes' | 'outputs'> {
  return {
    schema: 'rmos.run',
    version: ARTIFACT_VERSION,
    run_id: parts.runId,
    request_id: parts.requestId,
    created_at_utc: parts.createdAtUtc,
    mode: parts.mode,
    tool_id: parts.toolId,
    machine_id: parts.machineId,
    status: parts.status,
    job_name: parts.jobName,
    request_summary: withoutFeasibility(parts.requestSummary),
    feasibility: { ...parts.feasibility },
    decision: parts.decision,
    approval: parts.approval,
    meta: { app_version: parts.appVersion, exception: parts.exception },
  }
}

function joinGcode(parts: readonly ProgramPart[], sha256: Sha256) {
  if (parts.length === 0) return { gcode: null, programs: [] }
  const joined = joinPrograms(parts.map((part) => part.text))
  const programs = parts.map((part, index): ArtifactProgram => {
    const range = joined.ranges[index]
    if (range === undefined) throw new Error(`program ${String(index)} has no range`)
    const facts = { sha256: sha256(part.text), lineCount: countLines(part.text) }
    return artifactProgram(part, range, facts)
  })
  return { gcode: joined.text, programs }
}

function artifactProgram(
  part: Omit<ProgramPart, 'text'>,
  range: ProgramRange,
  { sha256, lineCount }: Pick<GcodeFacts, 'sha256' | 'lineCount'>,
): ArtifactProgram {
  return {
    program_id: part.programId,
    stage: part.stage,
    title: part.title,
    post_id: part.postId,
    file_name: part.fileName,
    offset_bytes: range.offsetBytes,
    length_bytes: range.lengthBytes,
    sha256,
    line_count: lineCount,
    estimated_seconds: part.estimatedSeconds,
    ...(part.toolId !== undefined && { tool_id: part.toolId }),
  }
}

/** Lines of a program; a line feed ends a line, text after the last one counts as a line. */
export function countLines(text: string): number {
  let lines = 0
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) lines += 1
  return text === '' || text.endsWith('\n') ? lines : lines + 1
}

/** A copy of a caller's request without any `feasibility` of its own, at whatever depth. */
function withoutFeasibility(request: Readonly<Record<string, unknown>>): Record<string, unknown> {
  // Through canonical JSON first: what is not plain data is refused there with its path.
  const copy: unknown = JSON.parse(canonicalJson(request), (_, value: unknown) =>
    isRecord(value) && Object.hasOwn(value, 'feasibility') ? withoutKey(value) : value,
  )
  return isRecord(copy) ? copy : {}
}

function withoutKey(value: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'feasibility'))
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
