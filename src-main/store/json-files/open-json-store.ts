import { uptime } from 'node:os'
import { dirname, join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { isProcessAlive } from '../../backup/process-alive.ts'
import { systemErrorCode } from '../../files/durable-files.ts'
import { nodeFilesNow } from '../../files/durable-files-now.ts'
import type { DurableFilesNow } from '../../files/durable-files-now.ts'
import { fileProblem, storageProblem } from '../../files/storage-problem.ts'
import { tempPathFor } from '../../files/write-once.ts'
import type { Store } from '../store.ts'
import {
  createJsonApprovals,
  createJsonRunIndex,
  createJsonRunNotes,
  createJsonSettings,
  createJsonStoreEvents,
} from './json-history.repository.ts'
import { PENDING_NAME } from './commit.ts'
import {
  formatJsonStoreFacts,
  JSON_STORE_FACTS_NAME,
  JSON_STORE_NAME,
  parseJsonStoreFacts,
} from './json-place.ts'
import type { JsonStoreFacts } from './json-place.ts'
import { createJsonJobLog, createJsonRecords } from './json-records.repository.ts'
import { openJsonTables } from './json-tables.ts'
import type { JsonTables } from './json-tables.ts'
import { JSON_TABLES } from './row.ts'
import { createTurns } from './turns.ts'
import type { Turns } from './turns.ts'

/** What opening the file store needs. */
export interface JsonStorePlace {
  /** Made when it is not there. */
  readonly dataDir: string
  /** Whose records these will be, when the file store is made now. */
  readonly newFacts: () => JsonStoreFacts
  readonly clock: () => Date
  /** Why the database is not used instead. */
  readonly insteadOf: Problem
  /** The disk; a test may put another one here. */
  readonly files?: DurableFilesNow
}

const TURNS_NAME = 'turns'
/** The layout of the folders and files; a later one would get another number. */
const LAYOUT_VERSION = 1

/** Opens the file store of a data folder, making it when there is none. */
export function openJsonStore(place: JsonStorePlace): Result<Store, Problem> {
  const files = place.files ?? nodeFilesNow()
  const root = join(place.dataDir, JSON_STORE_NAME)
  try {
    makeFolders(files, place.dataDir, root)
    const turns = turnsOf(files, root)
    const facts = readOrWriteFacts(files, root, { turns, newFacts: place.newFacts })
    if (!facts.ok) return facts
    const tables = openJsonTables({ files, root, turns })
    if (!tables.ok) return tables
    return success(storeOver(tables.value, { root, facts: facts.value, place }))
  } catch (error) {
    return failure(fileProblem(error, 'make the record files in', root))
  }
}

function turnsOf(files: DurableFilesNow, root: string): Turns {
  return createTurns({
    files,
    folder: join(root, TURNS_NAME),
    pid: process.pid,
    bootedAtS: () => Math.round(Date.now() / 1000 - uptime()),
    isAlive: isProcessAlive,
    monotonicMs: () => performance.now(),
  })
}

/** The rows of a file store that stands, to be read or merged; null where there is none. */
export function openStandingTables(
  dataDir: string,
  files: DurableFilesNow = nodeFilesNow(),
): Result<JsonTables | null, Problem> {
  const root = join(dataDir, JSON_STORE_NAME)
  try {
    if (!files.isFile(join(root, JSON_STORE_FACTS_NAME))) return success(null)
    makeFolders(files, dataDir, root)
    return openJsonTables({ files, root, turns: turnsOf(files, root) })
  } catch (error) {
    return failure(fileProblem(error, 'read the record files in', root))
  }
}

function makeFolders(files: DurableFilesNow, dataDir: string, root: string): void {
  makeWithParents(files, dataDir)
  for (const path of [
    root,
    ...[PENDING_NAME, TURNS_NAME, ...JSON_TABLES].map((n) => join(root, n)),
  ]) {
    if (files.makeFolder(path)) files.syncFolder(dirname(path))
  }
}

function makeWithParents(files: DurableFilesNow, path: string): void {
  try {
    if (files.makeFolder(path)) files.syncFolder(dirname(path))
  } catch (error) {
    if (systemErrorCode(error) !== 'ENOENT' || dirname(path) === path) throw error
    makeWithParents(files, dirname(path))
    makeWithParents(files, path)
  }
}

function readOrWriteFacts(
  files: DurableFilesNow,
  root: string,
  { turns, newFacts }: { readonly turns: Turns; readonly newFacts: () => JsonStoreFacts },
): Result<JsonStoreFacts, Problem> {
  const path = join(root, JSON_STORE_FACTS_NAME)
  if (!files.isFile(path)) {
    const turn = turns.take()
    if (!turn.ok) return turn
    try {
      if (!files.isFile(path)) writeFacts(files, path, newFacts())
    } finally {
      turns.end(turn.value)
    }
  }
  const facts = parseJsonStoreFacts(new TextDecoder().decode(files.readFile(path)))
  if (facts !== null) return success(facts)
  return failure(
    storageProblem(
      `${path} cannot be read as the record of whose files these are.`,
      `Move the folder ${JSON_STORE_NAME} aside; nothing in it is changed.`,
    ),
  )
}

function writeFacts(files: DurableFilesNow, path: string, facts: JsonStoreFacts): void {
  const temp = tempPathFor(path)
  files.writeNew(temp, formatJsonStoreFacts(facts))
  files.rename(temp, path)
  files.syncFolder(dirname(path))
}

function storeOver(
  tables: JsonTables,
  opened: { readonly root: string; readonly facts: JsonStoreFacts; readonly place: JsonStorePlace },
): Store {
  const { root, facts, place } = opened
  const base = { tables, nowUtc: () => place.clock().toISOString() }
  return {
    backend: 'json-files',
    insteadOf: place.insteadOf,
    path: root,
    installId: facts.installId,
    schemaVersion: LAYOUT_VERSION,
    sqliteVersion: 'not in use',
    patterns: createJsonRecords(base, 'patterns'),
    stripFamilies: createJsonRecords(base, 'strip_families'),
    jobLog: createJsonJobLog(base),
    runs: createJsonRunIndex(base),
    approvals: createJsonApprovals(base),
    runNotes: createJsonRunNotes(base),
    settings: createJsonSettings(base),
    storeEvents: createJsonStoreEvents(base),
    transact: tables.guard.transact,
    intake: null,
    badFiles: () => tables.badFiles(),
    otherRunFiles: () => 'any',
    checkIntegrity: () => checkFiles(tables),
    close: () => undefined,
  }
}

function checkFiles(tables: JsonTables): Result<void, Problem> {
  const looked = tables.guard.transact(() => success(undefined))
  if (!looked.ok) return looked
  const [bad, ...others] = tables.badFiles()
  if (bad === undefined) return success(undefined)
  const more = others.length === 0 ? '' : ` (and ${String(others.length)} more)`
  return failure(
    storageProblem(
      `The record file ${bad.path} ${bad.why}${more}; it is left alone and not in use.`,
      'Repair the file or move it aside, then start RMOS again.',
    ),
  )
}
