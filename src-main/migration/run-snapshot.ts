import { mkdir } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { setImmediate as nextTurn } from 'node:timers/promises'
import { DATASETS, perDataset } from '#core/migration/dataset.ts'
import type { Dataset } from '#core/migration/dataset.ts'
import { snapshotText } from '#core/migration/payload.ts'
import type { NewFile } from '../files/durable-files.ts'
import { fileProblem } from '../files/storage-problem.ts'
import { removeBegun, tempPathFor } from '../files/write-once.ts'
import { systemErrorCode } from '../files/durable-files.ts'
import { recordCounts, snapshotRows } from '../store/migration-queries.ts'
import { openTargetForReading, targetProblem } from '../store/migration-target.ts'
import type { MigrationTarget } from '../store/migration-target.ts'
import type { MigrationTask, TaskEnd, TaskSurroundings } from './task.ts'

type SnapshotTask = Extract<MigrationTask, { kind: 'snapshot' }>

const WRITE_CHARACTERS = 1_000_000

/**
 * Writes every record of the database of one moment as JSON: `patterns.json`, `joblog.json` and
 * `strip_families.json`, a list each with a record on each line. The migrator reads them again and
 * finds nothing to do. The files stand under their names only when all three are whole.
 */
export async function runSnapshot(
  task: SnapshotTask,
  surroundings: TaskSurroundings,
): Promise<TaskEnd<'snapshot'>> {
  const opened = await openTargetForReading(surroundings.place)
  if (!opened.ok) return { state: 'failed', problem: opened.error }
  const folder = resolve(task.folder)
  const paths = perDataset((dataset) => join(folder, `${dataset}.json`))
  const temps = perDataset((dataset) => tempPathFor(paths[dataset]))
  const { files } = surroundings.place
  try {
    await mkdir(folder, { recursive: true })
    opened.value.db.exec('BEGIN')
    const snapshot = createSnapshot(opened.value, surroundings)
    for (const dataset of DATASETS) {
      if (!(await snapshot.write(dataset, temps[dataset]))) return { state: 'cancelled' }
    }
    for (const dataset of DATASETS) await files.rename(temps[dataset], paths[dataset])
    await files.syncFolder(folder)
    return { state: 'finished', result: { folder, exportPaths: paths, counts: snapshot.counts } }
  } catch (error) {
    const problem =
      systemErrorCode(error).startsWith('SQLITE_') || systemErrorCode(error) === ''
        ? targetProblem(error, opened.value.path)
        : fileProblem(error, 'write', folder)
    return { state: 'failed', problem }
  } finally {
    opened.value.db.close()
    for (const dataset of DATASETS) await removeBegun(files, temps[dataset])
  }
}

function createSnapshot({ db }: MigrationTarget, surroundings: TaskSurroundings) {
  const counts = recordCounts(db)
  const total = DATASETS.reduce((sum, dataset) => sum + counts[dataset], 0)
  let done = 0
  const writeRows = async (dataset: Dataset, file: NewFile): Promise<boolean> => {
    let text = '['
    let separator = '\n'
    for (const row of snapshotRows(db, dataset)) {
      text += separator + snapshotText(row.payloadJson, row)
      separator = ',\n'
      done += 1
      if (text.length < WRITE_CHARACTERS) continue
      await file.append(new TextEncoder().encode(text))
      text = ''
      surroundings.tell({ phase: 'exporting', dataset, fraction: done / total, records: done })
      await nextTurn()
      if (surroundings.isCancelled()) return false
    }
    await file.append(new TextEncoder().encode(`${text}\n]\n`))
    await file.sync()
    return true
  }
  return {
    counts,
    /** False when it was cancelled. */
    write: async (dataset: Dataset, path: string): Promise<boolean> => {
      const file = await surroundings.place.files.createNew(path)
      try {
        return await writeRows(dataset, file)
      } finally {
        await file.close()
      }
    },
  }
}

/** The folder of a snapshot that was given none: beside the database, named by the time. */
export function snapshotFolder(dbPath: string, nowUtc: string): string {
  const stamp = nowUtc.slice(0, 19).replaceAll(/[:.]/g, '-')
  return join(dirname(dbPath), 'migration', `snapshot-${stamp}`)
}
