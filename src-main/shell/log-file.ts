import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs'
import { join } from 'node:path'

const LARGEST_LOG_BYTES = 1_000_000

/** Writes one entry to the log. */
export type WriteLog = (entry: Readonly<Record<string, string>>) => void

/** The log's size in bytes, 0 when there is none yet. */
function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0
}

/**
 * Appends entries to `logs/rmos.log` in the data folder, one JSON document with the time a line.
 * A log over 1 MB becomes `rmos.old.log` and a new one begins. Throws when it cannot be written.
 */
export function openLog(dataDir: string, clock: () => Date): WriteLog {
  const folder = join(dataDir, 'logs')
  const path = join(folder, 'rmos.log')
  mkdirSync(folder, { recursive: true })
  return (entry) => {
    if (sizeOf(path) > LARGEST_LOG_BYTES) renameSync(path, join(folder, 'rmos.old.log'))
    appendFileSync(path, `${JSON.stringify({ atUtc: clock().toISOString(), ...entry })}\n`)
  }
}
