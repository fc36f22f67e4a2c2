import { join } from 'node:path'
import type { Problem } from '#core/contract/problem.ts'
import { failure, success } from '#core/outcome/result.ts'
import type { Result } from '#core/outcome/result.ts'
import { systemErrorCode } from '../../files/durable-files.ts'
import type { DurableFilesNow } from '../../files/durable-files-now.ts'
import { fileProblem, storageProblem } from '../../files/storage-problem.ts'
import type { Guard } from '../database-problem.ts'
import { commit, INTENT_NAME, recover } from './commit.ts'
import type { FileChange } from './commit.ts'
import { rowFileName } from './file-name.ts'
import { readFolder, UNREAD } from './read-rows.ts'
import type { FolderReading } from './read-rows.ts'
import { JSON_TABLES } from './row.ts'
import type { BadFile, JsonObject, JsonRow, JsonTableName } from './row.ts'
import type { Turns } from './turns.ts'

/** One folder of rows in memory. Writes belong inside `transact`. */
export interface JsonTable {
  readonly get: (key: string) => JsonRow | undefined
  /** In order of arrival. */
  readonly rows: () => readonly JsonRow[]
  /** Adds a row or replaces the one with its key, whose place in the order it keeps; a null key becomes the sequence. */
  readonly put: (key: string | null, fields: JsonObject) => JsonRow
  readonly remove: (key: string) => boolean
}

/** All folders of a file store, as one. */
export interface JsonTables {
  readonly table: (name: JsonTableName) => JsonTable
  readonly guard: Guard
  /** The files that hold no row, as of the last look. */
  readonly badFiles: () => readonly BadFile[]
}

/** Where the folders are. */
export interface JsonTablesPlace {
  readonly files: DurableFilesNow
  /** The file store's folder; it and all folders in it stand. */
  readonly root: string
  readonly turns: Turns
}

/** How often the files are read anew when others keep writing meanwhile. */
const READ_ATTEMPTS = 5

interface Memory {
  readonly readings: Map<JsonTableName, FolderReading>
  readonly rows: Map<JsonTableName, Map<string, JsonRow>>
  readonly lastSequence: Map<JsonTableName, number>
  /** The newest turn whose writes are in memory; null: look at the files again. */
  seenTurn: number | null
  /** 0 outside of any transaction. */
  depth: number
  /** What the running transaction changed, by file; and how to take each change back, in order. */
  readonly changes: Map<string, string | null>
  readonly undo: (() => void)[]
}

/** Reads all folders; throws a system error when one cannot be read. */
export function openJsonTables(place: JsonTablesPlace): Result<JsonTables, Problem> {
  const memory: Memory = {
    readings: new Map(),
    rows: new Map(),
    lastSequence: new Map(),
    seenTurn: null,
    depth: 0,
    changes: new Map(),
    undo: [],
  }
  const guard: Guard = {
    read: (work) => {
      const fresh = memory.depth > 0 ? success(undefined) : refresh(place, memory)
      return fresh.ok ? success(work()) : fresh
    },
    transact: (work) => (memory.depth > 0 ? within(memory, work) : outermost(place, memory, work)),
  }
  const opened = guard.transact(() => success(undefined))
  if (!opened.ok) return opened
  return success({
    guard,
    table: (name) => tableOf(memory, name),
    badFiles: () => [...memory.readings.values()].flatMap(({ badFiles }) => badFiles),
  })
}

function tableOf(memory: Memory, name: JsonTableName): JsonTable {
  const rows = () => memory.rows.get(name) ?? new Map<string, JsonRow>()
  const set = (row: JsonRow | undefined, key: string) => {
    const map = rows()
    if (row === undefined) map.delete(key)
    else map.set(key, row)
  }
  const change = (next: JsonRow | undefined, before: JsonRow | undefined, key: string) => {
    if (memory.depth === 0) throw new Error(`${name} was written outside of a transaction`)
    const file = `${name}/${(next ?? before)?.fileName ?? ''}`
    const pending = memory.changes.get(file)
    memory.undo.push(() => {
      set(before, key)
      if (pending === undefined) memory.changes.delete(file)
      else memory.changes.set(file, pending)
    })
    set(next, key)
    memory.changes.set(file, next?.text ?? null)
  }
  return {
    get: (key) => rows().get(key),
    rows: () => [...rows().values()].sort((a, b) => a.sequence - b.sequence),
    put: (key, fields) => {
      const before = key === null ? undefined : rows().get(key)
      const last = memory.lastSequence.get(name) ?? 0
      const sequence = before?.sequence ?? last + 1
      memory.undo.push(() => memory.lastSequence.set(name, last))
      memory.lastSequence.set(name, Math.max(sequence, last))
      const ownKey = key ?? String(sequence)
      const row: JsonRow = {
        key: ownKey,
        sequence,
        fileName: before?.fileName ?? rowFileName(key ?? 'entry', sequence),
        text: JSON.stringify(fields, null, 2),
        fields,
      }
      change(row, before, ownKey)
      return row
    },
    remove: (key) => {
      const before = rows().get(key)
      if (before !== undefined) change(undefined, before, key)
      return before !== undefined
    },
  }
}

/** Brings memory up to what other processes have written; what they are writing is not seen yet. */
function refresh(place: JsonTablesPlace, memory: Memory): Result<void, Problem> {
  try {
    for (let attempt = 0; attempt < READ_ATTEMPTS; attempt += 1) {
      const { number, state } = place.turns.newest()
      if (number === memory.seenTurn || (state === 'running' && memory.seenTurn !== null)) break
      // A process died in its turn: what it had decided is finished in a turn of one's own.
      const isUnfinished = state !== 'done' || place.files.isFile(join(place.root, INTENT_NAME))
      if (isUnfinished) return outermost(place, memory, () => success(undefined))
      readAll(place, memory)
      if (place.turns.newest().number === number) memory.seenTurn = number
    }
    return success(undefined)
  } catch (error) {
    return failure(fileProblem(error, 'read', place.root))
  }
}

function readAll(place: JsonTablesPlace, memory: Memory): void {
  for (const name of JSON_TABLES) {
    const before = memory.readings.get(name) ?? UNREAD
    const reading = readFolder(place.files, place.root, name, before)
    memory.readings.set(name, reading)
    memory.rows.set(name, new Map(reading.rows))
    const known = memory.lastSequence.get(name) ?? 0
    const sequences = [...reading.rows.values()].map(({ sequence }) => sequence)
    memory.lastSequence.set(
      name,
      sequences.reduce((a, b) => Math.max(a, b), known),
    )
  }
}

/** A part of the transaction around it: its own failure takes back only what it did itself. */
function within<T>(memory: Memory, work: () => Result<T, Problem>): Result<T, Problem> {
  const begun = memory.undo.length
  memory.depth += 1
  let isKept = false
  try {
    const outcome = work()
    isKept = outcome.ok
    return outcome
  } finally {
    memory.depth -= 1
    if (!isKept) takeBack(memory, begun)
  }
}

function takeBack(memory: Memory, begun: number): void {
  while (memory.undo.length > begun) memory.undo.pop()?.()
}

function outermost<T>(
  place: JsonTablesPlace,
  memory: Memory,
  work: () => Result<T, Problem>,
): Result<T, Problem> {
  let taken: Result<number, Problem>
  try {
    taken = place.turns.take()
  } catch (error) {
    return failure(fileProblem(error, 'write in', place.root))
  }
  if (!taken.ok) return taken
  try {
    return inTurn(place, memory, { turn: taken.value, work })
  } finally {
    endTurn(place, memory, taken.value)
  }
}

/** A turn whose end cannot be written is over all the same when this process ends. */
function endTurn(place: JsonTablesPlace, memory: Memory, turn: number): void {
  memory.changes.clear()
  memory.undo.length = 0
  try {
    place.turns.end(turn)
  } catch (error) {
    if (systemErrorCode(error) === '') throw error
    memory.seenTurn = null
  }
}

function inTurn<T>(
  place: JsonTablesPlace,
  memory: Memory,
  { turn, work }: { readonly turn: number; readonly work: () => Result<T, Problem> },
): Result<T, Problem> {
  const ready = makeReady(place, memory, turn)
  if (!ready.ok) return ready
  const outcome = within(memory, work)
  if (!outcome.ok || memory.changes.size === 0) return outcome
  const changes = [...memory.changes].map(([file, text]): FileChange => ({ file, text }))
  // The next look at the files finds the new stamps of the changed ones.
  memory.seenTurn = null
  try {
    const done = commit(place.files, place.root, changes)
    if (done === 'done') memory.seenTurn = turn
    return outcome
  } catch (error) {
    takeBack(memory, 0)
    return failure(fileProblem(error, 'write in', place.root))
  }
}

function makeReady(place: JsonTablesPlace, memory: Memory, turn: number): Result<void, Problem> {
  try {
    if (!recover(place.files, place.root)) return failure(foreignIntent(place.root))
    if (memory.seenTurn !== turn - 1) readAll(place, memory)
    memory.seenTurn = turn
    return success(undefined)
  } catch (error) {
    return failure(fileProblem(error, 'read', place.root))
  }
}

function foreignIntent(root: string): Problem {
  return storageProblem(
    `${join(root, INTENT_NAME)} is not what RMOS wrote, so the transaction it stands for cannot be finished.`,
    'Move that file and the folder pending beside it aside, then start RMOS again.',
  )
}
