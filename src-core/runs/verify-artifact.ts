import { runArtifactSchema } from './artifact.schema.ts'
import type { ArtifactProgram, RunArtifact } from './artifact.schema.ts'
import { attachmentPath, countLines } from './build-artifact.ts'
import type { GcodeFacts, Sha256 } from './build-artifact.ts'
import { tryCanonicalJson } from './canonical-json.ts'
import { sliceProgram, utf8LengthBytes } from './slice-programs.ts'

/** One thing checked about a run, and how it came out. */
export interface ArtifactCheck {
  /** Stable name, e.g. `gcode hash` or `program inlay-channels`. */
  readonly what: string
  readonly ok: boolean
  /** Plain words, with both hashes' first 12 digits where they differ. */
  readonly sentence: string
}

/** What verification found: the artifact is null when it could not even be read. */
export interface ArtifactVerification {
  readonly ok: boolean
  readonly checks: readonly ArtifactCheck[]
  readonly artifact: RunArtifact | null
  /** The G-code of all programs whose hash was checked; null when there is none or it is wrong. */
  readonly gcode: string | null
}

/** What verification needs from outside. */
export interface VerificationMeans {
  readonly sha256: Sha256
  /** Text of an attachment by its path in the attachments folder; null when it is not there. */
  readonly attachment: (path: string) => string | null
  /** Of attached G-code whose bytes were read elsewhere; then its text is not asked for. */
  readonly gcodeFacts?: GcodeFacts
}

type Json = Readonly<Record<string, unknown>>

/**
 * Reads an artifact file's text and takes every hash in it again: form, feasibility, toolpaths,
 * operation plan, G-code, and each program's byte range. Pure: nothing is trusted, nothing thrown.
 */
export function verifyArtifact(text: string, means: VerificationMeans): ArtifactVerification {
  const read = readArtifact(text)
  if (read.artifact === null) return { ok: false, checks: read.checks, artifact: null, gcode: null }
  const { artifact, raw } = read
  const gcode = readGcode(artifact, means)
  const checks = [
    ...read.checks,
    checkStatus(artifact),
    checkTree('feasibility hash', raw['feasibility'], artifact.hashes.feasibility_sha256, means),
    ...checkOpplan(artifact, raw, means),
    ...checkToolpaths(artifact, means),
    ...gcode.checks,
    ...checkPrograms(artifact, gcode.text, means),
  ]
  const ok = checks.every((check) => check.ok)
  return { ok, checks, artifact, gcode: gcode.checks.every((c) => c.ok) ? gcode.text : null }
}

/** Attachments an artifact points to, to be read before `verifyArtifact`. */
export function attachmentsOf(artifact: RunArtifact): readonly string[] {
  const { toolpaths_sha256: toolpaths, gcode_sha256: gcode } = artifact.hashes
  const paths: string[] = []
  if (toolpaths !== null) paths.push(attachmentPath(toolpaths, 'json'))
  // By the hash, never by the path in the file, which could lead anywhere.
  if (artifact.outputs.gcode_path !== null && gcode !== null) {
    paths.push(attachmentPath(gcode, 'nc'))
  }
  return paths
}

/** Parses an artifact's text by its schema; the checks name what is wrong with it. */
export function readArtifact(
  text: string,
):
  | { readonly artifact: RunArtifact; readonly raw: Json; readonly checks: ArtifactCheck[] }
  | { readonly artifact: null; readonly checks: ArtifactCheck[] } {
  let raw: unknown
  try {
    raw = JSON.parse(text)
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error)
    return { artifact: null, checks: [bad('form', `the artifact is not JSON: ${why}`)] }
  }
  const parsed = runArtifactSchema.safeParse(raw)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const place = issue === undefined ? '' : issue.path.join('.')
    const why = `the artifact does not follow its schema at ${place === '' ? 'its top' : place}: ${issue?.message ?? ''}`
    return { artifact: null, checks: [bad('form', why)] }
  }
  const canonical = tryCanonicalJson(raw)
  const form =
    canonical.ok && canonical.value === text
      ? good('form', 'the artifact is canonical JSON of its schema')
      : bad('form', 'the artifact is not in canonical form, so it is not the text that was written')
  return { artifact: parsed.data, raw: raw as Json, checks: [form] }
}

function checkStatus(artifact: RunArtifact): ArtifactCheck {
  const { status, meta, outputs } = artifact
  const wrong = status === 'OK' ? faultsOfOkRun(artifact) : []
  if (status !== 'OK' && (outputs.gcode_text !== null || outputs.gcode_path !== null)) {
    wrong.push('it carries G-code')
  }
  if (status === 'ERROR' && meta.exception === null) wrong.push('it names no exception')
  if (wrong.length > 0) return bad('status', `the run is ${status}, but ${wrong.join(' and ')}`)
  return good('status', `status ${status} and contents agree`)
}

/** Contract GOV-SSFE-001: only GREEN and YELLOW may proceed, RED and UNKNOWN never. */
function faultsOfOkRun({ decision, hashes, outputs }: RunArtifact): string[] {
  const wrong: string[] = []
  if (decision.risk_level !== 'GREEN' && decision.risk_level !== 'YELLOW') {
    wrong.push(`its risk is ${decision.risk_level}`)
  }
  if (hashes.gcode_sha256 === null) wrong.push('it has no G-code hash')
  if (outputs.programs.length === 0) wrong.push('it has no programs')
  return wrong
}

function checkTree(what: string, tree: unknown, sha256: string, means: VerificationMeans) {
  const text = tryCanonicalJson(tree)
  if (!text.ok) return bad(what, `${text.error.path} ${text.error.message}`)
  return compare(what, means.sha256(text.value), sha256)
}

function checkOpplan(artifact: RunArtifact, raw: Json, means: VerificationMeans): ArtifactCheck[] {
  const what = 'operation plan hash'
  const sha256 = artifact.hashes.opplan_sha256
  if (artifact.outputs.opplan_json === null && sha256 === null) return []
  if (artifact.outputs.opplan_json === null || sha256 === null) {
    return [bad(what, 'only one of operation plan and its hash is there')]
  }
  return [checkTree(what, (raw['outputs'] as Json)['opplan_json'], sha256, means)]
}

function checkToolpaths(artifact: RunArtifact, means: VerificationMeans): ArtifactCheck[] {
  const sha256 = artifact.hashes.toolpaths_sha256
  if (sha256 === null) {
    if (artifact.status !== 'OK' || artifact.mode !== 'rosette') return []
    return [bad('toolpaths hash', 'the run is OK, but it has no toolpaths hash')]
  }
  const text = means.attachment(attachmentPath(sha256, 'json'))
  if (text === null)
    return [bad('toolpaths hash', 'the toolpaths kept beside the run are missing or no text')]
  return [compare('toolpaths hash', means.sha256(text), sha256)]
}

function readGcode(
  artifact: RunArtifact,
  means: VerificationMeans,
): { readonly text: string | null; readonly checks: readonly ArtifactCheck[] } {
  const what = 'gcode hash'
  const { gcode_text: inline, gcode_path: path } = artifact.outputs
  const sha256 = artifact.hashes.gcode_sha256
  if (inline === null && path === null && sha256 === null) return { text: null, checks: [] }
  const fault = gcodeFault(inline, path, sha256)
  if (fault !== null || sha256 === null) return { text: null, checks: [bad(what, fault ?? '')] }
  if (path === null) return hashedGcode(inline, sha256, means)
  if (means.gcodeFacts === undefined) return hashedGcode(means.attachment(path), sha256, means)
  return { text: null, checks: [compare(what, means.gcodeFacts.sha256, sha256)] }
}

function hashedGcode(text: string | null, sha256: string, means: VerificationMeans) {
  const what = 'gcode hash'
  const missing = 'the G-code kept beside the run is missing or no text'
  if (text === null) return { text: null, checks: [bad(what, missing)] }
  return { text, checks: [compare(what, means.sha256(text), sha256)] }
}

function gcodeFault(
  inline: string | null,
  path: string | null,
  sha256: string | null,
): string | null {
  if (sha256 === null) return 'the G-code has no hash'
  if (inline === null && path === null) return 'the run has a G-code hash, but no G-code'
  if (inline !== null && path !== null) return 'G-code is both inline and in an attachment'
  if (path !== null && path !== attachmentPath(sha256, 'nc')) {
    return `the G-code path ${path} is not that of its hash`
  }
  return null
}

/** Programs must follow one another without gap or overlap, so that no line belongs to nobody. */
function checkPrograms(
  artifact: RunArtifact,
  gcode: string | null,
  means: VerificationMeans,
): ArtifactCheck[] {
  const { programs } = artifact.outputs
  if (gcode === null && means.gcodeFacts !== undefined) {
    return [checkOnlyProgram(programs, means.gcodeFacts)]
  }
  if (gcode === null) {
    return programs.length === 0 ? [] : [bad('programs', 'there are programs, but no G-code')]
  }
  let nextByte = 0
  const ids = new Set<string>()
  const checks = programs.map((program) => {
    const check = ids.has(program.program_id)
      ? bad(`program ${program.program_id}`, `two programs are called ${program.program_id}`)
      : checkProgram(program, { gcode, nextByte }, means)
    ids.add(program.program_id)
    nextByte = program.offset_bytes + program.length_bytes
    return check
  })
  const total = utf8LengthBytes(gcode)
  if (nextByte === total) return checks
  return [
    ...checks,
    bad('programs', `the programs end at byte ${String(nextByte)} of ${String(total)}`),
  ]
}

/** G-code that was read elsewhere is one program, from its first byte to its last. */
function checkOnlyProgram(programs: readonly ArtifactProgram[], facts: GcodeFacts): ArtifactCheck {
  const [program] = programs
  if (program === undefined || programs.length > 1) {
    return bad('programs', `there are ${String(programs.length)} programs in a file of one`)
  }
  const what = `program ${program.program_id}`
  const isWhole = program.offset_bytes === 0 && program.length_bytes === facts.lengthBytes
  if (!isWhole || program.line_count !== facts.lineCount) {
    return bad(what, 'its bytes and lines are not those of the file')
  }
  return compare(what, facts.sha256, program.sha256)
}

function checkProgram(
  program: ArtifactProgram,
  place: { readonly gcode: string; readonly nextByte: number },
  means: VerificationMeans,
): ArtifactCheck {
  const what = `program ${program.program_id}`
  if (program.offset_bytes !== place.nextByte) {
    return bad(
      what,
      `it starts at byte ${String(program.offset_bytes)}, the one before ends at ${String(place.nextByte)}`,
    )
  }
  const text = sliceProgram(place.gcode, {
    offsetBytes: program.offset_bytes,
    lengthBytes: program.length_bytes,
  })
  if (!text.ok) return bad(what, text.error)
  const lines = countLines(text.value)
  if (lines !== program.line_count) {
    return bad(what, `it has ${String(lines)} lines, not ${String(program.line_count)}`)
  }
  return compare(what, means.sha256(text.value), program.sha256)
}

function compare(what: string, found: string, recorded: string): ArtifactCheck {
  if (found === recorded) return good(what, `SHA-256 ${recorded.slice(0, 12)}… matches`)
  return bad(what, `SHA-256 is ${found.slice(0, 12)}…, recorded was ${recorded.slice(0, 12)}…`)
}

function good(what: string, sentence: string): ArtifactCheck {
  return { what, ok: true, sentence }
}

function bad(what: string, sentence: string): ArtifactCheck {
  return { what, ok: false, sentence }
}
