import { join } from 'node:path'
import { systemErrorCode } from '../../files/durable-files.ts'
import { nodeFilesNow } from '../../files/durable-files-now.ts'
import type { DurableFilesNow } from '../../files/durable-files-now.ts'
import { JSON_STORE_NAME } from './json-place.ts'
import { readFolder, UNREAD } from './read-rows.ts'
import type { FolderReading } from './read-rows.ts'
import { JSON_TABLES } from './row.ts'
import type { JsonTableName } from './row.ts'

/** How many files of each kind wait to be merged into the database. */
export type WaitingCounts = Readonly<Record<JsonTableName, number>>

/**
 * Counts the files that wait; null when there is no file store or nothing in it. Counts names
 * only, so that it costs next to nothing at every start.
 */
export function countWaitingFiles(
  dataDir: string,
  files: DurableFilesNow = nodeFilesNow(),
): WaitingCounts | null {
  const counts = Object.fromEntries(
    JSON_TABLES.map((table) => [table, countFiles(files, join(dataDir, JSON_STORE_NAME, table))]),
  ) as WaitingCounts
  return Object.values(counts).some((count) => count > 0) ? counts : null
}

function countFiles(files: DurableFilesNow, folder: string): number {
  try {
    return files.list(folder).filter(({ name }) => /^[^.].*\.json$/.test(name)).length
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return 0
    throw error
  }
}

/**
 * The artifacts of the runs that were recorded in files; `any` when a file does not say which is
 * its own.
 */
export function runFilesOfJsonStore(dataDir: string): ReadonlySet<string> | 'any' {
  const reading = readRuns(join(dataDir, JSON_STORE_NAME))
  if (reading === null || reading.badFiles.length > 0) return reading === null ? new Set() : 'any'
  const paths = [...reading.rows.values()].map(({ fields }) => fields['artifact_path'])
  const texts = paths.filter((path) => typeof path === 'string')
  return texts.length === paths.length ? new Set(texts) : 'any'
}

function readRuns(root: string): FolderReading | null {
  try {
    return readFolder(nodeFilesNow(), root, 'runs', UNREAD)
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return null
    throw error
  }
}
