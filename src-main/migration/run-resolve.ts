import { readTimestamp } from '#core/migration/timestamp.ts'
import { DATASETS } from '#core/migration/dataset.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import { readEntry } from '#core/migration/legacy-record.ts'
import type { LegacyRecord } from '#core/migration/legacy-record.ts'
import { payloadOf } from '#core/migration/payload.ts'
import { sha256Hex } from '../files/sha256.ts'
import { addDecisions } from '../store/migration-decisions.ts'
import { mergeStages } from '../store/migration-merge.ts'
import { createLiveLookup, createStage } from '../store/migration-stage.ts'
import type { LiveRecord } from '../store/migration-stage.ts'
import { openTargetForWriting, recordEvent, targetProblem } from '../store/migration-target.ts'
import type { MigrationTarget } from '../store/migration-target.ts'
import { requireSources } from './found-sources.ts'
import { readRecords } from './read-records.ts'
import type { ReadPiece } from './read-records.ts'
import { takeWriteLock } from './run-migrate.ts'
import type { DatasetSource } from './sources.ts'
import type {
  ConflictChoice,
  MigrationTask,
  TaskEnd,
  TaskResults,
  TaskSurroundings,
} from './task.ts'

type ResolveTask = Extract<MigrationTask, { kind: 'resolve' }>

interface Wanted {
  readonly record: LegacyRecord
  readonly payloadJson: string
}

interface Settlement {
  readonly choice: ConflictChoice
  readonly wanted: Wanted
  readonly kept: LiveRecord
  readonly side: 'json' | 'sqlite'
}

/**
 * Settles records that differ. The JSON's content goes into the database, in one transaction that
 * also keeps what stood there in the store's history; the database's content stays as it is, and the
 * choice is handed back to be remembered.
 */
export async function runResolve(
  task: ResolveTask,
  surroundings: TaskSurroundings,
): Promise<TaskEnd<'resolve'>> {
  const sources = await requireSources(task.sources)
  if (!sources.ok) return { state: 'failed', problem: sources.error }
  const opened = await openTargetForWriting(surroundings.place)
  if (!opened.ok) return { state: 'failed', problem: opened.error }
  const target = opened.value
  try {
    const wanted = await findWanted(sources.value, task.choices, surroundings)
    if (wanted === null) return { state: 'cancelled' }
    const locked = await takeWriteLock(target, surroundings)
    if (locked !== null) return locked
    const unresolved: string[] = []
    const settlements = task.choices.flatMap((choice) => {
      const settled = settle(target, choice, wanted.get(nameOf(choice)))
      if (typeof settled !== 'string') return [settled]
      unresolved.push(settled)
      return []
    })
    const written = writeChosen(target, task, settlements, surroundings)
    if (!written.ok) return { state: 'failed', problem: written.error }
    target.db.exec('COMMIT')
    return { state: 'finished', result: resultOf(settlements, unresolved) }
  } catch (error) {
    return { state: 'failed', problem: targetProblem(error, target.path) }
  } finally {
    target.db.close()
  }
}

function nameOf({ dataset, id }: { readonly dataset: Dataset; readonly id: string }): string {
  return `${dataset} ${id}`
}

/** The JSON's records of the chosen ids, the last of each; null when it was cancelled. */
async function findWanted(
  sources: readonly DatasetSource[],
  choices: readonly ConflictChoice[],
  { tell, isCancelled }: TaskSurroundings,
): Promise<ReadonlyMap<string, Wanted> | null> {
  const names = new Set(choices.map(nameOf))
  const found = new Map<string, Wanted>()
  const searched = sources.filter(({ dataset }) => choices.some((one) => one.dataset === dataset))
  for (const { dataset, files } of searched) {
    for (const file of files) {
      for await (const piece of readRecords(file, dataset)) {
        if (isCancelled()) return null
        tell({ phase: 'reading', dataset, fraction: 0, records: found.size })
        for (const wanted of wantedIn(piece)) {
          const name = nameOf({ dataset, id: wanted.record.id })
          if (names.has(name)) found.set(name, wanted)
        }
      }
    }
  }
  return found
}

function wantedIn({ elements, keyOfLoneRecord }: ReadPiece): readonly Wanted[] {
  return elements.flatMap((element) => {
    if (element.kind === 'fault') return []
    const read = readEntry(element.value, element.key ?? keyOfLoneRecord)
    if (read.kind !== 'record') return []
    const { record } = read
    return [{ record, payloadJson: payloadOf(record, element.value, element.text) }]
  })
}

function settle(
  { db }: MigrationTarget,
  choice: ConflictChoice,
  wanted: Wanted | undefined,
): Settlement | string {
  const kept = createLiveLookup(db, choice.dataset).get(choice.id)
  if (kept === null) return `${choice.id} is no longer in the database.`
  if (wanted === undefined) return `${choice.id} is no longer in the JSON.`
  const side = choice.keep === 'newest' ? newer(wanted.record, kept) : choice.keep
  if (side !== null) return { choice, wanted, kept, side }
  return `${choice.id}: the JSON does not say when it was changed, or both say the same time; choose one side.`
}

function newer(record: LegacyRecord, kept: LiveRecord): 'json' | 'sqlite' | null {
  const json = record.updatedAtUtc ?? record.createdAtUtc
  const sqlite = readTimestamp(kept.updatedAt)?.utc
  if (json === null || sqlite === undefined || json === sqlite) return null
  return json > sqlite ? 'json' : 'sqlite'
}

/** Inside the caller's transaction: the JSON's side into the tables, and what was done into the history. */
function writeChosen(
  target: MigrationTarget,
  task: ResolveTask,
  settlements: readonly Settlement[],
  { place }: TaskSurroundings,
) {
  const nowUtc = place.clock().toISOString()
  const taken = settlements.filter(({ side }) => side === 'json')
  const datasets = DATASETS.filter((dataset) =>
    taken.some(({ choice }) => choice.dataset === dataset),
  )
  for (const dataset of datasets) {
    const stage = createStage(target.db, dataset, { depth: 'records', isSettled: () => false })
    for (const { choice, wanted } of taken) {
      if (choice.dataset !== dataset) continue
      const { record, payloadJson } = wanted
      stage.take({ record, ownText: null, payloadJson: () => payloadJson })
    }
  }
  const merging = mergeStages(target.db, datasets, nowUtc)
  while (merging.next().done !== true) {
    // a few rows: nothing to tell in between
  }
  const choices = settlements.map(({ choice, side, kept }) => ({
    ...choice,
    kept: side,
    ...(side === 'json' ? { replaced: JSON.parse(kept.payloadJson) as unknown } : {}),
  }))
  const decided = settlements.map(({ choice, side, wanted }) => ({
    ...choice,
    keep: side,
    sha256: sha256Hex(wanted.payloadJson),
  }))
  addDecisions(target.db, decided, nowUtc)
  const payload = { task_id: task.taskId, actor: task.actor, choices }
  return recordEvent(target, place, { kind: 'fix', payload })
}

function resultOf(
  settlements: readonly Settlement[],
  unresolved: readonly string[],
): TaskResults['resolve'] {
  const keptJson = settlements.filter(({ side }) => side === 'json').length
  return { keptJson, keptSqlite: settlements.length - keptJson, unresolved }
}
