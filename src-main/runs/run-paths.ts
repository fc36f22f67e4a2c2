import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'

const RUN_ID = /^[0-9a-f]{32}$/
const SEND_ID = /^[a-z0-9][a-z0-9-]{0,39}$/
const DATE = /^\d{4}-\d{2}-\d{2}$/
const ARTIFACT_NAME = /^([0-9a-f]{32})\.json$/
const SIDE_FILE_NAME = /^([0-9a-f]{32})_send_[a-z0-9][a-z0-9-]{0,39}\.json$/
const ARTIFACT_PATH = /^runs\/(\d{4}-\d{2}-\d{2})\/([0-9a-f]{32})\.json$/

/** Refuses anything but 32 lower-case hex digits, so that no id ever leads out of its folder. */
export function checkRunId(runId: string): Result<string, Problem> {
  if (RUN_ID.test(runId)) return success(runId)
  return failure(invalid(`A run id is 32 hex digits, not ${JSON.stringify(runId.slice(0, 60))}.`))
}

/** Refuses anything but 1 to 40 lower-case letters, digits and hyphens. */
export function checkSendId(sendId: string): Result<string, Problem> {
  if (SEND_ID.test(sendId)) return success(sendId)
  return failure(
    invalid(
      `A send id is 1 to 40 letters a-z, digits and hyphens, not ${JSON.stringify(sendId.slice(0, 60))}.`,
    ),
  )
}

function invalid(message: string): Problem {
  return { kind: 'invalid-input', message, remedy: '', requestId: '' }
}

/** The UTC date of an ISO-8601 time: the name of a run's folder. Throws for anything else. */
export function runDate(createdAtUtc: string): string {
  const date = createdAtUtc.slice(0, 10)
  if (!DATE.test(date)) throw new Error(`${createdAtUtc} is no ISO-8601 time`)
  return date
}

/** A run's artifact path as its row keeps it: relative to the data folder, with `/`. */
export function artifactPath(runId: string, createdAtUtc: string): string {
  return `runs/${runDate(createdAtUtc)}/${runId}.json`
}

/**
 * The absolute path of a row's artifact. Throws when the row's path is not that of its run: the
 * database was changed by somebody else, and nothing may be read from where it points.
 */
export function absoluteArtifactPath(
  dataDir: string,
  row: { readonly run_id: string; readonly artifact_path: string },
): string {
  const [, date, runId] = ARTIFACT_PATH.exec(row.artifact_path) ?? []
  if (date === undefined || runId !== row.run_id) {
    throw new Error(`the row of run ${row.run_id} points to ${row.artifact_path}`)
  }
  return join(dataDir, 'runs', date, `${runId}.json`)
}

/** The absolute path of the file that keeps one send of a run, beside its artifact. */
export function sendLogPath(artifactFile: string, sendId: string): string {
  return artifactFile.replace(/\.json$/, `_send_${sendId}.json`)
}

/** What a file in a date folder is by its name, and the run it belongs to. */
export function classifyRunFile(
  name: string,
):
  { readonly kind: 'artifact' | 'side-file'; readonly runId: string } | { readonly kind: 'other' } {
  const artifact = ARTIFACT_NAME.exec(name)?.[1]
  if (artifact !== undefined) return { kind: 'artifact', runId: artifact }
  const side = SIDE_FILE_NAME.exec(name)?.[1]
  return side === undefined ? { kind: 'other' } : { kind: 'side-file', runId: side }
}

/** True for the name of a date folder. */
export function isRunDate(name: string): boolean {
  return DATE.test(name)
}
