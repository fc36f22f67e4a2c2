import type { RunSummary, SendRecord, Verification } from '#core/contract/runs.contract.ts'
import type { RunArtifact } from '#core/runs/artifact.schema.ts'
import type { LibraryView } from '#core/contract/library.contract.ts'
import { formatExact } from '../../session/time-text.ts'
import { runsStrings } from './runs.strings.ts'

const words = runsStrings

/** One line of the record's sheet. */
export interface SheetRow {
  readonly label: string
  readonly text: string
  /** Long machine text that may break anywhere and is worth copying. */
  readonly technical?: boolean
}

/** The record of a run as a person reads it, in the order of asking: when, what, with what, judged how, allowed by whom. */
export function sheetRows(
  artifact: RunArtifact,
  library: Omit<LibraryView, 'origins'>,
  path: string,
): readonly SheetRow[] {
  const sheet = words.sheet
  const { approval } = artifact
  const tool = library.tools.find(({ id }) => id === artifact.tool_id)?.name ?? sheet.unknown
  const machine =
    artifact.machine_id === null
      ? sheet.none
      : (library.machines.find(({ id }) => id === artifact.machine_id)?.name ?? sheet.unknown)
  return [
    { label: sheet.made, text: formatExact(artifact.created_at_utc) },
    { label: sheet.job, text: artifact.job_name },
    { label: sheet.kind, text: words.modes[artifact.mode] },
    { label: sheet.tool, text: tool },
    { label: sheet.machine, text: machine },
    {
      label: sheet.approved,
      text:
        approval === null
          ? sheet.none
          : sheet.by(approval.actor, formatExact(approval.approved_at_utc)),
    },
    ...(approval?.acknowledgement != null
      ? [{ label: sheet.acknowledgement, text: approval.acknowledgement }]
      : []),
    { label: sheet.version, text: sheet.app(artifact.meta.app_version) },
    { label: sheet.runId, text: artifact.run_id, technical: true },
    { label: sheet.file, text: path, technical: true },
  ]
}

/** The fingerprints that the record holds. */
export function hashRows(artifact: RunArtifact): readonly SheetRow[] {
  const names = words.hashNames
  return (Object.keys(names) as (keyof typeof names)[]).flatMap((key) => {
    const hash = artifact.hashes[key]
    return hash === null ? [] : [{ label: names[key], text: hash, technical: true }]
  })
}

/** How a send ended, in words; an outcome of a newer version is shown as it is. */
export function outcomeText(outcome: string): string {
  return words.outcomes[outcome] ?? outcome
}

/** The last send of a run in the list. */
export function lastSendText(run: RunSummary): string {
  return run.lastSend === null ? words.neverSent : outcomeText(run.lastSend.outcome)
}

/** The machine a send went to. */
export function portText(send: SendRecord): string {
  return send.portUri.startsWith('virtual:')
    ? words.rehearsal
    : send.portUri.replace(/^serial:/, '').replace(/\?.*$/, '')
}

/** What a check of a verification found, in words; a check of a newer version is shown as it is. */
export function checkText(check: Verification, artifact: RunArtifact): string {
  const programId = /^program (.+)$/.exec(check.what)?.[1]
  if (programId !== undefined) {
    const title = programTitle(artifact, programId)
    const { good, bad } = words.programCheck
    return check.ok ? good(title) : bad(title, check.sentence)
  }
  const named = words.checkNames[check.what]
  if (named === undefined) return `${check.what}: ${check.sentence}`
  return check.ok ? named.good : `${named.bad}: ${check.sentence}`
}

/** A program's title by its id; the id where the record does not know it. */
export function programTitle(artifact: RunArtifact, programId: string): string {
  const { programs } = artifact.outputs
  return programs.find((program) => program.program_id === programId)?.title ?? programId
}
